/** Draws Discord's Components V2 from the very JSON that Discord would get. */

/**
 * @import {
 *   APIButtonComponent, APIContainerComponent, APIFileComponent, APIMediaGalleryItem, APIMessageComponent,
 *   APISectionComponent, APISelectMenuComponent, APIThumbnailComponent
 * } from "discord-api-types/v10"
 * @import { MarkdownNode } from "../wire.ts"
 * @import { Option } from "./listbox.js"
 */

import { openPicture } from "./dialogs.js";
import { el, icon, outsideLink } from "./dom.js";
import { world } from "./interaction.js";
import { createSelect } from "./listbox.js";
import { drawMarkdown } from "./markdown.js";

/**
 * What drawing needs beside the components.
 * @typedef {object} Surroundings
 * @property {Readonly<Record<string, readonly MarkdownNode[]>>} markdown
 * @property {ReadonlyMap<string, { name: string, url: string, size: number }>} files by address
 * @property {(component: { type: number, custom_id: string, id?: number }, values?: string[]) => void} press
 */

/**
 * @param {readonly APIMessageComponent[]} components
 * @param {Surroundings} around
 * @returns {HTMLElement[]}
 */
export function drawComponents(components, around) {
  return components.map((component) => drawComponent(component, around));
}

/**
 * @param {APIMessageComponent} component
 * @param {Surroundings} around
 * @returns {HTMLElement}
 */
function drawComponent(component, around) {
  switch (component.type) {
    case 1:
      return el("div", { class: "action-row" }, ...drawComponents(component.components, around));
    case 2:
      return drawButton(component, around);
    case 3:
    case 5:
    case 6:
    case 7:
    case 8:
      return drawSelect(component, around);
    case 9:
      return drawSection(component, around);
    case 10:
      return drawText(component.content, around.markdown);
    case 11:
      return drawThumbnail(component, around);
    case 12:
      return el(
        "div",
        { class: "gallery", "data-count": component.items.length },
        ...component.items.map((item) => drawGalleryItem(item, around)),
      );
    case 13:
      return drawFile(component, around);
    case 14:
      return el("hr", {
        class: "separator",
        "data-spacing": component.spacing ?? 1,
        "data-divider": String(component.divider ?? true),
      });
    case 17:
      return drawContainer(component, around);
    default:
      return el("p", { class: "unknown" }, "A component that the preview cannot draw");
  }
}

/**
 * @param {string} content
 * @param {Surroundings["markdown"]} markdown
 */
export function drawText(content, markdown) {
  return el("div", { class: "text", dir: "auto" }, ...drawMarkdown(markdown[content] ?? [content]));
}

/**
 * @param {APIContainerComponent} container
 * @param {Surroundings} around
 */
function drawContainer({ components, accent_color: accent, spoiler }, around) {
  const element = el("div", { class: "container" }, ...drawComponents(components, around));
  if (typeof accent === "number") {
    element.classList.add("accented");
    element.style.setProperty("--bar", `#${accent.toString(16).padStart(6, "0")}`);
  }
  return spoiler ? cover(element, "container") : element;
}

/**
 * @param {APISectionComponent} section
 * @param {Surroundings} around
 */
function drawSection({ components, accessory }, around) {
  return el(
    "div",
    { class: "section" },
    el("div", { class: "section-text" }, ...drawComponents(components, around)),
    el("div", { class: "section-accessory" }, drawComponent(accessory, around)),
  );
}

/** @type {Readonly<Record<number, string>>} */
const buttonStyles = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link", 6: "premium" };

/**
 * @param {APIButtonComponent} button
 * @param {Surroundings} around
 */
function drawButton(button, { press }) {
  const style = buttonStyles[button.style] ?? "secondary";
  const disabled = button.disabled === true;
  if (button.style === 6)
    return el(
      "button",
      { type: "button", class: "button premium", disabled: true },
      "A purchase: not in the preview",
    );
  const label = [
    button.emoji?.name &&
      el("span", { class: "emoji", "aria-hidden": button.label ? "true" : null }, button.emoji.name),
    button.label && el("span", { class: "button-label", dir: "auto" }, button.label),
  ];
  if (button.style === 5) {
    if (disabled)
      return el("button", { type: "button", class: "button link", disabled }, ...label, icon("outside"));
    return outsideLink(button.url, { class: "button link", title: button.url }, ...label, icon("outside"));
  }
  return el(
    "button",
    {
      type: "button",
      class: `button ${style}`,
      disabled,
      "data-control": button.custom_id,
      onclick: () => press(button),
    },
    ...label,
  );
}

/**
 * @param {APISelectMenuComponent} select
 * @param {Surroundings} around
 */
function drawSelect(select, { press }) {
  const { element, button } = createSelect({
    options: optionsOf(select),
    chosen: chosenOf(select),
    placeholder: select.placeholder ?? "Make a selection",
    least: select.min_values ?? 1,
    most: select.max_values ?? 1,
    disabled: select.disabled === true,
    done: (values) => press(select, values),
  });
  button.dataset.control = select.custom_id;
  return element;
}

/**
 * The choices of a select: its own, or what stands on the server.
 * @param {APISelectMenuComponent} select
 * @returns {Option[]}
 */
export function optionsOf(select) {
  const users = world.users.map(({ id, global_name, username }) => ({
    value: id,
    label: global_name ?? username,
    description: username,
  }));
  const roles = world.roles.map(({ id, name }) => ({ value: id, label: name }));
  switch (select.type) {
    case 3:
      return select.options.map(({ label, value, description }) => ({
        label,
        value,
        ...(description && { description }),
      }));
    case 5:
      return users;
    case 6:
      return roles;
    case 7:
      return [...users, ...roles];
    default:
      return world.channels
        .filter(
          ({ type }) =>
            !select.channel_types?.length || select.channel_types.some((wanted) => wanted === type),
        )
        .map(({ id, name }) => ({ value: id, label: `#${name}` }));
  }
}

/**
 * @param {APISelectMenuComponent} select
 * @returns {string[]}
 */
export function chosenOf(select) {
  if (select.type === 3) return select.options.filter((option) => option.default).map(({ value }) => value);
  return (select.default_values ?? []).map(({ id }) => id);
}

/**
 * @param {{ url: string }} media
 * @param {Surroundings} around
 */
function resolve({ url }, { files }) {
  const file = files.get(url);
  return { name: file?.name ?? /^attachment:\/\/(.+)$/s.exec(url)?.[1] ?? url, file };
}

/**
 * @param {{ url: string }} media
 * @param {string | null | undefined} description
 * @param {Surroundings} around
 */
function drawPicture(media, description, around) {
  const { name, file } = resolve(media, around);
  // Nothing is loaded from another host: such a picture is named, not shown.
  if (!file)
    return el(
      "div",
      { class: "picture absent" },
      icon("picture"),
      el("span", {}, "Not loaded here: ", el("bdi", {}, name)),
    );
  const alt = description ?? "";
  return el(
    "button",
    {
      type: "button",
      class: "picture",
      "aria-label": alt ? `Enlarge: ${alt}` : `Enlarge ${name}`,
      onclick: () => openPicture(file.url, alt),
    },
    el("img", { src: file.url, alt, decoding: "async" }),
  );
}

/**
 * @param {APIMediaGalleryItem} item
 * @param {Surroundings} around
 */
function drawGalleryItem({ media, description, spoiler }, around) {
  const picture = drawPicture(media, description, around);
  return el("div", { class: "gallery-item" }, spoiler ? cover(picture, "picture") : picture);
}

/**
 * @param {APIThumbnailComponent} thumbnail
 * @param {Surroundings} around
 */
function drawThumbnail({ media, description, spoiler }, around) {
  const picture = drawPicture(media, description, around);
  return el("div", { class: "thumbnail" }, spoiler ? cover(picture, "picture") : picture);
}

/**
 * @param {APIFileComponent} component
 * @param {Surroundings} around
 */
function drawFile({ file: media, spoiler }, around) {
  const { name, file } = resolve(media, around);
  const element = el(
    "div",
    { class: "file" },
    icon("file"),
    el(
      "span",
      { class: "file-text" },
      file ? el("a", { href: file.url, download: name, dir: "auto" }, name) : el("bdi", {}, name),
      el("span", { class: "file-size" }, file ? sizeOf(file.size) : "not attached"),
    ),
  );
  return spoiler ? cover(element, "file") : element;
}

/** @param {number} bytes */
function sizeOf(bytes) {
  if (bytes < 1_000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/**
 * Covers something until pressed.
 * @param {HTMLElement} content
 * @param {string} what
 */
function cover(content, what) {
  content.inert = true;
  const button = el(
    "button",
    {
      type: "button",
      class: "cover-button",
      "aria-label": `Spoiler: a ${what}, covered. Press to show it`,
      onclick: () => {
        content.inert = false;
        box.classList.add("shown");
        button.remove();
        content.tabIndex = content.tabIndex < 0 ? -1 : content.tabIndex;
        content.focus();
      },
    },
    "Spoiler",
  );
  const box = el("div", { class: `cover cover-${what}` }, content, button);
  return box;
}
