/**
 * Look-ups as people type them, and the entry or excerpt that a person would expect first; `null` where the
 * dossier has nothing by that name and should say so. They are written from the text, not from what a search
 * finds: one that fails says something about the search, or about the names in the dossier.
 */
export interface Scenario {
  readonly command: "event" | "place" | "actor" | "claims" | "search" | "cite";
  readonly query: string;
  /** An entry's full id, an excerpt's id, or null for the abstention. */
  readonly first: string | null;
}

function looking(
  command: Scenario["command"],
  kind: string,
  expected: Record<string, readonly string[]>,
): Scenario[] {
  return Object.entries(expected).flatMap(([slug, queries]) =>
    queries.map((query) => ({ command, query, first: `palmyra-2015/${kind}:${slug}` })),
  );
}

function finding(command: "search" | "cite", expected: Record<string, readonly string[]>): Scenario[] {
  return Object.entries(expected).flatMap(([id, queries]) =>
    queries.map((query) => ({ command, query, first: id })),
  );
}

function abstaining(command: Scenario["command"], queries: readonly string[]): Scenario[] {
  return queries.map((query) => ({ command, query, first: null }));
}

export const scenarios: readonly Scenario[] = [
  ...looking("place", "place", {
    palmyra: [
      "palmyra",
      "tadmur",
      "Tadmor",
      "تدمر",
      "palmira",
      "palymra",
      "PALMYRA syria",
      "Пальмира",
      "tudmur",
      "bride of the desert",
      "palmyr",
    ],
    "ruins-of-palmyra": [
      "ruins of palmyra",
      "palmyra ruins",
      "ancient palmyra",
      "آثار تدمر",
      "the ruins",
      "archaeological site of palmyra",
    ],
    "al-sukhnah": [
      "al-sukhnah",
      "sukhna",
      "as sukhnah",
      "al soukhna",
      "sukhneh",
      "السخنة",
      "سخنة",
      "al sukna",
      "es-sukhne",
    ],
    "al-thinayya-checkpoint": ["thinayya", "al thaniyya checkpoint", "checkpoint al-thinayya"],
    "police-station": ["police station", "main police station", "sukhnah police station"],
    "baath-party-headquarters": ["baath party headquarters", "ba'ath hq", "headquarters of the baath party"],
    "national-hospital": ["national hospital", "hospital"],
    "hajjana-security-center": ["hajjana", "hajana", "hajjana security centre", "الهجانة"],
    "officers-housing": ["officers' housing", "officers housing", "officer housing east of palmyra"],
    "muktab-al-dour-checkpoint": ["maktab al-dour", "muktab al dour checkpoint", "muktab aldour"],
    "al-basateen": ["basateen", "al-basatin", "البساتين"],
    "al-hayl-gas-field": ["hayl gas field", "al hail", "gas field", "حقل الهيل"],
    "al-sinaa": ["al-sinaa", "sina'a"],
    "al-mujawar": ["mujawar"],
    "jazal-oil-field": ["jazal", "jazal oilfield", "jezel oil field", "oil field jazal", "حقل جزل"],
    mahin: ["mahin", "maheen", "مهين"],
    huwwarin: ["huwwarin", "hawarin", "حوارين", "hawwareen"],
    "palmyra-theatre": [
      "palmyra theatre",
      "palmyra theater",
      "theater of palmyra",
      "roman theatre",
      "palmyra amphitheater",
      "مسرح تدمر",
    ],
    "public-square": ["public square"],
  }),
  ...abstaining("place", [
    "sanaa",
    "palma",
    "mansfield",
    "jazz",
    "medina",

    "aleppo",
    "raqqa",
    "ain sokhna",
    "العين السخنة",
    "mosul",
    "Deir ez-Zor",
    "idlib",
    "homs",
    "syria",
    "damascus",
    "palmyra new york",
    "palmyra atoll",
    "baghdad",
    "hawara west bank",
    "حلب",
    "kobani",
  ]),

  ...looking("actor", "actor", {
    isil: [
      "isis",
      "ISIL",
      "daesh",
      "da3esh",
      "islamic state",
      "IS",
      "داعش",
      "ИГИЛ",
      "isis fighters",
      "islamic state of iraq and the levant",
      "état islamique",
      "IŞİD",
      "isalmic state",
    ],
    "government-forces": [
      "SAA",
      "syrian army",
      "syrian arab army",
      "army",
      "government forces",
      "الجيش السوري",
      "syrain army",
    ],
    "syrian-government": ["syrian government", "government", "the syrian goverment", "الحكومة السورية"],
    sohr: [
      "sohr",
      "syrian observatory",
      "syrian observatory for human rights",
      "observatory",
      "المرصد السوري",
      "human rights observatory syrian",
    ],
    "state-tv": ["state tv", "syrian state television", "state television", "التلفزيون السوري"],
    "pro-opposition-sources": ["opposition sources", "pro opposition sources"],
    residents: ["residents", "residents of palmyra"],
    "khaled-al-asaad": [
      "khaled al-asaad",
      "khalid asad",
      "khaled asaad",
      "al asaad khaled",
      "خالد الأسعد",
      "khaled al asad",
      "head of antiquities",
    ],
    "ayham-kamel": ["ayham kamel", "kamel", "aiham kamel"],
    "eurasia-group": ["eurasia group", "eurasia"],
    unesco: ["unesco", "UNSECO"],
    "baath-party": ["baath", "ba'ath party", "bath party", "حزب البعث"],
    "chechen-fighters": ["chechens", "chechen fighters"],
    christians: ["christians"],
    civilians: ["civilians"],
  }),
  ...abstaining("actor", [
    "assad's wife",
    "bashar al-assad",
    "free syrian army",
    "hezbollah",
    "putin",
    "white helmets",
    "al-nusra front",
    "obama",
    "peshmerga",
    "بوتين",
  ]),

  ...looking("event", "event", {
    "palmyra-offensive": ["palmyra offensive", "battle of palmyra", "offensive palmyra 2015"],
    "al-sukhnah-and-al-thinayya": ["al-sukhnah", "fighting in sukhna"],
    "civilians-and-monuments": ["panic in palmyra", "panic among civilians"],
    "hajjana-and-officers-housing": ["hajjana fighting", "officers housing"],
    "muktab-al-dour-and-al-basateen": ["basateen", "eastern frontline"],
    "al-hayl-gas-field": ["hayl gas field", "gas field"],
    "forward-isil-positions": ["prayer books", "ammunition", "chechen fighters"],
    "jazal-oil-field": ["jazal", "jazal clashes", "clashes at jazal oil field"],
    "residents-report": ["evacuation", "officers fled", "residents report"],
    "capture-of-palmyra": [
      "fall of palmyra",
      "capture of palmyra",
      "isis captures palmyra",
      "سقوط تدمر",
      "chute de palmyre",
    ],
    "report-of-22-may": ["executions in palmyra", "may 22", "palmyra massacre", "22 may", "إعدامات تدمر"],
    "searches-in-palmyra": ["door to door searches", "purge", "house searches"],
    "figures-of-sohr-and-state-tv": ["sohr figures", "400 executed"],
    "theatre-video": ["theatre video", "theater execution video", "isis video", "palmyra theatre executions"],
    "mahin-and-huwwarin": ["mahin and huwwarin", "mahin", "christians fled"],
    "khaled-al-asaad": [
      "khaled al-asaad",
      "beheading of khaled asaad",
      "archaeologist beheaded",
      "palmyra archaeologist",
      "august 18 2015",
    ],
    "government-view": ["tactical defeat", "strategic gain"],
    "kamel-statement": ["ayham kamel", "eurasia group statement"],
  }),
  ...abstaining("event", [
    "battle of aleppo",
    "siege of kobani",
    "ghouta chemical attack",
    "temple of bel destruction",
    "normandy landings",
    "world cup final",
    "asdfghjkl",
    "qzxw vbnk",
  ]),

  ...looking("claims", "question", {
    "executed-killed-detained": [
      "executions",
      "how many killed",
      "how many people were executed in palmyra?",
      "death toll",
      "how many people did isis kill in palmyra",
      "400 people executed",
      "casualties",
      "detained",
      "exectuions",
      "عدد القتلى",
    ],
    evacuation: [
      "evacuation",
      "were civilians evacuated?",
      "evacuation of civilians",
      "evacution",
      "was palmyra evacuated before isis came",
    ],
    "officers-departure": ["officers fled", "did the officers flee?", "SAA officers"],
    significance: ["significance", "tactical defeat", "why does palmyra matter"],
    "jazal-oil-field-figures": ["jazal", "how many died at jazal", "48 soldiers"],
    "al-hayl-gas-field": ["32 militants", "how many killed at al-hayl"],
    "forward-isil-positions": ["10,000 rounds", "how much ammunition"],
    "mahin-and-huwwarin": ["mahin", "christians", "persecution of christians"],
    "theatre-video": ["theatre video", "theatre executions", "execution video"],
    "khaled-al-asaad": ["khaled al-asaad", "how did khaled asaad die", "who killed khaled al-asaad"],
    "searches-in-palmyra": ["purge", "door-to-door searches"],
  }),
  ...abstaining("claims", [
    "chemical weapons",
    "refugees in europe",
    "oil price",
    "airstrikes by russia",
    "climate change",
  ]),

  ...finding("search", {
    "PAL-01": ["Roman Empire", "cultural centers of the ancient world"],
    "PAL-02": ["al-Thinayya", "police station hospital"],
    "PAL-03": ["panic", "nearby archaeological monuments"],
    "PAL-04": ["hitting them with missiles", "Hajjana"],
    "PAL-05": ["eastern frontline", "Al-Basateen"],
    "PAL-06": ["gas field", "32 militants"],
    "PAL-07": ["prayer books in Russian", "tactical vests", "ammunition"],
    "PAL-08": ["Jazal", "48 soldiers"],
    "PAL-09": ["conscripts", "not evacuated"],
    "PAL-10": ["hundreds of Christians", "persecution"],
    "PAL-11": ["shot to the head", "public square"],
    "PAL-12": ["door-to-door", "purge"],
    "PAL-13": ["state TV", "168", "600 soldiers and civilians detained"],
    "PAL-14": ["graphic video", "in their teens"],
    "PAL-15": ["antiquarian", "column"],
    "PAL-16": ["tactical defeat strategic gain", "UNESCO World Heritage"],
    "PAL-17": ["pick its battles", "Eurasia Group"],
  }),
  ...abstaining("search", ["submarine", "bitcoin", "سفينة", "xkcdqwv"]),

  ...finding("cite", {
    "PAL-01": ["PAL-01", "pal-1"],
    "PAL-07": ["pal 07"],
    "PAL-11": ["PAL-11", "pal11", "11"],
    "PAL-15": ["Pal-15"],
  }),
  ...abstaining("cite", ["PAL-99", "PAL-00", "ALE-01", "18"]),

  // Asked of one command, held under another: the entry is offered all the same.
  { command: "event", query: "tadmur", first: "palmyra-2015/place:palmyra" },
  { command: "place", query: "daesh", first: "palmyra-2015/actor:isil" },
  { command: "place", query: "unesco", first: "palmyra-2015/actor:unesco" },
];
