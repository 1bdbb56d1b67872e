/** How what is only close to the words typed says so: in a suggestion's name and in its value. People send both back. */
import { english } from "../messages/english.ts";
import { type Messages, plain, say } from "../messages/message.ts";

const valueEnd = "~closest";

/** A value that opens an entry or a sentence as what is only close. */
export function closestValue(id: string): string {
  return `${id}${valueEnd}`;
}

/** The languages that names of suggestions are written in. */
const languages: readonly Messages[] = [english];
const hole = "\n";
/** What stands before and after the name of what is only close, in each language. */
const marks = languages.map((messages) => plain(say("closestName", hole), messages).split(hole));

/** A text without what marks it as only close, and whether it was marked. */
export function withoutClosest(typed: string): { readonly text: string; readonly closest: boolean } {
  if (typed.endsWith(valueEnd)) return { text: typed.slice(0, -valueEnd.length), closest: true };
  for (const [before = "", after = ""] of marks) {
    if (typed.startsWith(before) && typed.endsWith(after))
      return { text: typed.slice(before.length, typed.length - after.length), closest: true };
  }
  return { text: typed, closest: false };
}
