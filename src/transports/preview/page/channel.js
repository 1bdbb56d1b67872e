/** The messages of the channel: draws them, sends what is pressed in them, takes what the bot sends back. */

/**
 * @import {
 *   APIInteraction, APIMessage, APIMessageComponent, APIMessageTopLevelComponent, APIUser
 * } from "discord-api-types/v10"
 * @import { MarkdownNode, SentDelivery } from "../wire.ts"
 * @import { Interactions } from "./interaction.js"
 */

import { drawComponents, drawText } from "./components.js";
import { openForm, openJson } from "./dialogs.js";
import { announce, el, freshId, icon } from "./dom.js";
import { snowflake, timeOf, world } from "./interaction.js";
import { deliveries } from "./server.js";

const maxMessages = 200;
const ephemeral = 1 << 6;

/** Milliseconds without an answer after which the page says that it waits for one. */
const patience = 400;

/**
 * What an answer is to, as the line above it says: a command, or a press in a message known by its title.
 * @typedef {{ readonly user: APIUser, readonly command: string } | { readonly user: APIUser, readonly title: string }} Asked
 */

/**
 * @typedef {object} Shown
 * @property {HTMLElement} article
 * @property {APIMessage} message as Discord would store it
 * @property {Readonly<Record<string, readonly MarkdownNode[]>>} markdown
 * @property {Asked | null} asked
 * @property {unknown} json what the bot sent last
 * @property {boolean} thinking
 * @property {boolean} busy
 */

/** @typedef {Extract<SentDelivery, { kind: "edit" | "followUp" | "callback" }>["files"]} Files */

/**
 * @typedef {object} Payload
 * @property {string} [content]
 * @property {readonly APIMessageComponent[]} [components]
 * @property {number} [flags]
 */

/**
 * @param {object} parts
 * @param {HTMLElement} parts.list
 * @param {HTMLElement} parts.scroller
 * @param {Interactions} parts.interactions
 * @param {() => readonly { id: string, name: string }[]} parts.messageCommands
 * @param {() => void} parts.leave moves focus back to the composer
 */
export function createChannel({ list, scroller, interactions, messageCommands, leave }) {
  /** @type {Shown[]} */
  const shown = [];
  /** @type {Map<string, { name: string, url: string, size: number }>} */
  const uploads = new Map();

  const end = keepAtEnd(scroller, list);

  /**
   * Sends an interaction and draws what comes back.
   * @param {APIInteraction} interaction
   * @param {Asked | null} asked
   * @param {Shown} [pressed] the message whose button, select or form it is
   */
  async function perform(interaction, asked, pressed) {
    if (pressed) setBusy(pressed, true);
    /** @type {Shown | undefined} */
    let waiting;
    const timer = setTimeout(() => {
      if (!pressed) waiting = add(answerTo(interaction, pressed), asked, { thinking: true });
    }, patience);
    /** @type {Shown | undefined} */
    let target = pressed;
    try {
      for await (const delivery of deliveries(interaction)) {
        clearTimeout(timer);
        if (waiting) remove(waiting);
        waiting = undefined;
        if (pressed) setBusy(pressed, false);
        target = take(delivery, { interaction, asked, pressed, target });
      }
    } catch (error) {
      if (waiting) remove(waiting);
      fail(error instanceof Error ? error.message : String(error), asked, pressed);
    } finally {
      clearTimeout(timer);
      if (pressed) setBusy(pressed, false);
    }
  }

  /**
   * @param {SentDelivery} delivery
   * @param {{ interaction: APIInteraction, asked: Asked | null, pressed: Shown | undefined, target: Shown | undefined }} context
   * @returns {Shown | undefined} the message that a later edit is about
   */
  function take(delivery, { interaction, asked, pressed, target }) {
    if (delivery.kind === "removal") {
      if (target) remove(target);
      return undefined;
    }
    if (delivery.problems.length > 0) {
      refuse(delivery, asked);
      return target;
    }
    const { markdown, files } = delivery;
    if (delivery.kind === "edit") {
      if (target)
        update(target, /** @type {Payload} */ (delivery.body), { markdown, files, json: delivery.body });
      return target;
    }
    if (delivery.kind === "followUp") {
      const part = answerTo(interaction, pressed);
      add(part, asked, {
        payload: /** @type {Payload} */ (delivery.body),
        markdown,
        files,
        json: delivery.body,
      });
      return target;
    }
    const { body } = delivery;
    const data = /** @type {Payload} */ ("data" in body ? body.data : {});
    switch (body.type) {
      case 4:
        return add(answerTo(interaction, pressed), asked, {
          payload: data,
          markdown,
          files,
          json: body,
        });
      case 5:
        return add(answerTo(interaction, pressed), asked, {
          payload: data,
          json: body,
          thinking: true,
        });
      case 7:
        if (pressed) update(pressed, data, { markdown, files, json: body });
        return pressed;
      case 9:
        openForm(body.data, markdown, (submission) => {
          perform(interactions.form(submission, pressed?.message), asked, pressed);
        });
        return target;
      default:
        return target;
    }
  }

  /**
   * The fields of a message that answers an interaction.
   * @param {APIInteraction} interaction
   * @param {Shown | undefined} pressed
   */
  function answerTo(interaction, pressed) {
    const { data } = interaction;
    const target = data && "target_id" in data ? data.target_id : undefined;
    const metadata = {
      id: interaction.id,
      type: interaction.type,
      user: world.asker,
      authorizing_integration_owners: interaction.authorizing_integration_owners,
    };
    return {
      author: interactions.bot,
      application_id: interaction.application_id,
      webhook_id: interaction.application_id,
      type: pressed ? 19 : target ? 23 : 20,
      interaction_metadata: {
        ...metadata,
        ...(pressed && { interacted_message_id: pressed.message.id }),
        ...(target && { target_message_id: target }),
      },
      ...(pressed && {
        message_reference: {
          type: 0,
          message_id: pressed.message.id,
          channel_id: pressed.message.channel_id,
        },
      }),
    };
  }

  /**
   * @param {object} part
   * @param {Asked | null} asked
   * @param {{ payload?: Payload, markdown?: Shown["markdown"], files?: Files, json?: unknown, thinking?: boolean }} [sent]
   * @returns {Shown}
   */
  function add(part, asked, sent) {
    const one = put(part, asked, sent);
    reveal(one.article);
    return one;
  }

  /**
   * As `add`, without going to it.
   * @type {typeof add}
   */
  function put(part, asked, { payload = {}, markdown = {}, files = [], json = null, thinking = false } = {}) {
    const article = el("article", { class: "message", tabindex: -1 });
    /** @type {Shown} */
    const one = {
      article,
      message: interactions.message(part),
      markdown,
      asked,
      json,
      thinking,
      busy: false,
    };
    article.addEventListener("keydown", (event) => messageKey(event, one));
    article.addEventListener("contextmenu", (event) => {
      if (/** @type {Element} */ (event.target).closest("a, img")) return;
      event.preventDefault();
      openMenu(one);
    });
    merge(one, payload, upload(files));
    draw(one);
    shown.push(one);
    if (shown.length > maxMessages) remove(/** @type {Shown} */ (shown[0]));
    rove(one);
    list.append(article);
    return one;
  }

  /**
   * @param {Shown} one
   * @param {Payload} payload
   * @param {{ markdown: Shown["markdown"], files: Files, json: unknown }} sent
   */
  function update(one, payload, { markdown, files, json }) {
    const focus = focusIn(one.article);
    one.thinking = false;
    one.markdown = { ...one.markdown, ...markdown };
    one.json = json;
    merge(one, payload, upload(files));
    one.message.edited_timestamp = new Date().toISOString();
    draw(one);
    forgetUnseen();
    focus?.();
  }

  /**
   * Gives each file an address, and those addresses by name.
   * @param {Files} files
   */
  function upload(files) {
    return new Map(
      files.map(({ name, type, base64 }) => {
        const data = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        const address = `https://attachments.invalid/${snowflake()}/${encodeURIComponent(name)}`;
        const url = URL.createObjectURL(new Blob([data], { type }));
        uploads.set(address, { name, url, size: data.length });
        return [name, address];
      }),
    );
  }

  /** Lets go of files that no message shows any more. */
  function forgetUnseen() {
    const seen = JSON.stringify(shown.map(({ message }) => message.components));
    for (const [address, { url }] of uploads) {
      if (seen.includes(address)) continue;
      URL.revokeObjectURL(url);
      uploads.delete(address);
    }
  }

  /** @param {Shown} one */
  function remove(one) {
    const index = shown.indexOf(one);
    if (index < 0) return;
    const hadFocus = one.article.contains(document.activeElement);
    shown.splice(index, 1);
    one.article.remove();
    forgetUnseen();
    const next = shown[Math.min(index, shown.length - 1)];
    if (next) rove(next);
    if (hadFocus) leave();
  }

  /** @param {Shown} one */
  function draw(one) {
    const { article, message, asked } = one;
    const isPrivate = (message.flags ?? 0) & ephemeral;
    const nameId = freshId("author");
    article.setAttribute("aria-labelledby", nameId);
    article.classList.toggle("private", Boolean(isPrivate));
    article.classList.toggle("own", !message.author.bot);
    const around = {
      markdown: one.markdown,
      files: uploads,
      press: (
        /** @type {{ type: number, custom_id: string }} */ component,
        /** @type {string[] | undefined} */ values,
      ) => {
        if (one.busy) return;
        const title = article.querySelector(".body :is(h3, h4, h5)")?.textContent ?? "a message";
        perform(interactions.component(message, component, values), { user: message.author, title }, one);
      },
    };
    const children = [
      asked && drawAsked(asked),
      el("div", { class: "avatar" }, drawAvatar(message.author)),
      el(
        "div",
        { class: "byline", id: nameId },
        el("span", { class: "author" }, message.author.global_name ?? message.author.username),
        message.author.bot && el("span", { class: "app-tag" }, "App"),
        el("time", { datetime: message.timestamp }, shownTime(timeOf(message.id))),
      ),
      el(
        "div",
        { class: "body" },
        one.thinking &&
          el(
            "p",
            { class: "thinking" },
            "Tessera is thinking",
            el("span", { class: "dots", "aria-hidden": "true" }),
          ),
        message.content && drawText(message.content, one.markdown),
        ...drawComponents(message.components ?? [], around),
        isPrivate !== 0 &&
          el(
            "p",
            { class: "private-note" },
            icon("eye"),
            el("span", {}, "Only you can see this"),
            el("span", { "aria-hidden": "true" }, " · "),
            el(
              "button",
              { type: "button", class: "plain-link", onclick: () => remove(one) },
              "Dismiss message",
            ),
          ),
      ),
      el(
        "div",
        { class: "tools" },
        el(
          "button",
          {
            type: "button",
            class: "plain",
            "aria-label": "More",
            "aria-haspopup": "menu",
            onclick: () => openMenu(one),
          },
          icon("more"),
        ),
      ),
    ];
    article.replaceChildren(...children.filter((child) => child !== null));
    article.setAttribute("aria-busy", "false");
  }

  /**
   * @param {Shown} one
   * @param {boolean} busy
   */
  function setBusy(one, busy) {
    one.busy = busy;
    one.article.setAttribute("aria-busy", String(busy));
    if (busy) for (const note of one.article.querySelectorAll(".failed")) note.remove();
  }

  /**
   * A payload that Discord would not take is not drawn; its faults are.
   * @param {Extract<SentDelivery, { kind: "edit" | "followUp" | "callback" }>} delivery
   * @param {Asked | null} asked
   */
  function refuse({ body, problems }, asked) {
    const count = problems.length === 1 ? "one reason" : `${problems.length} reasons`;
    append(
      asked,
      el("h3", {}, icon("alert"), "Discord would refuse this answer"),
      el("p", {}, `It is not drawn, for ${count}:`),
      el("ul", {}, ...problems.map((problem) => el("li", {}, el("code", {}, problem)))),
      el(
        "button",
        { type: "button", class: "button secondary", onclick: () => openJson(body) },
        "Show the JSON",
      ),
    );
  }

  /**
   * @param {Asked | null} asked
   * @param {...(Node | string)} content
   */
  function append(asked, ...content) {
    const article = el(
      "article",
      { class: "message error-message", tabindex: -1 },
      asked && drawAsked(asked),
      el("div", { class: "avatar" }, drawAvatar(interactions.bot)),
      el("div", { class: "body" }, el("div", { class: "error-card" }, ...content)),
    );
    list.append(article);
    reveal(article);
  }

  /**
   * @param {string} reason
   * @param {Asked | null} asked
   * @param {Shown} [pressed]
   */
  function fail(reason, asked, pressed) {
    const text = `This interaction failed: ${reason}`;
    if (pressed?.article.isConnected)
      pressed.article.querySelector(".body")?.append(el("p", { class: "failed" }, icon("alert"), text));
    else append(asked, el("h3", {}, icon("alert"), "The bot did not answer"), el("p", {}, text));
  }

  /** @param {Shown} one */
  function openMenu(one) {
    const isPrivate = ((one.message.flags ?? 0) & ephemeral) !== 0;
    const anchor = one.article.querySelector(".tools button");
    if (!(anchor instanceof HTMLElement)) return;
    const commands = isPrivate ? [] : messageCommands();
    const entries = commands.map(({ id, name }) => ({
      label: name,
      act: () => {
        leave();
        perform(interactions.messageCommand({ id, name }, one.message), { user: world.asker, command: name });
      },
    }));
    if (one.json) entries.push({ label: "Show Discord's JSON", act: () => openJson(one.json) });
    if (isPrivate) entries.push({ label: "Dismiss message", act: () => remove(one) });
    if (entries.length > 0) showMenu(anchor, entries);
  }

  /**
   * @param {KeyboardEvent} event
   * @param {Shown} one
   */
  function messageKey(event, one) {
    const { key, target } = event;
    if (key === "Escape" && !event.defaultPrevented) return leave();
    if (key === "ContextMenu" || (key === "F10" && event.shiftKey)) {
      event.preventDefault();
      return openMenu(one);
    }
    if (target !== one.article) return;
    const by = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const next = shown[shown.indexOf(one) + by];
    if (next) focusOn(next);
    else if (by > 0) leave();
  }

  /**
   * One message is a stop of Tab; arrows lead to the others.
   * @param {Shown} one
   */
  function rove(one) {
    for (const other of shown) other.article.tabIndex = other === one ? 0 : -1;
  }

  /** @param {Shown} one */
  function focusOn(one) {
    rove(one);
    one.article.focus();
  }

  /** @param {HTMLElement} article */
  function reveal(article) {
    // Of what is taller than the screen, the beginning.
    const tall = article.offsetHeight > scroller.clientHeight - 24;
    end.follow(!tall);
    if (tall) article.scrollIntoView({ block: "start" });
    else scroller.scrollTop = scroller.scrollHeight;
  }

  return {
    perform,
    /**
     * A message as people write them.
     * @param {string} content
     * @param {APIUser} [author]
     */
    say(content, author = world.asker) {
      add({ author, content }, null);
    },
    /**
     * A message that was there before the person came, who begins to read above it.
     * @param {string} content
     * @param {APIUser} [author]
     */
    sample(content, author = world.asker) {
      put({ author, content }, null).article.classList.add("sample");
    },
    /** @param {readonly string[]} problems */
    refuseCommands(problems) {
      append(
        null,
        el("h3", {}, icon("alert"), "Discord would refuse these commands"),
        el("ul", {}, ...problems.map((problem) => el("li", {}, el("code", {}, problem)))),
      );
    },
    focusLast() {
      const last = shown.at(-1);
      if (last) focusOn(last);
    },
  };
}

/** @param {Asked} asked */
function drawAsked(asked) {
  const { user } = asked;
  return el(
    "p",
    { class: "asked" },
    el("span", { class: "avatar small" }, drawAvatar(user)),
    el("strong", {}, user.global_name ?? user.username),
    ...("command" in asked
      ? [el("span", {}, "used"), el("span", { class: "mention" }, asked.command)]
      : [el("span", { class: "asked-title", dir: "auto" }, asked.title)]),
  );
}

/** @param {APIUser} user */
function drawAvatar(user) {
  if (user.bot) return el("img", { src: "/mark.svg", alt: "", width: 40, height: 40 });
  return el(
    "span",
    { class: "initial", "aria-hidden": "true" },
    (user.global_name ?? user.username).slice(0, 1),
  );
}

/** @param {Date} date */
function shownTime(date) {
  const time = new Intl.DateTimeFormat(undefined, {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(date);
  return `Today at ${time}`;
}

/**
 * Applies a payload to the message as Discord would: what it leaves out stays as it was.
 * @param {Shown} one
 * @param {Payload} payload
 * @param {ReadonlyMap<string, string>} files addresses of those sent with it, by name
 */
function merge(one, payload, files) {
  const { message } = one;
  if (payload.content !== undefined) message.content = payload.content ?? "";
  if (payload.components) message.components = handedBack(payload.components, files);
  // Who sees a message is settled once.
  if (payload.flags !== undefined) message.flags = payload.flags | ((message.flags ?? 0) & ephemeral);
}

/**
 * The components as Discord hands them back: with ids, which it gives to those that have none, and with the addresses
 * of files.
 * @param {readonly APIMessageComponent[]} components
 * @param {ReadonlyMap<string, string>} files addresses, by name
 */
function handedBack(components, files) {
  const copy = structuredClone(components);
  let next = 1;
  const visit = (/** @type {any} */ component) => {
    component.id ||= next++;
    for (const media of [component.media, component.file, ...(component.items ?? []).map(mediaOf)]) {
      if (media) media.url = files.get(media.url.replace("attachment://", "")) ?? media.url;
    }
    for (const child of component.components ?? []) visit(child);
    if (component.accessory) visit(component.accessory);
  };
  const mediaOf = (/** @type {{ media: { url: string } }} */ { media }) => media;
  copy.forEach(visit);
  return /** @type {APIMessageTopLevelComponent[]} */ (copy);
}

/**
 * Where focus is within a message that is about to be drawn anew: gives what puts it back. A control is known
 * by its id, else by its name ("Next"), else by its place.
 * @param {HTMLElement} article
 */
function focusIn(article) {
  const { activeElement } = document;
  if (!(activeElement instanceof HTMLElement) || !article.contains(activeElement)) return undefined;
  const controls = () =>
    [...article.querySelectorAll("[data-control]")].filter((control) => control instanceof HTMLElement);
  const index = controls().indexOf(activeElement);
  const id = activeElement.dataset.control;
  const name = activeElement.textContent;
  return () => {
    const now = controls().filter((control) => !control.matches(":disabled"));
    const all = controls();
    const place = now.toSorted(
      (a, b) => Math.abs(all.indexOf(a) - index) - Math.abs(all.indexOf(b) - index),
    )[0];
    const found =
      index < 0
        ? undefined
        : (now.find((control) => control.dataset.control === id) ??
          now.find((control) => control.textContent === name) ??
          place);
    (found ?? article).focus({ preventScroll: true });
  };
}

/**
 * Stays at the end while what is above grows, as pictures do when they load; not after scrolling up.
 * @param {HTMLElement} scroller
 * @param {HTMLElement} content
 */
function keepAtEnd(scroller, content) {
  let atEnd = false;
  let top = 0;
  scroller.addEventListener("scroll", () => {
    const { scrollTop, scrollHeight, clientHeight } = scroller;
    if (scrollHeight - scrollTop - clientHeight < 24) atEnd = true;
    // Growth alone leaves the end behind as well, but only people go up.
    else if (scrollTop < top - 2) atEnd = false;
    top = scrollTop;
  });
  new ResizeObserver(() => {
    if (atEnd) scroller.scrollTop = scroller.scrollHeight;
  }).observe(content);
  return {
    /** @param {boolean} follow */
    follow(follow) {
      atEnd = follow;
    },
  };
}

/**
 * @param {HTMLElement} anchor
 * @param {readonly { label: string, act: () => void }[]} entries
 */
function showMenu(anchor, entries) {
  const items = entries.map(({ label, act }) =>
    el(
      "button",
      {
        type: "button",
        role: "menuitem",
        tabindex: -1,
        onclick: () => {
          close();
          act();
        },
      },
      label,
    ),
  );
  const menu = el(
    "div",
    {
      class: "popup menu",
      role: "menu",
      "aria-label": "Message",
      popover: "auto",
      onkeydown: (/** @type {KeyboardEvent} */ event) => {
        const at = items.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
        const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
        if (by !== 0) items[(at + by + items.length) % items.length]?.focus();
        else if (event.key === "Tab" || event.key === "Escape") close();
        else return;
        event.preventDefault();
      },
      ontoggle: (/** @type {ToggleEvent} */ event) => event.newState === "closed" && menu.remove(),
    },
    ...items,
  );
  function close() {
    menu.hidePopover();
    if (anchor.isConnected) anchor.focus();
  }
  document.body.append(menu);
  menu.showPopover();
  const box = anchor.getBoundingClientRect();
  const below = box.bottom + 4 + menu.offsetHeight < innerHeight;
  menu.style.setProperty("top", `${below ? box.bottom + 4 : Math.max(8, box.top - 4 - menu.offsetHeight)}px`);
  menu.style.setProperty(
    "left",
    `${Math.max(8, Math.min(box.right - menu.offsetWidth, innerWidth - menu.offsetWidth - 8))}px`,
  );
  items[0]?.focus();
  announce(`${entries.length} actions`);
}
