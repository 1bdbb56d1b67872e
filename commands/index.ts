/** The table of all commands. */
import type { Command } from "../src/command.ts";
import { about } from "./about.ts";
import { actor } from "./actor.ts";
import { cite } from "./cite.ts";
import { claims } from "./claims.ts";
import { event } from "./event.ts";
import { place } from "./place.ts";
import { search } from "./search.ts";
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
]);
