/**
 * Whether a title is a topic noun is for a person to judge: could the opposite content stand under it, unchanged?
 * Has it a verb, a participle, a date that the text lacks? Each title below has been read with that question. A
 * changed title fails here until it is read again.
 */
import { expect, test } from "vitest";
import { bundled } from "./bundled.ts";

const reviewed = `
PAL-01 The ruins and the ancient world
PAL-02 Al-Sukhnah and al-Thinayya checkpoint
PAL-03 Civilians and monuments, Palmyra
PAL-04 Hajjana and the officers' housing
PAL-05 Muktab Al-Dour checkpoint and Al-Basateen
PAL-06 Al-Hayl Gas Field and other names
PAL-07 "forward ISIL positions": list of items
PAL-08 Jazal oil field, 18-20 May
PAL-09 Residents' report on civilians and officers
PAL-10 Mahin and Huwwarin, by 8 August
PAL-11 Report of 22 May ("pro-opposition sources")
PAL-12 Searches in Palmyra
PAL-13 Figures from SOHR and state TV
PAL-14 ISIS video, Palmyra theatre, early July 2015
PAL-15 Khaled al-Asaad, 18 August 2015
PAL-16 View attributed to the Syrian government
PAL-17 Statement by Ayham Kamel, Eurasia Group
place:palmyra Palmyra
place:ruins-of-palmyra The ruins
place:al-sukhnah Al-Sukhnah
place:al-thinayya-checkpoint al-Thinayya checkpoint
place:police-station main police station (Al-Sukhnah)
place:baath-party-headquarters headquarters of the Ba'ath Party (Al-Sukhnah)
place:national-hospital National Hospital (Al-Sukhnah)
place:hajjana-security-center government security center of Hajjana
place:officers-housing officers' housing east of Palmyra
place:muktab-al-dour-checkpoint Muktab Al-Dour checkpoint
place:al-basateen Al-Basateen
place:al-hayl-gas-field Al-Hayl Gas Field
place:al-thathah Al-Thathah
place:al-fawl Al-Fawl
place:al-mujawar Al-Mujawar
place:al-hawa Al-Hawa
place:al-sinaa Al-Sina'a
place:jazal-oil-field Jazal oil field
place:mahin Mahin
place:huwwarin Huwwarin
place:palmyra-theatre Palmyra theatre
place:main-square a main square of the historic site
place:public-square the public square
actor:isil ISIL
actor:government-forces Government forces and the Army
actor:syrian-government Syrian government
actor:sohr SOHR
actor:state-tv state TV
actor:pro-opposition-sources "pro-opposition sources in the city"
actor:residents residents
actor:khaled-al-asaad Khaled al-Asaad
actor:ayham-kamel Ayham Kamel
actor:eurasia-group Eurasia Group
actor:unesco UNESCO
actor:baath-party Ba'ath Party
actor:chechen-fighters Chechen fighters
actor:christians Christians
actor:civilians civilians
actor:government-supporters "government supporters"
event:palmyra-offensive Palmyra offensive (May 2015)
event:al-sukhnah-and-al-thinayya Al-Sukhnah and al-Thinayya checkpoint
event:civilians-and-monuments Civilians and monuments, Palmyra
event:hajjana-and-officers-housing Hajjana and the officers' housing
event:muktab-al-dour-and-al-basateen Muktab Al-Dour checkpoint and Al-Basateen
event:al-hayl-gas-field Al-Hayl Gas Field and other names
event:forward-isil-positions "forward ISIL positions": list of items
event:jazal-oil-field Jazal oil field, 18-20 May
event:residents-report Residents' report on civilians and officers
event:capture-of-palmyra Control of Palmyra (mentions only)
event:report-of-22-may Report of 22 May ("pro-opposition sources")
event:searches-in-palmyra Searches in Palmyra
event:figures-of-sohr-and-state-tv Figures from SOHR and state TV
event:theatre-video ISIS video, Palmyra theatre, early July 2015
event:mahin-and-huwwarin Mahin and Huwwarin, by 8 August
event:khaled-al-asaad Khaled al-Asaad, 18 August 2015
event:government-view View attributed to the Syrian government
event:kamel-statement Statement by Ayham Kamel, Eurasia Group
question:executed-killed-detained Executed, killed, detained: figures given
question:evacuation Evacuation of civilians: statements
question:officers-departure Officers' departure: statements
question:significance Significance: statements on different points
question:jazal-oil-field-figures Jazal oil field: statement and figures given
question:mahin-and-huwwarin Mahin and Huwwarin: statements
question:theatre-video Palmyra theatre video: statements
question:khaled-al-asaad Khaled al-Asaad: statements
question:al-sukhnah-and-al-thinayya Al-Sukhnah and al-Thinayya checkpoint: statements
question:civilians-and-monuments Civilians and monuments, Palmyra: statements
question:hajjana-and-officers-housing Hajjana and the officers' housing: statements
question:muktab-al-dour-and-al-basateen Muktab Al-Dour checkpoint and Al-Basateen: statements
question:al-hayl-gas-field Al-Hayl Gas Field and other names: statements and figure given
question:forward-isil-positions "forward ISIL positions": statements and figure given
question:searches-in-palmyra Searches in Palmyra: statements
question:ruins-and-ancient-world The ruins and the ancient world: statements
button:palmyra-2015/question:executed-killed-detained Executed, killed, detained: figures given
button:palmyra-2015/place:palmyra Palmyra
button:palmyra-2015/event:jazal-oil-field Jazal oil field, 18-20 May
`;

test("every title is one that was reviewed", () => {
  const titles = [
    ...bundled.excerpts.map(({ id, title }) => `${id} ${title}`),
    ...bundled.places.map(({ id, title }) => `place:${id} ${title}`),
    ...bundled.actors.map(({ id, title }) => `actor:${id} ${title}`),
    ...bundled.events.map(({ id, title }) => `event:${id} ${title}`),
    ...bundled.questions.map(({ id, title }) => `question:${id} ${title}`),
    ...bundled.startWith.map(({ label, entry }) => `button:${entry} ${label}`),
  ];
  expect(titles.join("\n")).toBe(reviewed.trim());
});

test("words that members never read stand in nothing that they are shown", () => {
  const notes = [
    ...bundled.places,
    ...bundled.actors,
    ...bundled.events,
    ...bundled.questions,
    ...bundled.claims,
  ];
  const shown = [
    bundled.description,
    bundled.source.selection,
    ...notes.flatMap(({ note }) => note ?? []),
    ...[...bundled.places, ...bundled.actors].flatMap(({ namesakes }) =>
      namesakes.map((each) => each.description),
    ),
    ...bundled.excerpts.flatMap(({ follows }) => follows?.basis ?? []),
  ];
  expect(
    shown.filter((text) => /\b(?:dossier|entr(?:y|ies)|excerpts?|held|claimants?|extract)\b/i.test(text)),
  ).toEqual([]);
  // A note is a sentence, which may begin with words of the source.
  for (const entry of notes) expect(entry.note ?? "Nothing.").toMatch(/^["A-Z].*\.$/);
});

test("a kind of place that the text is said to give stands in a sentence that mentions the place", () => {
  const sentences = new Map(bundled.excerpts.map(({ id, exact }) => [id, exact.toLowerCase()]));
  const given = bundled.places.filter(({ placeTypeFrom }) => placeTypeFrom === "text");
  const notThere = given.filter(
    ({ placeType, mentions }) => !mentions.some(({ excerpt }) => sentences.get(excerpt)?.includes(placeType)),
  );
  expect(new Set(notThere.map(({ placeType }) => placeType))).toEqual(new Set(["not said"]));
});

test("words that only give a direction or a contrast are the bare name", () => {
  const bare = bundled.places.flatMap(({ title, mentions }) =>
    mentions
      .filter(({ role }) => role === "bearing" || role === "contrast")
      .map(({ words }) => [words, title] as const),
  );
  expect(bare.length).toBeGreaterThan(0);
  for (const [words, title] of bare) expect(words).toBe(title);
});

test("notes on graphic passages follow one rule", () => {
  const rule = /behead|shot-to-the-head|hung|his body|video showing/;
  const graphic = bundled.excerpts.filter(({ graphic }) => graphic !== null).map(({ id }) => id);
  expect(graphic).toEqual(bundled.excerpts.filter(({ exact }) => rule.test(exact)).map(({ id }) => id));
  for (const { graphic, graphicWords } of bundled.excerpts)
    expect(graphicWords.length > 0).toBe(graphic !== null);
});
