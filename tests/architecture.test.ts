import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { dossier } from "./cards/library.ts";

/*
 * Imports point one way: transports, dispatch, commands, cards, then search and the dossiers. What a room may not
 * reach, it does not reach through another either.
 */

const root = fileURLToPath(new URL("../", import.meta.url));

interface Module {
  readonly path: string;
  readonly text: string;
  /** Paths of this project's modules, and names of packages. Imports of types alone are apart. */
  readonly imports: readonly string[];
  readonly typeImports: readonly string[];
}

const modules: ReadonlyMap<string, Module> = new Map(
  ["src", "commands"].flatMap(modulesIn).map((module) => [module.path, module]),
);

function modulesIn(folder: string): Module[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readModule(join(folder, file).split(sep).join("/")));
}

function readModule(path: string): Module {
  const text = readFileSync(join(root, path), "utf8");
  const found = [
    ...text.matchAll(/^(?:import|export)\s+(type\s)?(?:[^"';]*?\sfrom\s+)?"([^"]+)"/gm),
    ...text.matchAll(/\bimport\((type\s)?"([^"]+)"\)/g),
  ].map(([, type, specifier = ""]) => ({
    type: type !== undefined,
    path: specifier.startsWith(".")
      ? relative(root, join(root, dirname(path), specifier))
          .split(sep)
          .join("/")
      : specifier,
  }));
  return {
    path,
    text,
    imports: found.filter(({ type }) => !type).map((each) => each.path),
    typeImports: found.filter(({ type }) => type).map((each) => each.path),
  };
}

/** All that a module reaches at run time, directly or through others. */
function reach(path: string, seen = new Set<string>()): Set<string> {
  for (const imported of modules.get(path)?.imports ?? []) {
    if (seen.has(imported)) continue;
    seen.add(imported);
    reach(imported, seen);
  }
  return seen;
}

function inRoom(room: string): Module[] {
  const found = [...modules.values()].filter(({ path }) => path.startsWith(room));
  expect(found.length, room).toBeGreaterThan(0);
  return found;
}

test("every import of a module of ours is found", () => {
  expect(modules.size).toBeGreaterThan(40);
  for (const { path, imports, typeImports } of modules.values()) {
    for (const imported of [...imports, ...typeImports]) {
      if (/^(?:src|commands)\/.*\.ts$/.test(imported))
        expect(modules.has(imported), `${path}: ${imported}`).toBe(true);
    }
  }
});

describe("imports point one way", () => {
  test.each([
    [
      "commands/",
      [
        "discord.js",
        "discord-api-types",
        "src/transports/",
        "src/discord/",
        "src/dispatch.ts",
        "src/environment.ts",
        "src/start.ts",
      ],
    ],
    [
      "src/cards/",
      [
        "discord.js",
        "discord-api-types",
        "src/transports/",
        "src/discord/",
        "src/dispatch.ts",
        "src/environment.ts",
        "src/start.ts",
        "commands/",
        "src/search/",
        "src/lookup/",
      ],
    ],
    [
      "src/lookup/",
      [
        "discord.js",
        "discord-api-types",
        "src/transports/",
        "src/discord/",
        "src/dispatch.ts",
        "src/environment.ts",
        "commands/",
        "src/cards/",
      ],
    ],
    [
      "src/search/",
      [
        "discord.js",
        "discord-api-types",
        "src/transports/",
        "src/discord/",
        "src/dispatch.ts",
        "src/environment.ts",
        "commands/",
        "src/cards/",
        "src/dossier/",
        "src/lookup/",
      ],
    ],
    [
      "src/dossier/",
      [
        "discord.js",
        "discord-api-types",
        "src/transports/",
        "src/discord/",
        "src/dispatch.ts",
        "src/environment.ts",
        "commands/",
        "src/cards/",
        "src/search/",
        "src/lookup/",
      ],
    ],
    ["src/discord/", ["src/transports/", "src/dispatch.ts", "src/environment.ts", "src/start.ts"]],
    ["src/dispatch.ts", ["discord.js", "src/transports/", "src/environment.ts", "src/start.ts"]],
  ])("%s", (room, forbidden) => {
    const wrong = inRoom(room).flatMap(({ path }) =>
      [...reach(path)]
        .filter((reached) =>
          forbidden.some(
            (no) =>
              reached === no || reached.startsWith(no.endsWith("/") || no.endsWith(".ts") ? no : `${no}/`),
          ),
        )
        .map((reached) => `${path} reaches ${reached}`),
    );
    expect(wrong).toEqual([]);
  });

  test("types follow the same way, out of cards, search and dossiers", () => {
    const types = (room: string, allowed: RegExp) =>
      inRoom(room).flatMap(({ path, typeImports }) =>
        typeImports
          .filter((each) => /^(?:src|commands)\//.test(each) && !allowed.test(each))
          .map((each) => `${path}: ${each}`),
      );
    expect(types("src/cards/", /^src\/(?:cards|dossier|messages|pictures|store)\//)).toEqual([]);
    expect(types("src/messages/", /^src\/(?:messages|store)\//)).toEqual([]);
    expect(types("src/dossier/", /^src\/dossier\//)).toEqual([]);
    expect(types("src/search/", /^src\/search\//)).toEqual([]);
  });

  test("no module imports itself through others", () => {
    const circles = [...modules.keys()].filter((path) => reach(path).has(path));
    expect(circles).toEqual([]);
  });
});

describe("one owner each", () => {
  test("only environment.ts reads process.env", () => {
    const readers = [...modules.values()].filter(({ text }) =>
      /process\.env|\benv\b.*from "node:process"/.test(text),
    );
    expect(readers.map(({ path }) => path)).toEqual(["src/environment.ts"]);
  });

  test("no path is taken from input", () => {
    const system = [
      "node:fs",
      "node:fs/promises",
      "node:child_process",
      "node:worker_threads",
      "node:vm",
      "node:path",
    ];
    const users = (paths: Iterable<string>) =>
      [...paths].filter((path) => modules.get(path)?.imports.some((each) => system.includes(each)));
    // What takes people's words opens nothing.
    expect(users(reach("src/dispatch.ts"))).toEqual([]);
    expect(users(reach("src/transports/http.ts"))).toEqual([]);
    expect(users(reach("src/transports/gateway.ts"))).toEqual([]);
    // The preview opens files out of a fixed table; the review all dossiers, and chooses among those.
    const preview = inRoom("src/transports/preview/").map(({ path }) => path);
    expect(users(preview)).toEqual(
      ["app", "folders", "review"].map((name) => `src/transports/preview/${name}.ts`),
    );
    const folders = modules.get("src/transports/preview/folders.ts")?.text ?? "";
    expect(folders.match(/\bjoin\([^)]*\)/g)).toEqual(["join(dataDir, name)"]);
    expect(folders).toContain("names.find((each) => each === wanted)");
    expect(modules.get("src/transports/preview/review.ts")?.text).toContain(
      'import { basename } from "node:path";',
    );
    const app = modules.get("src/transports/preview/app.ts")?.text ?? "";
    expect([...app.matchAll(/readFile\(([^\n]*)\);/g)].map(([, file]) => file)).toEqual([
      "file",
      'pageFile("review.html"), "utf8"',
    ]);
    expect([...app.matchAll(/(?<!function )\bpageFile\(([^)]*)\)/g)].map(([, name]) => name)).toEqual([
      '"review.html"',
      '"index.html"',
      '"mark.svg"',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: as the source has it
      "`${name}.css`",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: as the source has it
      "`${name}.js`",
    ]);
    expect(
      [...app.matchAll(/app\.(?:get|post|all|use)\(["'`]([^"'`]*)/g)].map(([, route]) => route).join(),
    ).not.toMatch(/[:*]/);
    // The log writes to a file that is open already.
    expect(modules.get("src/log.ts")?.text).toContain('import { writeSync } from "node:fs";');
    // Pictures are drawn of what the catalogue holds, and read its map from the folder of its own name.
    // A package is imported in parts under a name that the store holds. The environment is completed from `.env`.
    // The compile cache is in a fixed place.
    const readers = [
      "src/compile-cache.ts",
      "src/environment.ts",
      "src/dossier/",
      "src/pictures/",
      "src/import/",
      "src/cli/",
      "src/log.ts",
      "src/store/sqlite.ts",
      "src/store/import-in-parts.ts",
      ...preview,
    ];
    expect(users(modules.keys()).filter((path) => !readers.some((room) => path.startsWith(room)))).toEqual(
      [],
    );
  });

  test("only src/discord writes Discord's JSON", () => {
    const json = /\b(?:accent_color|allowed_mentions|MessageFlags\.|ComponentType\.(?!StringSelect\b))/;
    const writers = [...modules.values()].filter(
      ({ path, text }) =>
        json.test(text.replace(/^\s*(?:\/?\*|\/\/).*$/gm, "")) &&
        !path.startsWith("src/discord/") &&
        // Reads what is pressed and draws messages, as a Discord of its own.
        !path.startsWith("src/transports/preview/") &&
        path !== "src/dispatch.ts",
    );
    expect(writers.map(({ path }) => path)).toEqual([]);
    expect(modules.get("src/dispatch.ts")?.text).not.toMatch(
      /allowed_mentions|MessageFlags|accent_color|custom_id:/,
    );
  });

  test("only lengths.ts measures texts and lists of a schema", () => {
    const others = [...modules.values()].filter(({ path, text, imports }) => {
      const rest = text.replace(/\bz\s*\.(?:number|int)\(\)(?:\s*\.\w+\([^()]*\))*|\bMath\.\w+/g, "");
      return (
        imports.includes("zod") &&
        path !== "src/input/lengths.ts" &&
        /\.(?:min|max|length|nonempty)\(/.test(rest)
      );
    });
    expect(others.map(({ path }) => path)).toEqual([]);
  });

  test("discord.js is known to the gateway and the registration alone", () => {
    const users = [...modules.values()].filter(({ imports }) => imports.includes("discord.js"));
    const allowed = ["src/cli/", "src/transports/", "src/discord/register.ts"];
    expect(
      users.map(({ path }) => path).filter((path) => !allowed.some((each) => path.startsWith(each))),
    ).toEqual([]);
  });

  test("a transport is imported when it is started, not before", () => {
    const { imports = [], text = "" } = modules.get("src/start.ts") ?? {};
    const transports = ["gateway.ts", "http.ts", "preview/index.ts"].map((file) => `src/transports/${file}`);
    const dynamic = transports.filter((path) => text.includes(`import("./${path.slice("src/".length)}")`));
    expect(dynamic.length).toBeGreaterThan(1);
    const early = [...text.matchAll(/^import .* from "\.\/(transports\/[^"]+)"/gm)].flatMap(([line, path]) =>
      line.startsWith("import type") ? [] : [`src/${path}`],
    );
    expect(
      early.flatMap((path) => [path, ...reach(path)]).filter((path) => transports.includes(path)),
    ).toEqual([]);
    expect(early.flatMap((path) => [...reach(path)])).not.toContain("discord.js");
    expect(imports).toContain("src/dispatch.ts");
  });
});

describe("tests give the same result every time", () => {
  const files = readdirSync("tests", { recursive: true, encoding: "utf8" })
    .map((file) => join("tests", file).split(sep).join("/"))
    .filter((file) => file.endsWith(".ts") && file !== "tests/architecture.test.ts");
  const using = (pattern: RegExp) => files.filter((file) => pattern.test(readFileSync(file, "utf8")));

  test("fast-check comes with its seed, and nothing else is left to chance", () => {
    expect(using(/from "fast-check"/)).toEqual(["tests/support/fast-check.ts"]);
    expect(using(/Math\.random|randomInt|randomUUID/)).toEqual([]);
  });

  test("what needs more than Node is below tests/more", () => {
    const needing = using(/support\/(?:nginx|promtool|browser)\.ts"|\bstartPostgres\b/);
    expect(needing.filter((file) => !/^tests\/(?:more|support)\//.test(file))).toEqual([]);
  });

  test("none looks at a clock", () => {
    expect(files.length).toBeGreaterThan(90);
    const looking = using(/performance\.now|Date\.now|new Date\(\)|hrtime/);
    // Those in support act as Discord or as another machine, which have clocks.
    expect(looking.filter((file) => !file.startsWith("tests/support/"))).toEqual([]);
    // Nor waits a second, the default of vitest, for what may take longer.
    expect(using(/vi\.waitFor\(|waitForTimeout|poll\([^)]*\), \{ timeout/)).toEqual([
      "tests/support/eventually.ts",
    ]);
  });
});

test("nothing about a dossier's subject stands in code", () => {
  const subject = new Set(
    [...dossier.places, ...dossier.actors]
      .map(({ title }) => title)
      .filter((title) => /^\p{Lu}/u.test(title))
      .concat("ISIS", "Syria", "Tadmur", "palmyra", "PAL-")
      .filter((title) => title !== "The ruins (historic site)"),
  );
  const found = [...modules.values()].flatMap(({ path, text }) => {
    const code = text
      .replace(/^\s*(?:\/?\*|\/\/).*$/gm, "")
      .replace(/"must look like [^\n]*/g, "")
      .replace(/'must look like [^\n]*/g, "");
    return [...subject]
      .filter((words) =>
        new RegExp(`(?<![\\p{L}])${words.replace(/[()]/g, "\\$&")}(?![\\p{L}])`, "u").test(code),
      )
      .map((words) => `${path}: ${words}`);
  });
  expect(found).toEqual([]);
});
