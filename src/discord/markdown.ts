/** Text as Discord's markdown that shows exactly that text. Source: Discord's Markdown Text 101, and trials. */

/** An address is linked whole; a backslash inside would become a part of it. */
const address = /https?:\/\/[^\s<>|*`\\]+/g;

/** Most labels hold nothing to escape, and one look is cheaper than three replacements. */
const anything = /[\\*_~`|[\]<@]|^\s*(?:[#>+-]|\d+[.)])|https?:\/\//m;

/** Writes text so that nothing in it formats, links or mentions. */
export function escapeMarkdown(text: string): string {
  if (!anything.test(text)) return text;
  let escaped = "";
  let from = 0;
  for (const match of text.matchAll(address)) {
    escaped += escapeRun(text.slice(from, match.index)) + match[0];
    from = match.index + match[0].length;
  }
  return escapeLines(escaped + escapeRun(text.slice(from)));
}

function escapeRun(text: string): string {
  return text.replace(/[\\*_~`|[\]<]|@(?=everyone|here)/g, "\\$&");
}

/** What formats only at the start of a line: headings, subtext, lists, quotes, numbered lists. */
function escapeLines(text: string): string {
  return text.replace(/^(\s*)([#>+-])/gm, "$1\\$2").replace(/^(\s*\d+)([.)])/gm, "$1\\$2");
}

/**
 * What is left of a text without what markdown puts around and between its letters, and without the space between
 * them: two texts are compared by it.
 */
export function lettersOf(text: string): string {
  return text.replace(/[\\*_~`|>\s]+/g, "");
}

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}]/u;

/** Keeps a name in a right-to-left script from reordering the line (Unicode isolates, UAX 9). */
export function isolate(text: string): string {
  return rightToLeft.test(text) ? `\u2068${text}\u2069` : text;
}

/** What browsers take for the dot of a domain (UTS 46), before a name that begins with a letter. */
const domainDot = /(?<=[\p{L}\p{M}\p{N}_-])[.\u2024\u3002\uFE52\uFF0E\uFF61](?=\p{L}[\p{L}\p{M}\p{N}-])/gu;
const ipAddress = /\b\d{1,3}(?:\.\d{1,3}){3}\b/g;
/** `mailto:`, `tel:` and any other scheme: letters, a colon, and something right behind it. */
const schemeColon = /(?<=\p{L})[:\uFF1A](?=\S)|[:\uFF1A](?=\/\/)/gu;

/**
 * A person's words as one line in which no client finds anything to link: the dots of domains, with or without `www.` or a
 * path, and the colons of schemes are broken up for all to see; what does not print or turns the direction of the text is
 * left out.
 */
export function withoutLinks(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ")
    .replace(schemeColon, "[:]")
    .replace(domainDot, "[.]")
    .replace(ipAddress, (address) => address.replaceAll(".", "[.]"))
    .trim();
}
