/** The environment, and its only reader. */
import { config } from "dotenv";
import * as z from "zod";

const port = z.coerce.number().int().min(0).max(65_535);
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

const schema = z
  .object({
    TRANSPORT: optional(z.enum(["preview", "gateway", "http"])),
    DISCORD_TOKEN: optional(token),
    DISCORD_APPLICATION_ID: optional(snowflake),
    DISCORD_PUBLIC_KEY: optional(z.string().regex(/^[0-9a-f]{64}$/i, "must be 64 hexadecimal digits")),
    DISCORD_API_URL: withDefault(z.url({ protocol: /^https?$/ }), "https://discord.com/api"),
    HOST: withDefault(z.string(), "127.0.0.1"),
    PORT: withDefault(port, 8080),
    METRICS_HOST: withDefault(z.string(), "127.0.0.1"),
    METRICS_PORT: optional(port),
    STORE_URL: withDefault(
      z
        .string()
        .refine(isStoreUrl, "must be sqlite:<file>, or a whole postgres://user:password@host/database"),
      "sqlite:var/tessera.sqlite",
    ),
    DATA_DIR: withDefault(z.string(), "data"),
    LOG_LEVEL: withDefault(z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]), "info"),
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

/**
 * Reads the environment, completed from `.env`. Every problem is named at once, each by its variable and never by
 * its value, which may be a secret.
 */
export function readEnvironment(
  variables: Readonly<Record<string, string | undefined>> = fromProcess(),
): { environment: Environment; problems: [] } | { environment: undefined; problems: string[] } {
  const parsed = schema.safeParse(variables);
  const missing = missingFor(variables);
  if (parsed.success && missing.length === 0) return { environment: parsed.data, problems: [] };
  const wrong = parsed.error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) ?? [];
  return { environment: undefined, problems: [...wrong, ...missing] };
}

/** What the chosen transport cannot start without. */
function missingFor(variables: Readonly<Record<string, string | undefined>>): string[] {
  const needs: Readonly<Record<string, readonly string[]>> = {
    gateway: ["DISCORD_TOKEN"],
    http: ["DISCORD_APPLICATION_ID", "DISCORD_PUBLIC_KEY"],
  };
  const transport = variables.TRANSPORT ?? "";
  return (needs[transport] ?? [])
    .filter((name) => (variables[name] ?? "") === "")
    .map((name) => `${name}: is needed for TRANSPORT=${transport}`);
}

function fromProcess(): NodeJS.ProcessEnv {
  config({ quiet: true });
  return process.env;
}
