/**
 * Messages as people write them, with what Look this up should bring for each. `tuning` is what the weights were
 * chosen on; `heldOut` was written before them and is only measured.
 */

export interface WrittenMessage {
  readonly text: string;
  /** Entries it should bring, without the dossier's id; any of them may stand first. Empty: nothing. */
  readonly brings: readonly string[];
  /** Questions that are no mistake beside them. Events and sentences that stand on the same excerpts never are. */
  readonly also?: readonly string[];
  /** Ids of the claims that give a number of the message. */
  readonly marks?: readonly string[];
}

const filler =
  "ok so i finally finished the whole series last night and honestly the ending was fine, not great. the middle " +
  "seasons drag a lot and the writers clearly had no plan for half of the cast. the music though is unreal, i had it " +
  "on loop while cooking and even my flatmate who hates tv asked what it was. anyway here is my tier list, fight me: " +
  "season three on top, then one, then five, and the rest can go in the bin. also the new laptop arrived and the fan " +
  "is so loud i can hear it through my headphones, might send it back on monday. ";

const question = {
  figures: "question:executed-killed-detained",
  evacuation: "question:evacuation",
  officers: "question:officers-departure",
  significance: "question:significance",
  jazal: "question:jazal-oil-field-figures",
  hayl: "question:al-hayl-gas-field",
  items: "question:forward-isil-positions",
  mahin: "question:mahin-and-huwwarin",
  video: "question:theatre-video",
  asaad: "question:khaled-al-asaad",
  sukhnah: "question:al-sukhnah-and-al-thinayya",
  monuments: "question:civilians-and-monuments",
  hajjana: "question:hajjana-and-officers-housing",
  basateen: "question:muktab-al-dour-and-al-basateen",
  searches: "question:searches-in-palmyra",
  ruins: "question:ruins-and-ancient-world",
} as const;

export const tuning: readonly WrittenMessage[] = [
  {
    text: "ISIS executed 400 people in Palmyra and everyone was evacuated",
    brings: [question.figures, question.evacuation],
    also: [question.searches, question.video],
    marks: ["c13c"],
  },
  {
    text: "lol isis killed like 400 ppl in palmyra, state tv literally said so",
    brings: [question.figures],
    marks: ["c13c"],
  },
  {
    text: "wasnt it 168?? thats what SOHR had for tadmur",
    brings: [question.figures],
    marks: ["c13a"],
  },
  {
    text: "they evacuated all the civilians before daesh got in, stop lying",
    brings: [question.evacuation],
  },
  {
    text: "SAA officers ran off first and left the conscripts there",
    brings: [question.officers],
    also: [question.evacuation],
  },
  {
    text: "so what happened to that old archeologist guy in palmyra, the one they beheaded",
    brings: [question.asaad],
    also: [question.figures],
  },
  { text: "khaled al asad was 83 man", brings: [question.asaad], marks: ["c15a"] },
  {
    text: "Did anyone actually see the theater video? 25 teens shooting soldiers",
    brings: [question.video],
    marks: ["c14"],
  },
  { text: "48 SAA soldiers died at jazel", brings: [question.jazal], marks: ["c8a"] },
  {
    text: "the jazal feild was where like 30 isis guys died in may",
    brings: [question.jazal],
    marks: ["c8b"],
  },
  { text: "10k rounds per guy?? cap", brings: [question.items], marks: ["c7"] },
  {
    text: "they found russian prayer books and thermal missles in the daesh positions",
    brings: [question.items],
  },
  { text: "christians had to run from maheen and hawarin, hundreds of em", brings: [question.mahin] },
  { text: "who even controls sukhna now", brings: [question.sukhnah] },
  {
    text: "Fighting at the police station and the hospital in al sukhnah today i heard",
    brings: [question.sukhnah],
  },
  {
    text: "the army took the hayl gas field back and killed 32",
    brings: [question.hayl],
    marks: ["c6"],
  },
  {
    text: "door to door searches in tadmor, they were hunting for soldiers",
    brings: [question.searches],
    also: [question.figures],
  },
  {
    text: "losing palmyra was a tactical defeat but strategic gain for assad, thats how damascus saw it",
    brings: [question.significance],
  },
  {
    text: "ayham kamel said the government cant control the provinces anymore",
    brings: [question.significance],
  },
  {
    text: "people in palmyra were panicking, everyone thought isis would smash the monuments",
    brings: [question.monuments],
    also: [question.ruins],
  },
  { text: "isis shelled the checkpoints at hajjana then took em", brings: [question.hajjana] },
  { text: "gov forces got to basateen that night", brings: [question.basateen] },
  {
    text: "ISIL had executed between 150 and 280 government loyalists",
    brings: [question.figures],
    also: [question.searches],
    marks: ["c11"],
  },
  { text: "150-280 executed in the streets on may 22", brings: [question.figures], marks: ["c11"] },
  {
    text: "عدد القتلى في تدمر 400 حسب التلفزيون السوري",
    brings: [question.figures],
    marks: ["c13c"],
  },
  { text: "داعش أعدم 400 شخص في تدمر", brings: [question.figures], marks: ["c13c"] },
  {
    text: "l'État islamique a exécuté 400 personnes à Palmyre selon la télé d'État",
    brings: [question.figures],
    also: [question.video, question.searches],
    marks: ["c13c"],
  },
  { text: "ИГИЛ казнил 400 человек в Пальмире", brings: [question.figures], marks: ["c13c"] },
  {
    text: "dicen que ejecutaron a 400 personas en Palmira",
    brings: [question.figures],
    marks: ["c13c"],
  },
  {
    text: "four hundred people executed in palmyra and nobody talks about it",
    brings: [question.figures],
    also: [question.video],
    marks: ["c13c"],
  },
  { text: "it was 500 killed in palmyra not 400", brings: [question.figures], marks: ["c13c"] },
  { text: "600 detained in palmyra iirc", brings: [question.figures], marks: ["c13b"] },
  {
    text: "> ISIS executed 400 people in Palmyra\nsource??",
    brings: [question.figures],
    also: [question.video, question.searches],
    marks: ["c13c"],
  },
  {
    text: "```\nstate TV reported 400 people had been executed\n```",
    brings: [question.figures],
    marks: ["c13c"],
  },
  {
    text: "https://en.wikipedia.org/wiki/Palmyra_offensive_(May_2015) says residents said civilians were NOT evacuated",
    brings: [question.evacuation],
  },
  {
    text: "palmyra was on the trade route between rome and persia, ruins were a big cultural center",
    brings: [question.ruins],
  },
  { text: "when did palmyra fall?", brings: ["event:capture-of-palmyra"] },
  {
    text: "<@1234567890123456789> <:pepe:4567890123456789> the palmyra theatre executions video came out early july 2015 right",
    brings: [question.video],
    also: [question.figures],
  },
  { text: "on august 18 isis killed the head of antiquities", brings: [question.asaad] },
  {
    text: `${filler}oh and whoever said palmyra was evacuated is wrong, the residents said the opposite. ${filler}`,
    brings: [question.evacuation],
  },
  { text: "gm everyone", brings: [] },
  { text: "anyone up for valorant tonight? need 2 more", brings: [] },
  { text: "how many people are in this server", brings: [] },
  { text: "the figures in the report are wrong", brings: [] },
  { text: "what a massacre lol 7-0", brings: [] },
  { text: "I moved to Palmyra, New York last year and rent is insane", brings: [] },
  { text: "my phone number is 0400 168 600 call me", brings: [] },
  { text: "400 people joined the server today!!", brings: [] },
  { text: "bro just got detained at the airport", brings: [] },
  { text: "Iran executed 853 people in 2023 according to Amnesty", brings: [] },
  { text: "the civilians in gta are so dumb", brings: [] },
  { text: "we evacuated the building because of a fire drill", brings: [] },
  { text: "🔥🔥🔥 <a:party:123456789012345678>", brings: [] },
  { text: "```js\nconst total = 400; // people\n```", brings: [] },
  { text: "theatre was packed tonight, got a great video of the show too", brings: [] },
  { text: "Assad's army retook Aleppo in December 2016", brings: [] },
  { text: "camels in the desert are cool", brings: [] },
  { text: "ISIS attack in Brussels killed 32 people in 2016", brings: [] },
  { text: "how many were killed?", brings: [] },
  { text: filler, brings: [] },
  { text: "ISIS executed 300 people in Mosul back in 2016", brings: [] },
  { text: "the SAA took Daraa back this week", brings: [] },
  { text: "chechens are the best wrestlers in the world no debate", brings: [] },
  { text: "UNESCO just added a site in Japan to the list", brings: [] },
  { text: "state TV is garbage propaganda, dont watch it", brings: [] },
  { text: "the syrian army is so weak man", brings: [] },
  { text: "did you know SOHR is one guy in coventry", brings: [] },
  { text: "300 soldiers dead in bakhmut this week", brings: [] },
  { text: "my uncle was a police officer and he was killed in a car crash", brings: [] },
  { text: "they executed the plan perfectly, 25 members online", brings: [] },
  { text: "the video of the officers leaving is so funny", brings: [] },
  { text: "we found some old books and a vest in the attic", brings: [] },
  { text: "palmyra trees are a kind of palm", brings: [] },
  { text: "isis was the egyptian goddess of magic", brings: [] },
  { text: "this machine is basting the turkey, 10,000 rounds per minute lol", brings: [] },
  { text: "guys the jazal thing, who won that", brings: [question.jazal] },
  { text: "no one was beheaded in the theatre it was just shootings", brings: [question.video] },
  {
    text: "civilians never got evacuated from the city, the residents confirmed it",
    brings: [question.evacuation],
  },
  { text: "32 millitants killed at the gas feild", brings: [question.hayl], marks: ["c6"] },
  { text: "what did kamel from eurasia group say", brings: [question.significance] },
  {
    text: "people say 168 were killed there, others say 400 executed. which is it",
    brings: [question.figures],
    marks: ["c13a", "c13c"],
  },
  { text: "Hawwareen and mheen got taken by isis right", brings: [question.mahin] },
  { text: "isil at the gates of the ruins, panic everywhere in tadmur", brings: [question.monuments] },
  {
    text: "the gov says 400, sohr says 168, opposition says up to 280. all executed in palmyra??",
    brings: [question.figures],
    marks: ["c11", "c13a", "c13c"],
  },
  { text: "Was the oil field clash before or after the 20th of may?", brings: [question.jazal] },
  { text: "SAA lost 48 guys and ISIS 30 at that oil field", brings: [question.jazal] },
  { text: "the head of antiquities who was 83, isis killed him right?", brings: [question.asaad] },
];

export const heldOut: readonly WrittenMessage[] = [
  {
    text: "pretty sure daesh shot around 400 in tadmur, it was on syrian tv",
    brings: [question.figures],
  },
  {
    text: "source on the 168 number? thought the observatory (sohr) said that about palmyra",
    brings: [question.figures],
  },
  { text: "so did they get the civilians out of palmyra or not", brings: [question.evacuation] },
  { text: "residents say noone was evacuated lmao", brings: [question.evacuation] },
  {
    text: "the officers bailed and left the conscripts to die in palmyra",
    brings: [question.officers],
    also: [question.evacuation],
  },
  {
    text: "Khalid Asaad rip. 83 yrs old and they hung him on a column",
    brings: [question.asaad],
    marks: ["c15a"],
  },
  { text: "the antiquities guy got his head cut off 18 aug", brings: [question.asaad] },
  {
    text: "isis used kids in that palmyra amphitheatre execution vid, 25 of them",
    brings: [question.video],
    also: [question.figures],
  },
  { text: "how many died at the jazal oil field??", brings: [question.jazal] },
  {
    text: "48 soldiers + 30 isis dead, 18-20 may",
    brings: [question.jazal],
    marks: ["c8a", "c8b"],
  },
  {
    text: "the syrian army found enough ammo for 10,000 rounds each",
    brings: [question.items],
    marks: ["c7"],
  },
  { text: "chechens left their prayer books behind lol", brings: [question.items] },
  { text: "isis took mahin in august and the christians left", brings: [question.mahin] },
  { text: "is sukhnah still under daesh control", brings: [question.sukhnah] },
  { text: "Thinaya checkpoint fell then they went into the town", brings: [question.sukhnah] },
  {
    text: "gas field at al hail: 32 militants dead",
    brings: [question.hayl],
    marks: ["c6"],
  },
  { text: "did the regime take back al-hayl", brings: [question.hayl] },
  {
    text: "isis doing house to house searches for government supporters in palmyra 💀",
    brings: [question.searches],
  },
  { text: "how was losing palmyra a 'strategic gain' explain", brings: [question.significance] },
  {
    text: "that eurasia group analyst said assad couldn't even hold the provinces",
    brings: [question.significance],
  },
  {
    text: "were the ruins actually attacked or just threatened? ppl in palmyra were panicking",
    brings: [question.monuments],
    also: [question.ruins],
  },
  { text: "missiles on the checkpoints east of palmyra", brings: [question.hajjana] },
  {
    text: "front line was at al basatin after they retook maktab al dour",
    brings: [question.basateen],
  },
  {
    text: "280 dead in palmyra according to opposition sources, shot or beheaded in the public square",
    brings: [question.figures],
    also: [question.asaad],
    marks: ["c11"],
  },
  { text: "Palmyra massacre - 400 executed?", brings: [question.figures], marks: ["c13c"] },
  { text: "palmira'da 400 kişi infaz edildi", brings: [question.figures], marks: ["c13c"] },
  { text: "in Palmyra wurden 400 Menschen vom IS hingerichtet", brings: [question.figures] },
  { text: "هل تم إجلاء المدنيين من تدمر؟", brings: [question.evacuation] },
  { text: "مقتل خالد الأسعد", brings: [question.asaad] },
  { text: "В Пальмире эвакуировали мирных жителей?", brings: [question.evacuation] },
  {
    text: "not true, isis only detained 600 they didnt kill them",
    brings: [question.figures],
    marks: ["c13b"],
  },
  {
    text: "fr tho the palymra executions were like a thousand people",
    brings: [question.figures],
    also: [question.video, question.searches],
  },
  {
    text: "palmyra was never evacuated and the army dipped, 400 got executed. look it up",
    brings: [question.figures, question.evacuation],
    also: [question.officers, question.video, question.searches],
    marks: ["c13c"],
  },
  {
    text: "oasis in the desert that linked rome w/ china and india, now its rubble",
    brings: [question.ruins],
  },
  {
    text: "tadmor fell bc the SAA officers fled, not because of isis",
    brings: [question.officers],
    also: [question.evacuation],
  },
  { text: "the purge in palmyra", brings: [question.searches] },
  { text: "ISIS victory showed the govt has to pick its battles imo", brings: [question.significance] },
  {
    text: `${filler}${filler}my cousin keeps saying 400 people were executed in palmyra, is that even sourced? ${filler}`,
    brings: [question.figures],
    also: [question.video, question.searches],
    marks: ["c13c"],
  },
  {
    text: "the video from the roman theater was released in july, executions were earlier",
    brings: [question.video],
    also: [question.figures],
  },
  {
    text: "imagine saying palmyra's civilians got evacuated when the residents themselves say no",
    brings: [question.evacuation],
  },
  { text: "happy birthday!! 🎂", brings: [] },
  { text: "who wants to run a dungeon at 8", brings: [] },
  { text: "600 people in vc yesterday, new record", brings: [] },
  { text: "the state of this channel i swear", brings: [] },
  { text: "just watched a video about the roman empire, highly recommend", brings: [] },
  { text: "my flight got cancelled, they evacuated the whole terminal", brings: [] },
  { text: "Christians celebrate Easter next week", brings: [] },
  { text: "police station on main street is closed btw", brings: [] },
  { text: "Russia evacuated civilians from Kherson in 2022", brings: [] },
  { text: "the US executed 25 people last year", brings: [] },
  { text: "i have 48 unread messages", brings: [] },
  { text: "Palmyra Atoll is an insane diving spot", brings: [] },
  { text: "can a mod look at this", brings: [] },
  { text: "Assad flew to Moscow with his family", brings: [] },
  { text: "call 1-800-400-168 now to win", brings: [] },
  { text: "https://youtube.com/watch?v=400168600", brings: [] },
  { text: "my dog died yesterday, he was 15", brings: [] },
  { text: "crazy hail storm broke my window", brings: [] },
  { text: "Syrian food is the best, try the kibbeh", brings: [] },
  { text: "the theater club is shooting a video in july", brings: [] },
  { text: "battle pass needs 10k points this season", brings: [] },
  { text: "what's the death toll in Gaza now", brings: [] },
  { text: "went to palmyra in 2009, best trip of my life", brings: [] },
  { text: "||spoiler|| the soldiers all die in episode 4", brings: [] },
];
