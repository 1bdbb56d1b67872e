/** Statements on the same thing, grouped: those that share rare words, within a section. */
import type { DossierInput } from "../dossier/schema.ts";
import { slugOf, unique } from "./titles.ts";

type ClaimInput = NonNullable<DossierInput["claims"]>[number];
type QuestionInput = NonNullable<DossierInput["questions"]>[number];

interface Sentence {
  readonly id: string;
  readonly text: string;
  readonly section: string | null;
}

interface Titles {
  titleOf(excerpt: string): string;
  claimantTitle(slug: string): string;
  readonly charged: ReadonlySet<string>;
}

/** A word of more claims than this says little about what a claim is on. */
const commonest = 12;
const largest = 8;

const empty = new Set(
  (
    "about above after again against almost alone along already also although always among another around asked became because become been before began " +
    "being below between both called came case cause certain claim claimed come could days different does done down during each early either enough even " +
    "ever every fact find first following found four from full further gave give given going gone good great group have having held here high himself however " +
    "including instead into itself just kept knew known large last late later least left less life like little long made main major make making many might " +
    "more most much must near nearly need never next none nothing number often once only other others over own part people perhaps place point possible put " +
    "quite rather reported reportedly said same saying second seen several shall should show shown since small some something still such take taken than that " +
    "their them themselves then there therefore these they thing things this those though three through thus time times together told took toward under until " +
    "upon used using very view want well went were what when where whether which while whole whose will with within without work would year years"
  ).split(" "),
);

export function questionsOf(
  claims: readonly ClaimInput[],
  sentences: readonly Sentence[],
  titles: Titles,
): QuestionInput[] {
  const section = new Map(sentences.map(({ id, section }) => [id, section ?? ""]));
  const topics = claims.map(({ words, excerpt }) => ({
    words: nounsIn(words),
    section: section.get(excerpt) ?? "",
  }));
  const holders = new Map<string, number[]>();
  for (const [index, { words, section }] of topics.entries()) {
    for (const stem of words.keys()) {
      const key = `${section}\u0000${stem}`;
      holders.set(key, [...(holders.get(key) ?? []), index]);
    }
  }
  const shared = new Map<string, number>();
  for (const indexes of holders.values()) {
    if (indexes.length < 2 || indexes.length > commonest) continue;
    for (const [place, one] of indexes.entries()) {
      for (const other of indexes.slice(place + 1)) {
        const pair = `${one} ${other}`;
        shared.set(pair, (shared.get(pair) ?? 0) + 1);
      }
    }
  }
  const groupOf = claims.map((_, index) => [index]);
  const pairs = [...shared].filter(([, count]) => count >= 2).sort((a, b) => b[1] - a[1]);
  for (const [pair] of pairs) {
    const [one = 0, other = 0] = pair.split(" ").map(Number);
    const first = groupOf[one] ?? [];
    const second = groupOf[other] ?? [];
    if (first === second || first.length + second.length > largest) continue;
    const joined = [...first, ...second];
    for (const index of joined) groupOf[index] = joined;
  }

  const slugs = new Set<string>();
  const taken = new Set<string>();
  return [...new Set(groupOf)]
    .map((group): QuestionInput => {
      const indexes = group.toSorted((a, b) => a - b);
      const [first] = indexes.map((index) => claims[index]);
      if (first === undefined) throw new Error("a question without a claim");
      const common =
        indexes.length > 1
          ? commonWords(
              indexes.map((index) => topics[index]?.words ?? new Map()),
              titles.charged,
            )
          : [];
      const own = titles.titleOf(first.excerpt);
      const wanted =
        common.length > 0
          ? `${common.slice(0, 3).join(", ")}: statements`
          : /^Statement by /.test(own)
            ? own
            : `${own}: statement`;
      const short = wanted.length <= 80 ? wanted : `${first.excerpt}: statement`;
      const title = unique(
        taken,
        capital(short),
        (number) =>
          `${capital(short).slice(0, 70)} (${number === 2 ? first.excerpt : `${first.excerpt}, ${number}`})`,
      );
      const slug = slugOf(title.replace(/: statements?/, ""), 34) || first.excerpt.toLowerCase();
      return {
        id: unique(slugs, slug, (number) => `${slug}-${number}`),
        title,
        claims: indexes.map((index) => claims[index]?.id ?? ""),
        ...(common.length > 0 && { topics: common.slice(0, 6) }),
        review: "draft",
      };
    })
    .toSorted((a, b) => orderOf(a) - orderOf(b));

  function orderOf(question: QuestionInput): number {
    return Number(/\d+/.exec(question.claims[0] ?? "")?.[0] ?? 0);
  }
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Words that may be nouns, by their stem, each as it first stands. Participles and adverbs are no topics. */
function nounsIn(words: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [word] of words.matchAll(/\p{L}[\p{L}'’-]{3,}/gu)) {
    const lower = word.toLowerCase().replace(/['’]s?$/, "");
    if (empty.has(lower) || /(?:ed|ing|ly|ive|ous|ful|less|able|ible)$/.test(lower)) continue;
    const stem = lower.replace(/(?:ies|es|s)$/, "");
    if (stem.length >= 3 && !found.has(stem)) found.set(stem, word.replace(/['’]s?$/, ""));
  }
  return found;
}

function commonWords(lists: readonly ReadonlyMap<string, string>[], charged: ReadonlySet<string>): string[] {
  const counts = new Map<string, { word: string; count: number }>();
  for (const list of lists) {
    for (const [stem, word] of list) {
      const known = counts.get(stem);
      counts.set(stem, { word: known?.word ?? word, count: (known?.count ?? 0) + 1 });
    }
  }
  return [...counts.values()]
    .filter(({ count, word }) => count >= 2 && !charged.has(word.toLowerCase()))
    .sort((a, b) => b.count - a.count)
    .map(({ word }) => word);
}
