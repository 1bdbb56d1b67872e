/** Months by the names that languages give them: Unicode's CLDR, through Intl. */
import { normalise } from "./normalise.ts";

const languages = ["en", "fr", "de", "es", "pt", "it", "tr", "ru", "uk", "ar", "ar-SY", "fa", "he", "nl"];

export const english =
  "january february march april may june july august september october november december".split(" ");

let known: ReadonlyMap<string, number> | undefined;

/** The month, 1 to 12, that a normalised word names in one of the languages, whole or as it is shortened. */
export function monthOf(word: string): number | undefined {
  known ??= new Map(languages.flatMap(monthsIn));
  return known.get(word);
}

function monthsIn(language: string): [string, number][] {
  // Alone, and beside a day: Russian declines it.
  const formats = [
    new Intl.DateTimeFormat(language, { month: "long", calendar: "gregory" }),
    new Intl.DateTimeFormat(language, { month: "short", calendar: "gregory" }),
    new Intl.DateTimeFormat(language, { day: "numeric", month: "long", calendar: "gregory" }),
    new Intl.DateTimeFormat(language, { day: "numeric", month: "short", calendar: "gregory" }),
  ];
  return Array.from({ length: 12 }, (_, at) => at).flatMap((at) =>
    formats.flatMap((format): [string, number][] => {
      const part = format.formatToParts(new Date(2015, at, 15)).find(({ type }) => type === "month");
      const word = normalise(part?.value ?? "");
      return word === "" || /\d| /.test(word) ? [] : [[word, at + 1]];
    }),
  );
}

/** A text that is being typed, whose last word may begin a month behind a day ("18 au"), with the month in full. */
export function withMonth(text: string): string {
  return text.replace(/(\d{1,2}\s+)(\p{L}{1,8})$/u, (typed, day: string, begun: string) => {
    const month = english.find((name) => name.startsWith(begun.toLowerCase()));
    return month === undefined ? typed : `${day}${month}`;
  });
}
