/** Word lists that several readings share. */

/** Text with its markers blanked, so that every character keeps its place. */
export function withoutMarkers(text: string): string {
  return text.replace(/\[[^\]\s]{1,24}\]/g, (marker) => " ".repeat(marker.length));
}
