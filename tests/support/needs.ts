/**
 * Whether a program that tests need is missing: `missing` says in one line which one, and what to type. Then they are
 * skipped and the line is printed; in CI, where nothing may be skipped, it is thrown.
 */
export function lacks(missing: string | null): boolean {
  if (missing === null) return false;
  if (process.env.CI === "true") throw new Error(missing);
  process.stderr.write(`Skipped: ${missing}\n`);
  return true;
}
