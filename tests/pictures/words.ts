/** The words that are drawn, in English, for pictures that are made without a card. */
import type { FiguresPicture, MapPicture, TimelinePicture } from "../../src/pictures/picture.ts";

export const mapWords: MapPicture["words"] = {
  asked: "the place asked for",
  other: "faint: elsewhere in the collection",
  circle: "as wide as outside sources disagree",
  otherKinds: "other kinds",
  numbers: "Numbers:",
  unnamed: "Drawn without a name:",
  unreadable: "see the card’s text",
  middle: "at the middle",
  boundaries: "Boundaries (de facto):",
  towns: "Towns:",
  points: "Points and kinds: outside sources, not the article",
};

export const timelineWords: TimelinePicture["words"] = {
  happened: "happened",
  reported: "report or release",
  within: "some time within",
  by: "by that day",
  near: "near it: see its words",
  fromTitle: "* year from the title",
  unreadable: "see the card’s text",
  months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
};

export const figureWords: FiguresPicture["words"] = {
  tenfold: "Each line stands for ten times the one before.",
  unreadable: "see the card’s text",
};
