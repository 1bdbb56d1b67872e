import { expect, test } from "vitest";
import type { Action, Deleting, Paged, Pictured } from "../../src/cards/card.ts";
import { readCustomId, writeCustomId } from "../../src/discord/custom-id.ts";
import { everyCard } from "../cards/every-card.ts";
import { library } from "../cards/library.ts";
import { fc } from "../support/fast-check.ts";

const slug = fc.stringMatching(/^[a-z0-9]{1,20}(-[a-z0-9]{1,19})?$/);
const dossier = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,7})?$/);
const kind = fc.constantFrom("event", "place", "actor", "question");
const entry = fc.tuple(dossier, kind, slug).map(([id, of, name]) => `${id}/${of}:${name}`);
const excerpt = fc.stringMatching(/^[A-Z][A-Z0-9]{1,7}-\d{2,4}$/);
const page = fc.integer({ min: 1, max: 9999 });
const key = fc.option(fc.stringMatching(/^[\w-]{10}$/), { nil: null });

const paged: fc.Arbitrary<Paged> = fc.oneof(
  fc.record({ type: fc.constant("open" as const), id: fc.oneof(entry, excerpt), page }),
  fc.record({
    type: fc.constant("list" as const),
    dossier,
    kind: fc.oneof(kind, fc.constant("excerpt" as const)) as fc.Arbitrary<"event">,
    page,
  }),
  fc.record({ type: fc.constant("timeline" as const), dossier, place: key, actor: key, page }),
  fc.record({ type: fc.constant("results" as const), page }),
  fc.record({ type: fc.constant("about" as const), dossier }),
);
const pictured = paged.filter((each): each is Pictured => each.type !== "results");
const token = fc.stringMatching(/^[\w-]{1,24}$/);
const card = fc.oneof(entry, excerpt);
const deleting: fc.Arbitrary<Deleting> = fc.oneof(
  fc.record({ type: fc.constant("withdraw" as const), report: token }),
  fc.record({ type: fc.constant("settings" as const), step: fc.constant("forget" as const), page }),
  fc.record({
    type: fc.constant("handle" as const),
    how: fc.constant("erase" as const),
    card,
    until: fc.option(fc.integer({ min: 1, max: 10 ** 14 }), { nil: null }),
  }),
);
const action: fc.Arbitrary<Action> = fc.oneof(
  paged,
  fc.record({ type: fc.constant("reference" as const), id: excerpt }),
  fc.constant({ type: "choose" as const }),
  fc.record({ type: fc.constant("turn" as const), to: paged }),
  fc.record({ type: fc.constant("picture" as const), of: pictured }),
  fc.record({
    type: fc.constant("post" as const),
    card,
    source: fc.constantFrom("message" as const, "unveiled" as const, "entry" as const),
  }),
  fc.record({ type: fc.constant("remove" as const), post: token }),
  fc.record({ type: fc.constantFrom("report" as const, "reported" as const), card }),
  fc.record({ type: fc.constant("ownReports" as const), page: fc.option(page, { nil: null }) }),
  deleting,
  fc.record({ type: fc.constant("sure" as const), of: deleting }),
  fc.record({ type: fc.constant("reports" as const), page }),
  fc.record({
    type: fc.constant("handle" as const),
    how: fc.constantFrom("resolve" as const, "dismiss" as const, "erase" as const, "handOn" as const),
    card,
    until: fc.option(fc.integer({ min: 1, max: 10 ** 14 }), { nil: null }),
  }),
);

test("every action is read back as it was written, within 100 characters", () => {
  fc.assert(
    fc.property(action, (each) => {
      const written = writeCustomId(each);
      expect(written.length).toBeLessThanOrEqual(100);
      expect(readCustomId(written)).toEqual(each);
    }),
    { numRuns: 1000 },
  );
});

test("the longest ids of a checked dossier fit", () => {
  const longest = `${"d".repeat(16)}/question:${"s".repeat(40)}`;
  expect(readCustomId(writeCustomId({ type: "open", id: longest, page: 9999 }))).toBeDefined();
  expect(writeCustomId({ type: "open", id: longest, page: 9999 }).length).toBeLessThanOrEqual(100);
  const erase = { type: "handle", how: "erase", card: longest, until: 10 ** 15 - 1 } as const;
  expect(readCustomId(writeCustomId({ type: "sure", of: erase }))).toEqual({ type: "sure", of: erase });
});

test("every button of every card is read back", () => {
  for (const { what, card } of everyCard(library.catalogue)) {
    for (const button of card.buttons.flat()) {
      if ("action" in button) expect(readCustomId(writeCustomId(button.action)), what).toEqual(button.action);
    }
  }
});

test("any string is none of ours, or an action that is written as that string", () => {
  const word = fc.constantFrom(
    "open",
    "list",
    "timeline",
    "results",
    "about",
    "choose",
    "reference",
    "turn",
    "picture",
    "ownReports",
    "postUnveiled",
    "1",
    "0",
    "01",
    "",
  );
  const any = fc.oneof(
    fc.string({ unit: "binary", maxLength: 130 }),
    fc
      .array(fc.oneof(word, entry, dossier, fc.string({ maxLength: 8 })), { maxLength: 6 })
      .map((parts) => parts.join("|")),
  );
  fc.assert(
    fc.property(any, (text) => {
      const read = readCustomId(text);
      if (read !== undefined) expect(writeCustomId(read)).toBe(text);
    }),
    { numRuns: 1000 },
  );
});

test.each([
  "",
  "open",
  "open|PAL-01",
  "open|PAL-01|0",
  "open|PAL-01|10000",
  "open|PAL-01|1|2",
  "OPEN|PAL-01|1",
  "choose|1",
  "turn",
  "turn|choose",
  "turn|turn|open|PAL-01|1",
  "turn|picture|open|PAL-01|1",
  "picture|results|1",
  "picture|turn|open|PAL-01|1",
  "ownReports|0",
  "sure",
  "sure|open|PAL-01|1",
  "sure|settings|reset|1",
  "sure|handle|resolve|PAL-01",
  "sure|sure|settings|forget|1",
])("%j is none of ours", (text) => {
  expect(readCustomId(text)).toBeUndefined();
});
