import { createRequire } from "node:module";

/**
 * One spelling for what differs only in how it was typed. Unicode NFKD (Unicode Standard Annex #15), marks
 * stripped, lower case, apostrophes and the English possessive dropped, other punctuation as a blank; Arabic letters brought to one form as in
 * the normalisation step of Larkey, Ballesteros and Connell, "Light Stemming for Arabic Information Retrieval"
 * (2007), and as in Lucene's ArabicNormalizer; every script but Latin and Arabic transliterated by any-ascii.
 */

const require = createRequire(import.meta.url);
let transliterate: ((text: string) => string) | undefined;

/** Not the marks of Japanese, which make another letter (ハ, パ). */
const marks = /[^\P{M}\u3099\u309a]+/gu;
const possessive = /(?<=\p{L}{3})['’]s(?!\p{L})/giu;
/** Also the marks that Hebrew sets inside of an acronym. */
const apostrophes = /['’‘`´ʿʾʼʻ′׳״]|(?<=\p{Script=Hebrew})"(?=\p{Script=Hebrew})/gu;
const separators = /[^\p{L}\p{N}]+/gu;
const foreign = /[^\0-\x7f\u0600-\u06ff\s]+/g;
const thousands = /(?<=\d)[,\u066c](?=\d{3}(?!\d))|(?<=(?<![\d.])\d{1,3})\.(?=\d{3}(?![\d.]))/g;
const decomposedByHand: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ħ: "h",
  ı: "i",
};
const latinSpecials = /[ßæœøłđðþħı]/g;
const arabicForms: Readonly<Record<string, string>> = {
  ٱ: "ا",
  ى: "ي",
  ی: "ي",
  ې: "ي",
  ک: "ك",
  ة: "ه",
  ۀ: "ه",
  ہ: "ه",
  ھ: "ه",
  ء: "",
  ـ: "",
};
const arabicVariants = /[ٱىیېکةۀہھءـ]/g;
const easternDigits = /[\u0660-\u0669\u06f0-\u06f9]/g;

/**
 * The text in lower case without marks, apostrophes and punctuation, its words separated by one blank. Latin, Arabic
 * and digits only. A text without a letter or digit gives "". Never throws.
 */
export function normalise(text: string): string {
  if (/^[\0-\x7f]*$/.test(text)) {
    return text
      .toLowerCase()
      .replace(/(?<=[a-z]{3})'s(?![a-z])/g, "")
      .replace(/'|`/g, "")
      .replace(thousands, "")
      .replace(/[^a-z0-9]+/g, " ")
      .trim();
  }
  let form = text
    .replace(possessive, "")
    .replace(apostrophes, "")
    .normalize("NFKD")
    .replace(marks, "")
    .toLowerCase()
    .replace(marks, "")
    .normalize("NFC");
  form = form.replace(latinSpecials, (letter) => decomposedByHand[letter] ?? letter);
  form = form.replace(arabicVariants, (letter) => arabicForms[letter] ?? letter);
  form = form.replace(easternDigits, (digit) => String(digit.charCodeAt(0) & 15));
  form = form.replace(thousands, "").replace(separators, " ");
  if (foreign.test(form)) {
    foreign.lastIndex = 0;
    transliterate ??= (require("any-ascii") as { default: (text: string) => string }).default;
    const romanise = transliterate;
    form = form
      .replace(foreign, (run) => romanise(run))
      .toLowerCase()
      .replace(apostrophes, "")
      .replace(separators, " ");
  }
  return form.trim();
}

const englishArticle = /^(?:the|al|el|ul)$/;
const assimilated = /^[aeu](sh|dh|th|[dnrstz])$/;

/** Whether `word`, standing before `next`, is an article: the, al-, el-, or assimilated (as-S…, ash-Sh…, ar-R…). */
function isArticle(word: string, next: string | undefined): boolean {
  if (englishArticle.test(word)) return true;
  if (next === undefined) return false;
  const sun = assimilated.exec(word)?.[1];
  return sun !== undefined && next.startsWith(sun);
}

const arabicArticle = /^(?:و?ال|لل)(?=.{2})/;

/**
 * The words of a normalised text with articles dropped: English "the", the Arabic article in Latin letters as a word
 * of its own, and in Arabic letters as a prefix, also behind و (Larkey's light stemming; not behind ب, ف, ك, with
 * which foreign names begin). A text of articles
 * alone keeps them.
 */
export function dropArticles(normal: string): string {
  const words = normal.split(" ");
  const kept: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    // "Shawbak, ash": behind its name where names are put in order.
    const next = words[at + 1] ?? (at > 0 ? words[0] : undefined);
    if (words.length > 1 && word.length <= 3 && isArticle(word, next)) continue;
    kept.push(word.charCodeAt(0) >= 0x600 ? word.replace(arabicArticle, "") : word);
  }
  return kept.length === 0 ? normal : kept.join(" ");
}
