import { expect, test } from "vitest";
import { createBeginnings } from "../../src/lookup/beginnings.ts";
import { fc } from "../support/fast-check.ts";

test("a text is a beginning of a name, or it is not", () => {
  const begins = createBeginnings(["palmyra", "palmyra theatre", "jazal oil field", "تدمر"]);
  for (const text of ["p", "palmyra", "palmyra t", "jazal oil field", "تد"])
    expect(begins(text), text).toBe(true);
  for (const text of ["palmyras", "oil", "q", "z", "jazal oil fields", "تدمرا"])
    expect(begins(text), text).toBe(false);
  expect(createBeginnings([])("p")).toBe(false);
});

test("it is told as by asking every name", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", " ", "é"), maxLength: 5 });
  fc.assert(
    fc.property(fc.array(word), word, (names, text) => {
      expect(createBeginnings(names)(text)).toBe(names.some((name) => name.startsWith(text)));
    }),
  );
});
