/**
 * The shape of `dossier.json`. Field names follow the field's codebooks: W3C TextQuoteSelector (`exact`,
 * `prefix`, `suffix`), UCDP GED (`low`, `best`, `high`, precision of place and date), ACLED (`eventType`,
 * actors), schema.org `Claim`, EDTF (ISO 8601-2) for dates.
 *
 * The schema holds what one value can be judged by alone; what needs the source or another entry is in
 * `check.ts`.
 */
import * as z from "zod";
import { atLeast, atMost } from "../input/lengths.ts";

/** One rule, not two: the start reads hundreds of thousands of texts. */
const text = z.string().regex(/^\S(?:[\s\S]*\S)?$/, "is empty, or starts or ends with white space");

/** What is searched for has a letter or a digit: nothing else can be typed, and some of it cannot even be seen. */
const name = z
  .string()
  .check(atMost(90))
  .regex(
    /^(?=[\s\S]*?[\p{L}\p{N}])\S(?:[\s\S]*\S)?$/u,
    "is empty, has no letter or digit, or starts or ends with white space",
  );

/** Lower-case words joined by hyphens, at most 40 characters: the last part of an entry's id. */
export const slug = z
  .string()
  .check(atMost(40))
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "must be lower-case letters, digits and single hyphens");

/** Entries of one kind at most; the numbers of excerpts have four digits, so that of these there are never as many. */
const mostEntries = 20_000;

const excerptId = z.string().regex(/^[A-Z][A-Z0-9]{1,7}-\d{2,4}$/, 'must look like "PAL-07"');

const url = z.url({ protocol: /^https?$/, error: "must be an address that begins with https:// or http://" });

/** Whether somebody has read an entry against the source since a program drafted it; cards of drafts say so. */
const review = z.enum(["draft", "reviewed"]).default("reviewed");

/** A title is shown; a name is only searched for. A common name is found by a direct look-up alone. */
const named = {
  id: slug,
  /** Ids that it had, or that entries had which it took in: what was written with them still leads to it. */
  formerIds: z.array(slug).default([]),
  title: name,
  names: z.array(name).default([]),
  commonNames: z.array(name).default([]),
  /** What is spelt alike and is something else: a look-up for it is answered with nothing. */
  namesakes: z.array(z.strictObject({ name, description: text.check(atMost(80)) })).default([]),
  note: text.check(atMost(300)).nullable().default(null),
  review,
};

/** How the excerpt comes to speak of an entry: by name, by its neighbour, or only in the fuller article. */
const basis = z.enum(["named", "neighbour", "article", "reading"]);

const placeMention = z.strictObject({
  excerpt: excerptId,
  words: text,
  basis,
  /**
   * Only a `site` is where something happened. `bearing` gives a direction, `contrast` what the sentence sets something
   * apart from, `speakers` where those are who say it, `body` where a body was put; `name` is in the name of another thing.
   */
  role: z.enum(["site", "bearing", "contrast", "workplace", "speakers", "body", "name", "mentioned"]),
  /** What of the sentence it is said of, where that is not all of it ("the 168 only"). */
  of: text.check(atMost(60)).nullable().default(null),
});

const actorMention = z.strictObject({
  excerpt: excerptId,
  words: text,
  basis,
  role: z.enum(["doing", "affected", "saidBy", "mentioned"]),
});

const coordinates = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  source: text.check(atMost(120)),
});

/**
 * A date as the text gives it. `edtf` is null where the text does not settle day, month or year; the year may
 * come from the source's title only if the title's month is the same.
 */
const date = z.strictObject({
  words: text,
  /** What happened or came out then, as a noun phrase ("the clashes", "the release of the video"). */
  of: text.check(atMost(60)),
  /** What the date is of, where not what the sentence tells; `relative` to a day that the sentence does not name. */
  is: z.enum(["report", "release", "relative"]).nullable().default(null),
  year: z.enum(["inSentence", "fromTitle", "notStated"]),
  edtf: z
    .string()
    .regex(/^\d{4}(-\d{2}(-\d{2})?)?(\/\d{4}(-\d{2}(-\d{2})?)?)?$/, "must be an EDTF date or interval")
    .nullable(),
});

/** The words a marker stands right behind, other markers between them aside. */
const footnotePosition = z.strictObject({ number: z.int().positive(), after: text });

/** Words that qualify, and what of the sentence they qualify, where that is not all of it ("the advance only"). */
const hedge = z
  .union(
    [
      text.transform((words) => ({ words, of: null })),
      z.strictObject({ words: text, of: text.check(atMost(60)).nullable().default(null) }),
    ],
    { error: "is neither words nor an object of words and what they are of: give one of the two" },
  )
  .describe("words, or words and what they qualify");

const excerpt = z.strictObject({
  id: excerptId,
  /** The passage, verbatim; `prefix` and `suffix` tell repeats apart. */
  exact: text.check(atMost(1500)),
  prefix: z.string().optional(),
  suffix: z.string().optional(),
  /** A short topic noun phrase for lists; never a part of the quotation. */
  title: name.check(atMost(80)),
  /** Footnote markers that stand before the passage in the source: they belong to the sentence before it. */
  leadingMarkers: z.array(z.int().positive()).default([]),
  /** Markers inside the passage, each with the words it stands after. */
  footnotes: z.array(footnotePosition).default([]),
  /** Markers that stand at the passage's end only if the next line of the source is adjacent in the article. */
  footnotesByAdjacency: z
    .strictObject({ numbers: z.array(z.int().positive()).check(atLeast(1)), basis: text.check(atMost(160)) })
    .nullable()
    .default(null),
  follows: z
    .strictObject({ excerpt: excerptId, basis: text.check(atMost(160)) })
    .nullable()
    .default(null),
  /** The excerpt that it was cut off from by hand: it has a free number, and not one in the order of the file. */
  cutFrom: excerptId.optional(),
  /** Opening words that lean on another sentence; `refersTo` is null where that sentence is not held. */
  opensWith: z
    .strictObject({
      words: text,
      refersTo: excerptId.nullable(),
      /** Whether the words show that the sentence answers another ("In contrast"). */
      answers: z.boolean().default(false),
    })
    .nullable()
    .default(null),
  /** Whether notes at the end of the sentence stand in a line of the source that is not held. */
  endNotesMissing: z.boolean().default(false),
  /** What makes the passage graphic ("describes killing"); null where nothing does. It goes behind a spoiler. */
  graphic: text.check(atMost(60)).nullable().default(null),
  /** The words that are graphic: no fragment of the passage holds any of them. Where none is given, all of them are. */
  graphicWords: z.array(text).default([]),
  /** Words of the passage that take a side; they are shown inside the quotation only, with a note below it. */
  chargedWords: z.array(text).default([]),
  /** Names in the passage that have no entry of their own. */
  alsoNamed: z.array(text).default([]),
  review,
});

const place = z.strictObject({
  ...named,
  placeType: text.check(atMost(40)),
  /** Whether the text itself says the type of the place, or it is known from outside. */
  placeTypeFrom: z.enum(["text", "outside"]).default("outside"),
  region: text.check(atMost(60)).nullable().default(null),
  within: slug.nullable().default(null),
  /** Whether the text puts it there, the dossier reads it so, or it is known from outside. */
  withinFrom: z.enum(["text", "reading", "outside"]).default("outside"),
  mentions: z.array(placeMention).check(atLeast(1)),
  coordinates: z.array(coordinates).default([]),
  /** Radius in kilometres within which the sources disagree (UCDP's precision of place, as a distance). */
  precisionKm: z.number().positive().max(2000).nullable().default(null),
});

const actor = z.strictObject({
  ...named,
  actorType: text.check(atMost(60)),
  mentions: z.array(actorMention).check(atLeast(1)),
});

const event = z.strictObject({
  ...named,
  eventType: z.enum(["event", "statement", "mention", "title"]),
  excerpts: z.array(excerptId),
  happened: date.nullable().default(null),
  reported: date.nullable().default(null),
  places: z.array(slug).default([]),
  /** Words the entry is about, for search only. */
  topics: z.array(text.check(atMost(60))).default([]),
});

/** A count as the claim words it. `low`, `best` and `high` as in UCDP GED; null where the words give no number. */
const quantity = z.strictObject({
  words: text,
  low: z.number().nullable(),
  best: z.number().nullable(),
  high: z.number().nullable(),
  counted: text,
  verb: text,
});

const claim = z.strictObject({
  id: z.string().regex(/^c\d+[a-z]?$/),
  excerpt: excerptId,
  /** Null: nobody is named, the words are the article's own. */
  claimant: z.strictObject({ words: text, actor: slug }).nullable(),
  /** Of the claimant, or, where nobody is named, of hearsay ("reportedly"). */
  verbOfSaying: text.nullable().default(null),
  /** Whether the article only attributes it ("in the view of"): the claimant is not shown as saying it. */
  attributed: z.boolean().default(false),
  words: text,
  /** Who does what is claimed, in the text's words, where they stand before `words`: a shown stretch begins there. */
  doer: text.nullable().default(null),
  /** Where, in the text's words. */
  where: z.array(text).default([]),
  hedges: z.array(hedge).default([]),
  connective: text.nullable().default(null),
  quantity: quantity.nullable().default(null),
  date: date.nullable().default(null),
  footnotes: z.array(footnotePosition).default([]),
  /** What the claim's own clause leaves open ("who did it", "where"), as topic nouns. */
  leavesOpen: z.array(text.check(atMost(60))).default([]),
  note: text.check(atMost(160)).nullable().default(null),
  review,
});

const question = z.strictObject({
  ...named,
  /** Ids of the claims, in the order of the source. */
  claims: z.array(z.string()).check(atLeast(1)),
  /** Excerpts that belong beside the claims and hold no statement on the point. */
  seeAlso: z.array(excerptId).default([]),
  topics: z.array(text.check(atMost(60))).default([]),
});

/**
 * `cited` is what the source's footnote names, as it words it, for whoever reads it there; no card shows it. Who
 * read it, and when, is in `checked`; without that no title or link is shown.
 */
const footnote = z.strictObject({
  number: z.int().positive(),
  cited: z
    .strictObject({ words: text.check(atMost(600)), url: url.nullable() })
    .nullable()
    .default(null),
  checked: z
    .strictObject({
      by: text.check(atMost(80)),
      on: z.iso.date(),
      title: text.check(atMost(200)),
      url: url.nullable(),
    })
    .nullable()
    .default(null),
});

/**
 * What became of an excerpt when the source was read again. Ids are never used for another sentence: one that is gone
 * keeps its id here, and one that is worded otherwise keeps it with a dated note.
 */
const change = z.strictObject({
  excerpt: excerptId,
  on: z.iso.date(),
  what: z.enum(["changed", "gone"]),
  /** The last version of the dossier that held the former words. */
  version: z.int().positive(),
  /** The former words, verbatim. */
  was: text.check(atMost(1500)),
});

/** Fields are only ever added: what was made for an older version loads. */
export const schemaVersion = 2;

export const dossierSchema = z.strictObject({
  $schema: z.string().optional(),
  /** Version of this form; 1 where it is left out. */
  schemaVersion: z
    .int()
    .min(1)
    .refine(
      (version) => version <= schemaVersion,
      `is of a newer form than this version of the bot reads, which is ${schemaVersion}: update the bot`,
    )
    .default(1),
  id: slug.check(atMost(16)),
  version: z.int().positive(),
  /** The letters before the number in every excerpt's id; no two dossiers share them. */
  excerptPrefix: z.string().regex(/^[A-Z][A-Z0-9]{1,7}$/),
  title: name,
  description: text.check(atMost(300)),
  source: z.strictObject({
    title: text.check(atMost(120)),
    site: text.check(atMost(60)),
    url,
    revision: text.check(atMost(120)).nullable(),
    /** How the passages were chosen, and what their absence means. */
    selection: text.check(atMost(300)),
    /** Another revision of the source that the excerpts were compared with, and which of them it words otherwise or lacks. */
    compared: z
      .strictObject({
        /** When that revision stood: a year, a month or a day. */
        asOf: z.string().regex(/^\d{4}(-\d{2}){0,2}$/, "must be a date like 2023-10"),
        reworded: z.array(excerptId).default([]),
        missing: z.array(excerptId).default([]),
      })
      .nullable()
      .default(null),
    /** What else is known of how today's source reads. */
    differences: z.array(text.check(atMost(300))).default([]),
    licence: z.strictObject({
      name: text.check(atMost(40)),
      url,
      note: text.check(atMost(300)).nullable().default(null),
    }),
    attribution: text.check(atMost(200)),
    /** The file that `source.txt` was made from, beside it; null where that is the text as received. */
    original: text.check(atMost(60)).nullable().default(null),
  }),
  /** A public page where mistakes in the dossier can be reported. */
  corrections: url.nullable().default(null),
  /** Entries, by full id, that show the dossier well on a first visit. */
  startWith: z
    .array(z.strictObject({ entry: z.string(), label: text.check(atMost(60)) }))
    .check(atMost(5))
    .default([]),
  /** Messages such as people write, for the preview: something to try Look this up on. Nobody's real words. */
  sampleMessages: z
    .array(text.check(atMost(300)))
    .check(atMost(3))
    .default([]),
  excerpts: z.array(excerpt).check(atLeast(1), atMost(mostEntries)),
  places: z.array(place).check(atMost(mostEntries)).default([]),
  actors: z.array(actor).check(atMost(mostEntries)).default([]),
  events: z.array(event).check(atMost(mostEntries)).default([]),
  questions: z.array(question).check(atMost(mostEntries)).default([]),
  claims: z.array(claim).check(atMost(mostEntries)).default([]),
  footnotes: z.array(footnote).check(atMost(mostEntries)).default([]),
  /** Excerpts of earlier versions that are worded otherwise now, or are gone, in the order of their dates. */
  changes: z.array(change).check(atMost(mostEntries)).default([]),
});

/** As a file has it: what has a default may be left out. */
export type DossierInput = z.input<typeof dossierSchema>;
export type DossierData = z.output<typeof dossierSchema>;
export type ExcerptData = DossierData["excerpts"][number];
export type PlaceData = DossierData["places"][number];
export type ActorData = DossierData["actors"][number];
export type EventData = DossierData["events"][number];
export type QuestionData = DossierData["questions"][number];
export type ClaimData = DossierData["claims"][number];
export type DateData = z.output<typeof date>;
