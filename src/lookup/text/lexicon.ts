/**
 * Word forms that no stemmer brings together: irregular English, what people shorten, and the nouns and verbs of
 * reports in the languages in which dossiers list names. Each gives one English word, so that a claim's words meet a
 * message's. Nothing here is of one dossier; names are the dossiers' own.
 */

const forms = (lists: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(lists).flatMap(([word, others]) =>
      others.split(" ").map((other): [string, string] => [other, word]),
    ),
  );

/** Whole normalised words. */
const whole = forms({
  // irregular English
  dead: "die dies died dying death deaths deceased",
  flee: "fled flees fleeing flight",
  fall: "fell fallen falls",
  take: "took taken takes taking",
  shoot: "shot shots shoots",
  hang: "hung hanged",
  find: "found",
  fight: "fought",
  hold: "held",
  behead: "decapitated decapitation",
  capture: "retake retook retaken recapture recaptured",
  // shortened
  people: "ppl peeps",
  government: "gov govt gvt goverment",
  video: "vid vids",
  civilian: "civ civs",
  evacuate: "evac evacs evacd",
  execute: "execd",
  ammunition: "ammo",
  headquarters: "hq",
  prisoner: "pow pows",
  nobody: "noone",
  // Arabic
  شخص: "اشخاص شخصا",
});

/** Beginnings of normalised words, four letters or more (Arabic: three), and what they stand for. */
const beginnings: readonly (readonly [beginning: string, word: string])[] = Object.entries({
  people: "personne mensch persona persone kisi insan chelovek lyude شخص اشخاص",
  dead: "morts tote muerto morti olen oldu pogib ubit qatl قتل قتيل مقتل",
  kill: "tuees getotet mataron matado matad uccis oldur ubil",
  execute: "hinricht hingericht ejecut giustizi infaz idam kazn اعدم اعدام",
  evacuate: "evakui evakua evacua evacue tahliye اجلاء اخلاء اجلي",
  civilian: "zivil civile sivil mirnykh mirnye grazhdansk مدني",
  soldier: "soldat soldado asker جنود جندي",
  officer: "offizier oficial ufficial subay ofitser ضباط ضابط",
  detain: "detenu detenid festgenomm verhaft gozalti zaderzh arestov معتقل اعتقل",
  flee: "gefloh fuite enfui huyero huir fuggi kact bezhal هروب هرب فرار",
  behead: "decapit enthaupt kopfung obezglav",
  fighting: "kampf combat combatt çatisma اشتباك معارك",
}).flatMap(([word, starts]) => starts.split(" ").map((start) => [start, word] as const));

/** The English word that a normalised word stands for, or the word itself. */
export function plainWord(word: string): string {
  const known = whole.get(word);
  if (known !== undefined) return known;
  if (word.length < 4) return whole.get(word) ?? word;
  // English itself has none of these beginnings, save what the list of whole words catches first.
  const bare = /^[\u0600-\u06ff]/.test(word)
    ? word.replace(/^[وفبل](?=.{4})/, "").replace(/^ال(?=.{3})/, "")
    : word;
  for (const [start, meant] of beginnings) if (bare.startsWith(start)) return meant;
  return word;
}
