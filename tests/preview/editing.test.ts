import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createPreviewApp } from "../../src/transports/preview/app.ts";
import type { Editing, EditingError, Saved } from "../../src/transports/preview/wire.ts";

let dataDir: string;
let file: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "tessera-editing-"));
  cpSync("examples/chess-club", join(dataDir, "chess-club"), { recursive: true });
  file = join(dataDir, "chess-club/dossier.json");
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const appOf = (host = "127.0.0.1") =>
  createPreviewApp({
    deliver: async function* () {},
    start: () => ({ applicationId: "1", commands: [], dossiers: [] }),
    host,
    log: { error() {} },
    dataDir,
  });

const address = "127.0.0.1:8080";

async function read(host?: string, query = "?dossier=chess-club"): Promise<Editing> {
  const response = await appOf(host).request(`http://${address}/api/review${query}`, {
    headers: { host: address },
  });
  return (await response.json()) as Editing;
}

async function put(
  body: unknown,
  headers: Record<string, string>,
  { host, query = "?dossier=chess-club" }: { host?: string; query?: string } = {},
) {
  const response = await appOf(host).request(`http://${address}/api/review${query}`, {
    method: "PUT",
    headers: { host: address, origin: `http://${address}`, "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, answer: (await response.json()) as Saved & EditingError };
}

/** The club's dossier with another title for its first sentence. */
function retitled({ held }: Editing, title: string) {
  const data = structuredClone(held?.data);
  if (data?.excerpts[0] === undefined) throw new Error("no sentence");
  data.excerpts[0].title = title;
  return { revision: held?.revision, data };
}

test("what is read is saved as it stands in the file, formatted, and judged by the check", async () => {
  const before = readFileSync(file, "utf8");
  const editing = await read();
  expect(editing).toMatchObject({ name: "chess-club", names: ["chess-club"], faults: [] });
  const token = { "x-tessera-token": editing.token ?? "" };
  const { status, answer } = await put(retitled(editing, "The first rule"), token);
  expect(status).toBe(200);
  expect(answer.faults).toEqual([]);
  const after = readFileSync(file, "utf8");
  expect(JSON.parse(after)).toEqual(retitled(editing, "The first rule").data);
  // Formatted as it was: one line differs.
  const lines = after.split("\n");
  expect(lines.length).toBe(before.split("\n").length);
  expect(before.split("\n").filter((line, index) => line !== lines[index])).toHaveLength(1);
  expect(readdirSync(join(dataDir, "chess-club")).sort()).toEqual(readdirSync("examples/chess-club").sort());
  const title = editing.held?.data.excerpts[1]?.title ?? "";
  const twice = await put({ ...retitled(editing, title), revision: answer.revision }, token);
  expect(twice.answer.faults).toEqual([
    { entry: "CHESS-02", field: "title", message: expect.stringContaining("is also the title of CHESS-01") },
  ]);
});

test("refuses what was made from another text than the file's, and leaves that", async () => {
  const editing = await read();
  const other = readFileSync(file, "utf8").replace('"version": 1', '"version": 7');
  writeFileSync(file, other);
  const { status, answer } = await put(retitled(editing, "Mine"), { "x-tessera-token": editing.token ?? "" });
  expect(status).toBe(409);
  expect(answer.error).toContain("changed by somebody else");
  expect(readFileSync(file, "utf8")).toBe(other);
});

test("refuses what has not the form of a dossier, and says where", async () => {
  const before = readFileSync(file, "utf8");
  const editing = await read();
  const { status, answer } = await put(retitled(editing, ""), { "x-tessera-token": editing.token ?? "" });
  expect(status).toBe(422);
  expect(answer.faults).toMatchObject([{ entry: "CHESS-01", field: "title" }]);
  for (const body of [null, [], { revision: 1 }, { revision: editing.held?.revision }]) {
    const { status: wrong } = await put(body, { "x-tessera-token": editing.token ?? "" });
    expect([400, 422]).toContain(wrong);
  }
  expect(readFileSync(file, "utf8")).toBe(before);
});

test("saves only for its own page: token, Origin, Host, and what the browser says of the site", async () => {
  const before = readFileSync(file, "utf8");
  const editing = await read();
  const token = { "x-tessera-token": editing.token ?? "" };
  const refusals: Record<string, Record<string, string>> = {
    "no token": {},
    "another token": { "x-tessera-token": `${editing.token?.slice(1)}x` },
    "a shorter token": { "x-tessera-token": "x" },
    "another origin": { ...token, origin: "http://127.0.0.1:9090" },
    "a name that points here": { ...token, host: "rebound.example", origin: "http://rebound.example" },
    "an address of a network": { ...token, host: "192.168.1.2:8080", origin: "http://192.168.1.2:8080" },
    "another site": { ...token, "sec-fetch-site": "same-site" },
    "a form": { ...token, "content-type": "text/plain" },
  };
  for (const [name, headers] of Object.entries(refusals)) {
    const { status } = await put(retitled(editing, "Not mine"), headers);
    expect(status, name).toBe(403);
  }
  const without = await appOf().request(`http://${address}/api/review?dossier=chess-club`, {
    method: "PUT",
    headers: { host: address, "content-type": "application/json", ...token },
    body: JSON.stringify(retitled(editing, "No origin")),
  });
  expect(without.status).toBe(403);
  expect(readFileSync(file, "utf8")).toBe(before);
});

test("on a network it only shows", async () => {
  const before = readFileSync(file, "utf8");
  const { token } = await read();
  for (const host of ["0.0.0.0", "192.168.1.2", "desk.example"]) {
    const editing = await read(host);
    expect(editing.held).toBeDefined();
    expect(editing.token).toBeUndefined();
    const { status } = await put(retitled(editing, "Mine"), { "x-tessera-token": token ?? "" }, { host });
    expect(status, host).toBe(403);
  }
  expect(readFileSync(file, "utf8")).toBe(before);
});

test("a dossier that cannot be read is told, and none is found outside the folder", async () => {
  writeFileSync(file, "{");
  const editing = await read();
  expect(editing.held).toBeUndefined();
  expect(editing.faults).toMatchObject([
    { field: "file", message: expect.stringContaining("not valid JSON") },
  ]);
  const { status } = await put(
    {},
    { "x-tessera-token": editing.token ?? "" },
    { query: "?dossier=../chess-club" },
  );
  expect([403, 404]).toContain(status);
});

test.each([
  ["18 May 2015", "2015-05-18"],
  ["between 18 and 20 May 2015", "2015-05-18/2015-05-20"],
  ["June 2004", "2004-06"],
  ["July 24", null],
  ["on Monday", null],
  ["soon", null],
])("reads a date as far as the words settle it: %s", async (words, edtf) => {
  const response = await appOf().request(
    `http://${address}/api/review/date?words=${encodeURIComponent(words)}`,
    { headers: { host: address } },
  );
  expect(await response.json()).toEqual({ edtf });
});

test("the page comes with the packages that it names", async () => {
  const get = (path: string) => appOf().request(`http://${address}${path}`, { headers: { host: address } });
  const page = await (await get("/review")).text();
  const { imports } = JSON.parse(/<script type="importmap">(.*)<\/script>/.exec(page)?.[1] ?? "{}");
  expect(Object.keys(imports)).toContain("preact");
  for (const path of Object.values<string>(imports)) {
    const response = await get(path);
    expect(response.headers.get("content-type"), path).toContain("text/javascript");
    // Whatever they import has its own place in the map.
    const text = await response.text();
    for (const [, name = ""] of text.matchAll(/\bfrom\s*"([^"]+)"/g))
      expect(imports, path).toHaveProperty([name]);
  }
});
