import { describe, expect, test } from "vitest";
import { type DraftOptions, draftDossier } from "../../../src/import/draft.ts";
import { readHtml } from "../../../src/import/forms/html.ts";
import { readMarkdown } from "../../../src/import/forms/markdown.ts";
import { readPlain } from "../../../src/import/forms/plain.ts";
import { readWikitext } from "../../../src/import/forms/wikitext.ts";
import { formOf, readDocument } from "../../../src/import/read.ts";
import { Refusal } from "../../../src/import/refusal.ts";
import { createTestClock } from "../../support/clock.ts";
import { costRatio } from "../../support/cost.ts";
import { patient } from "../../support/timing.ts";

/* Texts that nobody writes for people: more of one costs as much more, or is refused with what to do. */

const readers = { text: readPlain, markdown: readMarkdown, wikitext: readWikitext, html: readHtml };
type Form = keyof typeof readers;

const before = "The bridge was opened in 1931. ";
const after = " It fell in 1940.";
/** A text in each form, with something in its middle. */
const around: Readonly<Record<Form, (middle: string) => string>> = {
  text: (middle) => `The bridge\n\n${before}${middle}${after}\n`,
  markdown: (middle) => `# The bridge\n\n${before}\n\n${middle}${after}\n`,
  wikitext: (middle) => `'''The bridge''' is one.\n\n${before}${middle}${after}\n`,
  html: (middle) =>
    `<!doctype html><title>T</title><div class="mw-parser-output"><p>${before}${middle}${after}</div>`,
};

function draft(form: Form, text: string): void {
  const source = { title: "A text", url: "https://example.org/", site: "A site", attribution: "Somebody" };
  const licence = { name: "MIT", url: "https://opensource.org/license/mit" };
  try {
    draftDossier(readers[form](text), { id: "made", prefix: "MADE", licence, ...source });
  } catch (error) {
    // That there is no sentence to be quoted is found out at the same cost.
    if (!(error instanceof Refusal)) throw error;
  }
}

/**
 * How many times the cost of one text that of another is: a square of the length would be 16 times, for four times as
 * long. Measured more often where the first look says so: a short time is soon doubled by what else the machine does.
 */
const growthOf = (textOf: (times: number) => string, work: (text: string) => unknown): number => {
  const [once, more] = [textOf(1), textOf(4)];
  const ratio = (rounds: number) =>
    costRatio(
      () => work(more),
      () => work(once),
      rounds,
    );
  const first = ratio(2);
  return first <= mostGrowth ? first : Math.min(first, ratio(12));
};
const mostGrowth = 9;

const prose = [
  "A. ",
  "A. B ",
  "J. R. ",
  "Mr. ",
  "[1] ",
  "[1]",
  " [",
  "Anna said ",
  "1 May 2001, ",
  '"',
  "(",
  "— ",
];
describe("four times as much costs about four times as much", () => {
  // The parser of wikitext takes the square of what looks like abbreviations: it has its time, and no more.
  test.each<[Form, length: number, readonly string[]]>([
    ["text", 20_000, [...prose, " ", "\t", "\u00a0", "\r", "\r\n", "[^", " \n a", "[1] A b. "]],
    ["markdown", 4_000, [...prose, "a [^1]\n\n"]],
    [
      "wikitext",
      20_000,
      [" ", "[1] ", "<ref", '<ref name="', "<ref/", "<!--", "<ref>[[a", "<ref><", "<ref>[http://a"],
    ],
    ["html", 20_000, [...prose, " ", "<!--", "&nbsp;", "<a href='/wiki/A'>a</a>"]],
  ])("%s", (form, length, signs) => {
    const grown = signs.map((sign) => ({
      sign,
      growth: growthOf(
        (times) => around[form](sign.repeat(Math.ceil((times * length) / sign.length))),
        (text) => draft(form, text),
      ),
    }));
    expect(grown.filter(({ growth }) => growth > mostGrowth)).toEqual([]);
  });

  test("the title of a saved page", () => {
    const textOf = (times: number) => `<title>A${" ".repeat(times * 20_000)}B</title>${around.html("")}`;
    expect(growthOf(textOf, readHtml)).toBeLessThan(mostGrowth);
  });

  test("an export that does not close what it opens", () => {
    const textOf = (times: number) => `<mediawiki>${"<revision>".repeat(times * 2_000)}`;
    expect(growthOf(textOf, readWikitext)).toBeLessThan(mostGrowth);
  });

  test("which form a text has", () => {
    expect(
      growthOf(
        (times) => "[[a".repeat(times * 1_000),
        (text) => formOf(text, "a.txt"),
      ),
    ).toBeLessThan(mostGrowth);
  });
});

describe("is refused", () => {
  const read = (form: Form, middle: string) => readDocument(around[form](middle), "file", form, patient);

  test.each<[Form, string]>([
    ["markdown", `\n\n${"> ".repeat(30_000)}`],
    ["html", "<div>".repeat(20_000)],
    ["html", "<b>".repeat(20_000)],
  ])("%s that is nested too deeply", async (form, middle) => {
    await expect(read(form, middle)).rejects.toMatchObject({
      name: "Refusal",
      message: `file cannot be read as ${form}: something in it is nested too deeply. Take that part out, or save the text as plain text`,
    });
  });

  test("wikitext with templates inside one another", async () => {
    await expect(read("wikitext", `${"{{a|".repeat(5_000)}${"}}".repeat(5_000)}`)).rejects.toMatchObject({
      name: "Refusal",
      message: expect.stringMatching(/more than 100 templates are open at once/),
    });
  });

  test("whatever takes a parser too long", async () => {
    const clock = createTestClock();
    const reading = readDocument(around.markdown("- ".repeat(50_000)), "file", "markdown", {
      clock,
      readWithin: 60_000,
    });
    clock.pass(60_000);
    await expect(reading).rejects.toMatchObject({
      name: "Refusal",
      message: expect.stringMatching(/^file cannot be read as markdown: it takes more than 60 seconds/),
    });
  });

  test("a text of more sentences than a dossier holds, before each is looked for in all of it", () => {
    const sentences = Array.from({ length: 10_000 }, (_, number) => `Number ${number} was read.`);
    const document = readPlain(`The list\n\n${sentences.join(" ")}`);
    expect(() => draftDossier(document, {} as DraftOptions)).toThrow(
      /10000 sentences, and a dossier at most 9999/,
    );
  });
});
