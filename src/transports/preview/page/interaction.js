/** Interactions as Discord makes them, of a small server that exists on this page only. */

/**
 * @import {
 *   APIApplicationCommandInteractionDataOption, APIAttachment, APIInteraction, APIInteractionGuildMember,
 *   APIMessage, APIModalSubmission, APIRole, APIUser, RESTPostAPIApplicationCommandsJSONBody
 * } from "discord-api-types/v10"
 */

const discordEpoch = 1_420_070_400_000;
let increment = 0n;

/** An id as Discord makes them: it holds the time. */
export function snowflake(time = Date.now()) {
  increment = (increment + 1n) & 0xfffn;
  return String((BigInt(time - discordEpoch) << 22n) | increment);
}

/** @param {string} id */
export function timeOf(id) {
  return new Date(Number(BigInt(id) >> 22n) + discordEpoch);
}

/**
 * @param {string} id
 * @param {string} name
 * @param {boolean} [bot]
 * @returns {APIUser}
 */
function user(id, name, bot = false) {
  return {
    id,
    username: name.toLowerCase().replace(/\W/g, ""),
    discriminator: "0",
    global_name: name,
    avatar: null,
    bot,
    public_flags: /** @type {APIUser["public_flags"] & {}} */ (0),
  };
}

/**
 * @param {string} id
 * @param {string} name
 * @param {number} position
 * @param {bigint} permissions
 * @returns {APIRole}
 */
function role(id, name, position, permissions) {
  const colors = { primary_color: 0, secondary_color: null, tertiary_color: null };
  const rest = { color: 0, colors, hoist: false, managed: false, mentionable: false, flags: 0 };
  return { id, name, position, permissions: String(permissions), ...rest };
}

const bit = (/** @type {number} */ place) => 1n << BigInt(place);

/** View, send, embed, attach, read history, react, use application commands. */
const memberPermissions = bit(10) | bit(11) | bit(14) | bit(15) | bit(16) | bit(6) | bit(31);
/** And manage the server, manage messages. */
const moderatorPermissions = memberPermissions | bit(5) | bit(13);

const guildId = "100000000000000010";

/** What stands on the server: the asker first. */
export const world = {
  guildId,
  asker: user("100000000000000020", "Ada"),
  users: [
    user("100000000000000020", "Ada"),
    user("100000000000000021", "Bea"),
    user("100000000000000022", "Chiara"),
  ],
  roles: [
    role(guildId, "@everyone", 0, memberPermissions),
    role("100000000000000030", "Moderators", 1, moderatorPermissions),
  ],
  channels: [
    { id: "100000000000000040", name: "look-ups", type: 0 },
    { id: "100000000000000041", name: "general", type: 0 },
    { id: "100000000000000042", name: "moderation-log", type: 0 },
  ],
};

const [channel] = world.channels;
if (!channel) throw new Error("the server has no channel");

/** Discord's locales that a browser may name in the same letters. */
const locales =
  "bg cs da de el en-GB en-US es-ES es-419 fi fr hi hr hu id it ja ko lt nl no pl pt-BR ro ru sv-SE th tr uk vi zh-CN zh-TW".split(
    " ",
  );

/**
 * Makes the interactions of one page.
 * @param {string} applicationId
 */
export function createInteractions(applicationId) {
  const state = { moderator: false };
  const bot = user(applicationId, "Tessera", true);

  /** @returns {APIInteractionGuildMember} */
  function member() {
    return {
      user: world.asker,
      roles: state.moderator ? ["100000000000000030"] : [],
      permissions: String(permissions()),
      joined_at: "2024-01-01T00:00:00.000000+00:00",
      premium_since: null,
      nick: null,
      avatar: null,
      banner: null,
      communication_disabled_until: null,
      deaf: false,
      mute: false,
      pending: false,
      flags: /** @type {APIInteractionGuildMember["flags"]} */ (0),
    };
  }

  function permissions() {
    return state.moderator ? moderatorPermissions : memberPermissions;
  }

  /**
   * @param {object} part
   * @returns {APIInteraction}
   */
  function interaction(part) {
    const locale = locales.includes(navigator.language) ? navigator.language : "en-US";
    return /** @type {APIInteraction} */ (
      /** @type {unknown} */ ({
        id: snowflake(),
        application_id: applicationId,
        token: `preview.${crypto.randomUUID()}`,
        version: 1,
        guild_id: guildId,
        guild: { id: guildId, locale: "en-US", features: [] },
        guild_locale: "en-US",
        channel_id: channel?.id,
        channel: { ...channel, guild_id: guildId, permissions: String(permissions()), flags: 0, nsfw: false },
        member: member(),
        app_permissions: String(memberPermissions),
        locale,
        context: 0,
        authorizing_integration_owners: { 0: guildId },
        entitlements: [],
        attachment_size_limit: 10_485_760,
        ...part,
      })
    );
  }

  return {
    bot,
    /** @param {boolean} moderator */
    setModerator(moderator) {
      state.moderator = moderator;
    },
    /**
     * Discord shows a command to those only who have all the permissions that it asks for.
     * @param {RESTPostAPIApplicationCommandsJSONBody} command
     */
    mayUse(command) {
      const needed = BigInt(command.default_member_permissions ?? 0);
      return (permissions() & needed) === needed;
    },
    /**
     * @param {{ id: string, name: string }} command
     * @param {APIApplicationCommandInteractionDataOption[]} options
     */
    command: ({ id, name }, options) => interaction({ type: 2, data: { id, name, type: 1, options } }),
    /**
     * @param {{ id: string, name: string }} command
     * @param {APIApplicationCommandInteractionDataOption[]} options the one typed in is `focused`
     */
    autocomplete: ({ id, name }, options) => interaction({ type: 4, data: { id, name, type: 1, options } }),
    /**
     * @param {{ id: string, name: string }} command
     * @param {APIMessage} message
     */
    messageCommand: ({ id, name }, message) =>
      interaction({
        type: 2,
        data: { id, name, type: 3, target_id: message.id, resolved: { messages: { [message.id]: message } } },
      }),
    /**
     * A button pressed or a select used.
     * @param {APIMessage} message
     * @param {{ type: number, custom_id: string, id?: number }} component
     * @param {string[]} [values]
     */
    component: (message, component, values) =>
      interaction({
        type: 3,
        message,
        data: {
          id: component.id ?? 0,
          custom_id: component.custom_id,
          component_type: component.type,
          ...(values && { values, ...resolve(component.type, values) }),
        },
      }),
    /**
     * @param {APIModalSubmission} data
     * @param {APIMessage} [message] that whose button opened the form
     */
    form: (data, message) => interaction({ type: 5, data, ...(message && { message }) }),
    /**
     * A message as Discord stores it.
     * @param {object} part
     * @returns {APIMessage}
     */
    message: (part) =>
      /** @type {APIMessage} */ (
        /** @type {unknown} */ ({
          id: snowflake(),
          channel_id: channel?.id,
          content: "",
          timestamp: new Date().toISOString(),
          edited_timestamp: null,
          tts: false,
          mention_everyone: false,
          mentions: [],
          mention_roles: [],
          attachments: /** @type {APIAttachment[]} */ ([]),
          embeds: [],
          components: [],
          pinned: false,
          flags: 0,
          type: 0,
          ...part,
        })
      ),
  };
}

/** @typedef {ReturnType<typeof createInteractions>} Interactions */

/**
 * @param {number} type
 * @param {readonly string[]} values
 */
function resolve(type, values) {
  const chosen = (/** @type {{ id: string }[]} */ all) =>
    Object.fromEntries(all.filter(({ id }) => values.includes(id)).map((one) => [one.id, one]));
  switch (type) {
    case 5:
      return { resolved: { users: chosen(world.users) } };
    case 6:
      return { resolved: { roles: chosen(world.roles) } };
    case 7:
      return { resolved: { users: chosen(world.users), roles: chosen(world.roles) } };
    case 8:
      return { resolved: { channels: chosen(world.channels) } };
    default:
      return {};
  }
}
