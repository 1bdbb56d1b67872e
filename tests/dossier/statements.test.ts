import { expect, test } from "vitest";
import { bundled } from "./bundled.ts";

/** A place may stand outside the claim's words, where graphic words stand between. */
test.each([
  ["PAL-07", "smashed its way into"],
  ["PAL-08", "clashes took place"],
  ["PAL-11", "in the streets"],
  ["PAL-11", "in the public square"],
  ["PAL-14", "in front of the Palmyra theatre's stage area"],
])("a statement of a topic reaches these words of %s: %s", (excerpt, words) => {
  const asked = new Set(bundled.questions.flatMap(({ claims }) => claims));
  const reaching = bundled.claims.filter(
    (claim) =>
      asked.has(claim.id) &&
      claim.excerpt === excerpt &&
      [claim.words, ...claim.where].some((stretch) => stretch.includes(words)),
  );
  expect(reaching).toHaveLength(1);
});
