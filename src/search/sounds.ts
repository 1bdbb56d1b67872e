/**
 * Names across scripts: an Arabic spelling and a romanisation of one name share their consonants, and most of the long
 * vowels. Words are looked up by their consonants, then compared sound by sound with an edit distance whose costs are
 * those of what Arabic script leaves out (in the manner of A. Freeman, S. Condon and C. Ackerman, "Cross Linguistic
 * Name Matching in English and Arabic", 2006).
 */

const shortVowel = 0.1;
const otherVowel = 0.35;
const longVowel = 0.5;
const isVowel = (sound: string | undefined): boolean => sound === "a" || sound === "w" || sound === "y";

/** Likeness of a word in Arabic letters to one in Latin letters, both as `sounds`, 0 to 1. */
export function soundAlike(arabic: string, latin: string): number {
  const costs = new Float64Array(latin.length + 1);
  // Arabic script writes the vowel that a word begins with.
  // … and the one that it ends with.
  const drop = (at: number): number => {
    const isLast = at === latin.length - 1;
    if (at === 0 || !(isVowel(latin[at]) || (isLast && latin[at] === "h"))) return 1;
    return isLast && isVowel(latin[at]) ? otherVowel : shortVowel;
  };
  for (let at = 0; at < latin.length; at++) costs[at + 1] = (costs[at] as number) + drop(at);
  for (let row = 0; row < arabic.length; row++) {
    const heard = arabic[row] as string;
    const missing = heard === "h" && row === arabic.length - 1 ? shortVowel : isVowel(heard) ? longVowel : 1;
    let diagonal = costs[0] as number;
    costs[0] = diagonal + missing;
    for (let at = 0; at < latin.length; at++) {
      const other = latin[at] as string;
      const change =
        heard === other
          ? 0
          : isVowel(heard) && isVowel(other)
            ? otherVowel
            : // The taa marbuta, at the end of both.
              heard === "h" &&
                (other === "a" || other === "y") &&
                row === arabic.length - 1 &&
                at === latin.length - 1
              ? shortVowel / 2
              : 1.5;
      const above = costs[at + 1] as number;
      costs[at + 1] = Math.min(diagonal + change, above + missing, (costs[at] as number) + drop(at));
      diagonal = above;
    }
  }
  const cost = costs[latin.length] as number;
  return Math.max(0, 1 - (2 * cost) / Math.max(1, arabic.length + latin.length));
}

const arabicSounds: Readonly<Record<string, string>> = {
  ا: "a",
  ب: "b",
  پ: "b",
  ت: "t",
  ث: "t",
  ج: "j",
  چ: "c",
  ح: "h",
  خ: "x",
  د: "d",
  ذ: "d",
  ر: "r",
  ز: "z",
  ژ: "z",
  س: "s",
  ش: "c",
  ص: "s",
  ض: "d",
  ط: "t",
  ظ: "z",
  ع: "a",
  غ: "g",
  ف: "f",
  ڤ: "v",
  ق: "k",
  ك: "k",
  گ: "g",
  ل: "l",
  م: "m",
  ن: "n",
  ه: "h",
  و: "w",
  ي: "y",
};

/** Whether a normalised form holds an Arabic letter. */
export function isArabic(normal: string): boolean {
  return /[\u0600-\u06ff]/.test(normal);
}

/**
 * One normalised word as sounds: each consonant one letter (kh is x, sh and ch are c), long vowels of Arabic script as
 * a, w, y, short ones absent. Both scripts give comparable strings: بيروت is "byrwt" and "beirut" is "byrwt".
 */
export function sounds(word: string): string {
  if (isArabic(word)) {
    let form = "";
    for (const letter of word) form += arabicSounds[letter] ?? "";
    return form.replace(/(.)\1+/g, "$1");
  }
  return word
    .replace(/tch|sch|sh|ch/g, "C")
    .replace(/kh/g, "X")
    .replace(/gh/g, "g")
    .replace(/dh/g, "d")
    .replace(/th/g, "t")
    .replace(/ph/g, "f")
    .replace(/qu(?=[aeiou])|q|ck|c/g, "k")
    .replace(/C/g, "c")
    .replace(/X/g, "x")
    .replace(/dj/g, "j")
    .replace(/p/g, "b")
    .replace(/v/g, "w")
    .replace(/ou|oo|[ou]/g, "w")
    .replace(/ee|[iey]/g, "y")
    .replace(/(.)\1+/g, "$1");
}

/** The consonants of `sounds`: what a key of both scripts can be made of. "byrwt" gives "brt". */
export function skeleton(heard: string): string {
  return heard.replace(/[awy]|h$/g, "");
}
