import { line, listed, quoted } from "../line.ts";
import type { Line } from "../../cards/card.ts";

/** The cards of a collection, and what all cards share. */
export const cards = Object.freeze({
  back: "‹ Back",
  previousPage: "‹ Previous",
  nextPage: "Next ›",
  details: "Details",
  map: "Map",
  copy: "Copy",
});
