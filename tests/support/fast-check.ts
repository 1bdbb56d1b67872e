import fc from "fast-check";

/*
 * fast-check with one seed for all property tests, so that every run tests the same cases. `npm run fuzz` has FUZZ_SEED
 * drawn by lot, and says it; setting FUZZ_SEED repeats a run.
 */

fc.configureGlobal({ seed: Number(process.env.FUZZ_SEED ?? 20_261_128) });

export { fc };
