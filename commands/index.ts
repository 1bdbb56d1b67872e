/** The table of all commands. */
import type { Command, MessageCommand } from "../src/command.ts";
import { about } from "./about.ts";
import { actor } from "./actor.ts";
import { cite } from "./cite.ts";
import { claims } from "./claims.ts";
import { event } from "./event.ts";
import { lookThisUp } from "./look-this-up.ts";
import { place } from "./place.ts";
import { reports } from "./reports.ts";
import { search } from "./search.ts";
import { settings } from "./settings.ts";
import { timeline } from "./timeline.ts";

export const commands: readonly Command[] = Object.freeze([
  event,
  place,
  actor,
  claims,
  search,
  cite,
  timeline,
  about,
  settings,
  reports,
]);

/** Commands in a message's menu. */
export const messageCommands: readonly MessageCommand[] = Object.freeze([lookThisUp]);
