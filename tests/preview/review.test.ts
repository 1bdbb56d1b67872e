import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPreviewApp } from "../../src/transports/preview/app.ts";
import { fc } from "../support/fast-check.ts";

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), "tessera-review-"));
  for (const folder of ["data/palmyra-2015", "examples/chess-club"])
    cpSync(folder, join(dataDir, folder.split("/")[1] ?? ""), { recursive: true });
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const start = { applicationId: "1", commands: [], dossiers: [] };

const appOf = () =>
  createPreviewApp({
    deliver: async function* () {},
    start: () => start,
    host: "127.0.0.1",
    log: { error() {} },
    dataDir,
  });

async function page(query: string) {
  const response = await appOf().request(`http://127.0.0.1/review/text${query}`, {
    headers: { host: "127.0.0.1" },
  });
  return { response, text: await response.text() };
}

const visible = (markup: string) =>
  markup
    .replace(/<[^>]*>/g, "")
    .replaceAll("&#39;", "'")
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

test("shows the whole source, in its order, with what is marked in it", async () => {
  const { response, text } = await page("?dossier=palmyra-2015");
  expect(response.status).toBe(200);
  expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
  const shown = /<div class="source">([\s\S]*?)<\/div>/.exec(text)?.[1] ?? "";
  const source = readFileSync(join(dataDir, "palmyra-2015/source.txt"), "utf8");
  expect(visible(shown).replace(/PAL-\d\d /g, "")).toBe(source);
  expect(shown).toMatch(/<span class="speaker actor"[^>]*>residents<\/span>/);
  expect(text).toContain("The check finds no fault.");
});

test("shows the card of what is opened, and links to every entry", async () => {
  const { text } = await page("?dossier=chess-club&open=chess-club/question:fees");
  expect(visible(/<article[\s\S]*<\/article>/.exec(text)?.[0] ?? "")).toContain(
    "The fee is 48 pounds a year",
  );
  expect(text).toContain('href="/review/text?dossier=chess-club&amp;open=chess-club%2Fplace%3Amill-lane"');
});

test("reads the files anew each time: drafts are listed, and faults named", async () => {
  const file = join(dataDir, "chess-club/dossier.json");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace('"title": "The cup",', '"title": "The cup",\n      "review": "draft",'));
  expect((await page("?dossier=chess-club")).text).toMatch(/1 of \d+ excerpts and entries/);
  writeFileSync(file, text.replace("stays in the rooms", "stood in the rooms"));
  const { text: broken } = await page("?dossier=chess-club");
  expect(visible(broken)).toMatch(/The check finds 2 faults\s+CHESS-18 exact does not stand in the source/);
  writeFileSync(file, text);
});

/** Changes a file of the club's while something is done. */
async function changed(name: string, change: (text: string) => string, work: () => Promise<void>) {
  const file = join(dataDir, "chess-club", name);
  const text = readFileSync(file, "utf8");
  writeFileSync(file, change(text));
  try {
    await work();
  } finally {
    writeFileSync(file, text);
  }
}

const sourceShown = (text: string) =>
  visible(/<div class="source">([\s\S]*?)<\/div>/.exec(text)?.[1] ?? "").replace(/CHESS-\d\d /g, "");

test("a dossier with faults is shown as far as it goes: its source, what is marked in it, and cards", async () => {
  const source = readFileSync(join(dataDir, "chess-club/source.txt"), "utf8");
  const misspelt = (text: string) =>
    text
      .replace("stays in the rooms", "stood in the rooms")
      .replace('"eventType": "event"', '"eventType": "party"')
      .replace('"id": "mill-lane"', '"id": "Mill Lane"');
  await changed("dossier.json", misspelt, async () => {
    const { response, text } = await page("?dossier=chess-club&open=chess-club/question:fees");
    expect(response.status).toBe(200);
    expect(visible(text)).toMatch(
      /event:adoption-of-the-rules eventType is none of these: "event", .* — now: "party"/,
    );
    expect(sourceShown(text)).toBe(source);
    expect(text).toMatch(/<span class="claim"/);
    expect(visible(/<article[\s\S]*<\/article>/.exec(text)?.[0] ?? "")).toContain("The fee is 48 pounds");
    const elsewhere = text.slice(text.indexOf("Not to be marked in the source"));
    expect(visible(elsewhere)).toContain("stood in the rooms");
  });
});

test("beside the sentence stands what is wrong with it, with links from the faults", async () => {
  const wrong = (text: string) => text.replace('"verbOfSaying": "', '"verbOfSaying": "x');
  await changed("dossier.json", wrong, async () => {
    const { text } = await page("?dossier=chess-club");
    expect(text).toMatch(
      /<a href="\/review\/text\?dossier=chess-club&amp;open=CHESS-05#CHESS-05">claim:c5<\/a>/,
    );
    const sentence =
      /<span id="CHESS-05" class="excerpt faulty">[\s\S]*?<span id="CHESS-06"/.exec(text)?.[0] ?? "";
    expect(visible(sentence)).toContain("claim:c5 verbOfSaying does not stand in CHESS-05");
  });
});

test("where dossier.json is torn, the source stands there; where source.txt is gone, the entries", async () => {
  await changed(
    "dossier.json",
    () => "{",
    async () => {
      const { text } = await page("?dossier=chess-club");
      expect(visible(text)).toContain("is not valid JSON");
      expect(sourceShown(text)).toBe(readFileSync(join(dataDir, "chess-club/source.txt"), "utf8"));
    },
  );
  const source = join(dataDir, "chess-club/source.txt");
  const words = readFileSync(source);
  rmSync(source);
  const { text } = await page("?dossier=chess-club&open=CHESS-01");
  writeFileSync(source, words);
  expect(visible(text)).toContain("The text cannot be read.");
  expect(visible(text)).toContain("These rules were adopted");
  expect(visible((await page("?dossier=../chess-club")).text)).toContain("There is no folder of this name");
});

test("whatever is taken out of a dossier, the page still stands", async () => {
  const whole = JSON.parse(readFileSync(join(dataDir, "chess-club/dossier.json"), "utf8"));
  const lists = ["excerpts", "places", "actors", "events", "questions", "claims"];
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom(...lists), fc.nat(30), fc.nat(12)), { minLength: 1 }),
      (cuts) => {
        const data = structuredClone(whole);
        for (const [list, index, field] of cuts) {
          const item = data[list][index];
          const name = Object.keys(item ?? {})[field];
          if (name === undefined) data[list].splice(index, 1);
          else if (Array.isArray(item[name])) item[name].pop();
          else delete item[name];
        }
        return changed(
          "dossier.json",
          () => JSON.stringify(data),
          async () => {
            for (const open of ["CHESS-03", "chess-club/question:fees", "chess-club/actor:treasurer"]) {
              const { response, text } = await page(`?dossier=chess-club&open=${open}`);
              expect(response.status).toBe(200);
              expect(text).toContain("championship");
            }
          },
        );
      },
    ),
    { numRuns: 40 },
  );
});

test("nothing typed into the address is written into the page", async () => {
  const { text } = await page("?dossier=%3Cscript%3E&open=%3Cscript%3E");
  expect(text).not.toContain("<script>");
});
