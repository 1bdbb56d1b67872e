/** Proper names of a text, and which of them its own words show to be places, people or organisations. */
import type { SourceDocument } from "./document.ts";
import type { Passage } from "./passages.ts";
import { withoutMarkers } from "./words.ts";

type NameKind = "place" | "person" | "organisation";

interface NameMention {
  readonly passage: number;
  /** As the passage has it. */
  readonly words: string;
  readonly at: number;
}

export interface FoundName {
  /** The fullest form of the name. */
  readonly name: string;
  /** Shorter forms of the same name, where only one name of the text has them. */
  readonly shorter: readonly string[];
  /** Null where the text's words do not settle it. */
  readonly kind: NameKind | null;
  readonly mentions: readonly NameMention[];
}

const part =
  "(?:St|Mt)\\.|(?:(?:[Aa]l|[Ee]l|[Aa]n|[Aa]s|[Aa]sh|[Aa]t|[Aa]r)-)?\\p{Lu}[\\p{L}\\p{M}\\p{N}’']*(?:-\\p{L}[\\p{L}\\p{M}’']*)*|(?:\\p{Lu}\\.){2,}|\\p{Lu}\\.";
const joint =
  "(?:of|of the|de|de la|del|della|der|den|van|van der|van den|von|zu|la|le|du|da|dos|di|bin|ibn|al|for)";
const namePattern = new RegExp(
  `(?<![\\p{L}\\p{N}'’.-])(?:${part})(?:\\s(?:${joint}\\s)?(?:${part}))*(?![\\p{L}\\p{N}])`,
  "gu",
);

const notNames = new Set(
  (
    "the a an this that these those it its he she his her they their we our i you in on at by for from with of to as if so and but or nor not no yet " +
    "after before during since until when while where although though because however then thus later meanwhile some many most several few all both " +
    "each every none one two three four five six seven eight nine ten another other others such there here under over between among within without " +
    "about according despite instead also finally today both either neither only even still once twice more less early late mid next last first second " +
    "january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday " +
    "elsewhere following what who which why how was were is are did does do has have had would could should might must approximately nearly around " +
    "eleven twelve hundreds thousands dozens official officials witnesses police residents survivors according estimates critics opponents supporters " +
    "mr mrs ms dr prof sir lord lady sgt gen col capt lt president minister king queen prince princess judge mayor governor"
  ).split(" "),
);
const honorific =
  /(?:^|\s)(?:Mr|Mrs|Ms|Dr|Prof|Sir|Lord|Lady|Dame|Sgt|Gen|Col|Capt|Lt|Maj|Adm|Rev|Fr|President|Prime Minister|Minister|Judge|Mayor|Governor|Senator|General|Colonel|Captain|Major|King|Queen|Prince|Princess|Professor|Chancellor|Bishop|Pope|Saint)\.?\s*$/;
const placeEnding =
  /\b(?:City|River|Street|Road|Avenue|Bridge|Square|Lake|Island|Islands|Province|Governorate|District|County|Region|Republic|Kingdom|Mountain|Mountains|Mount|Valley|Bay|Gulf|Sea|Ocean|Channel|Harbour|Harbor|Airport|Station|Park|Castle|Palace|Theatre|Theater|Stadium|Field|Town|Village|Coast|Desert|Peninsula|Checkpoint|Head|Point|Strait)$/;
const placeBeginning = /^(?:Mount|Lake|Gulf of|Bay of|Isle of|Port|Fort|Cape|River|Strait of|Sea of)\s/;
const organisationEnding =
  /\b(?:Party|University|Company|Association|Committee|Council|Ministry|Department|Agency|Institute|Organi[sz]ation|Corporation|Inc|Ltd|Co|Corp|LLC|plc|Group|Union|Bank|Court|Commission|Board|Army|Navy|Force|Forces|Police|Church|Society|Club|League|Federation|Foundation|Front|Brigade|Trust|Authority|Times|Post|Courier|Herald|News|Gazette|Record|Echo|Mercury|Chronicle|Tribune|Journal|Telegraph|Weekly|Television|TV|Radio|Line|Lines|Airlines|Works|Museum|Library|Observatory|Congress|Parliament|Senate|Academy|School|College|Hospital|Network|F\.C|Rovers|United|Nations|Cross)\.?$/;
const organisationWord =
  /^(?:University|Ministry|Department|Bank|Bureau|Institute|Academy|Church|Court|House|Council|Union)\s(?:of|for)\s/;
const placeBefore =
  /(?:^|\s)(?:in|near|at|around|throughout|outside|inside|through|across|towards?|reached|entered|north of|south of|east of|west of|outskirts of|city of|town of|village of|province of|island of)\s(?:the\s)?$/i;
const personAfter =
  /^(?:\s*\((?:born|aged|\d{4}|c\.)|,\s(?:aged|a\s(?:baker|lawyer|nurse|student|resident))|\s(?:was born|died|married|studied|wrote|said|told|recalled))/;

export function findNames(passages: readonly Passage[], document: SourceDocument): FoundName[] {
  const forms = new Map<
    string,
    { mentions: NameMention[]; middle: number; signs: Record<NameKind, number> }
  >();
  for (const [index, { exact }] of passages.entries()) {
    const text = withoutMarkers(exact);
    for (const match of text.matchAll(namePattern)) {
      const at = trimmedStart(match[0]);
      const words = trimmedName(match[0].slice(at));
      if (words === "" || !/\p{L}{2}/u.test(words)) continue;
      const start = match.index + at;
      const form = forms.get(words) ?? {
        mentions: [],
        middle: 0,
        signs: { place: 0, person: 0, organisation: 0 },
      };
      forms.set(words, form);
      form.mentions.push({ passage: index, words, at: start });
      const before = text.slice(0, start);
      const after = text.slice(start + words.length);
      if (!/^\W*$/.test(before) && !/["“(]\s*$/.test(before)) form.middle += 1;
      if (honorific.test(before.trimEnd()) || (words.includes(" ") && personAfter.test(after)))
        form.signs.person += 2;
      if (placeBefore.test(before)) form.signs.place += 1;
    }
  }
  const known = infoboxKinds(document);
  const names = [...forms].filter(
    ([words, { middle, mentions }]) =>
      words.includes(" ") || /[-.]|\p{Lu}.*\p{Lu}/u.test(words) || middle > 0 || mentions.length > 2,
  );
  return merged(
    names.map(([name, { mentions, signs }]) => ({
      name,
      mentions,
      kind: known.get(name) ?? kindOf(name, signs),
    })),
  );
}

/** Words before the name that a sentence begins with. */
function trimmedStart(words: string): number {
  let at = 0;
  for (;;) {
    const [first = ""] = words.slice(at).split(/\s/, 1);
    if (first === "" || !isNoName(first)) return at;
    const rest = words.slice(at + first.length);
    const skipped = /^\s+(?:(?:of|of the|de|for|the)\s)?/.exec(rest)?.[0].length;
    if (skipped === undefined) return words.length;
    at += first.length + skipped;
  }
}

function trimmedName(words: string): string {
  const plain = words.replace(/['’]s?$/, "").trim();
  const last = plain.split(/\s/).at(-1) ?? "";
  return plain.includes(" ") && isNoName(last)
    ? plain.slice(0, -last.length).replace(/\s+(?:of|for|de)?\s*$/, "")
    : isNoName(plain)
      ? ""
      : plain;
}

function isNoName(word: string): boolean {
  const lower = word.toLowerCase().replace(/\.$/, "");
  return notNames.has(lower) || /^(?:mon|tues|wednes|thurs|fri|satur|sun)days$/.test(lower);
}

function kindOf(name: string, signs: Record<NameKind, number>): NameKind | null {
  if (organisationEnding.test(name) || organisationWord.test(name)) return "organisation";
  if (placeEnding.test(name) || placeBeginning.test(name)) return "place";
  if (signs.person > 0 && signs.place === 0) return "person";
  if (/^\p{Lu}{2,6}s?$/u.test(name)) return signs.place > 0 ? null : "organisation";
  if (signs.place > 0 && signs.person === 0) return "place";
  if (/^(?:\p{Lu}\.\s?)+\s?\p{Lu}\p{Ll}+/u.test(name)) return "person";
  return null;
}

function infoboxKinds({ infobox }: SourceDocument): Map<string, NameKind> {
  const kinds: NameKind[] = ["organisation", "person", "place"];
  return new Map(kinds.flatMap((kind) => infobox[kind].map((name) => [name, kind] as const)));
}

/** "Brandt" is "Ilse Brandt" where no other name of the text ends so. */
function merged(
  names: readonly { name: string; mentions: NameMention[]; kind: NameKind | null }[],
): FoundName[] {
  const byLast = Map.groupBy(
    names.filter(({ name, kind }) => name.includes(" ") && kind !== "place"),
    ({ name }) => name.split(" ").at(-1) ?? "",
  );
  const shorterOf = new Map<string, typeof names>();
  const taken = new Set<string>();
  for (const short of names) {
    if (short.name.includes(" ") || short.kind === "place") continue;
    const full = byLast.get(short.name) ?? [];
    const [only] = full;
    if (full.length !== 1 || only === undefined) continue;
    shorterOf.set(only.name, [...(shorterOf.get(only.name) ?? []), short]);
    taken.add(short.name);
  }
  return names
    .filter(({ name }) => !taken.has(name))
    .map(({ name, mentions, kind }) => {
      const shorter = shorterOf.get(name) ?? [];
      const all = [...mentions, ...shorter.flatMap((each) => each.mentions)];
      return {
        name,
        shorter: shorter.map((each) => each.name),
        kind: kind ?? (shorter.some((each) => each.kind === "person") ? "person" : null),
        mentions: all.sort((a, b) => a.passage - b.passage || a.at - b.at),
      };
    });
}
