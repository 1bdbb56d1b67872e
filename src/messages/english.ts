/** Every word of the bot's that a person reads in Discord, in English, by room. */
import { cards } from "./english/cards.ts";
import { commands } from "./english/commands.ts";
import { notices } from "./english/notices.ts";
import { pictures } from "./english/pictures.ts";
import { posting } from "./english/posting.ts";
import { reports } from "./english/reports.ts";
import { settings } from "./english/settings.ts";

export const english = Object.freeze({
  ...cards,
  ...commands,
  ...notices,
  ...pictures,
  ...posting,
  ...reports,
  ...settings,
});
