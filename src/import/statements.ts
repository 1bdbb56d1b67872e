/**
 * Statements that a sentence attributes to somebody: who, the verb of saying, and the words. Rules over word order, no
 * model: what they cannot read they leave alone, and everything they give is marked as a draft.
 */
import { withoutMarkers } from "./words.ts";

export interface Statement {
  /** Null: a hedge says that somebody says it, and nobody is named. */
  readonly claimant: { readonly words: string; readonly at: number } | null;
  /** Of the claimant, or of hearsay. */
  readonly verb: string | null;
  /** Whether the sentence gives it as a view, not as somebody's words. */
  readonly attributed: boolean;
  /** What is said, as a stretch of the sentence. */
  readonly words: string;
  readonly start: number;
  readonly end: number;
  readonly hedges: readonly string[];
}

/** Verbs that report a statement wherever they stand behind a subject. */
const strong =
  "said|says|stated|claimed|alleged|alleges|insisted|insists|maintained|maintains|argued|argues|announced|denied|denies|confirmed|confirms|" +
  "declared|asserted|asserts|contended|contends|acknowledged|admitted|concluded|concludes|warned|warns|remarked|complained|recalled|testified|" +
  "predicted|predicts|believes|believed|estimated|suggested|suggests|explained|replied|emphasi[sz]ed|cautioned|boasted|conceded|reiterated|lamented|quipped|commented|" +
  "hypothesi[sz]ed|speculated|theori[sz]ed|postulated|posited|opined|countered";
/** Verbs that do so only before "that", a quotation or a figure. */
const weak =
  "reported|reports|report|claims|claim|states|state|estimates|estimate|noted|notes|wrote|writes|write|found|finds|showed|shows|told|added|adds|" +
  "observed|observes|described|describes|described|called|calls|considered|considers|indicated|indicates|suggest|argue|believe|revealed|reveals|proposed|proposes|say|" +
  "put|puts|advises|advised|urged|urges|thought|thinks|held|holds|agreed|agrees|criticised|criticized|accused|accuses|credited|credits|blamed|blames|" +
  "praised|dismissed|rejected|spoke|disputed|disputes|deny|warn|cited|cites|counted|gave|gives|recorded|records|expressed|listed|lists|spotted|disagreed|recommended|recommends|demanded|proposed|saw|sees|feared|hoped|expected|expects|denounced|condemned";
const adverb =
  "(?:also|later|then|once|repeatedly|publicly|initially|subsequently|further|still|never|always|since|often|however|reportedly|explicitly|\\p{Ll}+ly)";
const auxiliary = "(?:has|have|had|would|did|do|does|was|were|is|are|may|might|could)(?:n['’]t)?";

const sayingPattern = new RegExp(`(?<![\\p{L}'’-])(?:${strong}|${weak})(?![\\p{L}'’-])`, "gu");
const strongWord = new RegExp(`^(?:${strong})$`);
const adverbLast = new RegExp(`${adverb}\\s*$`, "u");
const helperLast = new RegExp(`\\s(?:${auxiliary}|${adverb})\\s*$`, "u");
const helperOrNotLast = new RegExp(`(?:^|\\s|,)(?:${auxiliary}|${adverb}|not)\\s*$`, "u");

/** What may stand where a clause, and with it another subject, begins. */
const clauseEdge =
  /(?:[;:—]\s*|(?:,\s+|\s)(?:while|whereas|although|though|because|when|since|if|but|and that|where)\s+|,\s+(?:and|or|but|yet|so)\s+|[.!?,]?["”]\s*)/gu;
const finite =
  /(?<![\p{L}'’-])(?:was|were|is|are|has|have|had|did|does|do|will|would|could|can|may|might|should|must|began|took|went|made|came|gave|fell|won|lost|held|left|led|ran|saw|sent|set|met|rose|grew|became|\p{Ll}{3,}ed)(?![\p{L}'’-])/u;
const pronoun =
  /^(?:he|she|it|they|we|i|you|who|which|that|this|these|those|there|what|whoever|his|her|its|their)$/i;
const leadingTime =
  /^(?:(?:on|in|by|at|after|before|since|during|until|from|around|about|through|throughout)\s+(?:(?:early|mid|late|about|around)[\s-]+)?(?:\d[\d\s:–-]*(?:a\.m\.|p\.m\.)?|noon|midnight|dawn|dusk|night|(?:the\s+)?(?:same|next|following|previous)\s+(?:day|week|month|year|morning|evening|night)|(?:that|this)\s+(?:day|night|evening|morning|month|year))?(?:\s*(?:January|February|March|April|May|June|July|August|September|October|November|December))?(?:\s+\d{1,4}(?:,\s+\d{4})?)?)\s+(?=\p{L})/iu;

const hedgePattern =
  /(?<![\p{L}'’-])(?:reportedly|allegedly|purportedly|supposedly|apparently|possibly|probably|presumably|perhaps|likely|unlikely|seemingly|arguably|ostensibly|unconfirmed|approximately|(?:about|around|roughly|nearly|almost)(?= (?:\d|one|two|three|four|five|six|seven|eight|nine|ten|half|a (?:dozen|hundred|thousand)))|at least|(?:no|not) (?:more|fewer|less) than|at most|up to|more than|fewer than|less than|an estimated|estimated|some(?= \d)|as many as|is said to|was said to|are said to|were said to|is believed to|was believed to|are believed to|were believed to|is thought to|was thought to|it is believed|it has been estimated|it was reported|it is said|may have|might have|could have|appear(?:s|ed)? to|seem(?:s|ed)? to|may|might|could|would)(?![\p{L}'’-])/giu;
/** Hedges that stand for somebody's statement though nobody is named. */
const hearsay =
  /(?<![\p{L}'’-])(?:reportedly|allegedly|purportedly|supposedly|(?:is|was|are|were) (?:said|believed|thought|reported|alleged|rumou?red) to|it (?:is|was|has been|had been) (?:said|believed|thought|reported|alleged|claimed|estimated|suggested))(?![\p{L}'’-])/iu;

export function hedgesIn(text: string): string[] {
  return [...new Set([...text.matchAll(hedgePattern)].map(([hedge]) => hedge))];
}

export function findStatements(sentence: string): Statement[] {
  const text = withoutMarkers(sentence);
  const found = [...accordingTo(text), ...sayings(text)];
  const kept: Statement[] = [];
  for (const one of found.sort((a, b) => a.start - b.start)) {
    const { claimant } = one;
    if (claimant && kept.some((other) => other.claimant?.at === claimant.at)) continue;
    kept.push(finish(sentence, one));
  }
  if (kept.length === 0 && hearsay.test(text)) {
    const [verb = null] = hearsay.exec(sentence) ?? [];
    kept.push(finish(sentence, { claimant: null, verb, start: 0, end: text.length }));
  }
  return kept.filter(({ words }) => words !== "");
}

type Rough = Pick<Statement, "claimant" | "verb" | "start" | "end"> & { readonly attributed?: boolean };

function finish(sentence: string, { claimant, verb, attributed = false, start, end }: Rough): Statement {
  const [from, to] = trimmed(sentence, start, end);
  const words = sentence.slice(from, to);
  return { claimant, verb, attributed, words, start: from, end: to, hedges: hedgesIn(words) };
}

/** Without white space, markers and the punctuation around a clause. */
function trimmed(sentence: string, start: number, end: number): [number, number] {
  let from = start;
  let to = end;
  const lead = /^(?:\s|[,;:—–]|\[[^\]\s]*\]|that\s)+/.exec(sentence.slice(from, to))?.[0].length ?? 0;
  from += lead;
  for (;;) {
    const rest = sentence.slice(from, to);
    const tail = /(?:\s|[,;:.—–]|\[[^\]\s]*\])+$/.exec(rest)?.[0].length ?? 0;
    if (tail === 0) break;
    to -= tail;
  }
  return [from, Math.max(from, to)];
}

function accordingTo(text: string): Rough[] {
  const found: Rough[] = [];
  const pattern =
    /(?<![\p{L}])(?:according to|in the (?:view|opinion|words|eyes) of|as reported by|as stated by)\s+/giu;
  for (const match of text.matchAll(pattern)) {
    const from = match.index + match[0].length;
    const rest = text.slice(from);
    const length = nounPhraseEnd(rest);
    const words = rest.slice(0, length).trim();
    if (!isSpeaker(words)) continue;
    const claimant = { words, at: from };
    const before = text.slice(0, match.index).replace(/[,\s]+$/, "");
    const isFirst = before.length < 30 && !finite.test(before);
    const after = from + length + (aside.exec(rest.slice(length))?.[0].length ?? 0);
    const [start, end] = isFirst
      ? [after, clauseEnd(text, after)]
      : [clauseStart(text, match.index), match.index];
    const verb = match[0].trim();
    found.push({ claimant, verb, attributed: isView(verb), start, end });
  }
  const view =
    /(?<![\p{L}])in\s+(\p{Lu}[\p{L}.-]*(?:\s\p{Lu}[\p{L}.-]*){0,5}|the\s+[\p{L}\s]{3,40})['’]s?\s+(?:view|opinion|words)(?=[,\s])/giu;
  for (const match of text.matchAll(view)) {
    const words = (match[1] ?? "").trim();
    const at = match.index + match[0].indexOf(words);
    if (!isSpeaker(words)) continue;
    const from = match.index + match[0].length;
    found.push({
      claimant: { words, at },
      verb: null,
      attributed: isView(match[0]),
      start: from,
      end: clauseEnd(text, from),
    });
  }
  return found;
}

function isView(words: string): boolean {
  return /\b(?:view|opinion|eyes)\b/i.test(words);
}

/** What is told of a speaker between commas: "According to its report, published in May, …". */
const aside =
  /^,\s+(?:(?:who|which|whose)|(?:\p{Ll}+ed|written|made|given|taken|drawn up)\s+(?:in|on|by|at|for|to|from|with|after|before|last|this|earlier|later|during|under))\s[^,;]*(?=,\s)/u;

/** Where the name of a speaker ends: at a comma or a clause, a list of names aside. */
function nounPhraseEnd(rest: string): number {
  const stop =
    /[,;:.](?=\s|$|["”])|\s(?:who|which|that|and that|while|whereas|but|where|when|because|is|are|was|were|has|have|had|in (?:1\d|20)\d\d|on \d)(?=\s)|["“]/u;
  let from = 0;
  for (;;) {
    const match = stop.exec(rest.slice(from));
    if (match === null) return rest.length;
    const at = from + match.index;
    // The full stop of a title or an initial ends nothing.
    if (
      match[0] === "." &&
      /(?:^|\s)(?:Dr|Mr|Mrs|Ms|Prof|St|Gen|Col|Lt|Sgt|Capt|Rev|Fr|Sen|Gov|\p{Lu})$/u.test(rest.slice(0, at))
    ) {
      from = at + 1;
      continue;
    }
    return at;
  }
}

function clauseEnd(text: string, from: number): number {
  const rest = text.slice(from);
  const quoted = quotedRanges(text);
  for (const match of rest.matchAll(/;|,?\s(?:while|whereas)\s|,\s(?:but|although|though)\s/g)) {
    const at = from + match.index;
    if (!quoted.some(([start, end]) => at > start && at < end)) return at;
  }
  return text.length;
}

function clauseStart(text: string, before: number): number {
  let start = 0;
  for (const match of text.slice(0, before).matchAll(/;\s|\s(?:while|whereas)\s|,\s(?:but|and)\s/g))
    start = match.index + match[0].length;
  return start;
}

function quotedRanges(text: string): [number, number][] {
  const ranges: [number, number][] = [];
  for (const match of text.matchAll(/"[^"]*"|“[^”]*”/g))
    ranges.push([match.index, match.index + match[0].length - 1]);
  return ranges;
}

function sayings(text: string): Rough[] {
  const found: Rough[] = [];
  const quoted = quotedRanges(text);
  const inQuotes = (at: number) => quoted.some(([start, end]) => at > start && at < end);
  for (const match of text.matchAll(sayingPattern)) {
    const [verb] = match;
    const at = match.index;
    if (inQuotes(at)) continue;
    const after = text.slice(at + verb.length);
    const before = text.slice(0, at);
    if (
      /(?<![\p{L}])(?:to|be|been|being|a|an|the|its|their|his|her|no|of|was|were|is|are|by)\s*$/iu.test(
        before.replace(adverbLast, ""),
      )
    ) {
      continue;
    }
    const inverted = invertedSubject(before, after, at + verb.length);
    if (inverted !== null) {
      const start = quoteBefore(quoted, at) ?? clauseStart(text, at);
      found.push({ claimant: inverted, verb, start, end: at });
      continue;
    }
    const isStrong = strongWord.test(verb);
    const claimant = subjectBefore(text, at, quoted);
    if (claimant === null) continue;
    const quote = quoteBefore(quoted, claimant.at);
    // `"…," the driver told the Courier`: what is said stands in front of the speaker.
    const isDirect = quote !== null && /[,?!]["”]\s*$|["”],\s*$/.test(text.slice(0, claimant.at));
    if (!isStrong && !isDirect && !reportsAfter(verb, after)) continue;
    const endsSentence = /^[\s.]*$/.test(after);
    if (endsSentence && quote === null && !isStrong) continue;
    const [start, end] =
      (endsSentence || isDirect) && quote !== null
        ? [quote, claimant.at]
        : [saidFrom(text, at + verb.length), clauseEnd(text, at + verb.length)];
    if (text.slice(start, end).trim().replace(/[.,]/g, "") === "") continue;
    found.push({ claimant, verb, start, end });
  }
  return found;
}

/** Where what is said begins: behind when, where or to whom it was said, in "insisted until 1934 that …". */
function saidFrom(text: string, from: number): number {
  const adjunct =
    /^\s+(?:in|on|until|to|at|during|by|after|before|since|for|from|again|later)\s[^,;"“”]{1,80}?\sthat\s(?!(?:was|were|is|are|had|has|have)\s)/u;
  return from + (adjunct.exec(text.slice(from))?.[0].length ?? 0);
}

function reportsAfter(verb: string, after: string): boolean {
  if (/^(?:told)$/.test(verb)) return /^\s+\p{L}/u.test(after);
  if (/^\s*,?\s*(?:that|["“]|how|whether)(?![\p{L}])|^\s*["“:]/u.test(after)) return true;
  if (
    /^\s*,?[^,;.]{0,60}?\sthat\s/.test(after) &&
    !/^(?:put|puts|gave|gives|held|holds|saw|called|calls)$/.test(verb)
  )
    return true;
  if (/^,?\s+(?:\p{L}+\s+){0,3}(?:in|on)\s[^,.;"“]{2,30}\sthat\s/u.test(after)) return true;
  switch (verb) {
    case "put":
    case "puts":
      return (
        /^\s+the\s+(?:\p{L}+\s+){0,2}(?:number|figure|toll|total|count|cost|losses|death)/u.test(after) ||
        /^[^.;]{2,60}\sat\s(?:\p{L}+\s){0,3}[\d$€£]/u.test(after)
      );
    case "disputed":
    case "disputes":
      return /^\s+(?:the|this|these|that|those|any|having|his|her|its|their)\s/.test(after);
    case "spoke":
      return /^\s+of\s/.test(after);
    case "gave":
    case "gives":
      return /^\s+(?:a|the)\s+(?:figure|number|toll|total)/.test(after);
    case "credits":
    case "credited":
    case "blamed":
    case "blames":
    case "accused":
    case "accuses":
    case "criticised":
    case "criticized":
    case "deny":
    case "dismissed":
    case "denounced":
    case "condemned":
      return /^\s+\p{L}/u.test(after);
    case "described":
    case "describes":
    case "called":
    case "calls":
    case "considered":
    case "considers":
      return /^[^.;,]{2,80}(?:\sas\s|["“])/u.test(after);
    case "rejected":
      return /^\s+(?:the|these|those|this|all|any)\s+(?:\p{L}+\s+){0,1}(?:claims?|findings?|allegations?|accusations?|charges?|reports?|figures?|criticism|idea|suggestions?)/u.test(
        after,
      );
    case "reported":
    case "reports":
    case "report":
    case "estimates":
    case "estimate":
    case "claims":
    case "claim":
    case "recorded":
    case "counted":
    case "listed":
    case "lists":
    case "found":
    case "finds":
    case "say":
      if (/^\s+(?:it|he|she|they|there|this|these|those)\s/.test(after)) return true;
      return hasFigureOrClause(verb, after);
    case "states":
    case "believe":
    case "argue":
    case "suggest":
    case "notes":
    case "expects":
    case "expected":
      return hasFigureOrClause(verb, after);
  }
  return false;
}

/** "reported 400 people", "found that", "say the bridge was". */
function hasFigureOrClause(verb: string, after: string): boolean {
  return (
    /^\s+(?:(?:a|an|the|that|no|some|at least|at most|over|about|around|up to|more than|fewer than|between|only|as many as)\s+)?(?:\p{L}+\s+){0,1}(?:\d|hundreds|thousands|dozens)/u.test(
      after,
    ) ||
    /^\s+(?:(?:the|a|an|no|his|her|its|their|some|many|there)\s+)?(?:\p{L}[\p{L}'’-]*\s+){1,6}(?:was|were|is|are|has|have|had|would|will|could|might|may)\s/u.test(
      after,
    ) ||
    (/^\s+(?:a|an|no|hearing|seeing|being)\s+\p{L}/u.test(after) &&
      /^(?:reported|found|reports|finds)$/.test(verb))
  );
}

function quoteBefore(quoted: readonly [number, number][], at: number): number | null {
  return quoted.find(([, end]) => end < at && at - end < 6)?.[0] ?? null;
}

/** `"…," recalled Maria Teng, a baker`: the speaker stands behind the verb. */
function invertedSubject(before: string, after: string, at: number): { words: string; at: number } | null {
  if (!/(?:["”]|,)\s*$/.test(before)) return null;
  const isQuote = /["”]\s*$/.test(before);
  const named = /^\s+(?:\p{Lu}[\p{L}.'’-]*|the|a|an|one|his|her|their|its)\s/u.exec(`${after} `);
  if (named === null || (!isQuote && !/^\s+\p{Lu}/u.test(after))) return null;
  if (!isQuote && subjectLike(before)) return null;
  const rest = after.trimStart();
  const length = nounPhraseEnd(rest);
  const words = rest.slice(0, length).trim();
  if (!isSpeaker(words) || finite.test(words)) return null;
  return { words, at: at + (after.length - rest.length) };
}

function subjectLike(before: string): boolean {
  return !/["”]/.test(before);
}

/**
 * The subject of a verb of saying: what stands between it and the beginning of its clause. Null where the verb is
 * negated: what somebody did not say or does not believe is no statement of theirs.
 */
function subjectBefore(
  text: string,
  verbAt: number,
  quoted: readonly [number, number][],
): { words: string; at: number } | null {
  let left = text.slice(0, verbAt);
  const helperOf = (words: string) => helperOrNotLast.exec(words.trimEnd());
  for (let match = helperOf(left); match !== null; match = helperOf(left)) {
    if (/(?:\b(?:not|never)|n['’]t)\s*$/.test(match[0])) return null;
    left = left.slice(0, match.index + (match[0].startsWith(",") ? 1 : 0));
    if (left.trim() === "") return null;
  }
  let start = 0;
  for (const edge of left.matchAll(clauseEdge)) {
    const end = edge.index + edge[0].length;
    if (/^[.!?,]?["”]/.test(edge[0]) && !quoted.some(([, close]) => close >= edge.index && close < end))
      continue;
    if (left.slice(end).trim() !== "") start = end;
  }
  let clause = left.slice(start);
  // "rejected the findings and argued": the subject stands before the first verb.
  if (/\s(?:and|but|or|then)\s*$|,\s*$/.test(clause) && finite.test(clause) && !isAside(clause)) {
    const first = finite.exec(clause);
    if (first === null) return null;
    clause = clause.slice(0, first.index);
    const again = helperLast.exec(clause);
    if (again !== null) clause = clause.slice(0, again.index);
  }
  let offset = start;
  const shift = (count: number) => {
    clause = clause.slice(count);
    offset += count;
  };
  shift(clause.length - clause.trimStart().length);
  const time = leadingTime.exec(clause);
  if (time !== null && !/,/.test(time[0])) shift(time[0].length);

  if (/,\s*$/.test(clause)) {
    // "Dr. Brandt, then head of the observatory, warned"
    const parts = pieces(clause.replace(/,\s*$/, ""));
    const aside = parts.at(-1);
    const head = parts.at(-2);
    if (aside === undefined || head === undefined) return speakerAt(clause.replace(/,\s*$/, ""), offset);
    const both = clause.slice(head.at, aside.at + aside.words.length);
    const isName =
      /^(?:(?:Dr|Mr|Mrs|Ms|Prof|Sgt|Gen|Col|Capt)\.\s+)?\p{Lu}[\p{L}.'’-]*(?:\s+(?:(?:van|von|de|der|al|bin|la)\s+)*\p{Lu}[\p{L}.'’-]*)+$/u.test(
        aside.words,
      );
    const isDescription = /^(?:the|a|an|its|his|her|their)\s|['’]s?\s/iu.test(`${head.words} `);
    if (isName && isDescription) return speakerAt(both, offset + head.at);
    // An aside of several parts: the head is the piece before the first of them.
    const headPiece = parts.length > 2 && isIntroduction(parts[0]?.words ?? "") ? parts[1] : parts[0];
    return headPiece === undefined ? null : speakerAt(headPiece.words, offset + headPiece.at);
  }
  const parts = pieces(clause);
  const last = parts.at(-1);
  if (last === undefined) return null;
  if (parts.length >= 2 && !isIntroduction(parts[0]?.words ?? "") && /^(?:and|or)\s/.test(last.words))
    return speakerAt(clause, offset);
  return speakerAt(last.words, offset + last.at);
}

function isAside(clause: string): boolean {
  const parts = pieces(clause.replace(/,\s*$/, ""));
  return /,\s*$/.test(clause) && parts.length >= 2 && !finite.test(parts.at(-2)?.words ?? "");
}

function isIntroduction(words: string): boolean {
  return /^(?:on|in|by|at|after|before|since|during|until|from|following|despite|with|for|as|to|under|among|however|meanwhile|moreover|later|elsewhere|similarly|nevertheless|finally|then|afterwards?|subsequently|instead|yet|thus|also|initially|today|when|while|although|though)(?:\s|$)/i.test(
    words,
  );
}

function pieces(clause: string): { words: string; at: number }[] {
  const found: { words: string; at: number }[] = [];
  let from = 0;
  for (const match of clause.matchAll(/,\s+|,$/g)) {
    found.push({ words: clause.slice(from, match.index), at: from });
    from = match.index + match[0].length;
  }
  found.push({ words: clause.slice(from), at: from });
  return found.filter(({ words }) => words.trim() !== "");
}

function speakerAt(words: string, at: number): { words: string; at: number } | null {
  const plain = words.trim();
  return isSpeaker(plain) && !isIntroduction(plain) && !finite.test(plain.replace(/\swho\s.*$/, ""))
    ? { words: plain.replace(/\s(?:who|which)\s.*$/, ""), at: at + (words.length - words.trimStart().length) }
    : null;
}

function isSpeaker(words: string): boolean {
  if (words === "" || words.split(/\s+/).length > 16 || /["“”;]/.test(words)) return false;
  const [first = ""] = words.split(/\s+/);
  if (
    pronoun.test(words) ||
    (pronoun.test(first) && !/^(?:its|his|her|their|these|those|this)$/i.test(first))
  )
    return false;
  if (!/\p{L}{2}/u.test(words) || /^\d/.test(words)) return false;
  return !/^(?:and|or|but|not|to|of|which|who|that|than|as|if|some of|most of|no|nobody|no-one|none|neither|few)\b/i.test(
    words,
  );
}
