/** The environment, and its only reader. */
import { isUtf8 } from "node:buffer";
import { lstatSync, readFileSync, statSync } from "node:fs";
import { parse, populate } from "dotenv";
import * as z from "zod";

const portRule = "must be a whole number from 0 to 65535, in digits";
const port = z
  .string()
  .regex(/^\d{1,5}$/, portRule)
  .transform(Number)
  .refine((number) => number <= 65_535, portRule);
/** An IPv6 address may stand in brackets, as addresses of the web have it. */
const host = z
  .string()
  .regex(/^\S+$/, "must be a host name or an address, without spaces")
  .refine(
    (name) => /^(?:\[[^[\]]+\]|[^[\]/]+)$/.test(name) && !/^[^:]*:\d+$/.test(name),
    "must be a host name or an address alone, without http:// and without a port",
  )
  .transform((name) => name.replace(/^\[(.*)\]$/, "$1"));
const oneOf = <const T extends readonly [string, ...string[]]>(...values: T) =>
  z.enum(values, `must be one of ${values.join(", ")}`);
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());
const withDefault = <T extends z.ZodType>(schema: T, value: z.input<T>) =>
  z.preprocess((given) => (given === undefined || given === "" ? value : given), schema);

const token = z
  .string()
  .regex(/^[\w.-]{20,}$/, "is not a bot token: copy it again from the Developer Portal");
const snowflake = z.string().regex(/^\d{15,20}$/, "must be a number of 15 to 20 digits");

/** A file that is named, or an address that can be taken apart; of a password, `%` stands before two digits. */
function isStoreUrl(url: string): boolean {
  if (url.startsWith("sqlite:")) return url.slice("sqlite:".length).trim() !== "";
  if (!/^postgres(ql)?:\/\//.test(url)) return false;
  try {
    const { username, password } = new URL(url);
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}

const dataDir = withDefault(z.string(), "data");

const schema = z
  .object({
    TRANSPORT: optional(oneOf("preview", "gateway", "http")),
    DISCORD_TOKEN: optional(token),
    DISCORD_APPLICATION_ID: optional(snowflake),
    DISCORD_PUBLIC_KEY: optional(z.string().regex(/^[0-9a-f]{64}$/i, "must be 64 hexadecimal digits")),
    DISCORD_API_URL: withDefault(
      z.url({ protocol: /^https?$/, error: "must be an address that begins with http:// or https://" }),
      "https://discord.com/api",
    ),
    HOST: withDefault(host, "127.0.0.1"),
    PORT: withDefault(port, "8080"),
    METRICS_HOST: withDefault(host, "127.0.0.1"),
    METRICS_PORT: optional(port),
    STORE_URL: withDefault(
      z
        .string()
        .refine(isStoreUrl, "must be sqlite:<file>, or a whole postgres://user:password@host/database")
        // To some programs `sqlite://x` is below the root, to others not; `~` and `$` say something to a shell alone, and
        // `file:` to SQLite.
        .refine(
          (url) => !/^sqlite:\s*(?:\/\/|["']?[~$]|file:)/.test(url),
          "must have the file's path behind sqlite: as it is, without //, ~, $ or file: before it (sqlite:var/tessera.sqlite, sqlite:/srv/tessera.sqlite)",
        ),
      "sqlite:var/tessera.sqlite",
    ),
    DATA_DIR: dataDir,
    LOG_LEVEL: withDefault(oneOf("trace", "debug", "info", "warn", "error", "fatal", "silent"), "info"),
  })
  .transform((values) => ({
    transport:
      values.TRANSPORT ?? (values.DISCORD_TOKEN === undefined ? ("preview" as const) : ("gateway" as const)),
    token: values.DISCORD_TOKEN,
    applicationId: values.DISCORD_APPLICATION_ID,
    publicKey: values.DISCORD_PUBLIC_KEY,
    apiUrl: values.DISCORD_API_URL.replace(/\/+$/, ""),
    host: values.HOST,
    port: values.PORT,
    metricsHost: values.METRICS_HOST,
    metricsPort: values.METRICS_PORT,
    storeUrl: values.STORE_URL,
    dataDir: values.DATA_DIR,
    logLevel: values.LOG_LEVEL,
  }));

export type Environment = z.output<typeof schema>;

type Variables = Readonly<Record<string, string | undefined>>;

/** `dataDir`: where the dossiers are whatever else is wrong, so that their problems can be named with the others. */
export type ReadEnvironment =
  | { readonly environment: Environment; readonly problems: [] }
  | { readonly environment: undefined; readonly problems: string[]; readonly dataDir: string };

/**
 * Reads the environment, completed from `.env`. Every problem is named at once, each by its variable and never by
 * its value, which may be a secret.
 */
export function readEnvironment(variables?: Variables): ReadEnvironment {
  const given = variables ?? process.env;
  const unread = variables === undefined ? completeFromFile() : undefined;
  // Without what the file holds, nothing is known to be missing.
  if (unread !== undefined) return refused([unread], given.DATA_DIR);
  const parsed = schema.safeParse(given);
  const missing = missingFor(given);
  if (parsed.success && missing.length === 0) return { environment: parsed.data, problems: [] };
  const wrong = parsed.error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) ?? [];
  return refused([...wrong, ...missing], given.DATA_DIR);
}

/**
 * The environment of a start. Where neither TRANSPORT nor a token says what to start, it is the preview for whoever
 * sits at this machine (`isTrial`): on loopback and with its store in memory, whatever HOST and STORE_URL say. In
 * production nobody does, and it is refused.
 */
export function readStart(variables?: Variables): ReadEnvironment & { readonly isTrial: boolean } {
  const read = readEnvironment(variables);
  const { TRANSPORT, DISCORD_TOKEN, NODE_ENV } = variables ?? process.env;
  const isTrial = !TRANSPORT && !DISCORD_TOKEN;
  if (!isTrial || read.environment === undefined) return { ...read, isTrial };
  if (NODE_ENV === "production") return { ...refused([nothingToStart], read.environment.dataDir), isTrial };
  const environment = { ...read.environment, host: "127.0.0.1", storeUrl: "sqlite::memory:" };
  return { environment, problems: [], isTrial };
}

const nothingToStart =
  "TRANSPORT: is not set, and neither is DISCORD_TOKEN: set one of them (with NODE_ENV=production, the preview takes TRANSPORT=preview)";

function refused(problems: string[], dataDirGiven: string | undefined): ReadEnvironment {
  return { environment: undefined, problems, dataDir: dataDir.parse(dataDirGiven) };
}

/** What the chosen transport cannot start without. */
function missingFor(variables: Variables): string[] {
  const needs: ReadonlyMap<string, readonly string[]> = new Map([
    ["gateway", ["DISCORD_TOKEN"]],
    ["http", ["DISCORD_APPLICATION_ID", "DISCORD_PUBLIC_KEY"]],
  ]);
  const transport = variables.TRANSPORT ?? "";
  return (needs.get(transport) ?? [])
    .filter((name) => (variables[name] ?? "") === "")
    .map((name) => `${name}: is needed for TRANSPORT=${transport}`);
}

const file = ".env";
const mostBytes = 1024 * 1024;

const unreadable: Readonly<Record<string, string>> = Object.freeze({
  EACCES: "may not be read by the user who starts this: give it to that user (chown), or let them read it",
  EISDIR:
    "is a folder: put a file in its place, or delete it (Docker makes one for a file to mount that is missing)",
  ENOENT: "is a link to a file that is not there: mend the link, or delete it",
});

/**
 * Completes `process.env` from `.env`. What stands in the way, in one line; nothing where there is no such file. A link
 * to nothing is one that is there.
 */
function completeFromFile(): string | undefined {
  try {
    if (lstatSync(file, { throwIfNoEntry: false }) === undefined) return undefined;
    const status = statSync(file);
    // A device or a pipe would be read without end, or waited for.
    if (!status.isFile() && !status.isDirectory())
      return `${file}: is a device or a pipe: put a file in its place, or delete it`;
    if (status.size > mostBytes)
      return `${file}: has over a megabyte, which no settings need: put them alone in it`;
    const bytes = readFileSync(file);
    if (!isUtf8(bytes) || bytes.includes(0))
      return `${file}: is not in UTF-8: save it again as UTF-8 (in PowerShell: Set-Content -Encoding utf8)`;
    const text = new TextDecoder().decode(bytes);
    const variables = parse(text);
    // Else a token without its `=` would be served as the preview.
    if (Object.keys(variables).length === 0 && /^\s*[^#\s]/m.test(text))
      return `${file}: sets nothing: each line is NAME=value, as in .env.example`;
    populate(process.env, variables);
    return undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return `${file}: ${unreadable[code ?? ""] ?? `cannot be read (${code}): put a readable file in its place, or delete it`}`;
  }
}
