/** A server's settings: what its moderators decide, and what holds until they do. */
import * as z from "zod";
import { atMost } from "../input/lengths.ts";
import { snowflake } from "../input/snowflake.ts";

const dossierId = z.string().regex(/^[a-z0-9-]{1,16}$/);
const topicId = z.string().regex(/^[a-z0-9-]{1,16}\/question:[a-z0-9-]{1,40}$/);

/** As many as Discord's menu of channels takes. */
export const mostChannels = 25;

export const settingsSchema = z.strictObject({
  /** Who sees the answer to a look-up, in the channels chosen below. */
  answers: z.enum(["private", "public"]).default("private"),
  /** Who may show an answer to everyone. */
  mayPost: z.enum(["manageMessages", "everyone", "nobody"]).default("manageMessages"),
  /** Where anything may be shown to everyone; a thread counts as its channel. */
  channels: z.array(snowflake).check(atMost(mostChannels)).default([]),
  /** "shown" holds in age-restricted channels only. */
  graphic: z.enum(["spoiler", "shown"]).default("spoiler"),
  /** Commands a minute a person, in each process; posting and reporting count as commands. */
  answersPerMinute: z.number().int().min(1).max(60).default(20),
  /** Public cards in a channel within 10 minutes. */
  cardsPerChannel: z.number().int().min(1).max(30).default(3),
  /** Minutes until the same card may be public in a channel again; 0: at once. */
  sameCardAfter: z.number().int().min(0).max(1440).default(30),
  map: z.enum(["onPress", "never"]).default("onPress"),
  /** Ids of the dossiers that look-ups know of; none chosen: all that are loaded. An id may outlive its dossier. */
  dossiers: z.array(dossierId).check(atMost(100)).default([]),
  /** Ids of the topics whose sentences no public card quotes. An id may outlive its topic. */
  stoppedTopics: z.array(topicId).check(atMost(100)).default([]),
  showAsker: z.boolean().default(true),
  /** Where each public card is noted, with who posted it. */
  logChannel: snowflake.nullable().default(null),
  reports: z.enum(["queue", "off"]).default("queue"),
  /** Nothing is shown to everyone, whatever the rest says. */
  paused: z.boolean().default(false),
});

export type Settings = z.output<typeof settingsSchema>;
export type SettingName = keyof Settings;

export const defaultSettings: Settings = Object.freeze(settingsSchema.parse({}));

/** Public cards in a channel are counted over this long, in milliseconds. */
export const channelWindow = 10 * 60_000;
