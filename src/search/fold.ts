/**
 * Step 2: one spelling for what differs only in how a name was romanised. Folding merges letters that the common
 * romanisations of Arabic (ALA-LC, BGN/PCGN 1956, French usage, press usage) write differently for one sound; the
 * skeleton keeps consonants alone, the only thing that Arabic script and a romanisation are sure to share.
 */

import { createRecent } from "../recent.ts";

/** A normalised form with the letters of one sound merged: qu q k; ou oo u o; ee y i; e a; dh d; th t; doubled; final h. */
export function fold(normal: string): string {
  const form = normal
    .replace(/qu(?=[aeiou])|q|ck/g, "k")
    .replace(/ou|oo|o/g, "u")
    .replace(/ee|y/g, "i")
    .replaceAll("e", "a");
  // Most names hold no h, and half of the rules are about it.
  const hasH = form.includes("h");
  const single = (hasH ? form.replace(/([dtg])h/g, "$1").replaceAll("ph", "f") : form).replace(
    /([^\d ])\1+/g,
    "$1",
  );
  return hasH ? single.replace(/(?<=[aiu])h(?= |$)/g, "") : single;
}

const foldedLast = createRecent<string, string>(64);

/** {@link fold} of what is typed, word by word: one look-up asks for each of its words again and again. */
export function foldTyped(typed: string): string {
  return typed.includes(" ") ? typed.split(" ").map(foldWord).join(" ") : foldWord(typed);
}

function foldWord(word: string): string {
  let folded = foldedLast.get(word);
  if (folded === undefined) {
    folded = fold(word);
    foldedLast.set(word, folded);
  }
  return folded;
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
