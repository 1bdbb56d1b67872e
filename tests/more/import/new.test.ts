import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Showing } from "../../../src/cards/card.ts";
import { openedCard } from "../../../src/cards/open.ts";
import { fixFolder } from "../../../src/cli/dossier-check.ts";
import { statistics } from "../../../src/cli/dossier-stats.ts";
import { toMessage } from "../../../src/discord/message.ts";
import { createCatalogue } from "../../../src/dossier/catalogue.ts";
import { loadDossier } from "../../../src/dossier/load.ts";
import { type DossierData, schemaVersion } from "../../../src/dossier/schema.ts";
import { tooLongToShow } from "../../../src/fits.ts";
import { type NewOptions, newDossier } from "../../../src/import/new.ts";
import { compareRevisions } from "../../../src/import/revise.ts";
import { pressedCard } from "../../../src/press.ts";

let base: string;
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), "tessera-import-"));
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

let count = 0;
/** A text in a folder of its own, and the folder that its dossier comes into. */
function laid(name: string, content: string | Buffer) {
  count += 1;
  const folder = join(base, String(count));
  mkdirSync(folder);
  const file = join(folder, name);
  writeFileSync(file, content);
  const into = join(folder, "data");
  return { file, into };
}

/** Drafts a text in a folder of its own; gives that folder and the lines printed. */
async function draft(name: string, content: string | Buffer, options: NewOptions = {}) {
  const { file, into } = laid(name, content);
  const lines = await newDossier(file, {
    id: "made",
    url: "https://example.org/text",
    licence: "CC BY-SA 4.0",
    into,
    ...options,
  });
  const loaded = loadDossier(join(into, "made"));
  expect(loaded.problems).toEqual([]);
  const [dossier] = loaded.dossiers;
  if (dossier === undefined) throw new Error("no dossier was made");
  return { ...dossier, lines, into };
}

async function refusal(name: string, content: string | Buffer, options: NewOptions = {}): Promise<string> {
  const { file, into } = laid(name, content);
  const given = {
    id: "made",
    title: "A text",
    url: "https://example.org/text",
    licence: "CC BY-SA 4.0",
    into,
    ...options,
  };
  const error = await newDossier(file, given).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ name: "Refusal" });
  expect(existsSync(into) ? readdirSync(into) : []).toEqual([]);
  return (error as Error).message;
}

const plainText = (file: string) => readFileSync(file, "utf8").replace(/⟦[a-z] ?[^|⟧]*\|([^⟧]*)⟧/g, "$1");
const texts = ["held-out", "tuning"].flatMap((folder) =>
  readdirSync(join("tests/import", folder))
    .filter((name) => name !== "README.md")
    .map((name) => join("tests/import", folder, name)),
);

describe("a draft", () => {
  test.each(texts)("of %s passes the check, fits Discord, quotes its source and is marked", async (file) => {
    const { data, source } = await draft(file.replaceAll("/", "-"), plainText(file), { title: "A text" });
    for (const { exact, review } of data.excerpts) {
      expect(source).toContain(exact);
      expect(review).toBe("draft");
    }
    for (const { review } of [
      ...data.places,
      ...data.actors,
      ...data.events,
      ...data.questions,
      ...data.claims,
    ])
      expect(review).toBe("draft");
    expect(tooLongToShow(createCatalogue([data]))).toEqual([]);
  });

  test("of plain text keeps the file byte for byte", async () => {
    const bytes = readFileSync("data/palmyra-2015/source.txt");
    const { folder, data } = await draft("source.txt", bytes, { prefix: "PAL" });
    expect(readFileSync(join(folder, "source.txt")).equals(bytes)).toBe(true);
    expect(data.excerpts.map(({ exact }) => exact)).toEqual(
      loadDossier("data/palmyra-2015").dossiers[0]?.data.excerpts.map(({ exact }) => exact),
    );
  });

  test("of a text with a byte order mark is one without it, which everybody may read", async () => {
    const { folder, source } = await draft("a.txt", "\uFEFFA title\n\nThe gate was old.\n");
    expect(source).toBe("A title\n\nThe gate was old.\n");
    if (process.platform !== "win32") expect(statSync(folder).mode & 0o777).toBe(0o777 & ~process.umask());
  });

  test("gives displaced markers back only where the file shows that the sentences are neighbours", async () => {
    const { data } = await draft(
      "a.txt",
      "A title\n\n[3] The gate was old. [4] The wall was new.\n\n[5] The well was deep.\n",
    );
    expect(
      data.excerpts.map(({ leadingMarkers, footnotesByAdjacency }) => [
        leadingMarkers,
        footnotesByAdjacency?.numbers ?? null,
      ]),
    ).toEqual([
      [[3], [4]],
      [[4], null],
      [[5], null],
    ]);
  });

  test("takes a year from the title only where the month is the same, and says so", async () => {
    const { data } = await draft(
      "a.txt",
      "Strike (March 2003)\n\nTalks began on 11 March. They ended on 2 April.\n",
    );
    expect(data.events.map(({ happened }) => [happened?.words, happened?.year, happened?.edtf])).toEqual([
      ["11 March", "fromTitle", "2003-03-11"],
      ["2 April", "notStated", null],
    ]);
  });

  test("is of today's form: what answers, views, hearsay and reports are told apart", async () => {
    const { data } = await draft(
      "a.txt",
      "Gate (March 2003)\n\nIn contrast, the mayor said that the gate was open.\n\nIn the view of the mayor, the gate was old. The wall was reportedly new.\n\nOn 11 March the mayor said that the well was deep.\n",
    );
    expect(data.schemaVersion).toBe(schemaVersion);
    expect(data.excerpts.map(({ opensWith }) => opensWith)).toEqual([
      { words: "In contrast", refersTo: null, answers: true },
      null,
      null,
      null,
    ]);
    expect(
      data.claims.map(({ excerpt, claimant, verbOfSaying, attributed }) => [
        excerpt,
        claimant?.words ?? null,
        verbOfSaying,
        attributed,
      ]),
    ).toEqual([
      ["MAD-01", "the mayor", "said", false],
      ["MAD-02", "the mayor", "In the view of", true],
      ["MAD-03", null, "reportedly", false],
      ["MAD-04", "the mayor", "said", false],
    ]);
    expect(data.events.map(({ reported }) => [reported?.words, reported?.is])).toEqual([
      ["11 March", "report"],
    ]);
  });

  test("says on its cards that nobody has reviewed it", async () => {
    const { data } = await draft("a.txt", "A title\n\nThe mayor said that the gate was shut.\n");
    const [excerpt] = createCatalogue([data]).dossiers[0]?.excerpts ?? [];
    if (excerpt === undefined) throw new Error("no excerpt");
    expect(JSON.stringify(toMessage(openedCard(excerpt), { ephemeral: true }))).toMatch(
      /Draft: made by a program, not yet checked by anyone/,
    );
  });

  test("keeps what a footnote of wikitext names, and shows none of it", async () => {
    const { data } = await draft(
      "a.wiki",
      "'''Tol''' is a town.<ref name=a>{{cite web|title=Towns|url=https://example.org/t|publisher=Bureau}}</ref> It is old.<ref name=a/>\n",
    );
    expect(data.footnotes).toEqual([
      { number: 1, cited: { words: "Towns. Bureau", url: "https://example.org/t" }, checked: null },
    ]);
    expect(data.excerpts.map(({ exact }) => exact)).toEqual(["Tol is a town.[1]", "It is old.[1]"]);
  });

  test("reads the revision and coordinates of a page", async () => {
    const html = `<html lang="en"><title>Tol - Wikipedia</title><script>{"wgRevisionId":77}</script><body><span class="geo">12.5; 30.25</span>
      <div class="mw-parser-output"><p><b>Tol</b> is a town. Trains stop in Tol. The bridge is 10<sup>3</sup> m from Tol.</p></div></body></html>`;
    const { data } = await draft("a.html", html, { title: "Tol" });
    expect(data.source.revision).toBe("77");
    expect(data.excerpts.at(-1)?.exact).toBe("The bridge is 10³ m from Tol.");
    expect(data.places.find(({ id }) => id === "tol")?.coordinates[0]).toMatchObject({
      latitude: 12.5,
      longitude: 30.25,
    });
  });
});

describe("bad input is refused in so many words, and nothing is written", () => {
  test.each<[what: string, name: string, content: string | Buffer, message: RegExp]>([
    ["a binary file", "a.txt", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]), /binary/],
    ["a binary file without a zero", "a.txt", Buffer.from([1, 2, 3, 0xff, 0xfe, 0x80]), /binary/],
    ["UTF-16", "a.txt", Buffer.from("\uFEFFThe gate.", "utf16le"), /UTF-16.*iconv/],
    ["UTF-16 without a mark", "a.txt", Buffer.from("The gate was old.", "utf16le"), /UTF-16.*iconv/],
    ["Latin-1", "a.txt", Buffer.from("The caf\xe9 was open.", "latin1"), /not in UTF-8.*iconv/],
    ["an empty file", "a.txt", "", /is empty/],
    ["white space", "a.txt", " \n\n\t", /is empty/],
    ["a 50 MB file", "a.txt", Buffer.alloc(50 * 1024 * 1024, "The gate was old. "), /50 MB.*at most 8 MB/],
    [
      "HTML that is not Wikipedia's",
      "a.html",
      "<html><body><p>The gate was old.</p></body></html>",
      /not a saved article of Wikipedia/,
    ],
    ["no sentence", "a.txt", "A title\n\n- one\n- two\n", /no whole sentence|no paragraph/],
    ["Markdown of code alone", "a.md", "# Title\n\n```\ncode\n```\n", /no paragraph/],
  ])("%s", async (_what, name, content, message) => {
    expect(await refusal(name, content)).toMatch(message);
  });

  test("no such file", async () => {
    await expect(newDossier(join(base, "none.txt"), {})).rejects.toThrow(/there is no such file/);
  });

  test.each<[string, NewOptions, RegExp]>([
    ["no address", { url: "" }, /--url/],
    ["no licence", { licence: "" }, /--licence/],
    ["an unknown licence without an address", { licence: "House rules" }, /--licence-url/],
    ["a wrong id", { id: "No Id" }, /--id/],
    ["a wrong prefix", { prefix: "x" }, /--prefix/],
    ["a title too long", { title: "long ".repeat(30) }, /--title/],
  ])("%s", async (_what, options, message) => {
    expect(await refusal("a.txt", "The gate was old.", options)).toMatch(message);
  });

  test("a folder that exists is left as it is", async () => {
    const { into, folder } = await draft("a.txt", "A title\n\nThe gate was old.\n");
    const before = readFileSync(join(folder, "dossier.json"), "utf8");
    const other = join(base, "other.txt");
    writeFileSync(other, "Another title\n\nThe wall was new.\n");
    const options = { id: "made", url: "https://example.org/", licence: "MIT", into };
    await expect(newDossier(other, options)).rejects.toThrow(/exists already.*Nothing was written/);
    expect(readFileSync(join(folder, "dossier.json"), "utf8")).toBe(before);
    expect(readdirSync(into)).toEqual(["made"]);
  });

  test("wikitext with broken templates: what is whole is drafted, the rest is named", async () => {
    const { data, lines } = await draft(
      "a.wiki",
      "{{Infobox town\n| name = Tol\n\n'''Tol''' is a town. It has {{convert|3|km a wall.\n\nThe well is deep.<ref>Broken The mill is new.\n\nA {{strange|1}} bridge stands. The gate is shut. }} End of it.\n",
      { title: "Tol" },
    );
    const held = data.excerpts.map(({ exact }) => exact);
    expect(held).toContain("The gate is shut.");
    for (const exact of held) expect(exact).not.toMatch(/[{}<>|]|\[\[|…\]/);
    expect(lines.join("\n")).toMatch(/broken templates/);
  });
});

describe("check --fix", () => {
  test("mends order, ids and white space, and no quotation", async () => {
    const { folder, data } = await draft(
      "a.txt",
      "A title\n\nThe mayor said that the gate was shut. The wall was new.[2] The well was deep.[1]\n",
    );
    const file = join(folder, "dossier.json");
    const broken = JSON.parse(readFileSync(file, "utf8"));
    broken.title = " A title ";
    broken.excerpts.reverse();
    broken.footnotes.reverse();
    const [first] = broken.excerpts;
    const text = JSON.stringify(broken).replaceAll(`"${first.id}"`, `"${String(first.id).toLowerCase()}"`);
    writeFileSync(file, text);
    expect(loadDossier(folder).problems).not.toEqual([]);
    expect(fixFolder(folder).join("\n")).toMatch(/white space[\s\S]*ids[\s\S]*order of the source/);
    const mended = loadDossier(folder);
    expect(mended.problems).toEqual([]);
    expect(mended.dossiers[0]?.data).toEqual(data);
    expect(fixFolder(folder)).toEqual([]);
  });

  test("leaves white space in words of the source, and lets comparisons follow an id", async () => {
    const { folder } = await draft(
      "a.txt",
      "A title\n\nThe mayor said that the gate was perhaps shut. The wall was new.\n",
    );
    const file = join(folder, "dossier.json");
    const broken = JSON.parse(readFileSync(file, "utf8"));
    const [claim] = broken.claims;
    claim.hedges = ["perhaps ", { words: "perhaps ", of: " the gate " }];
    claim.where = ["the gate "];
    claim.doer = "the gate ";
    broken.source.compared = { asOf: "2003-10", reworded: ["mad-1"], missing: [] };
    writeFileSync(file, JSON.stringify(broken).replaceAll('"MAD-01"', '"mad-1"'));
    fixFolder(folder);
    const mended = JSON.parse(readFileSync(file, "utf8"));
    expect(mended.claims[0]).toMatchObject({
      excerpt: "MAD-01",
      hedges: ["perhaps ", { words: "perhaps ", of: "the gate" }],
      where: ["the gate "],
      doer: "the gate ",
    });
    expect(mended.source.compared.reworded).toEqual(["MAD-01"]);
  });

  test("leaves a dossier with nothing to mend as it is, byte for byte", () => {
    const folder = join(base, "palmyra-2015");
    cpSync("data/palmyra-2015", folder, { recursive: true });
    expect(fixFolder(folder)).toEqual([]);
    expect(
      readFileSync(join(folder, "dossier.json")).equals(readFileSync("data/palmyra-2015/dossier.json")),
    ).toBe(true);
  });
});

test("stats name what is still to do", () => {
  const lines = statistics("data/palmyra-2015").join("\n");
  expect(lines).toMatch(/17 +excerpts; 0 whole sentences of the source are none/);
  expect(lines).toMatch(/22 of 22 +footnotes that nobody has read/);
  expect(lines).toMatch(/\d+ of \d+ +events without a place/);
  expect(() => statistics(join(base, "none"))).toThrow(/there is no such folder/);
});

describe("diff", () => {
  const bundled = loadDossier("data/palmyra-2015").dossiers[0]?.data as DossierData;
  const source = readFileSync("data/palmyra-2015/source.txt", "utf8");
  const other = source
    .replace("the officers' housing east", "the old officers' housing east")
    .replace(/This caused[^\n]*\n\n/, "")
    .replace(/(\[46\][^\n]*)\n\n(\[58\][^\n]*)/, "$2\n\n$1")
    .trimEnd()
    .concat("\n\n[71] The theatre was repaired later.\n");

  test("tells unchanged, moved, changed, gone and new apart", async () => {
    const file = join(base, "other-source.txt");
    writeFileSync(file, other);
    const [summary, ...lines] = await compareRevisions("data/palmyra-2015", file);
    expect(summary).toBe("14 unchanged, 1 moved, 1 changed, 1 gone, 1 new");
    expect(lines.filter((line) => /^(?:changed|gone|moved):/.test(line))).toEqual([
      expect.stringMatching(/^moved: PAL-(?:09|10)$/),
      "changed: PAL-04",
      "gone: PAL-03",
    ]);
  });

  test("the same source changes nothing", async () => {
    expect(await compareRevisions("data/palmyra-2015", "data/palmyra-2015")).toEqual([
      "17 unchanged, 0 moved, 0 changed, 0 gone, 0 new",
    ]);
  });

  test("brings a dossier of the first form to today's, with what it says", async () => {
    const into = join(base, "brought", "palmyra-2015");
    await compareRevisions("tests/dossier/fixtures/0.1.0/palmyra-2015", "data/palmyra-2015", into);
    const { dossiers, problems } = loadDossier(into);
    expect(problems).toEqual([]);
    expect(dossiers[0]?.data).toMatchObject({ schemaVersion, version: 2 });
    const answering = dossiers[0]?.data.excerpts.filter(({ opensWith }) => opensWith?.answers);
    expect(answering?.map(({ id }) => id)).toEqual(["PAL-09"]);
    const written = JSON.parse(readFileSync(join(into, "dossier.json"), "utf8"));
    const hedged = written.claims.find(({ id }: { id: string }) => id === "c5");
    expect(hedged).toEqual({
      id: "c5",
      excerpt: "PAL-05",
      claimant: null,
      words: expect.any(String),
      hedges: ["reportedly"],
      date: { words: "that night", of: "the frontline", year: "notStated", edtf: null },
      leavesOpen: ["which night", "who reported it"],
    });
  });

  test("what another revision words otherwise is kept of sentences that read as before", async () => {
    const file = join(base, "reworded-source.txt");
    writeFileSync(
      file,
      source
        .replace("clashes took place at the nearby", "clashes took place near the")
        .replace(/\[58\]\[59\] ISIL[^\n]*\n\n/, "")
        .replace("the Al-Hayl Gas Field, killing", "the Al-Hayl Gas Field, thus killing"),
    );
    const into = join(base, "reworded", "palmyra-2015");
    await compareRevisions("data/palmyra-2015", file, into);
    const { dossiers, problems } = loadDossier(into);
    expect(problems).toEqual([]);
    const data = dossiers[0]?.data as DossierData;
    expect(data.source.compared).toEqual({ asOf: "2023-10", reworded: ["PAL-14"], missing: [] });
    const jazal = data.excerpts.find(({ id }) => id === "PAL-08");
    expect(jazal).toMatchObject({ review: "draft", endNotesMissing: false, graphicWords: [] });
    // Whose words no longer stand there has no claim; who did something, where the words of that are gone, is left out alone.
    expect(data.claims.some(({ id }) => id === "c8")).toBe(false);
    expect(data.claims.find(({ id }) => id === "c8a")).toMatchObject({ doer: "clashes", where: [] });
    expect(data.excerpts.find(({ id }) => id === "PAL-09")).toMatchObject({ endNotesMissing: true });
  });

  test("writes the revised dossier: ids kept, none used again, dated notes, and old buttons answered", async () => {
    const file = join(base, "revised-source.txt");
    writeFileSync(file, other);
    const into = join(base, "revised", "palmyra-2015");
    await compareRevisions("data/palmyra-2015", file, into);
    const { dossiers, problems } = loadDossier(into);
    expect(problems).toEqual([]);
    const data = dossiers[0]?.data as DossierData;
    const ids = data.excerpts.map(({ id }) => id);
    expect(ids).not.toContain("PAL-03");
    expect(ids.at(-1)).toBe("PAL-18");
    for (const { id, exact } of data.excerpts) {
      const former = bundled.excerpts.find((excerpt) => excerpt.id === id);
      if (former !== undefined && id !== "PAL-04") expect(exact).toBe(former.exact);
    }
    expect(data.changes.map(({ excerpt, what, version }) => [excerpt, what, version])).toEqual([
      ["PAL-04", "changed", bundled.version],
      ["PAL-03", "gone", bundled.version],
    ]);
    expect(data.excerpts.find(({ id }) => id === "PAL-04")?.review).toBe("draft");
    const catalogue = createCatalogue([data]);
    const pressed = (action: Showing) => {
      const card = pressedCard({ action, chosen: [], listed: [] }, catalogue);
      return card === undefined ? "" : JSON.stringify(toMessage(card, { ephemeral: true }));
    };
    const open = (id: string) => pressed({ type: "open", id, page: 1 });
    const details = (id: string) => pressed({ type: "details", of: { type: "open", id, page: 1 } });
    expect(open("PAL-03")).toMatch(/PAL-03 is no longer/);
    expect(details("PAL-04")).toMatch(/Corrected on \d{4}-\d\d-\d\d/);
    expect(details("PAL-05")).not.toMatch(/[Cc]orrected/);

    const again = join(base, "again", "palmyra-2015");
    await compareRevisions(into, "data/palmyra-2015", again);
    const third = loadDossier(again).dossiers[0]?.data as DossierData;
    expect(third.excerpts.find(({ exact }) => exact.startsWith("This caused"))?.id).toBe("PAL-19");
  });
});
