/**
 * Word forms that no stemmer brings together: irregular English, what people shorten, and words without a subject,
 * nouns and verbs of reports in the languages in which dossiers list names. Each gives one English word, so that a
 * claim's words meet a message's, and a name's a query's. Nothing here is of one dossier; names are the dossiers' own.
 */

const forms = (lists: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(lists).flatMap(([word, others]) =>
      others
        .trim()
        .split(/\s+/)
        .map((other): [string, string] => [other, word]),
    ),
  );

/** English by its irregular forms and as people shorten it. */
const ownForms = forms({
  dead: "die dies died dying death deaths deceased",
  flee: "fled flees fleeing flight",
  fall: "fell fallen falls",
  take: "took taken takes taking",
  shoot: "shot shots shoots",
  hang: "hung hanged",
  find: "found",
  fight: "fought",
  hold: "held",
  behead: "decapitated decapitation",
  capture: "retake retook retaken retaking recapture recaptured",
  threat: "threaten threatens threatened threatening",
  theatre: "theater theaters",
  centre: "center centers",
  people: "ppl peeps",
  government: "gov govt gvt goverment",
  video: "vid vids",
  civilian: "civ civs",
  evacuate: "evac evacs evacd",
  execute: "execd",
  ammunition: "ammo",
  headquarters: "hq",
  oil: "petroleum",
  prisoner: "pow pows",
  nobody: "noone",
});

/**
 * Words without a subject of their own, in the languages that dossiers list names in; none that is English, and none
 * that means something else in another of them.
 */
const functionWords = forms({
  of: `le la les un une des du de et en au aux par pour dans avec sans sous chez cette ces ses leur leurs qui que dont
    est sont etait etaient ete fut furent ont avait elle elles ne pas
    los las del y una unos unas lo por para con sobre entre su sus quien quienes es eran fue fueron se
    da dos das os em nos nas com sem foi foram
    il gli di dell dello della dei degli delle nel nello nella nei nelle con chi sono furono
    der das dem ein eine einer einem eines und im zu zum zur von vom mit ohne bei auf aus nach wer ist sind waren
    wurde wurden haben nicht het een op te 
    ve ile bir bu icin 
    v vo po za iz ot s so u o ob dlya chto kto eto byl byla bylo byli
    في من علي الي عن مع هل تم كان كانت تي ذي ما ماذا هذا هذه ان قد لم لا`,
  where: "ou donde dove wo nerede gde اين",
  when: "quand cuando quando wann kogda متي",
  why: "pourquoi perche warum neden nicin pochemu لماذا",
  how: "comment como wie nasil kak كيف",
  many: "combien cuanto cuantos cuantas quanto quantos quanti quante viele wieviele kac skolko كم",
});

/** Nouns, adjectives and verbs of reports and of places, with what is said of them in other languages. */
const reports = forms({
  // where
  city: "ville villes ciudad cidade citta stadt sehir sehri kenti gorod goroda مدينه",
  town: "bourg bourgade pueblo localidad kasaba kasabasi بلده",
  village: "aldea villaggio dorf koy koyu derevnya selo قريه",
  province: "provincia provincias provinz vilayet vilayeti provintsiya محافظه",
  region: "regione bolge bolgesi oblast منطقه",
  country: "pays pais ulke strana بلد",
  site: "sitio sito موقع",
  near: "pres cerca vicino nahe yakin okolo bliz قرب",
  field: "yacimiento champ champs campo campos feld sahasi mestorozhdenie حقل حقول",
  oil: "petrole petrolier petroliers petrolero petrolera petrolifero petrolifera petrolio erdol petrol neft neftyanoe نفط نفطي",
  gas: "gaz gazovoe غاز",
  square: "plaza piazza platz praca meydan meydani ploshchad ساحه ميدان",
  public: "publique publica pubblica pubblico publico offentlicher offentlichen عامه",
  theatre: "teatro teatr tiyatro tiyatrosu مسرح",
  amphitheatre: "anfiteatro amfiteatr amfitiyatro مدرج",
  ruins: "ruines ruinas rovine ruinen harabe harabeleri ruiny razvaliny اثار اطلال خرايب",
  ancient:
    "antiques antiguo antigua antico antica antik antiken antike drevniy drevnyaya drevney قديم قديمه اثري اثريه",
  roman: "romain romaine romano romana romisches romischen rimskiy rimskie روماني رومانيه",
  hospital: "hopital krankenhaus hastane hastanesi bolnitsa gospital ospedale مشفي مستشفي",
  national: "nationale nacional nazionale nationales nationalen ulusal natsionalnyy وطني",
  police: "policia polizia polizei polis politsiya شرطه",
  station: "commissariat comisaria karakol karakolu stazione uchastok مخفر",
  checkpoint: "barrage poste puesto posto kontrollpunkt kontrollposten blokpost حاجز",
  headquarters: "sede hauptsitz hauptquartier merkezi shtab مقر",
  centre: "centro zentrum merkez tsentr مركز",
  security: "securite seguridad sicurezza sicherheit guvenlik bezopasnosti امن امني امنيه",
  housing: "logement logements vivienda viviendas alloggi wohnungen lojman lojmanlari zhilye مساكن سكن",
  // who
  state: "etat estado stato staat devlet devleti gosudarstvo دوله",
  islamic: "islamique islamico islamischer islamischen islam islamskoe اسلاميه",
  group: "groupe grupo gruppo gruppe grup grubu gruppirovka جماعه تنظيم",
  party: "parti partido partito partei partisi partiya حزب",
  government: "gouvernement gobierno governo regierung hukumet hukumeti pravitelstvo حكومه",
  regime: "regimen rejim rejimi rezhim نظام",
  army: "armee ejercito esercito ordu ordusu armiya armii جيش",
  force: "fuerzas forze truppen streitkrafte kuvvetleri gucleri sily voyska قوات",

  officer: "officier officiers",
  fighter:
    "combattant combattants combatiente combatientes combattenti kampfer savascilar boytsy مقاتل مقاتلين مقاتلون",
  civilian: "civils civili",
  resident:
    "habitant habitants habitantes residentes abitanti bewohner einwohner sakinler sakinleri zhiteli سكان اهالي",
  christian:
    "chretien chretiens cristianos cristiani christen hristiyan hristiyanlar khristiane مسيحي مسيحيين مسيحيون",
  supporter: "partisans partidarios sostenitori anhanger destekcileri storonniki موالين موالون انصار",
  opposition: "oposicion opposizione muhalefet oppozitsiya معارضه",
  source: "fuente fuentes fonti quellen kaynaklar istochniki مصادر",
  observatory: "observatoire observatorio osservatorio beobachtungsstelle gozlemevi observatoriya مرصد",
  television: "televisione fernsehen televizyon televizyonu televidenie تلفزيون",
  archaeologist: "archeologue arqueologo archeologo archaologe arkeolog arkheolog",
  chechen: "tchetchenes chechenos ceceni tschetschenen cecen cecenler chechentsy شيشان",
  russian: "russe russes ruso rusos russo russi russisch russische rusca russkie روسي روسيه",
  people: "gens lyudi ناس شخص",
  // what
  battle: "bataille batalla battaglia schlacht savasi bitva معركه معارك",
  fighting: "boi قتال",
  offensive: "ofensiva offensiva saldirisi nastuplenie هجوم",
  capture: "prise presa conquista eroberung vzyatie zakhvat استيلا احتلال",
  fall: "chute caida caduta dusus dususu padenie سقوط",
  control: "controle controla controllo kontrolliert kontrole kontrol سيطر سيطره يسيطر",
  killing: "assassinat asesinato assassinio ermordung cinayet cinayeti ubiystvo اغتيال",
  dead: "muerte tod olu olum olumu mort murieron murio ضحايا",
  kill: "tue ubitykh قتل قتلوا",
  execute: "fusilles",
  execution: "ejecucion ejecuciones esecuzione esecuzioni",

  take: "pris prit prises tomo ocupo prese aldi vzyal",
  official: "officiel officielle oficial ufficiale resmi ofitsialnyy رسمي",
  flee: "fui fuient fuir huida fuga flucht kacis begstvo هرب فروا",
  monument: "monumentos monumenti denkmaler anitlar pamyatniki",
  panic: "panique panico panik panika ذعر",
  search: "perquisitions fouilles registros perquisizioni durchsuchungen aramalar obyski تفتيش مداهمات",
  statement: "declaracion dichiarazione erklarung aciklama aciklamasi zayavlenie تصريح بيان",
  importance: "importancia importanza bedeutung onem onemi znachenie اهميه",
  strategic:
    "strategique estrategico estrategica strategico strategica strategisch stratejik strategicheskoe استراتيجي استراتيجيه",
  tactical: "tactique tactico tactica tattico tattica taktisch taktik تكتيكي تكتيكيه",
  defeat: "defaite derrota sconfitta niederlage yenilgi porazhenie هزيمه",
  book: "livre livres libro libros libri bucher kitap kitaplari knigi كتب",
  prayer: "priere prieres oracion oraciones preghiera gebete dua صلاه",
  missile: "misil misiles missili raketen fuze fuzeler rakety صاروخ صواريخ",
  ammunition: "munitions municiones munizioni munition muhimmat boepripasy ذخيره",
  figure: "chiffre chiffres cifra cifras cifre zahlen rakam rakamlar tsifry ارقام",
  number: "nombre numero anzahl sayi sayisi chislo عدد",
});

/** Beginnings of normalised words, four letters or more (Arabic: three), and what they stand for. */
const beginnings: readonly (readonly [beginning: string, word: string])[] = Object.entries({
  people: "personne mensch persona persone kisi insan chelovek lyude شخص اشخاص",
  dead: "morts tote muerto morti olen oldu pogib ubit qatl قتل قتيل مقتل",
  kill: "tuees getotet mataron matado matad uccis oldur ubil",
  execute: "hinricht hingericht ejecut giustizi infaz idam kazn اعدم اعدام",
  evacuate: "evakui evakua evacua evacue tahliye اجلا اخلا اجلي",
  civilian: "zivil civile sivil mirnykh mirnye grazhdansk مدني",
  soldier: "soldat soldado asker جنود جندي",
  officer: "offizier oficial ufficial subay ofitser ضباط ضابط",
  detain: "detenu detenid festgenomm verhaft gozalti zaderzh arestov معتقل اعتقل",
  flee: "gefloh fuite enfui huyero huir fuggi kact bezhal هروب هرب فرار",
  behead: "decapit enthaupt kopfung obezglav",
  fighting: "kampf combat combatt catisma اشتباك معارك",
}).flatMap(([word, starts]) => starts.split(" ").map((start) => [start, word] as const));

/** The English word that a normalised word stands for, or the word itself. */
export function plainWord(word: string): string {
  const known = ownForms.get(word) ?? reports.get(word) ?? functionWords.get(word);
  if (known !== undefined) return known;
  if (word.length < 4) return word;
  // English itself has none of these beginnings, save what the lists of whole words catch first.
  const bare = /^[\u0600-\u06ff]/.test(word)
    ? word.replace(/^[وفبل](?=.{4})/, "").replace(/^ال(?=.{3})/, "")
    : word;
  for (const [start, meant] of beginnings) if (bare.startsWith(start)) return meant;
  return word;
}
