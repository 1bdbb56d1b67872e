/** Word lists that several readings share. */

/** Characters in which the markers at the end of a text are looked for: more than a hundred of them. */
const shownAtEnd = 500;

/** The numbers of the markers that a text ends with. */
export function markersAtEnd(text: string): number[] {
  return markersIn(/(?:\[\d+\]\s*)+$/.exec(text.slice(-shownAtEnd))?.[0] ?? "");
}

export function markersIn(text: string): number[] {
  return [...text.matchAll(/\[(\d+)\]/g)].map(([, number]) => Number(number));
}

/** Text with its markers blanked, so that every character keeps its place. */
export function withoutMarkers(text: string): string {
  return text.replace(/\[[^\]\s]{1,24}\]/g, (marker) => " ".repeat(marker.length));
}
