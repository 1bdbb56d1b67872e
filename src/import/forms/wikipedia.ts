/** What saved pages and wikitext of Wikipedia have in common. */
import type { InfoboxKind } from "../document.ts";

/** Sections that hold references and links, not the article's text. */
export function isApparatus(heading: string): boolean {
  return /^(?:references?|notes?|footnotes|citations?|sources|bibliography|further reading|external links|see also|works cited|explanatory notes|notes and references)$/i.test(
    heading.trim(),
  );
}

/** The article's title in a page's title: "Palmyra - Wikipedia". */
export function siteTitle(title: string): string {
  return title.replace(/(?<!\s)\s+[-–—]\s+Wikipedia.*$/s, "").trim();
}

export function infoboxKind(label: string): InfoboxKind | null {
  if (
    /place|location|country|city|province|region|district|capital|headquarters|venue|birthplace|born in/i.test(
      label,
    )
  )
    return "place";
  if (
    /combatant|belligerent|party|organi[sz]ation|publisher|club|team|owner|developer|manufacturer/i.test(
      label,
    )
  )
    return "organisation";
  if (
    /commander|leader|president|author|director|spouse|referee|manager|founder|captain|key people/i.test(
      label,
    )
  )
    return "person";
  return null;
}

const raisedSigns: Readonly<Record<"sup" | "sub", readonly [string, string]>> = {
  sup: ["0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ"],
  sub: ["0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋"],
};

/** Raised or lowered numbers as Unicode has them: 10⁶ must not become 106. Null where it has no such sign. */
export function raised(text: string, side: "sup" | "sub"): string | null {
  if (/^(?:st|nd|rd|th|[a-z]{1,3}|\s*)$/i.test(text)) return text;
  const [from, to] = raisedSigns[side];
  const signs = [...text.trim()].map((sign) => [...to][[...from].indexOf(sign)]);
  return signs.includes(undefined) ? null : signs.join("");
}
