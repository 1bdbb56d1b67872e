/**
 * What a picture shows, as plain data in one language: cards describe it, the worker draws it and has no words of its own.
 * Every name in it is a title or a label of the dossier; the only words of a source are the fragments of a figure's row and
 * a date's own words.
 */

/** Names below a picture. */
export interface NameList {
  /** What they are; all there is to say where there are none. */
  readonly label: string;
  readonly names: readonly string[];
  /** Stands for those that find no room, or whose letters the fonts lack. */
  readonly more: string;
}

/** A place on a map. `site`: in front. `other`: of the same dossier, faint. `asked`: asked for, and no site to be shown. */
export interface MapPlace {
  readonly name: string;
  readonly kind: string;
  /** Degrees, north and east positive. */
  readonly latitude: number;
  readonly longitude: number;
  /** How far the sources disagree; 0 where only one gives a point and nobody says how exact it is. */
  readonly radiusKm: number;
  readonly standing: "site" | "other" | "asked";
}

export interface MapPicture {
  readonly type: "map";
  /** Id of the dossier, whose folder holds the base map. */
  readonly dossier: string;
  readonly title: string;
  readonly subtitle: string;
  readonly places: readonly MapPlace[];
  /** What of a sentence a place belongs to, where not to all of it. */
  readonly notes: readonly string[];
  /** Places of the answer that no outside source locates. */
  readonly unlocated: NameList | null;
  readonly words: {
    /** What the marks mean. */
    readonly asked: string;
    readonly other: string;
    readonly circle: string;
    readonly otherKinds: string;
    /** Before the names that found no room on the map. */
    readonly numbers: string;
    /** Before how many places found room for neither name nor number. */
    readonly unnamed: string;
    readonly unreadable: string;
    /** Where a wide map's scale holds. */
    readonly middle: string;
    /** Before whose the boundaries and the towns are. */
    readonly boundaries: string;
    readonly towns: string;
    /** Whose the points are, and the kinds that are not the text's. */
    readonly points: string;
  };
}

/** How much of its date an entry settles. */
export type Precision =
  /** One day. */
  | "day"
  /** Some time from its first day to its last; that it began and ended then is not said. */
  | "within"
  /** Not later than its last day. */
  | "by"
  /** On it, before or after: the words say which. */
  | "near";

export interface TimelineRow {
  readonly title: string;
  /** In the text's words, with quotation marks. */
  readonly date: string;
  /** `YYYY-MM-DD`, both included. */
  readonly first: string;
  readonly last: string;
  readonly precision: Precision;
  readonly mark: "happened" | "reported";
  /** What the date is of, where it is a report's or a release's, and the ids of the sentences. */
  readonly note: string;
}

export interface TimelinePicture {
  readonly type: "timeline";
  readonly title: string;
  readonly subtitle: string;
  /** In order of time. */
  readonly rows: readonly TimelineRow[];
  /** What has no place in order of time. */
  readonly notDrawn: readonly NameList[];
  readonly words: {
    /** What the marks mean. */
    readonly happened: string;
    readonly reported: string;
    readonly within: string;
    readonly by: string;
    readonly near: string;
    /** What the star behind a date means; null where none has one. */
    readonly fromTitle: string | null;
    readonly unreadable: string;
    /** Twelve, short. */
    readonly months: readonly string[];
  };
}

export interface FigureRow {
  /** What is missing before its sentence is read; null where nothing is. */
  readonly notice: string | null;
  /** Who says it, in the text's words, with quotation marks; or that nobody is named. */
  readonly speaker: string;
  /** One stretch of the text that holds the figure and its hedges, with quotation marks. */
  readonly figure: string;
  readonly low: number | null;
  readonly high: number | null;
  /** Id of the excerpt, what the sentence says of the date, and what it does not say. */
  readonly note: string;
}

export interface FiguresPicture {
  readonly type: "figures";
  readonly title: string;
  readonly subtitle: string;
  /** One scale a group: the same verb and the same counted noun, word for word, which `counted` says. In source order. */
  readonly groups: readonly { readonly counted: string; readonly rows: readonly FigureRow[] }[];
  readonly words: {
    /** What the lines of a scale of tenfold steps are. */
    readonly tenfold: string;
    readonly unreadable: string;
  };
}

export type Picture = MapPicture | TimelinePicture | FiguresPicture;
