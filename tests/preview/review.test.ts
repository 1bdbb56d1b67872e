import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPreviewApp } from "../../src/transports/preview/app.ts";

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), "tessera-review-"));
  for (const folder of ["data/palmyra-2015", "examples/chess-club"])
    cpSync(folder, join(dataDir, folder.split("/")[1] ?? ""), { recursive: true });
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const start = { applicationId: "1", commands: [], dossiers: [] };

async function page(query: string) {
  const app = createPreviewApp({
    deliver: async function* () {},
    start,
    host: "127.0.0.1",
    log: { error() {} },
    dataDir,
  });
  const response = await app.request(`http://127.0.0.1/review${query}`, { headers: { host: "127.0.0.1" } });
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
  expect(text).toContain('href="/review?dossier=chess-club&amp;open=chess-club%2Fplace%3Amill-lane"');
});

test("reads the files anew each time: drafts are listed, and faults named", async () => {
  const file = join(dataDir, "chess-club/dossier.json");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace('"title": "The cup",', '"title": "The cup",\n      "review": "draft",'));
  expect((await page("?dossier=chess-club")).text).toMatch(/1 of \d+ excerpts and entries/);
  writeFileSync(file, text.replace("stays in the rooms", "stood in the rooms"));
  const { text: broken } = await page("?dossier=chess-club");
  expect(broken).toMatch(/CHESS-18: exact: does not stand in the source/);
  expect(broken).toContain("No dossier without a fault has this name.");
  writeFileSync(file, text);
});

test("nothing typed into the address is written into the page", async () => {
  const { text } = await page("?dossier=%3Cscript%3E&open=%3Cscript%3E");
  expect(text).not.toContain("<script>");
});
