/**
 * What running text of any length is about, among what the dossiers hold. Two stages: each distinct term of the text
 * adds its weight to what it may be recognised by (inverse document frequency, S. Robertson and K. Spärck Jones, 1976),
 * and the best of these are read again in the text itself, sentence by sentence: there names, figures beside their
 * nouns, dates and topic words have to stand near one another, and words that nothing explains speak against it.
 */
import type { Claim, Event, Excerpt, Question } from "../../dossier/catalogue.ts";
import { daysIn, type Figure, figuresIn, withoutOtherNumbers, yearsIn } from "./figures.ts";
import type { Named, Names } from "./names.ts";
import { plainText } from "./plain.ts";
import { dayTerm, entryTerm, type Profiles, type Subject } from "./profiles.ts";
import { type Token, tokensOf } from "./tokens.ts";
import type { Meaning, Vocabulary } from "./vocabulary.ts";

/** What a text bears on. Lists are best first. */
export interface Reading {
  /** Whether it has no words at all: links, mentions and emoji are none. */
  readonly blank: boolean;
  readonly questions: readonly Question[];
  readonly events: readonly Event[];
  readonly excerpts: readonly Excerpt[];
  /** Places and actors that the text names. */
  readonly named: readonly Named[];
  /** Claims with a number of the text, beside a noun or verb of theirs. `part`: one end of a range only. */
  readonly equal: ReadonlyMap<Claim, "whole" | "part">;
}

/** Chosen on the tuning set of messages. */
const settings = Object.freeze({
  /** Tokens that make one context: some three sentences of chat. */
  context: 40,
  /** Tokens on both sides within which a noun belongs to a figure. */
  besideFigure: 5,
  common: 0.45,
  misspelt: 0.8,
  equalFigure: 1.1,
  otherFigure: 0.25,
  /** Topic weight needed where a place of the dossier is named, an actor only, nothing. */
  withPlace: 0.24,
  withActor: 0.5,
  alone: 1.5,
  /** Share of the words around that must be explained, in the same order. */
  explainedWithPlace: 0.12,
  explainedWithActor: 0.42,
  explainedAlone: 0.62,
  /** How much a year that no dossier speaks of says against a sentence, in words. */
  otherYear: 3,
  /** Weight of a name that says by itself what a message is about. */
  specific: 0.3,
  /** The share for an entry's bare name. */
  explainedByName: 0.33,
  /** A result is kept beside better ones of its kind if it scores this share of the best of them, … */
  relative: 0.8,
  /** … or if words of this weight are explained by none of them. */
  novel: 0.3,
  most: 5,
});

const perKind = 24;
const kinds = ["question", "event", "excerpt"] as const;

interface Text {
  readonly tokens: readonly Token[];
  readonly meanings: readonly (readonly Meaning[])[];
  /** What stands at a token beside its own meaning: entries, days. */
  readonly marks: readonly (readonly number[])[];
  readonly figures: readonly Figure[];
  /** Figures by the token they begin at. */
  readonly figureAt: ReadonlyMap<number, Figure>;
  readonly placesBefore: Uint16Array;
  readonly actorsBefore: Uint16Array;
  /** Weight, per token, of being unexplained. */
  readonly strange: Float32Array;
}

interface Hit {
  readonly at: number;
  readonly term: number;
  readonly value: number;
  readonly kind: "word" | "entry" | "figure" | "day";
  readonly common: boolean;
}

interface Scored {
  readonly subject: Subject;
  readonly score: number;
  /** What its topic words, figures and days weigh, by the token they stand at. */
  readonly explains: ReadonlyMap<number, number>;
}

/** Builds the reading of messages over an index whose vocabulary is complete. */
export function createMessageReader(
  vocabulary: Vocabulary,
  names: Names,
  profiles: Profiles,
): (text: string) => Reading {
  const { subjects, starts, terms, credits, phrases, namedBy, years } = profiles;
  const entryTerms = names.entries.map((_, entry) => vocabulary.get(entryTerm(entry)) as number);
  const entryOf = new Map(entryTerms.map((term, entry) => [term, entry]));
  const rowOf = new Map<Subject, number>(subjects.map((subject, row) => [subject, row]));
  const figureWords = new Map<Question, QuestionFigures>();

  const size = vocabulary.size();
  const frequency = new Uint32Array(size);
  for (const term of terms) frequency[term] = (frequency[term] as number) + 1;
  const firsts = new Uint32Array(size + 1);
  for (let term = 0; term < size; term++) {
    firsts[term + 1] = (firsts[term] as number) + (frequency[term] as number);
  }
  const ends = firsts.slice(0, size);
  const rows = new Uint32Array(terms.length);
  const rowCredits = new Float32Array(terms.length);
  for (let row = 0; row < subjects.length; row++) {
    for (let at = starts[row] as number; at < (starts[row + 1] as number); at++) {
      const term = terms[at] as number;
      const place = ends[term] as number;
      rows[place] = row;
      rowCredits[place] = credits[at] as number;
      ends[term] = place + 1;
    }
  }
  const weights = new Float32Array(size);
  const scale = Math.log(subjects.length + 1);
  for (let term = 0; term < size; term++) {
    const held = frequency[term] as number;
    weights[term] = held === 0 ? 0 : Math.max(0.15, Math.log((subjects.length + 1) / held) / scale);
  }
  /** Lists longer than this tell too little to be worth walking, once a dossier is large. */
  const longestList = Math.max(400, subjects.length / 12);

  const sums = new Float32Array(subjects.length);
  const held = new Float32Array(size);
  const stamps = new Uint32Array(size);
  let stamp = 0;

  function prepare(raw: string): Text {
    const tokens = tokensOf(withoutOtherNumbers(plainText(raw)));
    const known = new Map<string, readonly Meaning[]>();
    const meanings = tokens.map((token) => {
      let meant = known.get(token.word);
      if (meant === undefined) {
        meant = vocabulary.meanings(token);
        known.set(token.word, meant);
      }
      return meant;
    });
    const marks: number[][] = tokens.map(() => []);
    const placesBefore = new Uint16Array(tokens.length + 1);
    const actorsBefore = new Uint16Array(tokens.length + 1);
    const strange = new Float32Array(tokens.length);
    tokens.forEach(({ word, stop, common }, at) => {
      const some = (meanings[at] as readonly Meaning[]).length > 0;
      strange[at] = stop
        ? 0
        : common
          ? 0.15
          : /^\d+$/.test(word)
            ? 0.3
            : word.length < 4
              ? 0.4
              : some
                ? 0.6
                : 1;
    });
    for (const { entry, at, until, proper } of names.spot(tokens, (at) => meanings[at] ?? [], {
      typed: true,
    })) {
      const term = entryTerms[entry] as number;
      if (marks[at]?.includes(term)) continue;
      marks[at]?.push(term);
      for (let inside = at; inside < until; inside++)
        strange[inside] = Math.min(0.1, strange[inside] as number);
      if (!proper) continue;
      const counts = names.entries[entry]?.kind === "place" ? placesBefore : actorsBefore;
      counts[at + 1] = (counts[at + 1] as number) + 1;
    }
    for (let at = 0; at < tokens.length; at++) {
      placesBefore[at + 1] = (placesBefore[at + 1] as number) + (placesBefore[at] as number);
      actorsBefore[at + 1] = (actorsBefore[at + 1] as number) + (actorsBefore[at] as number);
    }
    const days = daysIn(tokens);
    for (const { day, month, at } of days) {
      for (const text of [dayTerm(day, month), dayTerm(null, month)]) {
        const term = vocabulary.get(text);
        if (term !== undefined && !marks[at]?.includes(term)) marks[at]?.push(term);
      }
    }
    const dated = new Set(days.flatMap(({ at }) => [at - 3, at - 2, at - 1, at, at + 1]));
    for (const { year, at } of yearsIn(tokens)) {
      dated.add(at);
      if (!years.has(year)) strange[at] = settings.otherYear;
    }
    const figures = figuresIn(tokens).filter(({ at, value }) => !(dated.has(at) && value <= 2100));
    return {
      tokens,
      meanings,
      marks,
      figures,
      figureAt: new Map(figures.map((figure) => [figure.at, figure])),
      placesBefore,
      actorsBefore,
      strange,
    };
  }

  /** The subjects that share most with the text as a whole, at most `perKind` of each kind. */
  function candidates({ meanings, marks, tokens, figures }: Text): number[] {
    const touched: number[] = [];
    stamp++;
    const add = (term: number, share: number) => {
      if (stamps[term] === stamp) return;
      stamps[term] = stamp;
      const first = firsts[term] as number;
      const last = firsts[term + 1] as number;
      if (last - first > longestList) return;
      const value = share * (weights[term] as number);
      for (let at = first; at < last; at++) {
        const row = rows[at] as number;
        if (sums[row] === 0) touched.push(row);
        sums[row] = (sums[row] as number) + value * (rowCredits[at] as number);
      }
    };
    for (let at = 0; at < tokens.length; at++) {
      for (const term of marks[at] as readonly number[]) add(term, 1.5);
      const { stop, common } = tokens[at] as Token;
      if (stop) continue;
      for (const { term, edits } of meanings[at] as readonly Meaning[]) {
        add(term, (common ? settings.common : 1) * (edits > 0 ? settings.misspelt : 1));
      }
    }
    for (const { value } of figures) {
      const term = vocabulary.get(String(value));
      if (term !== undefined) add(term, 1);
    }
    const kept = kinds.flatMap((kind) => {
      const best: number[] = [];
      for (const row of touched) {
        if (subjects[row]?.kind !== kind) continue;
        const sum = sums[row] as number;
        if (best.length === perKind && sum <= (sums[best[perKind - 1] as number] as number)) continue;
        let at = best.length;
        while (at > 0 && (sums[best[at - 1] as number] as number) < sum) at--;
        best.splice(at, 0, row);
        if (best.length > perKind) best.pop();
      }
      return best;
    });
    for (const row of touched) sums[row] = 0;
    return kept;
  }

  /** Where the text speaks of one subject. */
  function hitsOf(text: Text, row: number): Hit[] {
    const { tokens, meanings, marks, figures } = text;
    const hits: Hit[] = [];
    const first = starts[row] as number;
    const last = starts[row + 1] as number;
    for (let at = first; at < last; at++) held[terms[at] as number] = credits[at] as number;
    const counted = new Set(figures.flatMap(({ at, until }) => range(at, until)));
    for (let at = 0; at < tokens.length; at++) {
      for (const term of marks[at] as readonly number[]) {
        const credit = held[term] as number;
        if (credit === 0) continue;
        const kind = entryOf.has(term) ? "entry" : "day";
        hits.push({ at, term, value: credit * (weights[term] as number), kind, common: false });
      }
      const { stop, common, word } = tokens[at] as Token;
      if (stop || counted.has(at) || /^\d+$/.test(word)) continue;
      for (const { term, edits } of meanings[at] as readonly Meaning[]) {
        const credit = held[term] as number;
        if (credit === 0) continue;
        const share = (common ? settings.common : 1) * (edits > 0 ? settings.misspelt : 1);
        hits.push({ at, term, value: credit * share * (weights[term] as number), kind: "word", common });
        break;
      }
    }
    for (let at = first; at < last; at++) held[terms[at] as number] = 0;
    return hits;
  }

  function score(text: Text, row: number): Scored | null {
    const subject = subjects[row] as Subject;
    const hits = hitsOf(text, row);
    if (subject.kind === "question") {
      const known = figuresOf(subject);
      for (const { at, value, until } of text.figures) {
        const beside = besideFigure(text, at, until, known);
        if (!beside) continue;
        const equal = known.values.has(value);
        const term = -1 - value;
        const weight = equal ? settings.equalFigure : settings.otherFigure;
        hits.push({ at, term, value: weight, kind: "figure", common: false });
      }
    }
    hits.sort((a, b) => a.at - b.at);
    let best: Scored | null = null;
    for (let first = 0; first < hits.length; first++) {
      const from = (hits[first] as Hit).at;
      if (first > 0 && hits[first - 1]?.at === from) continue;
      let until = first;
      while (until < hits.length && (hits[until] as Hit).at < from + settings.context) until++;
      const found = judge(text, row, hits.slice(first, until));
      if (found !== null && found.score > (best?.score ?? 0)) best = { subject, ...found };
      if (until === hits.length) break;
    }
    return best;
  }

  /** The score of one context, or null where it does not speak of the subject. */
  function judge(text: Text, row: number, hits: readonly Hit[]): Omit<Scored, "subject"> | null {
    const best = new Map<number, Hit>();
    for (const hit of hits) if (hit.value > (best.get(hit.term)?.value ?? 0)) best.set(hit.term, hit);
    let boosted = 0;
    const raised = new Map<number, number>();
    for (const phrase of phrases[row] as readonly (readonly number[])[]) {
      if (!phrase.every((term) => best.has(term))) continue;
      for (const term of phrase) {
        const hit = best.get(term) as Hit;
        if (hit.kind === "word")
          raised.set(term, (weights[term] as number) * (hit.common ? settings.common : 1));
      }
      boosted = Math.max(boosted, phrase.length);
    }
    let topic = 0;
    let entries = 0;
    let telling = 0;
    let named = false;
    const explains = new Map<number, number>();
    for (const [term, hit] of best) {
      if (hit.kind === "entry") {
        entries += hit.value;
        if (namedBy[row]?.has(entryOf.get(term) ?? -1) && (weights[term] as number) >= settings.specific)
          named = true;
      } else {
        const value = Math.max(hit.value, raised.get(term) ?? 0);
        topic += value;
        explains.set(hit.at, Math.max(value, explains.get(hit.at) ?? 0));
        if (hit.kind === "day" || hit.kind === "figure" || (!hit.common && value >= 0.2)) telling++;
      }
    }
    if (boosted > 1) topic += 0.12 * (boosted - 1);
    const { placesBefore, actorsBefore, tokens } = text;
    const start = (hits[0] as Hit).at;
    const end = (hits.at(-1) as Hit).at;
    const from = Math.max(0, start - settings.context);
    const to = Math.min(tokens.length, end + settings.context);
    const placed = (placesBefore[to] as number) > (placesBefore[from] as number);
    const acted = (actorsBefore[to] as number) > (actorsBefore[from] as number);
    const least = placed ? settings.withPlace : acted ? settings.withActor : settings.alone;
    if (topic < least && !named) return null;
    const explained = explainedShare(text, hits, start, end);
    const total = topic + 0.6 * entries + (named ? 0.5 : 0);
    const bare = named && explained >= settings.explainedByName;
    const share = placed
      ? settings.explainedWithPlace
      : acted
        ? settings.explainedWithActor
        : settings.explainedAlone;
    const enough = topic >= least && explained >= share && (placed || acted || telling >= 2);
    return bare || enough ? { score: total * (0.7 + 0.3 * explained), explains } : null;
  }

  /** Which share of the words in the sentences of the hits is explained by them. */
  function explainedShare(
    { tokens, strange }: Text,
    hits: readonly Hit[],
    start: number,
    end: number,
  ): number {
    let from = start;
    while (from > 0 && start - from < 20 && tokens[from - 1]?.sentence === tokens[start]?.sentence) from--;
    let to = end + 1;
    while (to < tokens.length && to - end < 20 && tokens[to]?.sentence === tokens[end]?.sentence) to++;
    const explained = new Map<number, number>();
    for (const { at, common, kind, term } of hits) {
      // A name that half of the dossier bears says little about a sentence.
      const value = kind === "entry" ? Math.min(1, 0.2 + 1.5 * (weights[term] as number)) : common ? 0.5 : 1;
      explained.set(at, Math.max(explained.get(at) ?? 0, value));
    }
    let known = 0;
    let unknown = 0;
    for (let at = from; at < to; at++) {
      const value = explained.get(at);
      if (value !== undefined) known += value;
      else unknown += strange[at] as number;
    }
    return known === 0 ? 0 : known / (known + unknown);
  }

  function figuresOf(question: Question): QuestionFigures {
    let known = figureWords.get(question);
    if (known === undefined) {
      const claimants = question.claims.flatMap(({ claimant }) =>
        claimant ? names.entries.indexOf(claimant.actor) : [],
      );
      const entries = [...(namedBy[rowOf.get(question) as number] ?? []), ...claimants].flatMap(
        (entry) => entryTerms[entry] ?? [],
      );
      known = readFigures(question, entries, vocabulary.get);
      figureWords.set(question, known);
    }
    return known;
  }

  function equalClaims(text: Text, questions: readonly Question[]): Map<Claim, "whole" | "part"> {
    const equal = new Map<Claim, "whole" | "part">();
    for (const question of questions) {
      const known = figuresOf(question);
      const given = new Set(
        text.figures
          .filter(({ at, until }) => besideFigure(text, at, until, known))
          .map(({ value }) => value),
      );
      for (const claim of question.claims) {
        const ends = endsOf(claim);
        const shared = ends.filter((value) => given.has(value));
        if (shared.length > 0)
          equal.set(claim, shared.length === ends.length && !open(claim) ? "whole" : "part");
      }
    }
    return equal;
  }

  return (raw) => {
    const text = prepare(raw);
    const scored = candidates(text).flatMap((row) => score(text, row) ?? []);
    const pick = <T extends Subject>(kind: T["kind"]): T[] => {
      const found = scored.filter(({ subject }) => subject.kind === kind).sort((a, b) => b.score - a.score);
      const least = (found[0]?.score ?? 0) * settings.relative;
      const explained = new Set<number>();
      const kept = found.filter(({ score, explains }) => {
        let novel = 0;
        for (const [at, value] of explains) if (!explained.has(at)) novel += value;
        if (score < least && novel < settings.novel) return false;
        for (const at of explains.keys()) explained.add(at);
        return true;
      });
      return kept.slice(0, settings.most).map(({ subject }) => subject as T);
    };
    const questions = pick<Question>("question");
    const named = new Set(text.marks.flat().flatMap((term) => names.entries[entryOf.get(term) ?? -1] ?? []));
    return {
      blank: text.tokens.length === 0,
      questions,
      events: pick<Event>("event"),
      excerpts: pick<Excerpt>("excerpt"),
      named: [...named],
      equal: equalClaims(text, questions),
    };
  };
}

function range(from: number, until: number): number[] {
  return Array.from({ length: until - from }, (_, step) => from + step);
}

interface QuestionFigures {
  readonly values: ReadonlySet<number>;
  /** Terms of what is counted, of the verb, of the question's own topics, of the entries it is named by and of claimants. */
  readonly nouns: ReadonlySet<number>;
}

function readFigures(
  question: Question,
  namedBy: readonly number[],
  numberOf: (term: string) => number | undefined,
): QuestionFigures {
  const quantities = question.claims.flatMap(({ quantity }) => quantity ?? []);
  const texts = [
    ...quantities.flatMap(({ words, verb, counted }) => [words, verb, counted]),
    ...question.topics,
    ...question.names.filter((name) => !name.includes(" ")),
  ];
  const nouns = texts
    .flatMap(tokensOf)
    .filter(({ stop, term }) => !stop && !/^\d+$/.test(term))
    .flatMap(({ term }) => numberOf(term) ?? []);
  return {
    values: new Set(question.claims.flatMap(endsOf)),
    nouns: quantities.length === 0 ? new Set() : new Set([...nouns, ...namedBy]),
  };
}

/** The numbers that a claim gives: one, or the ends of a range. */
function endsOf({ quantity }: Claim): number[] {
  if (quantity === null) return [];
  const { low, best, high } = quantity;
  return [...new Set([low, best, high].filter((value) => value !== null))];
}

/** "over 50" gives one end only. */
function open({ quantity }: Claim): boolean {
  return quantity !== null && quantity.best === null && (quantity.low === null || quantity.high === null);
}

/** Whether a noun or verb that the question counts by stands near a figure, in the same sentence. */
function besideFigure(
  { tokens, meanings, marks }: Text,
  at: number,
  until: number,
  { nouns }: QuestionFigures,
): boolean {
  const sentence = tokens[at]?.sentence;
  const last = Math.min(tokens.length, until + settings.besideFigure);
  for (let near = Math.max(0, at - settings.besideFigure); near < last; near++) {
    if (near >= at && near < until) continue;
    const token = tokens[near];
    // "168?? thats what SOHR said": a few words count across the end of a sentence.
    const apart = near < at ? at - near : near - until + 1;
    if (token === undefined || token.stop || (token.sentence !== sentence && apart > 3)) continue;
    if (marks[near]?.some((term) => nouns.has(term))) return true;
    if (meanings[near]?.some(({ term }) => nouns.has(term))) return true;
  }
  return false;
}
