import type { DateData } from "../dossier/schema.ts";
import type { Line } from "./card.ts";

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** An EDTF date or interval in words: "18–20 May 2015", "July 2015". It is a label, never a quotation. */
export function dateLabel(edtf: string): string {
  const [from = "", to] = edtf.split("/");
  if (to === undefined || to === from) return wordsOf(from, 0);
  const shared = sharedParts(from, to);
  return `${wordsOf(from, shared)}${shared === 2 ? "–" : " – "}${wordsOf(to, 0)}`;
}

/** The first and last day an EDTF date can mean, as `YYYY-MM-DD`: what dated entries are ordered by. */
export function dateBounds(edtf: string): readonly [first: string, last: string] {
  const [from = "", to = from] = edtf.split("/");
  return [from.padEnd(10, "-01"), to.length === 10 ? to : `${to.padEnd(7, "-12")}-31`];
}

/** Where the year is from, or null where the date's own words hold it. */
export function yearBasis(date: DateData): string | null {
  if (date.year === "fromTitle") return "year from title";
  if (date.year === "notStated" && date.edtf === null) return "year not stated";
  return null;
}

/** A date field: the source's words, what they date, and where the year is from. */
export function dateLine(date: DateData | null): Line {
  if (date === null) return ["not said"];
  const basis = yearBasis(date);
  return [{ quoted: date.words }, `, of ${date.of}`, basis === null ? "" : `; ${basis}`];
}

function sharedParts(from: string, to: string): number {
  const [a, b] = [from.split("-"), to.split("-")];
  if (a[0] !== b[0]) return 0;
  return a[1] === b[1] ? 2 : 1;
}

/** `drop`: how many of year and month are left out, since the other end of the interval has them. */
function wordsOf(date: string, drop: number): string {
  const [year, month, day] = date.split("-");
  const parts = [
    day === undefined ? "" : String(Number(day)),
    month === undefined || drop === 2 ? "" : (months[Number(month) - 1] ?? ""),
    drop > 0 ? "" : year,
  ];
  return parts.filter((part) => part !== "").join(" ");
}
