import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatJson } from "../../src/dossier/format.ts";
import { judgeDossier } from "../../src/dossier/load.ts";
import { newDossier } from "../../src/import/new.ts";
import * as edit from "../../src/transports/preview/page/edit.js";
import { mergeChanges } from "../../src/transports/preview/page/merge.js";
import { fc } from "../support/fast-check.ts";

type Data = edit.Data;
interface Held {
  readonly name: string;
  readonly data: Data;
  readonly source: string;
}

const held: Held[] = [];
const into = mkdtempSync(join(tmpdir(), "tessera-edit-"));
const today = "2025-01-31";

beforeAll(async () => {
  const texts = "tests/import/held-out";
  for (const file of readdirSync(texts).filter((name) => /^(?:glass|hollow|seddon|grass)/.test(name)))
    await newDossier(join(texts, file), {
      url: "https://example.org/",
      licence: "CC0 1.0",
      into,
      id: file.slice(0, 5),
      title: file,
    });
  for (const folder of [
    "data/palmyra-2015",
    "examples/chess-club",
    ...readdirSync(into).map((id) => join(into, id)),
  ])
    held.push({
      name: folder,
      data: JSON.parse(readFileSync(join(folder, "dossier.json"), "utf8")),
      source: readFileSync(join(folder, "source.txt"), "utf8"),
    });
});
afterAll(() => rmSync(into, { recursive: true, force: true }));

/**
 * What the check says, save what only the author can mend: what a sentence is of, what a statement is on, and a charged word
 * that was made a name.
 */
const faultsOf = ({ source }: Held, data: Data) =>
  judgeDossier(`/${data.id}`, formatJson(data), source)
    .problems.map(({ entry, field, message }) => `${entry}: ${field}: ${message}`)
    .filter(
      (line) => !/no entry leads to this excerpt|no question holds this claim|a charged word/.test(line),
    );

type Change = (held: Held, data: Data, pick: <T>(list: readonly T[]) => T | undefined) => Data;

const kinds = ["place", "actor", "event", "question"] as const;

/** A stretch of whole words of a sentence, and where it stands. */
function stretchOf(exact: string, pick: <T>(list: readonly T[]) => T | undefined) {
  const words = [...exact.matchAll(/(?<![\p{L}\p{N}\p{M}])\p{L}[\p{L}\p{N}\p{M}]*/gu)];
  const first = pick(words);
  const start = first?.index ?? 0;
  const more = pick([0, 1, 2]) ?? 0;
  const last = words[Math.min(words.length - 1, words.indexOf(first as RegExpExecArray) + more)];
  const end = (last?.index ?? 0) + (last?.[0].length ?? 0);
  return { words: exact.slice(start, end), start, end };
}

const changes: Readonly<Record<string, Change>> = {
  accept: (_, data, pick) => edit.accept(data, pick(data.excerpts)?.id ?? ""),
  reopen: (_, data, pick) => edit.reopen(data, pick(data.excerpts)?.id ?? ""),
  "strike a sentence": ({ source }, data, pick) =>
    edit.strikeExcerpt(data, source, pick(data.excerpts)?.id ?? ""),
  "strike a statement": (_, data, pick) => edit.strikeClaim(data, pick(data.claims ?? [])?.id ?? ""),
  "strike an entry": (_, data, pick) => {
    const kind = pick(kinds) ?? "place";
    const entry = pick(edit.entriesOf(data, kind));
    if (entry === undefined) return data;
    const claims = new Map((data.claims ?? []).map((claim) => [claim.id, claim]));
    const excerpt = pick(edit.restsOn(kind, entry, claims));
    return excerpt === undefined ? data : edit.strikeHere(data, kind, entry.id, excerpt);
  },
  join: ({ source }, data, pick) => edit.joinWithNext(data, source, pick(data.excerpts)?.id ?? "", today),
  speaker: (_, data, pick) => {
    const claim = pick(data.claims ?? []);
    const exact = data.excerpts.find(({ id }) => id === claim?.excerpt)?.exact;
    return claim && exact ? edit.sayWho(data, claim.id, stretchOf(exact, pick).words) : data;
  },
  nobody: (_, data, pick) => {
    const claim = pick(data.claims ?? []);
    return claim ? edit.sayWho(data, claim.id, null) : data;
  },
  "place or actor": (_, data, pick) => {
    const excerpt = pick(data.excerpts);
    if (excerpt === undefined) return data;
    return edit.mention(
      data,
      pick(["place", "actor"] as const) ?? "place",
      excerpt.id,
      stretchOf(excerpt.exact, pick).words,
    ).data;
  },
  state: (_, data, pick) => {
    const excerpt = pick(data.excerpts);
    return excerpt ? edit.state(data, excerpt.id, stretchOf(excerpt.exact, pick).words).data : data;
  },
  figure: (_, data, pick) => {
    const claim = pick(data.claims ?? []);
    const exact = data.excerpts.find(({ id }) => id === claim?.excerpt)?.exact;
    return claim && exact ? edit.giveFigure(data, claim.id, stretchOf(exact, pick).words) : data;
  },
  graphic: (_, data, pick) => {
    const excerpt = pick(data.excerpts);
    if (excerpt === undefined) return data;
    return edit.toggleGraphic(data, excerpt.id, pick([undefined, stretchOf(excerpt.exact, pick).words]));
  },
  merge: (_, data, pick) => {
    const kind = pick(kinds) ?? "place";
    const [from, to] = [pick(edit.entriesOf(data, kind)), pick(edit.entriesOf(data, kind))];
    return from && to ? edit.merge(data, kind, from.id, to.id) : data;
  },
  "put under": (_, data, pick) => {
    const claims = [pick(data.claims ?? [])?.id, pick(data.claims ?? [])?.id].filter(
      (id) => id !== undefined,
    );
    return edit.putUnder(data, [...new Set(claims)], pick(data.questions ?? [])?.title ?? "A topic");
  },
};

/** Cuts are left to the author: only the check knows where a sentence ends. */
const cuts: Change = ({ source }, data, pick) => {
  const excerpt = pick(data.excerpts);
  if (excerpt === undefined) return data;
  const ends = [...excerpt.exact.matchAll(/(?<=\p{Ll}{3}[.!?](?:\[\d+\])*\s+)\p{Lu}/gu)];
  const at = pick(ends)?.index;
  return at === undefined ? data : edit.cut(data, source, excerpt.id, at, today);
};

const numbers = fc.array(fc.nat(1_000_000), { minLength: 6, maxLength: 6 });
const steps = fc.array(fc.tuple(fc.constantFrom(...Object.keys(changes), "cut"), numbers), {
  minLength: 1,
  maxLength: 12,
});

function apply(one: Held, data: Data, [name, seeds]: [string, number[]]): Data {
  let used = 0;
  const pick = <T>(list: readonly T[]): T | undefined =>
    list.length === 0 ? undefined : list[(seeds[used++ % seeds.length] ?? 0) % list.length];
  const change = name === "cut" ? cuts : changes[name];
  try {
    return change?.(one, data, pick) ?? data;
  } catch (error) {
    if (error instanceof edit.CannotDo) return data;
    throw error;
  }
}

describe("whatever is done at the desk", () => {
  test("the check finds no fault that the author did not see in the text", () => {
    for (const one of held) expect(faultsOf(one, one.data), one.name).toEqual([]);
    fc.assert(
      fc.property(fc.nat(held.length - 1), steps, (index, done) => {
        const one = held[index] as Held;
        let data = one.data;
        for (const step of done) {
          data = apply(one, data, step);
          expect(faultsOf(one, data), `${one.name}: ${step[0]}`).toEqual([]);
        }
      }),
      { numRuns: 150 },
    );
  });

  test("the data it was done to stays as it was", () => {
    fc.assert(
      fc.property(fc.nat(held.length - 1), steps, (index, done) => {
        const one = held[index] as Held;
        const before = JSON.stringify(one.data);
        done.reduce((data, step) => apply(one, data, step), one.data);
        expect(JSON.stringify(one.data)).toBe(before);
      }),
      { numRuns: 30 },
    );
  });

  test("what two people do is merged: with only one of them at work, it is theirs", () => {
    fc.assert(
      fc.property(fc.nat(held.length - 1), steps, (index, done) => {
        const one = held[index] as Held;
        const after = done.reduce((data, step) => apply(one, data, step), one.data);
        expect(mergeChanges(one.data, after, one.data)).toEqual({ merged: after, clashes: [] });
        expect(mergeChanges(one.data, one.data, after)).toEqual({ merged: after, clashes: [] });
        expect(mergeChanges(one.data, after, structuredClone(after)).clashes).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  test("what both do to different sentences stands, and leaves no reference that leads nowhere", () => {
    fc.assert(
      fc.property(fc.nat(held.length - 1), steps, steps, (index, mine, theirs) => {
        const one = held[index] as Held;
        const work = (done: typeof mine) => done.reduce((data, step) => apply(one, data, step), one.data);
        const { merged } = mergeChanges(one.data, work(mine), work(theirs));
        const { data } = judgeDossier("/x", formatJson(edit.settled(merged, one.source)), one.source);
        expect(data).toBeDefined();
      }),
      { numRuns: 30 },
    );
  });
});

describe("what readers may have met", () => {
  const club = () => held.find(({ name }) => name.endsWith("chess-club")) as Held;
  const first = ({ data }: Held) => data.excerpts[0] as Data["excerpts"][number];

  test("a sentence past its first review leaves its former words in the changes of a new version", () => {
    const one = club();
    const { id, exact } = first(one);
    const at = exact.lastIndexOf(" ") + 1;
    const after = edit.cut(one.data, one.source, id, at, today);
    const version = one.data.version ?? 1;
    expect(after.version).toBe(version + 1);
    expect(after.changes).toEqual([{ excerpt: id, on: today, what: "changed", version, was: exact }]);
    // What else is done on that day belongs to the same version.
    const other = after.excerpts[4] as Data["excerpts"][number];
    const again = edit.cut(after, one.source, other.id, other.exact.lastIndexOf(" ") + 1, today);
    expect(again.version).toBe(version + 1);
    expect(again.changes?.map((change) => change.version)).toEqual([version, version]);
  });

  test("in its first review, a draft has no former words", () => {
    const one = held.find(({ data }) => data.excerpts.every(edit.isDraft)) as Held;
    const index = one.data.excerpts.findIndex((_, at) => {
      try {
        return edit.joinWithNext(one.data, one.source, one.data.excerpts[at]?.id ?? "", today) !== undefined;
      } catch {
        return false;
      }
    });
    const id = one.data.excerpts[index]?.id ?? "";
    const joined = edit.joinWithNext(edit.accept(one.data, id), one.source, id, today);
    expect(joined.excerpts).toHaveLength(one.data.excerpts.length - 1);
    expect(joined.version).toBe(one.data.version);
    expect(joined.changes ?? []).toEqual([]);
  });

  test("an id that was merged leads to what took it in, by every name it had", () => {
    const one = club();
    const [from, to] = edit.entriesOf(one.data, "actor");
    if (from === undefined || to === undefined) throw new Error("the club has two actors");
    const after = edit.merge(one.data, "actor", from.id, to.id);
    const merged = edit.entriesOf(after, "actor").find(({ id }) => id === to.id);
    expect(merged?.formerIds).toContain(from.id);
    expect(merged?.names).toEqual(expect.arrayContaining([from.title, ...(from.names ?? [])]));
    expect((after.claims ?? []).some(({ claimant }) => claimant?.actor === from.id)).toBe(false);
    expect(after.claims).toHaveLength(one.data.claims?.length ?? 0);
  });

  test("a sentence is read with its statements, and an entry with the last of its sentences", () => {
    const one = held.find(({ data }) => data.excerpts.every(edit.isDraft)) as Held;
    let data = one.data;
    for (const [index, { id }] of one.data.excerpts.entries()) {
      data = edit.accept(data, id);
      const read = new Set(one.data.excerpts.slice(0, index + 1).map((each) => each.id));
      for (const claim of data.claims ?? []) expect(edit.isDraft(claim)).toBe(!read.has(claim.excerpt));
      for (const actor of edit.entriesOf(data, "actor"))
        expect(edit.isDraft(actor)).toBe(!actor.mentions.every(({ excerpt }) => read.has(excerpt)));
    }
    const { data: whole } = judgeDossier(`/${data.id}`, formatJson(data), one.source);
    const all = [
      whole?.excerpts,
      whole?.claims,
      whole?.places,
      whole?.actors,
      whole?.events,
      whole?.questions,
    ];
    expect(all.flat().filter((item) => item?.review === "draft")).toEqual([]);
  });
});
