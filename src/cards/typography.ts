/** Quotation marks and apostrophes: one form in all words of the bot's and of dossiers. What is quoted stays as it is. */

const beginsWord = /(?<![^\s([{–—-])["']/gu;
/** Between two letters it is a letter's mark, as in Hebrew. */
const endsWord = /(?<!\p{L})"|"(?!\p{L})/gu;

/** The text with “ ”, ‘ and ’ for the straight marks of a keyboard. */
export function typographic(text: string): string {
  if (!/["']/.test(text)) return text;
  return text
    .replace(beginsWord, (mark) => (mark === '"' ? "“" : "‘"))
    .replace(endsWord, "”")
    .replaceAll("'", "’");
}
