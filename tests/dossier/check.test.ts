import { describe, expect, test } from "vitest";
import { checkDossier } from "../../src/dossier/check.ts";
import type { DateData, DossierData } from "../../src/dossier/schema.ts";
import { bundled, find, source } from "./bundled.ts";

type Break = (data: DossierData) => void;
type Case = [what: string, breakIt: Break, entry: string, field: string, message: RegExp];

const excerpt = (data: DossierData, id: string) => find(data.excerpts, id);
const place = (data: DossierData, id: string) => find(data.places, id);
const actor = (data: DossierData, id: string) => find(data.actors, id);
const event = (data: DossierData, id: string) => find(data.events, id);
const question = (data: DossierData, id: string) => find(data.questions, id);
const claim = (data: DossierData, id: string) => find(data.claims, id);

function at<Item>(list: readonly Item[], index: number): Item {
  const item = list[index];
  if (item === undefined) throw new Error(`no item ${index}`);
  return item;
}

function quantity(data: DossierData, id: string) {
  const found = claim(data, id).quantity;
  if (found === null) throw new Error(`${id} has no quantity`);
  return found;
}

function claimant(data: DossierData, id: string) {
  const found = claim(data, id).claimant;
  if (found === null) throw new Error(`${id} has no claimant`);
  return found;
}

/** The date of the event at Jazal, changed. */
function jazal(change: Partial<DateData>): Break {
  return (data) => {
    const jazalEvent = event(data, "jazal-oil-field");
    if (jazalEvent.happened !== null) Object.assign(jazalEvent.happened, change);
  };
}

const ids: Case[] = [
  ["an excerpt's id twice", (d) => d.excerpts.push(at(d.excerpts, 16)), "PAL-17", "id", /two entries/],
  ["a place's id twice", (d) => d.places.push(place(d, "mahin")), "place:mahin", "id", /two entries/],
  ["an actor's id twice", (d) => d.actors.push(actor(d, "sohr")), "actor:sohr", "id", /two entries/],
  [
    "an event's id twice",
    (d) => d.events.push(at(d.events, 1)),
    `event:${bundled.events[1]?.id}`,
    "id",
    /two/,
  ],
  ["a question's id twice", (d) => d.questions.push(at(d.questions, 1)), "question:evacuation", "id", /two/],
  [
    "a former id that is another entry's id",
    (d) => question(d, "evacuation").formerIds.push("theatre-video"),
    "question:evacuation",
    "formerIds[0]",
    /an id of question:theatre-video: strike it/,
  ],
  [
    "a former id that is another entry's, too",
    (d) => {
      for (const id of ["evacuation", "theatre-video"]) question(d, id).formerIds.push("former");
    },
    "question:theatre-video",
    "formerIds[0]",
    /an id of question:evacuation: strike it/,
  ],
  [
    "a former id that is the entry's own id",
    (d) => place(d, "mahin").formerIds.push("mahin"),
    "place:mahin",
    "formerIds[0]",
    /an id of place:mahin: strike it/,
  ],
  ["a claim's id twice", (d) => d.claims.push(claim(d, "c6")), "claim:c6", "id", /two entries/],
  ["a foreign prefix", (d) => (excerpt(d, "PAL-04").id = "ALE-04"), "ALE-04", "id", /begin with PAL-/],
  ["numbers out of order", (d) => (excerpt(d, "PAL-04").id = "PAL-02"), "PAL-02", "id", /order of the file/],
  [
    "an unknown start",
    (d) => (at(d.startWith, 1).entry = "palmyra-2015/place:raqqa"),
    "dossier",
    "startWith[1].entry",
    /no such/,
  ],
  [
    "another dossier's start",
    (d) => (at(d.startWith, 1).entry = "raqqa/place:palmyra"),
    "dossier",
    "startWith[1].entry",
    /names the dossier "raqqa"/,
  ],
  [
    "a start of no kind",
    (d) => (at(d.startWith, 1).entry = "palmyra-2015/person:kamel"),
    "dossier",
    "startWith[1].entry",
    /no kind/,
  ],
  [
    "a start without a kind",
    (d) => (at(d.startWith, 1).entry = "palmyra"),
    "dossier",
    "startWith[1].entry",
    /must look like/,
  ],
  [
    "an excerpt that nothing leads to",
    (d) => {
      d.questions = d.questions.filter(({ id }) => id !== "ruins-and-ancient-world");
      const ruins = place(d, "ruins-of-palmyra");
      ruins.mentions = ruins.mentions.filter(({ excerpt: id }) => id !== "PAL-01");
    },
    "PAL-01",
    "id",
    /no entry leads/,
  ],
];

const passages: Case[] = [
  [
    "a changed word",
    (d) => (excerpt(d, "PAL-09").exact = excerpt(d, "PAL-09").exact.replace("not ", "")),
    "PAL-09",
    "exact",
    /character for character/,
  ],
  [
    "a wrong prefix",
    (d) => (excerpt(d, "PAL-09").prefix = "Meanwhile "),
    "PAL-09",
    "exact",
    /character for character/,
  ],
  [
    "a cut beginning",
    (d) => (excerpt(d, "PAL-09").exact = excerpt(d, "PAL-09").exact.slice("In contrast, ".length)),
    "PAL-09",
    "exact",
    /start where a sentence/,
  ],
  [
    "a cut word",
    (d) => (excerpt(d, "PAL-11").exact = excerpt(d, "PAL-11").exact.slice(1)),
    "PAL-11",
    "exact",
    /start where a sentence/,
  ],
  [
    "a cut end",
    (d) => (excerpt(d, "PAL-13").exact = excerpt(d, "PAL-13").exact.replace(/\[20\].*/, "")),
    "PAL-13",
    "exact",
    /end where a sentence/,
  ],
  [
    "a lost full stop",
    (d) => (excerpt(d, "PAL-17").exact = excerpt(d, "PAL-17").exact.slice(0, -1)),
    "PAL-17",
    "exact",
    /end where a sentence/,
  ],
  [
    "a marker at the start",
    (d) => (excerpt(d, "PAL-02").exact = `[25] ${excerpt(d, "PAL-02").exact}`),
    "PAL-02",
    "exact",
    /start where a sentence/,
  ],
  [
    "excerpts out of order",
    (d) => d.excerpts.splice(2, 2, at(d.excerpts, 3), at(d.excerpts, 2)),
    "PAL-03",
    "id",
    /before PAL-04 in the source/,
  ],
  [
    "an overlap",
    (d) =>
      (excerpt(d, "PAL-03").exact = `${excerpt(d, "PAL-03").exact}\n\n[11] ${excerpt(d, "PAL-04").exact}`),
    "PAL-04",
    "exact",
    /overlaps PAL-03/,
  ],
  [
    "a leading marker too few",
    (d) => (excerpt(d, "PAL-05").leadingMarkers = [17, 29]),
    "PAL-05",
    "leadingMarkers",
    /\[17\]\[29\]\[30\]/,
  ],
  [
    "a leading marker too many",
    (d) => (excerpt(d, "PAL-12").leadingMarkers = [13]),
    "PAL-12",
    "leadingMarkers",
    /no marker/,
  ],
  [
    "a footnote not listed",
    (d) => (excerpt(d, "PAL-13").footnotes.length = 1),
    "PAL-13",
    "footnotes",
    /\[20\]\[21\]/,
  ],
  [
    "a footnote elsewhere",
    (d) => (at(excerpt(d, "PAL-11").footnotes, 0).after = "beheading."),
    "PAL-11",
    "footnotes[0].after",
    /\[22\] does not stand/,
  ],
  [
    "a footnote after half a word",
    (d) => (at(excerpt(d, "PAL-11").footnotes, 0).after = "reets"),
    "PAL-11",
    "footnotes[0].after",
    /\[22\] does not stand/,
  ],
  [
    "adjacent footnotes of another line",
    (d) => (excerpt(d, "PAL-07").footnotesByAdjacency = { numbers: [46], basis: "b" }),
    "PAL-07",
    "footnotesByAdjacency.numbers",
    /PAL-08 opens with \[18\]/,
  ],
  [
    "adjacent footnotes without adjacency",
    (d) => (excerpt(d, "PAL-08").follows = null),
    "PAL-07",
    "footnotesByAdjacency",
    /does not say that it follows/,
  ],
  [
    "a predecessor that is none",
    (d) => (excerpt(d, "PAL-03").follows = { excerpt: "PAL-01", basis: "b" }),
    "PAL-03",
    "follows.excerpt",
    /before this one/,
  ],
  [
    "other opening words",
    (d) => (excerpt(d, "PAL-09").opensWith = { words: "By contrast", refersTo: null, answers: true }),
    "PAL-09",
    "opensWith.words",
    /does not open/,
  ],
  [
    "half an opening word",
    (d) => (excerpt(d, "PAL-03").opensWith = { words: "Th", refersTo: "PAL-02", answers: false }),
    "PAL-03",
    "opensWith.words",
    /does not open/,
  ],
  [
    "a reference to nothing",
    (d) => (excerpt(d, "PAL-03").opensWith = { words: "This", refersTo: "PAL-99", answers: false }),
    "PAL-03",
    "opensWith.refersTo",
    /no such/,
  ],
  [
    "a reference to itself",
    (d) => (excerpt(d, "PAL-03").opensWith = { words: "This", refersTo: "PAL-03", answers: false }),
    "PAL-03",
    "opensWith.refersTo",
    /itself/,
  ],
  [
    "charged words of another sentence",
    (d) => excerpt(d, "PAL-10").chargedWords.push("purge"),
    "PAL-10",
    `chargedWords[${excerpt(bundled, "PAL-10").chargedWords.length}]`,
    /does not stand/,
  ],
  [
    "an answer to a sentence that is held",
    (d) => (excerpt(d, "PAL-03").opensWith = { words: "This", refersTo: "PAL-02", answers: true }),
    "PAL-03",
    "opensWith.answers",
    /that it answers is held/,
  ],
  [
    "graphic words of another sentence",
    (d) => excerpt(d, "PAL-11").graphicWords.push("beheaded"),
    "PAL-11",
    "graphicWords[2]",
    /does not stand/,
  ],
  [
    "half a graphic word",
    (d) => (excerpt(d, "PAL-15").graphicWords = ["behead"]),
    "PAL-15",
    "graphicWords[0]",
    /does not stand/,
  ],
  [
    "graphic words of nothing graphic",
    (d) => excerpt(d, "PAL-13").graphicWords.push("killed"),
    "PAL-13",
    "graphicWords",
    /graphic is null/,
  ],
  [
    "notes at the end that are there and missing",
    (d) => (excerpt(d, "PAL-07").endNotesMissing = true),
    "PAL-07",
    "endNotesMissing",
    /footnotesByAdjacency has/,
  ],
  [
    "an unknown sentence of another revision",
    (d) => d.source.compared?.reworded.push("PAL-99"),
    "dossier",
    "source.compared.reworded[2]",
    /PAL-99, which is not held/,
  ],
  [
    "a sentence twice of another revision",
    (d) => d.source.compared?.missing.push("PAL-10"),
    "dossier",
    "source.compared.missing[1]",
    /PAL-10 is listed twice/,
  ],
  [
    "a sentence that another revision lacks and words otherwise",
    (d) => d.source.compared?.missing.push("PAL-08"),
    "dossier",
    "source.compared.missing[1]",
    /PAL-08 is listed twice/,
  ],
  ["a footnote listed twice", (d) => d.footnotes.push(at(d.footnotes, 0)), "footnote:8", "number", /twice/],
  [
    "a footnote of nowhere",
    (d) => d.footnotes.push({ number: 99, cited: null, checked: null }),
    "footnote:99",
    "number",
    /does not stand in the source/,
  ],
  ["a footnote forgotten", (d) => d.footnotes.pop(), "dossier", "footnotes", /\[70\] of the source/],
];

const names: Case[] = [
  [
    "a name of two places",
    (d) => place(d, "mahin").names.push("TADMUR"),
    "place:mahin",
    `names[${bundled.places.find(({ id }) => id === "mahin")?.names.length}]`,
    /name of place:palmyra/,
  ],
  [
    "a name that is the title",
    (d) => (place(d, "mahin").names = ["mahin"]),
    "place:mahin",
    "names[0]",
    /repeats/,
  ],
  [
    "a name twice",
    (d) => (place(d, "mahin").names = ["Maheen", "maheen"]),
    "place:mahin",
    "names[1]",
    /repeats/,
  ],
  ["a name of no letters", (d) => (place(d, "mahin").names = ["?!"]), "place:mahin", "names[0]", /no letter/],
  [
    "an invisible name",
    (d) => (place(d, "mahin").names = ["\u200b"]),
    "place:mahin",
    "names[0]",
    /no letter/,
  ],
  [
    "a common name of no letters",
    (d) => (place(d, "mahin").commonNames = ["-"]),
    "place:mahin",
    "commonNames[0]",
    /no letter/,
  ],
  [
    "a common name that is another's name",
    (d) => (place(d, "mahin").commonNames = ["Tadmur"]),
    "place:mahin",
    "commonNames[0]",
    /name of place:palmyra/,
  ],
  [
    "a common name twice",
    (d) => (place(d, "mahin").commonNames = ["town", "Town"]),
    "place:mahin",
    "commonNames",
    /twice/,
  ],
  [
    "a namesake that is a name",
    (d) => place(d, "mahin").namesakes.unshift({ name: "sukhna", description: "town" }),
    "place:mahin",
    "namesakes[0].name",
    /name of place:al-sukhnah/,
  ],
  [
    "a title twice",
    (d) => (place(d, "mahin").title = "Huwwarin"),
    "place:huwwarin",
    "title",
    /title of place:mahin/,
  ],
  [
    "an excerpt's title twice",
    (d) => (excerpt(d, "PAL-02").title = excerpt(d, "PAL-01").title),
    "PAL-02",
    "title",
    /title of PAL-01/,
  ],
  [
    "a slug for a title",
    (d) => (place(d, "al-sukhnah").title = "al-sukhnah"),
    "place:al-sukhnah",
    "title",
    /slug/,
  ],
  [
    "a charged word in a title",
    (d) => (event(d, "searches-in-palmyra").title = "Purge in Palmyra"),
    "event:searches-in-palmyra",
    "title",
    /"purge"/,
  ],
  [
    "a charged word in an excerpt's title",
    (d) => (excerpt(d, "PAL-17").title = "The ISIL victory"),
    "PAL-17",
    "title",
    /"victory"/,
  ],
  [
    "a charged word on a first button",
    (d) => (at(d.startWith, 0).label = "The purge"),
    "dossier",
    "startWith",
    /"purge"/,
  ],
];

const mentions: Case[] = [
  [
    "a mention nowhere",
    (d) => (at(place(d, "mahin").mentions, 0).excerpt = "PAL-99"),
    "place:mahin",
    "mentions[0].excerpt",
    /no such/,
  ],
  [
    "a place's words elsewhere",
    (d) => (at(place(d, "mahin").mentions, 0).excerpt = "PAL-09"),
    "place:mahin",
    "mentions[0].words",
    /PAL-09/,
  ],
  [
    "an actor's words elsewhere",
    (d) => (at(actor(d, "sohr").mentions, 0).excerpt = "PAL-11"),
    "actor:sohr",
    "mentions[0].words",
    /PAL-11/,
  ],
  [
    "half a word",
    (d) => (at(actor(d, "isil").mentions, 1).words = "ISI"),
    "actor:isil",
    "mentions[1].words",
    /PAL-03/,
  ],
  [
    "a name that does not name",
    (d) => (at(place(d, "palmyra").mentions, 3).basis = "named"),
    "place:palmyra",
    "mentions[3].basis",
    /none of its names/,
  ],
  [
    "a mention twice",
    (d) => actor(d, "sohr").mentions.push(at(actor(d, "sohr").mentions, 0)),
    "actor:sohr",
    "mentions[1]",
    /twice/,
  ],
  [
    "a place within nothing",
    (d) => (place(d, "mahin").within = "homs"),
    "place:mahin",
    "within",
    /no such place/,
  ],
  [
    "places within one another",
    (d) => (place(d, "al-sukhnah").within = "police-station"),
    "place:al-sukhnah",
    "within",
    /leads back/,
  ],
  [
    "a place within itself",
    (d) => (place(d, "mahin").within = "mahin"),
    "place:mahin",
    "within",
    /leads back/,
  ],
  [
    "a reading of no place around it",
    (d) => (place(d, "mahin").withinFrom = "reading"),
    "place:mahin",
    "withinFrom",
    /within is null/,
  ],
  [
    "sources that disagree by more",
    (d) => (place(d, "jazal-oil-field").precisionKm = 3),
    "place:jazal-oil-field",
    "coordinates[1]",
    /3\.5 km/,
  ],
  [
    "no word on how they disagree",
    (d) => (place(d, "mahin").precisionKm = null),
    "place:mahin",
    "precisionKm",
    /missing/,
  ],
  [
    "a precision of nothing",
    (d) => (place(d, "al-basateen").precisionKm = 1),
    "place:al-basateen",
    "precisionKm",
    /no coordinates/,
  ],
];

const events: Case[] = [
  [
    "an unknown excerpt",
    (d) => event(d, "theatre-video").excerpts.push("PAL-99"),
    "event:theatre-video",
    "excerpts[1]",
    /no such/,
  ],
  [
    "an excerpt twice",
    (d) => event(d, "theatre-video").excerpts.push("PAL-14"),
    "event:theatre-video",
    "excerpts",
    /PAL-14 is listed twice/,
  ],
  [
    "no excerpt",
    (d) => (event(d, "kamel-statement").excerpts = []),
    "event:kamel-statement",
    "excerpts",
    /empty/,
  ],
  [
    "an unknown place",
    (d) => event(d, "theatre-video").places.push("raqqa"),
    "event:theatre-video",
    "places[1]",
    /no such/,
  ],
  [
    "a place of other sentences",
    (d) => event(d, "theatre-video").places.push("mahin"),
    "event:theatre-video",
    "places[1]",
    /mentions place:mahin/,
  ],
  [
    "a place twice",
    (d) => event(d, "theatre-video").places.push("palmyra-theatre"),
    "event:theatre-video",
    "places",
    /twice/,
  ],
  [
    "date words of another sentence",
    jazal({ words: "On 22 May" }),
    "event:jazal-oil-field",
    "happened.words",
    /do not stand/,
  ],
  [
    "a title's date that the title lacks",
    (d) =>
      (event(d, "palmyra-offensive").happened = {
        words: "June 2015",
        of: "it",
        is: null,
        year: "fromTitle",
        edtf: "2015-06",
      }),
    "event:palmyra-offensive",
    "happened.words",
    /do not stand/,
  ],
];

const dates: Case[] = [
  [
    "the 31st of a month of 30",
    jazal({ edtf: "2015-06-31" }),
    "event:jazal-oil-field",
    "happened.edtf",
    /calendar/,
  ],
  ["month 13", jazal({ edtf: "2015-13-18" }), "event:jazal-oil-field", "happened.edtf", /calendar/],
  [
    "an end before the start",
    jazal({ edtf: "2015-05-20/2015-05-18" }),
    "event:jazal-oil-field",
    "happened.edtf",
    /before it starts/,
  ],
  [
    "another day",
    jazal({ edtf: "2015-05-18/2015-05-21" }),
    "event:jazal-oil-field",
    "happened.edtf",
    /day that the words do not name/,
  ],
  ["a day left out", jazal({ edtf: "2015-05" }), "event:jazal-oil-field", "happened.edtf", /lacks a day/],
  [
    "another month",
    jazal({ edtf: "2015-06-18/2015-06-20" }),
    "event:jazal-oil-field",
    "happened.edtf",
    /month that the words do not name/,
  ],
  ["a month left out", jazal({ edtf: "2015" }), "event:jazal-oil-field", "happened.edtf", /lacks a month/],
  [
    "a year the title lacks",
    jazal({ edtf: "2016-05-18/2016-05-20" }),
    "event:jazal-oil-field",
    "happened.year",
    /title/,
  ],
  [
    "a year said to be in the sentence",
    jazal({ year: "inSentence" }),
    "event:jazal-oil-field",
    "happened.year",
    /sentence/,
  ],
  [
    "a date without its year",
    jazal({ year: "notStated" }),
    "event:jazal-oil-field",
    "happened.edtf",
    /not stated/,
  ],
  ["the title's year left out", jazal({ edtf: null }), "event:jazal-oil-field", "happened.edtf", /missing/],
  [
    "the title's year for another month",
    (d) => {
      const mahin = event(d, "mahin-and-huwwarin").happened;
      if (mahin !== null) Object.assign(mahin, { year: "fromTitle", edtf: "2015-08-08" });
    },
    "event:mahin-and-huwwarin",
    "happened.year",
    /title/,
  ],
  [
    "a stated year said not to be",
    (d) => {
      const video = event(d, "theatre-video").reported;
      if (video !== null) Object.assign(video, { year: "notStated", edtf: null });
    },
    "event:theatre-video",
    "reported.year",
    /stated by the words/,
  ],
  ["a report's day as the day", jazal({ is: "report" }), "event:jazal-oil-field", "happened.is", /reported/],
  [
    "a release's day as the day",
    jazal({ is: "release" }),
    "event:jazal-oil-field",
    "happened.is",
    /reported/,
  ],
  [
    "a day that is relative and settled",
    jazal({ is: "relative" }),
    "event:jazal-oil-field",
    "happened.edtf",
    /relative/,
  ],
  [
    "a claim's date",
    (d) => {
      const { date } = claim(d, "c11");
      if (date !== null) date.edtf = "2015-05-23";
    },
    "claim:c11",
    "date.edtf",
    /day/,
  ],
];

const statements: Case[] = [
  [
    "an unknown claim",
    (d) => question(d, "evacuation").claims.push("c99"),
    "question:evacuation",
    "claims[1]",
    /no such/,
  ],
  [
    "a claim twice in a question",
    (d) => question(d, "evacuation").claims.push("c9a"),
    "question:evacuation",
    "claims",
    /twice/,
  ],
  [
    "claims by size",
    (d) => (question(d, "executed-killed-detained").claims = ["c13c", "c11", "c13a", "c13b"]),
    "question:executed-killed-detained",
    "claims[1]",
    /order of the source/,
  ],
  [
    "claims of one sentence out of order",
    (d) => question(d, "jazal-oil-field-figures").claims.reverse(),
    "question:jazal-oil-field-figures",
    "claims[1]",
    /order of the source/,
  ],
  [
    "a claim of no question",
    (d) => question(d, "significance").claims.pop(),
    "claim:c17b",
    "id",
    /no question/,
  ],
  [
    "a claim of two questions",
    (d) => question(d, "evacuation").claims.push("c9b"),
    "claim:c9b",
    "id",
    /more than one/,
  ],
  [
    "an unknown neighbour",
    (d) => question(d, "evacuation").seeAlso.push("PAL-99"),
    "question:evacuation",
    "seeAlso[0]",
    /no such/,
  ],
  [
    "a neighbour with a claim",
    (d) => question(d, "evacuation").seeAlso.push("PAL-09"),
    "question:evacuation",
    "seeAlso[0]",
    /same question/,
  ],
  ["a claim nowhere", (d) => (claim(d, "c6").excerpt = "PAL-99"), "claim:c6", "excerpt", /no such/],
  [
    "a claim's words",
    (d) => (claim(d, "c9a").words = "civilians were not evacuated"),
    "claim:c9a",
    "words",
    /PAL-09/,
  ],
  [
    "a claimant's words",
    (d) => (claimant(d, "c13c").words = "Syrian state TV"),
    "claim:c13c",
    "claimant.words",
    /PAL-13/,
  ],
  [
    "an unknown claimant",
    (d) => (claimant(d, "c13c").actor = "bbc"),
    "claim:c13c",
    "claimant.actor",
    /no such/,
  ],
  [
    "a claimant who says nothing there",
    (d) => (claimant(d, "c13c").actor = "residents"),
    "claim:c13c",
    "claimant.actor",
    /"saidBy" in PAL-13/,
  ],
  [
    "a claimant who is only mentioned",
    (d) => (at(actor(d, "state-tv").mentions, 0).role = "mentioned"),
    "claim:c13c",
    "claimant.actor",
    /"saidBy" in PAL-13/,
  ],
  [
    "a verb of saying",
    (d) => (claim(d, "c13c").verbOfSaying = "claimed"),
    "claim:c13c",
    "verbOfSaying",
    /PAL-13/,
  ],
  ["a connective", (d) => (claim(d, "c13c").connective = "but"), "claim:c13c", "connective", /PAL-13/],
  [
    "a hedge",
    (d) => claim(d, "c13c").hedges.push({ words: "allegedly", of: null }),
    "claim:c13c",
    "hedges[0]",
    /PAL-13/,
  ],
  ["a place", (d) => claim(d, "c13c").where.push("in the city of Homs"), "claim:c13c", "where[0]", /PAL-13/],
  ["a doer elsewhere", (d) => (claim(d, "c6").doer = "ISIL"), "claim:c6", "doer", /in front of .* PAL-06/],
  [
    "a doer behind the words",
    (d) => (claim(d, "c5a").doer = "government forces"),
    "claim:c5a",
    "doer",
    /front/,
  ],
  ["half a doer", (d) => (claim(d, "c6").doer = "ment troops"), "claim:c6", "doer", /in front/],
  [
    "an attribution to nobody",
    (d) => (claim(d, "c6").attributed = true),
    "claim:c6",
    "attributed",
    /nobody is named/,
  ],
  [
    "a quantity's words",
    (d) => (quantity(d, "c13c").words = "40 people"),
    "claim:c13c",
    "quantity.words",
    /PAL-13/,
  ],
  [
    "what is counted",
    (d) => (quantity(d, "c13c").counted = "civilians killed"),
    "claim:c13c",
    "quantity.counted",
    /PAL-13/,
  ],
  [
    "the verb of the count",
    (d) => (quantity(d, "c13c").verb = "murdered"),
    "claim:c13c",
    "quantity.verb",
    /PAL-13/,
  ],
  [
    "a low number",
    (d) => (quantity(d, "c11").low = 100),
    "claim:c11",
    "quantity.low",
    /100 is not a number in/,
  ],
  ["a best number of our own", (d) => (quantity(d, "c11").best = 215), "claim:c11", "quantity.best", /215/],
  ["a high number", (d) => (quantity(d, "c11").high = 300), "claim:c11", "quantity.high", /300/],
  ["a number for hundreds", (d) => (quantity(d, "c10b").low = 200), "claim:c10b", "quantity.low", /200/],
  [
    "low above high",
    (d) => Object.assign(quantity(d, "c11"), { low: 280, high: 150 }),
    "claim:c11",
    "quantity",
    /rising/,
  ],
  [
    "another clause's footnotes",
    (d) => (claim(d, "c13c").footnotes = [{ number: 20, after: "detained," }]),
    "claim:c13c",
    "footnotes[0]",
    /other words/,
  ],
  [
    "a footnote of another sentence",
    (d) => (claim(d, "c13c").footnotes = [{ number: 22, after: "in the streets" }]),
    "claim:c13c",
    "footnotes[0].after",
    /\[22\]/,
  ],
  [
    "a footnote behind another claimant's words",
    (d) => Object.assign(claim(d, "c13b"), { claimant: claimant(d, "c13c") }),
    "claim:c13a",
    "footnotes[0]",
    /other words/,
  ],
];

test("the bundled dossier is without fault", () => {
  expect(checkDossier(bundled, source)).toEqual([]);
});

describe.each(Object.entries({ ids, passages, names, mentions, events, dates, statements }))(
  "%s",
  (_group, cases) => {
    test.each(cases)("%s", (_what, breakIt, entry, field, message) => {
      const data = structuredClone(bundled);
      breakIt(data);
      expect(checkDossier(data, source)).toContainEqual({
        entry,
        field,
        message: expect.stringMatching(message),
      });
    });
  },
);

test("what is cut off another has a free number, and what stands beside it is numbered as before", () => {
  const numbered = (change: (data: DossierData) => void) => {
    const data = structuredClone(bundled);
    change(data);
    return checkDossier(data, source).filter(({ field, message }) => field === "id" && /order/.test(message));
  };
  const renumber = (data: DossierData, id: string, to: string) => {
    for (const [index, each] of data.excerpts.entries())
      if (each.id === id) data.excerpts[index] = { ...each, id: to, cutFrom: "PAL-02" };
  };
  expect(numbered((data) => renumber(data, "PAL-03", "PAL-18"))).toEqual([]);
  expect(numbered((data) => (excerpt(data, "PAL-03").id = "PAL-18"))).toMatchObject([{ entry: "PAL-04" }]);
});

test("a passage that stands twice needs a prefix or a suffix", () => {
  const data = structuredClone(bundled);
  const last = excerpt(data, "PAL-17");
  const twice = `${source}\n\n${last.exact}`;
  expect(checkDossier(data, twice)).toContainEqual({
    entry: "PAL-17",
    field: "exact",
    message: expect.stringContaining("more than once"),
  });
  last.prefix = "[70] ";
  expect(checkDossier(data, twice)).toEqual([]);
});

test("a sentence inside a paragraph starts after the one before, markers aside", () => {
  const data = structuredClone(bundled);
  const flowing = source.replaceAll("\n\n[", "[").replaceAll("\n\n", " ");
  const withTitle = flowing.replace(data.source.title, `${data.source.title}\n\n`);
  expect(checkDossier(data, withTitle)).toEqual([]);
});

test("a doer of the sentence before is none, and a title in front of a name ends no sentence", () => {
  const exact = "Officers left. Gen. Hart stayed there, holding the gate as he had said.";
  const data = structuredClone(bundled);
  const first = excerpt(data, "PAL-04");
  const text = source.replace(first.exact, exact);
  first.exact = exact;
  const stayed = claim(data, "c4b");
  stayed.words = "holding the gate";
  const faults = (doer: string) => {
    stayed.doer = doer;
    return checkDossier(data, text).filter(({ field }) => field === "doer");
  };
  expect(faults("Gen. Hart")).toEqual([]);
  expect(faults("Gen")).toEqual([]);
  expect(faults("Officers")).toMatchObject([{ entry: "claim:c4b" }]);
  // In front only within another word, whole only behind.
  expect(faults("he")).toMatchObject([{ entry: "claim:c4b" }]);
});

test("what is shown of a claim is one stretch that holds who does it, and nothing else graphic", () => {
  const sentences = new Map(bundled.excerpts.map((each) => [each.id, each]));
  const shown = bundled.claims.map(({ id, excerpt: of, claimant, verbOfSaying, doer, words }) => {
    const { exact = "", graphicWords = [] } = sentences.get(of) ?? {};
    const end = exact.indexOf(words) + words.length;
    const starts = [claimant?.words ?? doer ?? words, claimant === null ? null : verbOfSaying].flatMap(
      (part) => (part === null ? [] : [exact.indexOf(part)]),
    );
    const stretch = exact.slice(Math.min(...starts), end);
    return [id, stretch, graphicWords.some((each) => stretch.includes(each))] as const;
  });
  expect(shown.filter(([, , isGraphic]) => isGraphic).map(([id]) => id)).toEqual(["c14", "c15a", "c15b"]);
  expect(Object.fromEntries(shown)).toMatchObject({
    c11: "various pro-opposition sources in the city reported ISIL had executed between 150 and up to 280 government loyalists and soldiers",
    c13b: "The pro-opposition activist group the SOHR put the number of killed in the city at 168, with another 600 soldiers and civilians detained",
    c13c: "state TV reported 400 people had been executed",
    c16: "Purportedly, in the view of the Syrian government, the fall of Palmyra was a tactical defeat but a strategic gain",
  });
});

test("a claim has the footnotes behind its own words and no others", () => {
  const footnotes = Object.fromEntries(
    bundled.claims.map(({ id, footnotes }) => [id, footnotes.map(({ number }) => number)] as const),
  );
  expect(footnotes).toMatchObject({ c11: [22], c13a: [20, 21], c13b: [20, 21], c13c: [] });
});
