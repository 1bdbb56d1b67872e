/** A message's words without what is not language (mentions, emoji, links, markup), and without numbers that count nothing. */

const steps: readonly (readonly [RegExp, string])[] = [
  // Discord's own: people, roles, channels, commands, emoji, times, the server's guide.
  [
    /<(?:@[!&]?|#)\d{1,20}>|<\/[^>\n]{1,100}:\d{1,20}>|<a?:\w{1,32}:\d{1,20}>|<t:-?\d{1,16}(?::\w)?>|<id:\w{1,20}>/g,
    " ",
  ],
  [/@(?:everyone|here)\b/g, " "],
  // A masked link keeps its words.
  [/\[([^\]\n]{1,300})\]\(<?https?:\/\/[^\s)>]{0,1000}>?(?:\s{1,10}"[^"\n]{0,300}")?\)/g, " $1 "],
  [/<?\b(?:https?|ftp):\/\/[^\s>]+>?|\bwww\.[^\s>]+|\bdiscord\.gg\/\S+/gi, " "],
  [/(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,63}/g, " "],
  [/:[a-z0-9_+-]{2,32}:/gi, " "],
  // A code block's language, and the marks of markup; the words inside stay, since people quote in code blocks.
  [/```(?:[a-z0-9+#-]{1,20}\n)?/gi, "\n"],
  [/^\s{0,3}(?:>{1,3}|#{1,3}|[-*])\s+/gm, ""],
  [/\|\||\*\*|__|~~|[`*]/g, " "],
];

/** Characters of which each of the steps needs one. */
const marks = /[<@[:`>#*|_~.-]/;

/** Longest text that is read, in UTF-16 units: a long message with its embeds. */
export const longestText = 12_000;

/** The language in a text. Never throws. */
export function plainText(text: string): string {
  const read = text.slice(0, longestText);
  return marks.test(read)
    ? steps.reduce((left, [pattern, instead]) => left.replace(pattern, instead), read)
    : read;
}

const money =
  /[$€£¥₺₽]\s?\d[\d.,]{0,20}[km]?\b|(?<![\d.,])\d[\d.,]{0,20}[km]?\s?(?:[%$€£¥₺₽]|(?:usd|eur|gbp|dollars?|euros?|bucks|quid|percent)\b)/giu;
const clock = /\b\d{1,2}(?::\d{2}){1,2}\s?(?:[ap]m\b)?|\b\d{1,2}\s?[ap]m\b/giu;
const longRun = /\+?\d(?:[\s().-]{0,2}\d){8,}/gu;
const version = /(?<![\w.])v?\d+(?:\.\d+){2,}\b/giu;
const dateLike = /^\d{1,2}\.\d{1,2}\.\d{4}$|^\d{4}-\d{2}-\d{2}/;

/** The text without numbers that count nothing: money, shares, times of day, telephone numbers, ids, versions. */
export function withoutOtherNumbers(text: string): string {
  if (!/\d/.test(text)) return text;
  return text
    .replace(money, " ")
    .replace(clock, " ")
    .replace(longRun, (run) => (dateLike.test(run) ? run : " "))
    .replace(version, (run) => (dateLike.test(run) ? run : " "));
}
