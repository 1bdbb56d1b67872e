/**
 * Whether what tests need is missing: `missing` says in one line what it is, and what to type. Then they are skipped and
 * the line is printed; in CI, where no `program` may be missing, it is thrown. CI has not every right, though.
 */
export function lacks(missing: string | null, kind: "program" | "right" = "program"): boolean {
  if (missing === null) return false;
  if (kind === "program" && process.env.CI === "true") throw new Error(missing);
  process.stderr.write(`Skipped: ${missing}\n`);
  return true;
}
