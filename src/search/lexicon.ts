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
  statement: "declaration declarations",
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
  police: "cop cops",
  figure: "figs",
  panic: "panics panicked panicking",
  round: "bullet bullets",
  square: "sq",
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
    في من علي الي عن مع هل تم كان كانت تي ذي ما ماذا هذا هذه ان قد لم لا
    ils nous vous cet quel quelle quels quelles lors depuis pendant contre ainsi selon
    cual cuales han hubo durante segun hasta desde ellos ellas
    quais houve pelo pela pelos pelas quem
    quali stati stata hanno dopo tra fra
    welche welcher welches worden wird gegen seit laut passiert geschah geschehen gibt sich
    mi mu edildi etti ettiler edilen midir nedir hakkinda
    li oni ona posle pri protiv kakie kakoy kotorye sluchilos proizoshlo
    هو هي هم تي ذين بعد قبل خلال ضد حول شو شنو صار حدث حصل اي عند بين
    parmi jusque comme mais donc autres autre tous toutes quoi ce cest aussi
    paso era ser hay este esta estos estas pero todo todos cada sin hizo ocurrio sucedio
    eram aconteceu ocorreu isso muito
    erano successo accaduto questo questa ogni tutti senza cosa
    gewesen jeder jede jedes alle unter zwischen dieser diese dieses auch als
    kadar gibi daha cok olan olarak neydi kimdi
    na mezhdu kazhdyy kazhdogo vse tam chem
    wel wal wil aal
    لكل كل بعض ثم حتي منذ او ليس لن بدون يوجد وقع جري`,
  where: "ou donde dove onde wo nerede gde اين وين",
  when: "quand cuando quando wann kogda متي",
  why: "pourquoi perche warum wieso neden nicin pochemu لماذا ليش",
  how: "comment como wie nasil kak كيف",
  many: "combien cuanto cuantos cuantas quanto quantos quantas quanti quante viele wieviele kac skolko كم قديش",
});

/** Months in other languages, as they are normalised; read as such only beside a day or a year. */
const months = forms({
  january: "janvier enero janeiro gennaio januar ocak yanvar yanvarya يناير",
  february: "fevrier febrero fevereiro febbraio februar subat fevral fevralya فبراير شباط",
  march: "mars marzo marco marz mart marta مارس اذار",
  april: "avril abril aprile nisan aprel aprelya ابريل نيسان",
  may: "mai mayo maio maggio mayis maya مايو ايار",
  june: "juin junio junho giugno juni haziran iyun iyunya يونيو حزيران",
  july: "juillet julio julho luglio juli temmuz iyul iyulya يوليو تموز",
  august: "aout agosto agustos avgust avgusta اغسطس اب",
  september: "septembre septiembre setiembre setembro settembre eylul sentyabr sentyabrya سبتمبر ايلول",
  october: "octobre octubre outubro ottobre oktober ekim oktyabr oktyabrya اكتوبر",
  november: "novembre noviembre novembro kasim noyabr noyabrya نوفمبر",
  december: "decembre diciembre dezembro dicembre dezember aralik dekabr dekabrya ديسمبر",
});

/** The English name of the month that a word of another language names beside a day or a year. */
export function monthAbroad(word: string): string | undefined {
  return months.get(word);
}

/** Nouns, adjectives and verbs of reports and of places, with what is said of them in other languages. */
const reports = forms({
  // where
  city: "ville villes ciudad cidade citta stadt sehir sehri kenti gorod goroda مدينه madinat madinet medinat",
  town: "bourg bourgade pueblo localidad kasaba kasabasi بلده",
  village: "aldea villaggio dorf koy koyu derevnya selo قريه qaryat qariyat karyat",
  province: "provincia provincias provinz vilayet vilayeti provintsiya محافظه",
  region: "regione bolge bolgesi oblast منطقه",
  country: "pays pais ulke strana بلد",
  site: "sitio sito موقع",
  near: "pres cerca vicino nahe yakin okolo bliz قرب",
  field: "yacimiento champ champs campo campos feld sahasi mestorozhdenie حقل حقول alani haql hakl",
  oil: "petrole petrolier petroliers petrolero petrolera petrolifero petrolifera petrolio erdol petrol neft neftyanoe نفط نفطي naft neftyanoy neftyanogo",
  gas: "gaz gazovoe غاز dogalgaz gazovogo gazovyy ghaz",
  square: "plaza piazza platz praca meydan meydani ploshchad ساحه ميدان platzes saha sahat sahet",
  public:
    "publique publica pubblica pubblico publico offentlicher offentlichen عامه obshchestvennaya obshchestvennoy halk kamu",
  theatre: "teatro teatr tiyatro tiyatrosu مسرح tiyatrosunda teatra teatre masrah مسارح",
  amphitheatre: "anfiteatro amfiteatr amfitiyatro مدرج",
  ruins: "ruines ruinas rovine ruinen harabe harabeleri ruiny razvaliny اثار اطلال خرايب athar اثريات",
  ancient:
    "antiques antiguo antigua antico antica antik antiken antike drevniy drevnyaya drevney قديم قديمه اثري اثريه antikes antikem drevnie drevnikh drevnego antichnyy antichnogo antique",
  roman:
    "romain romaine romano romana romisches romischen rimskiy rimskie روماني رومانيه romanas romains romaines romischer rimskogo",
  hospital:
    "hopital krankenhaus hastane hastanesi bolnitsa gospital ospedale مشفي مستشفي hospitais krankenhauser bolnitsy mashfa mustashfa mechfa",
  national:
    "nationale nacional nazionale nationales nationalen ulusal natsionalnyy وطني natsionalnaya natsionalnoy watani wataniyya",
  police: "policia polizia polizei polis politsiya شرطه polisi politseyskiy politseyskaya shurta",
  station:
    "commissariat comisaria karakol karakolu stazione uchastok مخفر wache polizeiwache esquadra delegacia stantsiya makhfar قسم",
  checkpoint:
    "barrage poste puesto posto kontrollpunkt kontrollposten blokpost حاجز noktasi controles hajez hajiz nuqtat نقطه حواجز",
  headquarters: "sede hauptsitz hauptquartier merkezi shtab مقر zentrale shtabkvartira maqar quartier",
  centre: "centro zentrum merkez tsentr مركز فرع",
  security:
    "securite seguridad sicurezza sicherheit guvenlik bezopasnosti امن امني امنيه amn amni bezopasnost",
  housing:
    "logement logements vivienda viviendas alloggi wohnungen lojman lojmanlari zhilye مساكن سكن konutlari konutlar unterkunfte unterkunft masaken masakin iskan اسكان",
  // who
  state: "etat estado stato staat devlet devleti gosudarstvo دوله",
  islamic: "islamique islamico islamischer islamischen islam islamskoe اسلاميه",
  group: "groupe grupo gruppo gruppe grup grubu gruppirovka جماعه تنظيم",
  party: "parti partido partito partei partisi partiya حزب hizb hezb",
  government:
    "gouvernement gobierno governo regierung hukumet hukumeti pravitelstvo حكومه pravitelstva hukumat hukumetinin حكومي حكوميه governativo governative governativi gouvernementale gouvernementales gouvernementaux gubernamental gubernamentales governamental governamentais pravitelstvennye pravitelstvennykh hukuma hukoume hokoume hokouma houkouma",
  regime: "regimen rejim rejimi rezhim نظام rezhima nizam",
  army: "armee ejercito esercito ordu ordusu armiya armii جيش",
  force:
    "fuerzas forze truppen streitkrafte kuvvetleri gucleri sily voyska قوات tropas troupes truppe birlikleri voiska",

  officer: "officier officiers",
  fighter:
    "combattant combattants combatiente combatientes combattenti kampfer savascilar boytsy مقاتل مقاتلين مقاتلون",
  civilian: "civils civili madaniyin madaniyeen madaniyoun",
  resident:
    "habitant habitants habitantes residentes abitanti bewohner einwohner sakinler sakinleri zhiteli سكان اهالي zhitelei zhitelyam moradores bewohnern einwohnern اهل residenti",
  christian:
    "chretien chretiens cristianos cristiani christen hristiyan hristiyanlar khristiane مسيحي مسيحيين مسيحيون cristaos christenen hristiyanlari khristian masihiyin masihiyeen masihiyoun masihiyyin masihiyyun",
  supporter:
    "partisans partidarios sostenitori anhanger destekcileri storonniki موالين موالون انصار apoiadores unterstutzer unterstutzern partigiani storonnikov مويد مويدين مويدو",
  opposition: "oposicion opposizione muhalefet oppozitsiya معارضه oppositionelle oppozitsionnye opositores",
  source: "fuente fuentes fonti quellen kaynaklar istochniki مصادر kaynaklari istochnikov fontes",
  observatory:
    "observatoire observatorio osservatorio beobachtungsstelle gozlemevi observatoriya مرصد marsad",
  television:
    "televisione fernsehen televizyon televizyonu televidenie تلفزيون televisivo fernsehsender telekanal tele",
  archaeologist:
    "archeologue arqueologo archeologo archaologe arkeolog arkheolog arkheologa arkeologun arqueologos",
  chechen:
    "tchetchenes chechenos ceceni tschetschenen cecen cecenler chechentsy شيشان tchetchenien chechenskie chechentsev checheno ceceno tschetschenische شيشانيين شيشانيون shishan shishani",
  russian:
    "russe russes ruso rusos russo russi russisch russische rusca russkie روسي روسيه russisches russkom russas russkiy russkiye russkoy",
  people: "gens lyudi ناس شخص hommes hombres menschen واحد",
  // what
  battle: "bataille batalla battaglia schlacht savasi bitva معركه معارك maaraket maarakat",
  fighting: "boi قتال kampfe",
  offensive:
    "ofensiva offensiva saldirisi nastuplenie هجوم taarruz taarruzu offensif harekati nastupleniya hujum",
  capture:
    "prise presa conquista eroberung vzyatie zakhvat استيلا احتلال einnahme conquete captura cattura tomada toma zahvat alinmasi",
  fall: "chute caida caduta dusus dususu padenie سقوط",
  control: "controle controla controllo kontrolliert kontrole kontrol سيطر سيطره يسيطر",
  killing: "assassinat asesinato assassinio ermordung cinayet cinayeti ubiystvo اغتيال",
  dead: "muerte tod olu olum olumu mort murieron murio ضحايا",
  kill: "tue ubitykh قتل قتلوا",
  execute: "fusilles",
  execution: "ejecucion ejecuciones esecuzione esecuzioni",

  take: "pris prit prises tomo ocupo prese aldi vzyal nahm nahmen tomaron",
  official: "officiel officielle oficial ufficiale resmi ofitsialnyy رسمي",
  flee: "fui fuient fuir huida fuga flucht kacis begstvo هرب فروا fogem fugiram fuggono fliehen flohen kacti kactilar bezhali هربوا",
  monument: "monumentos monumenti denkmaler anitlar pamyatniki denkmalen anitlari anit pamyatnikov صروح",
  panic: "panique panico panik panika ذعر peur miedo paura angst medo korku strakh خوف khof khawf",
  search:
    "perquisitions fouilles registros perquisizioni durchsuchungen aramalar obyski تفتيش مداهمات razzien razzia buscas aramasi obysk مداهمه recherches arama",
  statement:
    "declaracion dichiarazione erklarung aciklama aciklamasi zayavlenie تصريح بيان declaracoes dichiarazioni aussage aussagen deklaratsiya aciklamalari zayavleniya تصريحات",
  importance: "importancia importanza bedeutung onem onemi znachenie اهميه",
  strategic:
    "strategique estrategico estrategica strategico strategica strategisch stratejik strategicheskoe استراتيجي استراتيجيه",
  tactical: "tactique tactico tactica tattico tattica taktisch taktik تكتيكي تكتيكيه",
  defeat: "defaite derrota sconfitta niederlage yenilgi porazhenie هزيمه",
  book: "livre livres libro libros libri bucher kitap kitaplari knigi كتب",
  prayer: "priere prieres oracion oraciones preghiera gebete dua صلاه molitvenniki molitvennik gebetbucher",
  missile: "misil misiles missili raketen fuze fuzeler rakety صاروخ صواريخ",
  ammunition: "munitions municiones munizioni munition muhimmat boepripasy ذخيره",
  figure: "chiffre chiffres cifra cifras cifre zahlen rakam rakamlar tsifry ارقام",
  militant:
    "militante militantes militanti militanlar militanlari boevik boeviki boevikov مسلح مسلحين مسلحون",
  rebel:
    "rebelle rebelles rebelde rebeldes ribelle ribelli rebellen isyanci isyancilar povstantsy متمرد متمردين ثوار",
  jihadist:
    "djihadiste djihadistes yihadista yihadistas jihadisti dschihadisten cihatcilar dzhikhadisty جهادي جهاديين",
  militia: "milices milicias milizie milizen milisler opolchentsy ميليشيا ميليشيات مليشيا",
  terrorist:
    "terroriste terroristes terrorista terroristas terroristi terroristen teroristler terroristy ارهابي ارهابيين",
  conscript: "conscrits conscriptos reclutas coscritti wehrpflichtige prizyvniki مجند مجندين مجندون",
  captive: "cautivo cautivos rehenes geisel geiseln tutsak zalozhniki اسير رهينه رهاين",
  prisoner:
    "prisonnier prisonniers prisionero prisioneros prisioneiro prisioneiros prigioniero prigionieri gefangene gefangenen esir esirler plennye سجين سجنا اسري",
  teenager: "adolescentes adolescenti jugendliche jugendlichen ergen gencler podrostki مراهق مراهقين فتيان",
  body: "cuerpo corpo korper leiche ceset cesedi telo tela جثه جثمان",
  column: "colonne columna colonna saule saulen sutun kolonna kolonne عمود",
  street: "rue rues calle calles rua ruas strade strasse strassen sokak sokaklar ulitsa ulitsakh شارع شوارع",
  house: "maisons haus casas hauser evler doma بيت بيوت منزل منازل ev",
  heritage: "patrimoine patrimonio welterbe kulturerbe miras mirasi nasledie nasledii تراث",
  world: "monde mondial mundo mundial mondo mondiale welt dunya dunyasi mirovoe mirovogo عالم عالمي",
  empire: "imperio impero imperium imparatorluk imparatorlugu imperiya imperii امبراطوريه",
  trade: "comercio commercio handel ticaret ticareti torgovlya تجاره",
  desert: "desierto deserto wuste pustynya صحرا صحراوي باديه",
  oasis: "oase oaza oazis vaha واحه",
  entrance: "entrada ingresso eingang girisi vkhod مدخل",
  north: "nord norte kuzey kuzeyi شمال شمالي",
  east: "orientale osten ostlich dogu dogusu vostok شرق شرقي",
  main: "principale hauptplatz glavnaya glavnoy رييسي رييسيه haupt",
  hundred: "centaines cientos centenas centinaia hunderte yuzlerce sotni ميات",
  persecution: "persecucion perseguicao persecuzione verfolgung zulmu presledovanie presledovaniya اضطهاد",
  loyalist: "loyalistes leales lealisti loyalisten loyalisty",
  director: "directeur direttore diretor direktor direktoru muduru مدير",
  antiquity: "antiquites antiguedades antiguidades antichita altertumer altertums drevnosti drevnostey",
  victory: "victoire vittoria sieg zaferi pobeda نصر انتصار",
  gain: "gewinn ganancia ganho guadagno kazanim kazanc vyigrysh مكسب",
  purge: "purga epurazione sauberung tasfiye chistka تطهير",
  vest: "gilets chalecos giubbotti westen yelekler zhilety ستره سترات",
  round:
    "cartouches cartuchos cartucce patronen mermi mermiler patrony طلقه طلقات رصاصه رصاص balas balles munitsiya schuss",
  weapon: "armes armas armi waffen silah silahlar oruzhie سلاح اسلحه",
  view: "sicht ansicht sichtweise gorusu mnenie وجهه vista vue",
  opinion: "opinione opiniao meinung gorus راي",
  video: "videosu videosunda videoda فيديو",
  report: "bericht informe rapporto raporu doklad تقرير berichten berichtet rapport",
  syrian:
    "syrien syrienne sirio siria siriano siriana syrisch syrische syrischen syrischer suriye suriyskoe siriyskoe siriyskaya siriyskogo سوري سوريه souri soori suri souriya souriyye souriyeh souriye suriyya suriyye",
  door: "porte portes porta puerta tur kapi dver dveri باب ابواب",
  say: "dijo dijeron dirent disse dissero sagte sagten dedi dediler skazal skazali قال قالوا قالت",
  number: "nombre numero anzahl sayi sayisi chislo عدد",
});

const reportWords: ReadonlySet<string> = new Set(reports.values());

/** Beginnings of normalised words, four letters or more (Arabic: three), and what they stand for. */
const beginnings: readonly (readonly [beginning: string, word: string])[] = Object.entries({
  people: "personne mensch persona persone kisi insan chelovek lyude شخص اشخاص",
  dead: "morts tote muerto morti olen oldu pogib ubit qatl قتل قتيل مقتل",
  kill: "tuees getotet mataron matado matad uccis oldur ubil",
  execute: "fuzil انعدم hinricht hingericht ejecut giustizi infaz idam kazn اعدم اعدام",
  evacuate: "evakui evakua evacua evacue tahliye اجلا اخلا اجلي",
  civilian: "zivil civile sivil mirnykh mirnye grazhdansk مدني",
  soldier: "soldat soldado asker جنود جندي militaires militares militari",
  officer: "dobbat dubbat zubbat offizier oficial ufficial subay ofitser ضباط ضابط",
  detain: "detenu detenid arrestat tutuklan festgenomm verhaft gozalti zaderzh arestov معتقل اعتقل",
  flee: "gefloh fuite enfui huyero huir fuggi kact bezhal هروب هرب فرار",
  behead: "decapit enthaupt kopfung obezglav",
  fighting: "kampf combat combatt catisma اشتباك معارك",
}).flatMap(([word, starts]) => starts.split(" ").map((start) => [start, word] as const));

const asking: ReadonlySet<string> = new Set(["where", "when", "why", "how", "many"]);

/** Whether a normalised word of another language asks: what it stands in is a sentence, and no name. */
export function isAsking(word: string): boolean {
  return asking.has(functionWords.get(word) ?? "");
}

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

const leastOfCompound = 3;

/** Whether a word is one of these lists: of another language, or the English that it stands for. */
function isListed(word: string): boolean {
  return plainWord(word) !== word || reportWords.has(word);
}

/** A normalised word of German that is made of two listed ones, as two ("polizeistation"); any other as it is ("northview"). */
export function cutCompound(word: string): string {
  for (let at = leastOfCompound; at <= word.length - leastOfCompound; at++) {
    const first = word.slice(0, at);
    const second = word.slice(at);
    if (!isListed(second)) continue;
    if (isListed(first) && (plainWord(first) !== first || plainWord(second) !== second)) {
      return `${first} ${second}`;
    }
    // The s that joins two words: "offizierswohnung".
    if (first.endsWith("s") && isListed(first.slice(0, -1))) return `${first.slice(0, -1)} ${second}`;
  }
  return word;
}
