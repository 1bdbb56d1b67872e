/** What holds of every picture that is laid out, whatever is in it. */
import { expect } from "vitest";
import { type Box, type Drawing, inside, overlaps } from "../../src/pictures/drawing.ts";

export function expectReadable({ width, height, texts, marks }: Drawing): void {
  const picture: Box = { left: 0, top: 0, right: width, bottom: height };
  expect(texts.length).toBeGreaterThan(0);
  expect(
    texts.filter(({ box }) => !inside(box, picture)).map(({ text }) => text),
    "texts that leave the picture",
  ).toEqual([]);
  const onOneAnother = texts.flatMap((text, index) =>
    texts.slice(index + 1).flatMap((other) =>
      // Lines of one paragraph touch, and nothing else does.
      overlaps(text.box, other.box, -3) ? [`${text.text} | ${other.text}`] : [],
    ),
  );
  expect(onOneAnother, "texts on one another").toEqual([]);
  const onMarks = texts
    .filter(({ box }) => marks.some((mark) => overlaps(box, mark)))
    .map(({ text }) => text);
  expect(onMarks, "texts on marks").toEqual([]);
  expect(Number.isInteger(width) && Number.isInteger(height) && height < 4_000).toBe(true);
}
