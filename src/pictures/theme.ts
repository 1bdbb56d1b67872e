/** Colours and sizes of every picture. One accent, none for a party; text is at least 4.5 to 1 on what it stands on. */

/** Twice the 550 that Discord shows, in pixels. */
export const width = 1100;
export const margin = 40;

export const colours = Object.freeze({
  background: "#1b1e24",
  sea: "#141a22",
  land: "#2b313b",
  coast: "#566173",
  border: "#8290a6",
  grid: "#3a4250",
  line: "#4a5362",
  title: "#f4f5f7",
  text: "#e4e7ec",
  soft: "#b1b9c5",
  /** Fired clay: the bot's one accent. */
  accent: "#c8966b",
  accentText: "#e3b88f",
});

/** Pixels of type, in a picture that is shown at half or a third of its size. */
export const type = Object.freeze({
  title: 44,
  subtitle: 30,
  label: 33,
  small: 28,
  country: 25,
});
