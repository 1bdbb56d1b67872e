import { describe, expect, test } from "vitest";
import { findDates } from "../../src/import/dates.ts";

/** Each date as "words = EDTF"; "-" where the text does not settle it. */
const datesIn = (sentence: string, title = "") =>
  findDates(sentence, title).map(({ words, edtf }) => `${words} = ${edtf ?? "-"}`);

describe("dates as sentences word them", () => {
  test.each<[sentence: string, ...dates: string[]]>([
    ["It rained on the 5th of May.", "the 5th of May = -"],
    ["It was signed on May the 5th, 1920.", "May the 5th, 1920 = 1920-05-05"],
    ["She left on the twenty-second of April 1987.", "the twenty-second of April 1987 = 1987-04-22"],
    [
      "It lasted from the 2nd to the 5th of March 1999.",
      "the 2nd to the 5th of March 1999 = 1999-03-02/1999-03-05",
    ],
    ["On the night of 3/4 May 1990 it sank.", "3/4 May 1990 = 1990-05-03/1990-05-04"],
    ["Doors were open on 3, 5 and 10 March 2014.", "10 March 2014 = 2014-03-10"],
    ["March 3, 4 and 5, 1920 were dry.", "March 3 = 1920-03-03"],
    ["It came on 2015-05-12.", "2015-05-12 = 2015-05-12"],
    ["It came on 31/12/2015.", "31/12/2015 = 2015-12-31"],
    ["It came on 5/5/2015.", "5/5/2015 = 2015-05-05"],
    ["It came on 12/05/2015.", "12/05/2015 = -"],
    ["The deed of 1.4.1962 says so.", "1.4.1962 = 1962-04-01"],
    ["In March or April of 1920 it closed.", "March or April of 1920 = 1920-03/1920-04"],
    ["It is open from May to September.", "May to September = -"],
    ["Mid-June was wet, and early May cold.", "Mid-June = -", "early May = -"],
    ["They left at the end of June.", "the end of June = -"],
    ["It snowed in the spring of 1912.", "the spring of 1912 = -"],
    ["It snowed in the winter of 1911–12.", "the winter of 1911–12 = -"],
    ["The 1960’s and late 1970s were dry.", "The 1960’s = -", "late 1970s = -"],
    ["The 1987/88 season was the last.", "1987/88 = -"],
    ["He fell in 44 BC.", "44 BC = -"],
    ["They fought between 500 and 480 BCE.", "500 and 480 BCE = -"],
    ["By 1930 most of them were gone.", "1930 = 1930"],
    ["It was known as early as 1790.", "1790 = 1790"],
    ["It stood from 1820 onwards.", "1820 = 1820"],
    ["A chart of 1694 shows it (redrawn 1923).", "1694 = 1694", "1923 = 1923"],
    ["It stopped on 4 January and 19 February.", "4 January = -", "19 February = -"],
    ["It was sold on 17 May and 2 June 1938.", "17 May = 1938-05-17", "2 June 1938 = 1938-06-02"],
    ["It lay between 4 January and 9 May 1990.", "4 January and 9 May 1990 = 1990-01-04/1990-05-09"],
    ["It was hers by the late fifties.", "the late fifties = -"],
    ["They waited until the 8th.", "the 8th = -"],
    ["It was struck off in August of the following year.", "August = -"],
    ["In March Tull resigned, and that October he died.", "March = -", "October = -"],
    ["It was shut from 28 December to 3 January 1997.", "28 December to 3 January 1997 = -"],
    ["It lay between 15 December and 2 February 2008.", "15 December and 2 February 2008 = -"],
    ["It shut on 28 December and 4 January 1990.", "28 December = -", "4 January 1990 = 1990-01-04"],
    ["It was made in the late 18th century.", "the late 18th century = -"],
    ["It stood from the 17th to the 19th century.", "the 17th to the 19th century = -"],
    ["It is of the twelfth or thirteenth century.", "the twelfth or thirteenth century = -"],
    ["He died at Christmas 1944.", "Christmas 1944 = -"],
    ["It opened on New Year’s Day 1900.", "New Year’s Day 1900 = -"],
    ["It burned in AD 850 and in 912 CE.", "AD 850 = -", "912 CE = -"],
    ["A printed table for 1969 survives.", "1969 = 1969"],
    ["By mid-2003 it had grown.", "mid-2003 = 2003"],
  ])("%s", (sentence, ...dates) => {
    expect(datesIn(sentence)).toEqual(dates);
  });

  test.each([
    "They may win, or march and may yet lose.",
    "Theresa May and June Smith left.",
    "The end of April Smith’s career was near.",
    "A 19th-century chapel and the 12th Century Fund stand there.",
    "A horse for 1200 crowns was sold to June Smith.",
    "Of 1500 people, 1600 more than before, some stayed.",
    "It grew from 1200 to 1400 metres.",
    "A crowd of 1694 came, and a total of 1500 left.",
    "She read of the 2nd edition, and of the 8th Army.",
    "The ratio was 12/05 and the score 1.4.62.",
    "The second of the marches ended.",
    "On 31 February 2001 nothing happened, and nothing on 31/31/2001.",
  ])("none: %s", (sentence) => {
    expect(datesIn(sentence).filter((date) => !/^February 2001/.test(date))).toEqual([]);
  });
});
