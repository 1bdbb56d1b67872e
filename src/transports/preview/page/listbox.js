/** A list to choose from, and the popup in which selects show theirs. */

import { el, freshId, icon } from "./dom.js";

/**
 * @typedef {object} Item
 * @property {string} label
 * @property {string} [description]
 * @property {string} [aside] set at the end of the row, in small
 * @property {boolean} [checked] for lists that take several
 * @property {boolean} [mark] shows the bot's mark before it
 */

/**
 * A listbox whose active row is told by `aria-activedescendant`: focus stays where it is.
 * @param {{ label: string, pick: (index: number) => void, changed?: (activeId: string | null) => void }} parts
 */
export function createListbox({ label, pick, changed = () => {} }) {
  const element = el("div", { class: "listbox", role: "listbox", id: freshId("list"), "aria-label": label });
  let active = -1;
  /** @type {HTMLElement[]} */
  let rows = [];

  /** @param {number} index */
  function activate(index) {
    rows[active]?.classList.remove("active");
    active = index >= 0 && index < rows.length ? index : -1;
    const row = rows[active];
    row?.classList.add("active");
    row?.scrollIntoView({ block: "nearest" });
    changed(row?.id ?? null);
  }

  return {
    element,
    get active() {
      return active;
    },
    get length() {
      return rows.length;
    },
    activate,
    /**
     * Moves by rows, around the ends.
     * @param {number} by
     */
    move(by) {
      if (rows.length === 0) return;
      const from = active < 0 && by < 0 ? 0 : active;
      activate((from + by + rows.length) % rows.length);
    },
    /**
     * @param {readonly Item[]} items
     * @param {number} [first] the row active at first; -1 for none
     */
    show(items, first = 0) {
      rows = items.map((item, index) => drawRow(item, `${element.id}-${index}`));
      rows.forEach((row, index) => {
        row.addEventListener("pointermove", () => active !== index && activate(index));
        // Before the click moves focus out of the field that the list belongs to.
        row.addEventListener("pointerdown", (event) => event.preventDefault());
        row.addEventListener("mousedown", (event) => event.preventDefault());
        row.addEventListener("click", () => pick(index));
      });
      element.replaceChildren(...rows);
      active = -1;
      activate(first);
    },
  };
}

/**
 * @param {Item} item
 * @param {string} id
 */
function drawRow({ label, description, aside, checked, mark }, id) {
  return el(
    "div",
    { class: "row", role: "option", id, "aria-selected": checked === undefined ? "false" : String(checked) },
    mark && el("img", { class: "row-mark", src: "/mark.svg", alt: "", width: 24, height: 24 }),
    el(
      "span",
      { class: "row-text" },
      el("span", { class: "row-label", dir: "auto" }, label),
      description && el("span", { class: "row-description", dir: "auto" }, description),
    ),
    aside && el("span", { class: "row-aside" }, aside),
    checked !== undefined && el("span", { class: checked ? "check on" : "check" }, checked && icon("check")),
  );
}

/**
 * @typedef {object} Option
 * @property {string} label
 * @property {string} value
 * @property {string} [description]
 */

/**
 * A select as Discord has them, for messages and forms: a button that opens a list.
 * @param {object} parts
 * @param {readonly Option[]} parts.options
 * @param {readonly string[]} parts.chosen
 * @param {string} parts.placeholder
 * @param {string} [parts.label] id of what names it; else the placeholder does
 * @param {number} parts.least
 * @param {number} parts.most
 * @param {boolean} parts.disabled
 * @param {(values: string[]) => void} parts.done
 */
export function createSelect({ options, chosen, placeholder, label, least, most, disabled, done }) {
  let values = options.filter(({ value }) => chosen.includes(value)).map(({ value }) => value);
  const several = most > 1;
  const text = el("span", { class: "select-text" });
  const button = el(
    "button",
    {
      type: "button",
      class: "select",
      role: "combobox",
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      disabled,
    },
    text,
    icon("chevron"),
  );
  const nameId = label ?? freshId("name");
  const name = label ? null : el("span", { id: nameId, class: "unseen" }, placeholder);
  button.setAttribute("aria-labelledby", nameId);

  function drawText() {
    const labels = options.filter(({ value }) => values.includes(value)).map((option) => option.label);
    text.textContent = labels.join(", ") || placeholder;
    text.classList.toggle("empty", labels.length === 0);
    button.setAttribute("aria-description", labels.length > 0 ? labels.join(", ") : "nothing chosen");
  }

  const list = createListbox({
    label: placeholder,
    pick: choose,
    changed: (id) =>
      id ? button.setAttribute("aria-activedescendant", id) : button.removeAttribute("aria-activedescendant"),
  });
  const popup = el("div", { class: "popup", popover: "manual" }, list.element);
  button.setAttribute("aria-controls", list.element.id);
  list.element.setAttribute("aria-multiselectable", String(several));

  let open = false;
  let before = "";

  function rows() {
    return options.map(({ label, value, description }) => ({
      label,
      ...(description && { description }),
      ...((several || values.includes(value)) && { checked: values.includes(value) }),
    }));
  }

  function show() {
    if (open || disabled) return;
    open = true;
    before = values.join("\n");
    (button.closest("dialog") ?? document.body).append(popup);
    popup.showPopover();
    const first = options.findIndex(({ value }) => values.includes(value));
    list.show(rows(), Math.max(first, 0));
    place();
    button.setAttribute("aria-expanded", "true");
    document.addEventListener("pointerdown", outside, true);
    document.addEventListener("scroll", follow, true);
    addEventListener("resize", hide);
  }

  function place() {
    const box = button.getBoundingClientRect();
    const below = innerHeight - box.bottom - 8;
    const above = box.top - 8;
    const up = below < Math.min(popup.scrollHeight, 220) && above > below;
    const { style } = popup;
    style.setProperty("left", `${box.left}px`);
    style.setProperty("width", `${box.width}px`);
    style.setProperty("max-height", `${Math.min(up ? above : below, 340)}px`);
    style.setProperty(up ? "bottom" : "top", `${up ? innerHeight - box.top + 4 : box.bottom + 4}px`);
    style.setProperty(up ? "top" : "bottom", "auto");
  }

  /**
   * Stays with its button while the channel scrolls.
   * @param {Event} event
   */
  function follow(event) {
    if (popup.contains(/** @type {Node} */ (event.target))) return;
    const { top, bottom } = button.getBoundingClientRect();
    if (bottom < 0 || top > innerHeight) finish();
    else place();
  }

  /** @param {Event} event */
  function outside(event) {
    const target = /** @type {Node} */ (event.target);
    if (!popup.contains(target) && !button.contains(target)) finish();
  }

  function hide() {
    if (!open) return;
    open = false;
    popup.remove();
    button.setAttribute("aria-expanded", "false");
    button.removeAttribute("aria-activedescendant");
    document.removeEventListener("pointerdown", outside, true);
    document.removeEventListener("scroll", follow, true);
    removeEventListener("resize", hide);
  }

  /** A list that takes several is done when it closes. */
  function finish() {
    if (!open) return;
    hide();
    if (several && values.join("\n") !== before && values.length >= least) done(values);
  }

  /** @param {number} index */
  function choose(index) {
    const value = options[index]?.value;
    if (value === undefined) return;
    if (!several) {
      values = values.includes(value) && least === 0 ? [] : [value];
      drawText();
      hide();
      done(values);
      return;
    }
    if (values.includes(value)) values = values.filter((other) => other !== value);
    else if (values.length < most) values = [...values, value];
    drawText();
    list.show(rows(), index);
  }

  let typed = "";
  let typedAt = 0;

  /** @param {string} key */
  function typeahead(key) {
    typed = Date.now() - typedAt > 700 ? key : typed + key;
    typedAt = Date.now();
    const from = typed.length === 1 ? list.active + 1 : Math.max(list.active, 0);
    const order = [...options.keys()].map((index) => (index + from) % options.length);
    const hit = order.find((index) => options[index]?.label.toLowerCase().startsWith(typed.toLowerCase()));
    if (hit !== undefined) list.activate(hit);
  }

  button.addEventListener("click", () => (open ? finish() : show()));
  button.addEventListener("blur", () => finish());
  button.addEventListener("keydown", (event) => {
    const { key } = event;
    if (!open) {
      if (key !== "ArrowDown" && key !== "ArrowUp") return;
      event.preventDefault();
      event.stopPropagation();
      show();
      return;
    }
    if (key === "Tab") return finish();
    if (key.length > 1 && !["ArrowDown", "ArrowUp", "Home", "End", "Enter", "Escape"].includes(key)) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (key === "ArrowDown") list.move(1);
    else if (key === "ArrowUp") list.move(-1);
    else if (key === "Home") list.activate(0);
    else if (key === "End") list.activate(list.length - 1);
    else if (key === "Enter" || (key === " " && Date.now() - typedAt > 700)) choose(list.active);
    else if (key === "Escape") finish();
    else typeahead(key);
  });

  // A space that chose a row must not press the button as well when it comes up.
  button.addEventListener("keyup", (event) => open && event.key === " " && event.preventDefault());

  drawText();
  return { element: el("div", { class: "select-box" }, name, button), button, values: () => values };
}
