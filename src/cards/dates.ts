/** Dates as days, for what can be put in order of time. */

/** The first and last day an EDTF date can mean, as `YYYY-MM-DD`: what dated entries are ordered by. */
export function dateBounds(edtf: string): readonly [first: string, last: string] {
  const [from = "", to = from] = edtf.split("/");
  return [from.padEnd(10, "-01"), to.length === 10 ? to : `${to.padEnd(7, "-12")}-31`];
}

/** Whether an EDTF date is one day; unknown dates are not. */
export function isOneDay(edtf: string | null): boolean {
  if (edtf === null) return false;
  const [from = "", to = from] = edtf.split("/");
  return from.length === 10 && from === to;
}
