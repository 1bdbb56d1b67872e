/** What a search asks for, where it asks in English: what has that comes first among what was found. */
import type { Asked } from "../cards/results.ts";

/** In the order in which they are tried: "how many people said when" asks for figures. */
const questions: readonly (readonly [Asked, RegExp])[] = [
  ["figure", /\bhow (?:many|much)\b|\bnumbers? of\b|\bdeath toll\b|\bfigures? (?:for|of|on)\b/i],
  ["speaker", /\bwho(?:m|se)?\b/i],
  ["date", /\bwhen\b|\b(?:what|which) (?:date|day|month|year|time)\b/i],
  ["place", /\bwhere\b|\b(?:what|which) (?:places?|town|city|village)\b/i],
];

/** Null where a text asks for none of these. */
export function askedIn(text: string): Asked | null {
  return questions.find(([, words]) => words.test(text))?.[0] ?? null;
}
