/*
 * How many cases each suite of fuzzing runs, and from which seed. `npm run fuzz` runs all of them, `npm test` the share
 * that is quick; FUZZ_SEED repeats a run.
 */

/** Of `npm run fuzz`. Together 100,000. */
const whole = Object.freeze({
  environment: 25_000,
  customIds: 40_000,
  dispatch: 15_000,
  http: 15_000,
  dossiers: 5_000,
});

/** Of `npm test`: what is cheap is run whole. */
const quick: Readonly<Record<keyof typeof whole, number>> = Object.freeze({
  ...whole,
  environment: 10_000,
  dispatch: 2_000,
  http: 2_000,
  dossiers: 300,
});

const { MODE: mode } = (import.meta as ImportMeta & { readonly env: { readonly MODE: string } }).env;

/** Milliseconds for a suite, on a machine that is busy. */
export const timeout = 600_000;

/** Another one each time, so that every run looks elsewhere. */
const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** Parameters for fast-check; says them, so that a run can be repeated. */
export function cases(suite: keyof typeof whole) {
  const numRuns = (mode === "fuzz" ? whole : quick)[suite];
  process.stdout.write(`fuzzing ${suite}: ${numRuns} cases, FUZZ_SEED=${seed}\n`);
  return { numRuns, seed };
}
