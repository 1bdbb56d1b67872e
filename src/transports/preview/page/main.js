/** Puts the page together once the server has said which commands and dossiers there are. */

/** @import { APIApplicationCommandInteractionDataOption } from "discord-api-types/v10" */

import { createChannel } from "./channel.js";
import { createComposer, leavesOf } from "./composer.js";
import { byId, el } from "./dom.js";
import { createInteractions, world } from "./interaction.js";
import { fetchStart, fetchStartProblems } from "./server.js";
import { drawWelcome } from "./welcome.js";

const chatInput = 1;
const messageMenu = 3;

async function begin() {
  const start = await fetchStart();
  const interactions = createInteractions(start.applicationId);
  // Discord numbers commands when they are registered.
  const commands = start.commands.map((command, index) => ({
    ...command,
    id: String(200_000_000_000_000n + BigInt(index)),
  }));
  const menu = commands.filter(({ type }) => type === messageMenu);
  const typed = commands.flatMap((command) =>
    command.type === undefined || command.type === chatInput ? [{ ...command }] : [],
  );

  const channel = createChannel({
    list: byId("messages", HTMLElement),
    scroller: byId("channel", HTMLElement),
    interactions,
    messageCommands: () => menu.filter((command) => interactions.mayUse(command)),
    leave: () => composer.focus(),
  });
  const composer = createComposer({
    form: byId("composer", HTMLFormElement),
    leaves: leavesOf(typed),
    interactions,
    say: (text) => channel.say(text),
    goUp: () => channel.focusLast(),
    send: ({ id, definition, name }, options) => ask({ id, name: definition.name }, name, options),
  });

  /**
   * @param {{ id: string, name: string }} command
   * @param {string} shown
   * @param {APIApplicationCommandInteractionDataOption[]} options
   */
  function ask(command, shown, options) {
    channel.perform(interactions.command(command, options), { user: world.asker, command: `/${shown}` });
  }

  drawWelcome(byId("welcome", HTMLElement), start, ({ command, option, value }) => {
    const found = typed.find(({ name }) => name === command);
    if (found) ask(found, command, [{ name: option, type: 3, value }]);
  });

  const [, ...others] = world.users;
  start.dossiers
    .flatMap(({ sampleMessages }) => sampleMessages)
    .forEach((content, index) => {
      channel.sample(content, others[index % others.length]);
    });

  for (const input of document.querySelectorAll('input[name="role"]'))
    input.addEventListener("change", () => {
      interactions.setModerator(
        input instanceof HTMLInputElement && input.value === "moderator" && input.checked,
      );
    });
  document.addEventListener("click", (event) => {
    const mention = event.target instanceof Element ? event.target.closest("[data-command]") : null;
    if (mention instanceof HTMLElement && mention.dataset.command) composer.enter(mention.dataset.command);
  });
  // Typing anywhere is typing here, as people are used to.
  document.addEventListener("keydown", (event) => {
    const { key, target, ctrlKey, metaKey, altKey } = event;
    if (key.length !== 1 || key === " " || ctrlKey || metaKey || altKey) return;
    if (target === document.body || (target instanceof HTMLElement && target.matches("main, article")))
      composer.focus();
  });

  composer.focus();
  document.documentElement.dataset.ready = "true";

  const problems = await fetchStartProblems();
  if (problems.length > 0) channel.refuseCommands(problems);
}

begin().catch((error) => {
  const reason = error instanceof Error ? error.message : String(error);
  byId("welcome", HTMLElement).replaceChildren(
    el("h2", { id: "welcome-title" }, "The preview cannot start"),
    el("p", { class: "failed" }, reason),
  );
});
