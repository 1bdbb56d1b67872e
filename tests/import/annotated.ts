/** Texts with what must be found in them marked (see held-out/README.md), and how much of it the importer finds. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findDates } from "../../src/import/dates.ts";
import { passagesOf } from "../../src/import/passages.ts";
import { readDocument } from "../../src/import/read.ts";
import { findStatements } from "../../src/import/statements.ts";

interface Expected {
  readonly text: string;
  readonly markers: readonly number[];
  readonly dates: readonly (readonly [words: string, edtf: string])[];
  readonly speakers: readonly string[];
}

export interface Score {
  found: number;
  wrong: number;
  expected: number;
}

export interface Scores {
  readonly sentences: Score;
  readonly markers: Score;
  readonly dates: Score;
  readonly statements: Score;
  readonly quotations: Score;
  /** What was missed or wrong, a line each. */
  readonly faults: string[];
}

const mark = /⟦([a-z]) ?([^|⟧]*)\|([^⟧]*)⟧/g;

/** A text without its marks, as a reader would have it. */
export function unmarked(text: string): string {
  return text.replace(mark, "$3");
}

export async function measure(folder: string): Promise<Scores> {
  const scores: Scores = {
    sentences: { found: 0, wrong: 0, expected: 0 },
    markers: { found: 0, wrong: 0, expected: 0 },
    dates: { found: 0, wrong: 0, expected: 0 },
    statements: { found: 0, wrong: 0, expected: 0 },
    quotations: { found: 0, wrong: 0, expected: 0 },
    faults: [],
  };
  for (const file of readdirSync(folder)
    .filter((name) => name !== "README.md")
    .sort()) {
    const annotated = readFileSync(join(folder, file), "utf8");
    await measureOne(file, annotated, scores);
  }
  return scores;
}

async function measureOne(file: string, annotated: string, scores: Scores): Promise<void> {
  const input = joined(annotated, file).replace(mark, "$3");
  const document = await readDocument(input, file);
  const passages = passagesOf(document);
  const fault = (text: string) => scores.faults.push(`${file}: ${text}`);
  const found = new Map(passages.map((passage) => [bare(passage.exact), passage]));

  for (const expected of expectedOf(annotated, file)) {
    scores.sentences.expected += 1;
    const passage = found.get(expected.text);
    if (passage === undefined) {
      fault(`no sentence: ${expected.text}`);
      scores.dates.expected += expected.dates.length;
      scores.statements.expected += expected.speakers.length;
      scores.markers.expected += expected.markers.length;
      continue;
    }
    scores.sentences.found += 1;
    found.delete(expected.text);

    const markers = [...passage.footnotes.map(({ number }) => number), ...passage.given];
    scores.markers.expected += expected.markers.length;
    for (const number of expected.markers) {
      if (markers.includes(number)) scores.markers.found += 1;
      else fault(`no marker [${number}]: ${expected.text}`);
    }
    for (const number of markers.filter((each) => !expected.markers.includes(each))) {
      scores.markers.wrong += 1;
      fault(`wrong marker [${number}]: ${expected.text}`);
    }

    const dates = findDates(passage.exact, document.title).map(
      ({ words, edtf }) => [words, edtf ?? "-"] as const,
    );
    scores.dates.expected += expected.dates.length;
    compare(
      expected.dates,
      dates,
      ([words, edtf], [other, otherEdtf]) =>
        edtf === otherEdtf && (words.includes(other) || other.includes(words)),
      scores.dates,
      (what, date) => fault(`${what} date ${date}: ${expected.text}`),
    );

    const speakers = findStatements(passage.exact).flatMap(({ claimant }) =>
      claimant === null ? [] : [claimant.words],
    );
    scores.statements.expected += expected.speakers.length;
    compare(
      [...new Set(expected.speakers.map(speaker))],
      [...new Set(speakers.map(speaker))],
      (one, other) => one === other,
      scores.statements,
      (what, words) => fault(`${what} speaker ${words}: ${expected.text}`),
    );
  }
  for (const passage of passages) {
    scores.quotations.expected += 1;
    if (document.text.includes(passage.exact)) scores.quotations.found += 1;
  }
  for (const text of found.keys()) {
    scores.sentences.wrong += 1;
    fault(`extra sentence: ${text}`);
  }
}

function compare<T>(
  expected: readonly T[],
  found: readonly T[],
  same: (one: T, other: T) => boolean,
  score: Score,
  fault: (what: string, each: T) => void,
) {
  const rest = [...found];
  for (const each of expected) {
    const at = rest.findIndex((other) => same(each, other));
    if (at < 0) fault("no", each);
    else {
      score.found += 1;
      rest.splice(at, 1);
    }
  }
  for (const each of rest) {
    score.wrong += 1;
    fault("wrong", each);
  }
}

function speaker(words: string): string {
  return bare(words)
    .replace(/^(?:the|a|an) /i, "")
    .toLowerCase();
}

/** The lines of a paragraph, joined: a form must not see where the sentences end. Markup keeps its lines. */
function joined(annotated: string, file: string): string {
  if (file === "lamplight-strike.txt") return annotated;
  return annotated
    .split(/\n{2,}/)
    .map((block) => {
      const lines = block.split("\n");
      const isProse = (line: string) =>
        /^[^<{|}=#\d[-]/.test(line) || line.startsWith("[[") || line.startsWith("<p>");
      return lines.reduce(
        (text, line, index) =>
          text + (index === 0 ? "" : isProse(line) && isProse(lines[index - 1] ?? "") ? " " : "\n") + line,
        "",
      );
    })
    .join("\n\n");
}

/** Sentences as they are annotated: a line each, in the form's own rendering done by hand here. */
function expectedOf(annotated: string, file: string): Expected[] {
  const expected: (Expected & { markers: number[] })[] = [];
  const body = /\.html$/.test(file)
    ? annotated.slice(annotated.indexOf("\n", annotated.indexOf("mw-parser-output")))
    : annotated;
  for (const line of body
    .split(/\n/)
    .flatMap((each) =>
      file === "lamplight-strike.txt"
        ? each.split(/(?<=[.!?]["”]?(?:⟦m[^⟧]*⟧)*) (?=⟦b|By noon|Workers)/)
        : [each],
    )) {
    for (const [, kind, number] of line.matchAll(mark))
      if (kind === "b") expected.at(-1)?.markers.push(Number(number));
    const text = bare(
      line.replace(mark, (_, kind: string, _number: string, words: string) =>
        "mbx".includes(kind) ? "" : words,
      ),
    );
    const isSentence =
      /[.!?]["”]?$/.test(text) &&
      !/^(?:==|\[\^|\{\{|\||<[hltd]|Novalex, Ribanet)/.test(line) &&
      !line.includes("reference-text");
    if (!isSentence) continue;
    expected.push({
      text,
      markers: [...line.matchAll(mark)]
        .filter(([, kind]) => kind === "m")
        .map(([, , number]) => Number(number)),
      dates: [...line.matchAll(mark)]
        .filter(([, kind]) => kind === "d")
        .map(([, , edtf = "", words = ""]) => [bare(words), edtf] as const),
      speakers: [...line.matchAll(mark)]
        .filter(([, kind]) => kind === "s")
        .map(([, , , words = ""]) => words),
    });
  }
  return expected;
}

/** Text without any form's marks. */
function bare(text: string): string {
  return text
    .replace(/\[\d+\]/g, "")
    .replace(/\{\{convert\|2874[^}]*\}\}/, "2874 m")
    .replace(/\[\[(?:[^\]|]*\|)?([^\]]*)\]\]/g, "$1")
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/<[^>]*>/g, "")
    .replace(/&#160;|\u00a0/g, " ")
    .replaceAll("&amp;", "&")
    .replace(/'{2,}|\*+/g, "")
    .replace(/^(?:\d+\.|-) /, "")
    .replace(/\s+/g, " ")
    .trim();
}
