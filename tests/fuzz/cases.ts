/* How many cases each suite of fuzzing runs: `npm run fuzz` all of them, `npm test` the share that is quick. */

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

export const cases = mode === "fuzz" ? whole : quick;

/** Milliseconds for a suite of `npm run fuzz`. */
export const timeout = 1_800_000;
