import { InteractionResponseType } from "discord-api-types/v10";
import { describe, expect, test } from "vitest";
import { type Measures, measuresOf, printed } from "../../src/cli/measures.ts";
import { judgeCallback } from "../../src/discord/judge.ts";
import { toMessage } from "../../src/discord/message.ts";
import { type Catalogue, createCatalogue, type Dossier } from "../../src/dossier/catalogue.ts";
import { type DossierInput, dossierSchema } from "../../src/dossier/schema.ts";
import { english } from "../../src/messages/english.ts";
import type { Line, Span } from "../../src/messages/line.ts";
import type { Messages } from "../../src/messages/message.ts";
import { everyCard, type Shown } from "./every-card.ts";
import { library } from "./library.ts";

/*
 * The measures hold for any collection and any language, but for the shares of quoted words; all of it is within Discord's
 * limits, and nothing is cut.
 */

function catalogueOf(parts: Partial<DossierInput> & Pick<DossierInput, "excerpts">): Catalogue {
  const data = dossierSchema.parse({
    schemaVersion: 2,
    id: "made",
    version: 1,
    excerptPrefix: "MADE",
    title: "A made collection",
    description: "Made for a test.",
    source: {
      title: "A made article",
      site: "A made site",
      url: "https://example.org/made",
      revision: null,
      selection: "Made for a test.",
      licence: { name: "CC0", url: "https://example.org/licence" },
      attribution: "Nobody",
    },
    ...parts,
  } satisfies DossierInput);
  return createCatalogue([data]);
}

const id = (number: number) => `MADE-${String(number).padStart(2, "0")}`;
const long = (characters: number, word: string) =>
  `${`${word} `
    .repeat(Math.ceil(characters / (word.length + 1)))
    .slice(0, characters - 2)
    .trimEnd()}.`;
const title90 =
  "A title that is as long as titles may be, with a comma, a date of 30 June and ninety letters";

const longSentences = catalogueOf({
  excerpts: [1, 2, 3].map((number) => ({
    id: id(number),
    title: title90.slice(0, 80).trimEnd(),
    exact: `The council of ${number} said that ${long(1_440, "reportedly, the gate was shut and")}`,
    graphic: number === 2 ? "describes a body" : null,
  })),
  actors: [
    {
      id: "council",
      title: title90.slice(0, 90).trimEnd(),
      actorType: "council",
      mentions: [1, 2, 3].map((number) => ({
        excerpt: id(number),
        words: `The council of ${number}`,
        basis: "reading",
        role: "saidBy",
      })),
    },
  ],
  events: [
    { id: "shut", title: title90.slice(0, 90).trimEnd(), eventType: "event", excerpts: [1, 2, 3].map(id) },
  ],
  questions: [{ id: "gate", title: title90.slice(0, 90).trimEnd(), claims: ["c1", "c2", "c3"] }],
  claims: [1, 2, 3].map((number) => ({
    id: `c${number}`,
    excerpt: id(number),
    claimant: { words: `The council of ${number}`, actor: "council" },
    verbOfSaying: "said",
    words: "the gate was shut",
    leavesOpen: ["when the gate was shut", "who of the council said it", "which of the gates it was"],
  })),
});

const speakers = Array.from({ length: 12 }, (_, index) => index + 1);
const twelveSpeakers = catalogueOf({
  excerpts: [
    {
      id: id(1),
      title: "Twelve in one sentence",
      exact: `${speakers.map((number) => `the ministry of the ${number}th province counted ${number}00 sheep`).join(", ")}.`,
    },
    ...speakers.map((number) => ({
      id: id(number + 1),
      title: `The ${number}th province`,
      exact: `Later the ministry of the ${number}th province counted ${number}50 goats in the hills.`,
    })),
  ],
  actors: speakers.map((number) => ({
    id: `ministry-${number}`,
    title: `ministry of the ${number}th province`,
    actorType: "ministry",
    mentions: [id(1), id(number + 1)].map((excerpt) => ({
      excerpt,
      words: `the ministry of the ${number}th province`,
      basis: "named",
      role: "saidBy",
    })),
  })),
  questions: [
    {
      id: "animals",
      title: "Sheep and goats: figures given",
      claims: [...speakers.map((number) => `c${number}`), ...speakers.map((number) => `c${number + 12}`)],
    },
  ],
  claims: [
    ...speakers.map((number) => ({
      id: `c${number}`,
      excerpt: id(1),
      claimant: { words: `the ministry of the ${number}th province`, actor: `ministry-${number}` },
      verbOfSaying: "counted",
      words: `counted ${number}00 sheep`,
      quantity: {
        words: `${number}00 sheep`,
        low: number * 100,
        best: number * 100,
        high: number * 100,
        counted: "sheep",
        verb: "counted",
      },
    })),
    ...speakers.map((number) => ({
      id: `c${number + 12}`,
      excerpt: id(number + 1),
      claimant: { words: `the ministry of the ${number}th province`, actor: `ministry-${number}` },
      verbOfSaying: "counted",
      words: `counted ${number}50 goats in the hills`,
      quantity: {
        words: `${number}50 goats`,
        low: null,
        best: number * 100 + 50,
        high: null,
        counted: "goats",
        verb: "counted",
      },
    })),
  ],
});

const arabic = catalogueOf({
  title: "معركة البوابة",
  excerpts: [
    {
      id: id(1),
      title: "البوابة",
      exact: "قال المجلس إن البوابة أُغلقت في 3 مايو، وإن الحراس غادروا المدينة.",
      chargedWords: ["غادروا"],
    },
    {
      id: id(2),
      title: "السوق",
      exact: "وفي المقابل قال سكان المدينة إن السوق بقي مفتوحا.",
      opensWith: { words: "وفي المقابل", refersTo: null, answers: true },
    },
  ],
  places: [
    {
      id: "city",
      title: "المدينة",
      placeType: "مدينة",
      mentions: [
        { excerpt: id(1), words: "المدينة", basis: "reading", role: "site" },
        { excerpt: id(2), words: "المدينة", basis: "named", role: "mentioned" },
      ],
    },
  ],
  actors: [
    {
      id: "council",
      title: "المجلس",
      actorType: "مجلس",
      mentions: [{ excerpt: id(1), words: "المجلس", basis: "named", role: "saidBy" }],
    },
  ],
  events: [
    {
      id: "gate",
      title: "البوابة، 3 مايو",
      eventType: "event",
      excerpts: [id(1)],
      happened: { words: "في 3 مايو", of: "الإغلاق", year: "notStated", edtf: null },
      places: ["city"],
    },
  ],
  questions: [{ id: "gate", title: "البوابة: أقوال", claims: ["c1"] }],
  claims: [
    {
      id: "c1",
      excerpt: id(1),
      claimant: { words: "المجلس", actor: "council" },
      verbOfSaying: "قال",
      words: "البوابة أُغلقت في 3 مايو",
      leavesOpen: ["السنة"],
    },
  ],
});

const bare = catalogueOf({
  excerpts: [1, 2].map((number) => ({
    id: id(number),
    title: `Sentence ${number}`,
    exact: `It rained on day ${number}.`,
  })),
});

/** English with longer words and marks, as a translation may have them: every text of the bot's is a third longer. */
const pseudo: Messages = Object.fromEntries(
  Object.entries(english).map(([key, message]) => [
    key,
    typeof message === "string"
      ? longer(message)
      : (...args: never[]) => {
          const made = (message as (...args: never[]) => string | Line)(...args);
          return typeof made === "string" ? longer(made) : made.map((span) => longerSpan(span, args));
        },
  ]),
) as unknown as Messages;

function longerSpan(span: Span, args: readonly unknown[]): Span {
  return typeof span === "string" && !args.includes(span) ? longer(span) : span;
}

/** Words of three letters and more are a third longer. */
function longer(text: string): string {
  return text.replaceAll(/(?<!\d)\p{Ll}{3,}/gu, (word) => `${word}${"ẽ".repeat(Math.ceil(word.length / 3))}`);
}

const collections: Readonly<Record<string, { catalogue: Catalogue; messages: Messages }>> = {
  "sentences of 1,500 characters and titles of 90": { catalogue: longSentences, messages: english },
  "claims of twelve speakers": { catalogue: twelveSpeakers, messages: english },
  "a collection in Arabic": { catalogue: arabic, messages: english },
  "one without dates, places and claims": { catalogue: bare, messages: english },
  "a language with longer words": { catalogue: library.catalogue, messages: pseudo },
};

describe.each(Object.entries(collections))("%s", (_, { catalogue, messages }) => {
  const [dossier] = catalogue.dossiers as [Dossier];
  const all = everyCard(catalogue).map((shown) => ({ ...shown, measures: measuresOf(shown.card, messages) }));
  const breaking = (breaks: (measures: Measures, shown: Shown) => boolean) =>
    all
      .filter((shown) => breaks(shown.measures, shown))
      .map(({ what, measures }) => `${what}: ${JSON.stringify(measures)}`)
      .slice(0, 5);

  test("is within Discord's limits", () => {
    const refused = all.flatMap(({ what, card }) =>
      judgeCallback({
        type: InteractionResponseType.ChannelMessageWithSource,
        data: toMessage(card, { ephemeral: true, messages }),
      }).map((problem) => `${what}: ${problem}`),
    );
    expect(refused.slice(0, 5)).toEqual([]);
  });

  test("has its first sentence within 4 lines, 6 with what belongs above it", () => {
    // A banner, a notice and a title of several lines each bring two lines more.
    const allowed = ({ card, what }: Shown) => {
      const [sentence] = card.blocks.filter((block) => block.type === "sentence");
      const title = card.blocks.find((block) => block.type === "title");
      const more = [
        typeof title?.text === "string" && title.text.length > 40,
        /, (?:closest|of another kind)/.test(what),
        (sentence?.notices.length ?? 0) > 0,
      ];
      return 4 + 2 * more.filter((each) => each).length;
    };
    expect(
      breaking(({ above }, shown) => {
        const counts = shown.item !== null && shown.item.kind !== "question" && !shown.isDetails;
        return counts && above !== null && above > allowed(shown);
      }),
    ).toEqual([]);
  });

  test("has small lines of 80 characters below its sentences, speakers at the size of the claim, one row", () => {
    expect(breaking(({ longestSmall }) => longestSmall > 80)).toEqual([]);
    expect(breaking(({ withoutSpeaker }) => withoutSpeaker > 0)).toEqual([]);
    expect(
      breaking(({ rows, buttons }, { isDetails }) => (isDetails ? rows > 2 : rows > 1 || buttons > 5)),
    ).toEqual([]);
  });

  test("cuts no sentence, title or speaker", () => {
    for (const excerpt of dossier.excerpts) {
      const shown = all.filter(({ card }) =>
        card.blocks.some((block) => block.type === "sentence" && block.excerpt === excerpt),
      );
      expect(shown.length).toBeGreaterThan(0);
      for (const { card } of shown) {
        const sent = JSON.stringify(toMessage(card, { ephemeral: true, messages }));
        const lines = printed(card, messages).map(({ text }) => text);
        expect(lines.some((line) => line.includes(`“${excerpt.exact}”`))).toBe(true);
        expect(sent).not.toMatch(/\w…"/);
      }
    }
  });
});
