/** Where people type: plain text, or a command with its options as chips and suggestions while they type. */

/**
 * @import {
 *   APIApplicationCommandInteractionDataOption, APIApplicationCommandOption, APIApplicationCommandOptionChoice,
 *   RESTPostAPIChatInputApplicationCommandsJSONBody
 * } from "discord-api-types/v10"
 * @import { Interactions } from "./interaction.js"
 */

import { announce, el, freshId, icon, setAttributes } from "./dom.js";
import { world } from "./interaction.js";
import { createListbox } from "./listbox.js";
import { deliveries } from "./server.js";

/**
 * A command that can be sent: with subcommands, each is one.
 * @typedef {object} Leaf
 * @property {string} id of the command it belongs to
 * @property {readonly { name: string, type: number }[]} path below the command
 * @property {string} name "settings view"
 * @property {string} description
 * @property {readonly APIApplicationCommandOption[]} options
 * @property {RESTPostAPIChatInputApplicationCommandsJSONBody} definition
 */

/**
 * @typedef {object} Chip
 * @property {any} option
 * @property {HTMLElement} element
 * @property {HTMLInputElement} input
 * @property {APIApplicationCommandOptionChoice | null} chosen
 */

const subcommand = 1;
const subcommandGroup = 2;

/**
 * @param {readonly (RESTPostAPIChatInputApplicationCommandsJSONBody & { id: string })[]} commands
 * @returns {Leaf[]}
 */
export function leavesOf(commands) {
  return commands.flatMap((definition) => {
    const top = { id: definition.id, definition };
    /**
     * @param {{ name: string, description: string, options?: any[] | undefined }} node
     * @param {readonly { name: string, type: number }[]} path
     * @returns {Leaf[]}
     */
    const visit = ({ description, options = [] }, path) => {
      const below = options.filter(({ type }) => type === subcommand || type === subcommandGroup);
      if (below.length > 0)
        return below.flatMap((node) => visit(node, [...path, { name: node.name, type: node.type }]));
      return [
        {
          ...top,
          path,
          name: [definition.name, ...path.map(({ name }) => name)].join(" "),
          description,
          options,
        },
      ];
    };
    return visit(definition, []);
  });
}

/**
 * @param {object} parts
 * @param {HTMLFormElement} parts.form
 * @param {readonly Leaf[]} parts.leaves
 * @param {Interactions} parts.interactions
 * @param {(leaf: Leaf, options: APIApplicationCommandInteractionDataOption[]) => void} parts.send
 * @param {(text: string) => void} parts.say
 * @param {() => void} parts.goUp moves focus to the last message
 */
export function createComposer({ form, leaves, interactions, send, say, goUp }) {
  /** @type {Leaf | null} */
  let command = null;
  /** @type {Chip[]} */
  let chips = [];
  /** What the open list is of; null while it is closed. */
  /** @type {null | { of: "commands", leaves: Leaf[] } | { of: "options", options: any[] } | { of: "choices", chip: Chip, choices: readonly APIApplicationCommandOptionChoice[] }} */
  let listed = null;
  /** Counts requests for suggestions: answers to old ones are dropped. */
  let request = 0;
  /** @type {Promise<void>} */
  let suggesting = Promise.resolve();

  const list = createListbox({
    label: "Suggestions",
    pick,
    changed: (id) => {
      const input = focused();
      if (id) input.setAttribute("aria-activedescendant", id);
      else input.removeAttribute("aria-activedescendant");
    },
  });
  const head = el("div", { class: "palette-head" });
  const note = el("p", { class: "palette-note" });
  const palette = el("div", { class: "palette", hidden: true }, head, list.element, note);
  const token = el("button", {
    type: "button",
    class: "token",
    tabindex: -1,
    hidden: true,
    onclick: () => clear(),
  });
  const text = el("input", {
    type: "text",
    class: "free",
    placeholder: "Type / to look something up",
    "aria-label": "Message #look-ups. Type / for commands",
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.element.id,
    autocomplete: "off",
    spellcheck: "false",
    dir: "auto",
    maxlength: 2000,
  });
  const field = el("div", { class: "composer-field" }, token, text);
  const submit = el("button", { type: "submit", class: "send", "aria-label": "Send" }, icon("send"));
  form.append(palette, el("div", { class: "composer-box" }, field, submit));

  /** The field that the list belongs to. */
  function focused() {
    return chips.find(({ input }) => input === document.activeElement)?.input ?? text;
  }

  function close() {
    listed = null;
    request += 1;
    palette.hidden = true;
    for (const input of [text, ...chips.map((chip) => chip.input)]) {
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }
  }

  /**
   * @param {NonNullable<typeof listed>} what
   * @param {Parameters<typeof list.show>[0]} rows
   * @param {{ title: string, detail?: string, empty?: string, first?: number }} words
   */
  function open(what, rows, { title, detail = "", empty = "", first = 0 }) {
    listed = what;
    head.replaceChildren(el("strong", {}, title), detail && el("span", {}, detail));
    note.textContent = rows.length === 0 ? empty : "";
    note.hidden = rows.length > 0;
    list.element.hidden = rows.length === 0;
    palette.hidden = false;
    focused().setAttribute("aria-expanded", String(rows.length > 0));
    list.show(rows, first);
    announce(rows.length === 0 ? empty : `${rows.length} suggestions`);
  }

  /** Opens the list that fits what is being typed. */
  function refresh() {
    const chip = chips.find(({ input }) => input === document.activeElement);
    if (chip) suggesting = suggest(chip);
    else if (command) listOptions();
    else if (text.value.startsWith("/")) listCommands(text.value.slice(1));
    else close();
  }

  /** @param {string} typed */
  function listCommands(typed) {
    const wanted = typed.trim().toLowerCase();
    const usable = leaves.filter(({ definition }) => interactions.mayUse(definition));
    const rank = (/** @type {Leaf} */ { name, description }) =>
      name.startsWith(wanted)
        ? 0
        : name.includes(wanted)
          ? 1
          : description.toLowerCase().includes(wanted)
            ? 2
            : 3;
    const found = usable.filter((leaf) => rank(leaf) < 3).toSorted((a, b) => rank(a) - rank(b));
    open(
      { of: "commands", leaves: found },
      found.map(({ name, description }) => ({ label: `/${name}`, description, mark: true })),
      { title: "Commands", detail: wanted ? `matching ${wanted}` : "", empty: "No command by that name" },
    );
  }

  function listOptions() {
    const typed = text.value.trim().toLowerCase();
    const open_ = unused().filter(({ name }) => name.startsWith(typed));
    if (open_.length === 0) return close();
    open(
      { of: "options", options: open_ },
      open_.map(({ name, description }) => ({ label: name, description })),
      { title: "Options", detail: "Tab adds one · Enter sends", first: typed ? 0 : -1 },
    );
  }

  function unused() {
    const used = chips.map(({ option }) => option.name);
    return /** @type {any[]} */ (command?.options ?? []).filter(({ name }) => !used.includes(name));
  }

  /** @param {Chip} chip */
  async function suggest(chip) {
    const { option, input } = chip;
    request += 1;
    const mine = request;
    const typed = input.value;
    const words = { title: option.name, detail: option.description };
    if (!option.autocomplete) {
      const choices = fixedChoices(option).filter(({ name }) =>
        name.toLowerCase().includes(typed.trim().toLowerCase()),
      );
      const rows = chip.chosen ? [] : choices.map(({ name }) => ({ label: name }));
      open({ of: "choices", chip, choices }, rows, { ...words, empty: "Type a value" });
      return;
    }
    if (listed?.of !== "choices" || listed.chip !== chip)
      open({ of: "choices", chip, choices: [] }, [], { ...words, empty: "Looking …" });
    if (!command) return;
    let empty = "No suggestion. Enter sends what you typed.";
    /** @type {readonly APIApplicationCommandOptionChoice[]} */
    let choices = [];
    try {
      const options = nest(command, readOptions(chip));
      for await (const delivery of deliveries(interactions.autocomplete(named(command), options))) {
        if (delivery.kind !== "callback") continue;
        if (delivery.problems.length > 0)
          empty = `Discord would refuse these suggestions: ${delivery.problems.join("; ")}`;
        else if (delivery.body.type === 8) choices = delivery.body.data.choices ?? [];
      }
    } catch (error) {
      empty = `No suggestions: ${error instanceof Error ? error.message : error}`;
    }
    if (mine !== request) return;
    open(
      { of: "choices", chip, choices },
      choices.map(({ name }) => ({ label: name })),
      { ...words, empty },
    );
  }

  /** @param {number} index */
  function pick(index) {
    if (listed?.of === "commands") {
      const leaf = listed.leaves[index];
      if (leaf) enter(leaf);
    } else if (listed?.of === "options") {
      const option = listed.options[index];
      text.value = "";
      if (option) addChip(option).input.focus();
    } else if (listed?.of === "choices") {
      const choice = listed.choices[index];
      if (choice) choose(listed.chip, choice);
    }
  }

  /**
   * @param {Chip} chip
   * @param {APIApplicationCommandOptionChoice} choice
   */
  function choose(chip, choice) {
    chip.chosen = choice;
    chip.input.value = choice.name;
    fitWidth(chip);
    const next = chips.find(({ input }) => input.value === "")?.input ?? text;
    next.focus();
  }

  /**
   * @param {Leaf} leaf
   * @param {string} [typed] goes into the first option
   */
  function enter(leaf, typed = "") {
    clear();
    command = leaf;
    token.textContent = `/${leaf.name}`;
    setAttributes(token, { hidden: false, "aria-label": `/${leaf.name}: press to leave it` });
    text.placeholder = "";
    text.setAttribute("aria-label", `/${leaf.name}: more options`);
    form.classList.add("commanding");
    announce(`/${leaf.name}: ${leaf.description}`);
    const required = /** @type {any[]} */ (leaf.options).filter((option) => option.required);
    for (const option of required) addChip(option);
    const first = chips[0];
    if (first) {
      first.input.value = typed;
      fitWidth(first);
      first.input.focus();
    } else {
      text.focus();
      text.value = typed;
      refresh();
    }
  }

  /** @param {any} option */
  function addChip(option) {
    const input = el("input", {
      type: "text",
      size: 1,
      id: freshId("option"),
      role: "combobox",
      "aria-label": `${option.name}${option.required ? "" : ", optional"}: ${option.description}`,
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": list.element.id,
      autocomplete: "off",
      spellcheck: "false",
      dir: "auto",
      maxlength: option.max_length ?? 6000,
    });
    const element = el(
      "label",
      { class: "chip" },
      el("span", { class: "chip-name", "aria-hidden": "true" }, option.name),
      input,
    );
    /** @type {Chip} */
    const chip = { option, element, input, chosen: null };
    input.addEventListener("input", () => {
      chip.chosen = null;
      fitWidth(chip);
      input.removeAttribute("aria-invalid");
      refresh();
    });
    input.addEventListener("focus", refresh);
    input.addEventListener("keydown", (event) => key(event, chip));
    chips.push(chip);
    text.before(element);
    return chip;
  }

  /** @param {Chip} chip */
  function removeChip(chip) {
    const index = chips.indexOf(chip);
    chips = chips.filter((other) => other !== chip);
    chip.element.remove();
    (chips[index - 1]?.input ?? text).focus();
  }

  /** @param {Chip} chip */
  function fitWidth({ input }) {
    input.size = Math.max(1, Math.min(input.value.length, 60));
  }

  function clear() {
    close();
    for (const { element } of chips) element.remove();
    chips = [];
    command = null;
    setAttributes(token, { hidden: true });
    text.value = "";
    text.placeholder = "Type / to look something up";
    text.setAttribute("aria-label", "Message #look-ups. Type / for commands");
    form.classList.remove("commanding");
  }

  /**
   * @param {KeyboardEvent} event
   * @param {Chip} [chip]
   */
  function key(event, chip) {
    if (event.isComposing) return;
    const input = chip?.input ?? text;
    const handled = () => event.preventDefault();
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp":
        if (listed && list.length > 0) {
          list.move(event.key === "ArrowDown" ? 1 : -1);
          return handled();
        }
        if (event.key === "ArrowUp" && !command && text.value === "") {
          goUp();
          return handled();
        }
        return;
      case "ArrowLeft":
        if (input.selectionStart !== 0 || input.selectionEnd !== 0) return;
        if (step(input, -1)) handled();
        return;
      case "ArrowRight":
        if (input.selectionStart !== input.value.length) return;
        if (step(input, 1)) handled();
        return;
      case "Tab":
        if (event.shiftKey || !listed || list.length === 0) return;
        if (listed.of === "options" && list.active < 0) list.activate(0);
        if (list.active < 0) return;
        handled();
        pick(list.active);
        return;
      case "Enter":
        handled();
        if (chip && !chip.chosen && listed?.of === "choices") {
          // What is shown may still belong to the letters before.
          suggesting.then(() => (listed && list.active >= 0 && !chip.chosen ? pick(list.active) : trySend()));
        } else if (listed && list.active >= 0) pick(list.active);
        else trySend();
        return;
      case "Escape":
        if (listed) close();
        else if (command) clear();
        else return;
        text.isConnected && !command && text.focus();
        event.stopPropagation();
        return handled();
      case "Backspace":
        if (input.value !== "" || !command) return;
        handled();
        if (!chip) {
          const last = chips.at(-1);
          if (last) last.input.focus();
          else leaveCommand();
        } else if (chip.option.required && chips.length === 1) leaveCommand();
        else if (!chip.option.required) removeChip(chip);
        else step(input, -1);
        return;
    }
  }

  /** Back to the name as it was typed. */
  function leaveCommand() {
    const name = command?.name ?? "";
    clear();
    text.value = `/${name}`;
    text.focus();
    refresh();
  }

  /**
   * To the field before or after.
   * @param {HTMLInputElement} input
   * @param {number} by
   */
  function step(input, by) {
    const inputs = [...chips.map((chip) => chip.input), text];
    const next = inputs[inputs.indexOf(input) + by];
    next?.focus();
    next?.setSelectionRange(by < 0 ? next.value.length : 0, by < 0 ? next.value.length : 0);
    return next !== undefined;
  }

  function trySend() {
    if (!command) {
      const said = text.value.trim();
      if (said === "" || said.startsWith("/")) return;
      clear();
      say(said);
      return;
    }
    if (text.value.trim() !== "" && !adopt()) return;
    const wrong = chips.find((chip) => faultOf(chip) !== null);
    if (wrong) {
      wrong.input.setAttribute("aria-invalid", "true");
      wrong.input.focus();
      close();
      open({ of: "choices", chip: wrong, choices: [] }, [], {
        title: wrong.option.name,
        empty: faultOf(wrong) ?? "",
      });
      return;
    }
    const leaf = command;
    const options = nest(leaf, readOptions());
    clear();
    // On a phone the keyboard would stand where the answer is.
    if (matchMedia("(pointer: coarse)").matches) blur();
    else text.focus();
    send(leaf, options);
  }

  function blur() {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  }

  /** Text beside the chips goes into the first option that is still free and takes text. */
  function adopt() {
    const option = unused().find(({ type }) => type === 3);
    if (!option) return false;
    const chip = addChip(option);
    chip.input.value = text.value.trimStart();
    text.value = "";
    fitWidth(chip);
    return chip;
  }

  /** @param {Chip} chip */
  function faultOf(chip) {
    const { option, input } = chip;
    if (input.value === "") return option.required ? "This option is required" : null;
    const value = chosenValue(chip);
    if (value === undefined) return "Choose one of the suggestions";
    if (option.min_length && String(value).length < option.min_length)
      return `At least ${option.min_length} characters`;
    return null;
  }

  /**
   * @param {Chip} [typing] the one that suggestions are asked for
   * @returns {APIApplicationCommandInteractionDataOption[]}
   */
  function readOptions(typing) {
    return chips.flatMap((chip) => {
      const { name, type } = chip.option;
      if (chip === typing) return [{ name, type, value: chip.input.value, focused: true }];
      const value = chip.input.value === "" ? undefined : chosenValue(chip);
      return value === undefined ? [] : [/** @type {any} */ ({ name, type, value })];
    });
  }

  text.addEventListener("input", () => {
    if (!command) {
      const exact = leaves.find(
        ({ name, definition }) => text.value.startsWith(`/${name} `) && interactions.mayUse(definition),
      );
      if (exact) return enter(exact, text.value.slice(exact.name.length + 2));
    } else if (
      text.value.trim() !== "" &&
      !unused().some(({ name }) => name.startsWith(text.value.trim().toLowerCase()))
    ) {
      const chip = adopt();
      if (chip) return chip.input.focus();
    }
    refresh();
  });
  text.addEventListener("focus", refresh);
  text.addEventListener("keydown", (event) => key(event));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    trySend();
  });
  form.addEventListener("focusout", (event) => {
    if (!(event.relatedTarget instanceof Node && form.contains(event.relatedTarget))) close();
  });
  field.addEventListener("click", (event) => event.target === field && text.focus());

  return {
    focus: () => text.focus(),
    /** @param {string} name */
    enter(name) {
      const leaf = leaves.find((one) => one.name === name);
      if (leaf) enter(leaf);
    },
    refresh,
  };
}

/** @param {Leaf} leaf */
function named({ id, definition }) {
  return { id, name: definition.name };
}

/**
 * @param {Leaf} leaf
 * @param {APIApplicationCommandInteractionDataOption[]} options
 * @returns {APIApplicationCommandInteractionDataOption[]}
 */
function nest({ path }, options) {
  return path.reduceRight(
    (inner, { name, type }) => [/** @type {any} */ ({ name, type, options: inner })],
    options,
  );
}

/**
 * The choices of an option that the bot is not asked about.
 * @param {any} option
 * @returns {readonly APIApplicationCommandOptionChoice[]}
 */
function fixedChoices(option) {
  if (option.choices) return option.choices;
  const of = (/** @type {readonly { id: string, name: string }[]} */ all) =>
    all.map(({ id, name }) => ({ name, value: id }));
  const users = world.users.map(({ id, global_name, username }) => ({ id, name: global_name ?? username }));
  switch (option.type) {
    case 5:
      return /** @type {any} */ ([
        { name: "True", value: true },
        { name: "False", value: false },
      ]);
    case 6:
      return of(users);
    case 7:
      return of(world.channels);
    case 8:
      return of(world.roles);
    case 9:
      return of([...users, ...world.roles]);
    default:
      return [];
  }
}

/**
 * What the chip stands for; undefined where what is typed cannot be taken.
 * @param {Chip} chip
 * @returns {string | number | boolean | undefined}
 */
function chosenValue({ option, input, chosen }) {
  if (chosen) return chosen.value;
  const typed = input.value;
  const fixed = fixedChoices(option);
  if (fixed.length > 0)
    return fixed.find(({ name }) => name.toLowerCase() === typed.trim().toLowerCase())?.value;
  if (option.type === 3) return typed;
  const number = Number(typed);
  return Number.isFinite(number) && (option.type !== 4 || Number.isInteger(number)) ? number : undefined;
}
