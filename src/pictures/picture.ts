/**
 * What a picture shows, as plain data: cards describe it, the worker draws it. Every name in it is a title or a
 * label of the dossier; the only words of a source are the fragments of a figure's row and a date's own words.
 */

/** A place on a map. `site`: in front. `other`: of the same dossier, faint. `named`: asked for, but never a site. */
export interface MapPlace {
  readonly name: string;
  readonly kind: string;
  /** Degrees, north and east positive. */
  readonly latitude: number;
  readonly longitude: number;
  /** How far the sources disagree; 0 where only one gives a point and nobody says how exact it is. */
  readonly radiusKm: number;
  readonly standing: "site" | "other" | "named";
}

export interface MapPicture {
  readonly type: "map";
  /** Id of the dossier, whose folder holds the base map. */
  readonly dossier: string;
  readonly title: string;
  readonly subtitle: string;
  readonly places: readonly MapPlace[];
  /** Places of the answer that no gazetteer locates. */
  readonly unknown: readonly string[];
}

/** How much of its date an entry settles. */
export type Precision =
  /** One day. */
  | "day"
  /** From a day to another. */
  | "span"
  /** Some day within a month, a year or months. */
  | "within"
  /** Not later than its last day. */
  | "by";

export interface TimelineRow {
  readonly title: string;
  readonly date: string;
  /** `YYYY-MM-DD`, both included. */
  readonly first: string;
  readonly last: string;
  readonly precision: Precision;
  readonly kind: "happened" | "reported";
  /** What the date is of, and where its year is from. */
  readonly note: string;
}

export interface TimelinePicture {
  readonly type: "timeline";
  readonly title: string;
  readonly subtitle: string;
  /** In order of time. */
  readonly rows: readonly TimelineRow[];
  readonly undated: readonly string[];
}

export interface FigureRow {
  /** In the text's words, with quotation marks; or that nobody is named. */
  readonly claimant: string;
  /** The figure in the text's words, hedges and all, with quotation marks. */
  readonly figure: string;
  readonly low: number | null;
  readonly high: number | null;
  /** Id of the excerpt, and what the sentence says of the date. */
  readonly note: string;
}

export interface FiguresPicture {
  readonly type: "figures";
  readonly title: string;
  readonly subtitle: string;
  /** One scale a group: the same verb and the same counted noun, word for word. In source order. */
  readonly groups: readonly { readonly counted: string; readonly rows: readonly FigureRow[] }[];
}

export type Picture = MapPicture | TimelinePicture | FiguresPicture;
