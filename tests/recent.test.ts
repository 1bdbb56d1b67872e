import { expect, test } from "vitest";
import { createRecent } from "../src/recent.ts";

test("the last ones are held, at least so many and at most twice as many", () => {
  const recent = createRecent<number, string>(10);
  for (let key = 0; key < 100; key += 1) recent.set(key, `value ${key}`);
  const held = Array.from({ length: 100 }, (_, key) => recent.get(key)).filter(
    (value) => value !== undefined,
  );
  for (let key = 90; key < 100; key += 1) expect(recent.get(key)).toBe(`value ${key}`);
  expect(held.length).toBeLessThan(20);
});

test("what is asked for again and again stays", () => {
  const recent = createRecent<number, string>(10);
  recent.set(0, "asked for");
  for (let key = 1; key < 1_000; key += 1) {
    recent.set(key, "once");
    expect(recent.get(0)).toBe("asked for");
  }
});
