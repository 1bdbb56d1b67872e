/* promtool of Debian's package `prometheus`. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const program = ["/usr/bin", ...(process.env.PATH ?? "").split(delimiter)]
  .map((folder) => join(folder, "promtool"))
  .find((path) => existsSync(path));

/** Why there is none here, or null. */
export const promtoolMissing: string | null =
  program === undefined ? "promtool is not installed. On Debian: apt-get install prometheus" : null;

/** What it says. Throws with it where it finds a fault. */
export function promtool(...parameters: readonly string[]): string {
  if (program === undefined) throw new Error(promtoolMissing ?? "");
  return execFileSync(program, parameters, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/** The same, with a text on its stdin. */
export function promtoolReading(text: string, ...parameters: readonly string[]): string {
  if (program === undefined) throw new Error(promtoolMissing ?? "");
  return execFileSync(program, parameters, { encoding: "utf8", input: text });
}
