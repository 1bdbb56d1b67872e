/** Days as numbers, and the ticks of a calendar between two of them. */

const dayMs = 86_400_000;

/** Days since 1970 of a `YYYY-MM-DD`; a day beyond the month's end is its last. */
export function dayNumber(date: string): number {
  const [year = 1970, month = 1, day = 1] = date.split("-").map(Number);
  const first = utc(year, month - 1, 1);
  const days = (utc(year, month, 1) - first) / dayMs;
  return first / dayMs + Math.min(day, days) - 1;
}

function utc(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month, day);
}

export interface Tick {
  readonly day: number;
  readonly label: string;
}

type Unit = readonly [unit: "day" | "month" | "year", step: number];

const units: readonly Unit[] = [
  ["day", 1],
  ["day", 2],
  ["day", 5],
  ["day", 10],
  ["month", 1],
  ["month", 3],
  ["month", 6],
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].map((step): Unit => ["year", step]),
];
const lengths = { day: 1, month: 30.4, year: 365.2 };

/** Ticks from the first day to the last, at most `most` of them; the year is in the first and wherever it turns. */
export function ticksBetween(first: number, last: number, most: number, months: readonly string[]): Tick[] {
  const span = Math.max(1, last - first);
  const [unit, step] = units.find(([unit, step]) => span / (lengths[unit] * step) <= most) ?? ["year", 5000];
  const start = new Date(first * dayMs);
  const ticks: Tick[] = [];
  let shownYear: number | undefined;
  let [year, month, day] = [start.getUTCFullYear(), start.getUTCMonth(), 1];
  if (unit === "year") [year, month] = [Math.floor(year / step) * step, 0];
  if (unit === "month") month = Math.floor(month / step) * step;
  for (let count = 0; count < 4000; count += 1) {
    const at = Math.round(utc(year, month, day) / dayMs);
    if (at > last) break;
    if (at >= first) {
      const name = unit === "day" ? `${day} ${months[month]}` : unit === "month" ? months[month] : "";
      const turns = year !== shownYear;
      ticks.push({ day: at, label: unit === "year" ? String(year) : turns ? `${name} ${year}` : `${name}` });
      shownYear = year;
    }
    if (unit === "year") year += step;
    else if (unit === "month") month += step;
    else day += step;
    if (unit === "day" && at + step > dayNumberOf(year, month + 1) - step / 2) [month, day] = [month + 1, 1];
    if (month > 11) [year, month] = [year + Math.floor(month / 12), month % 12];
  }
  return ticks;
}

function dayNumberOf(year: number, month: number): number {
  return Math.round(utc(year, month, 1) / dayMs);
}
