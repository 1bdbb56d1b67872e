/** Elements without markup: what comes from outside can only ever become text or a known attribute. */

/** @typedef {Node | string | null | undefined | false} Child */
/** @typedef {Record<string, string | number | boolean | null | undefined | ((event: any) => void)>} Attributes */

/**
 * A function is a listener ("onclick"), true an empty attribute, false or null none.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...(Child | readonly Child[])} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  element.append(...filled(children));
  return element;
}

/**
 * @param {Element} element
 * @param {Attributes} attributes
 */
export function setAttributes(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === false || value === null || value === undefined) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
}

/** @param {readonly (Child | readonly Child[])[]} children */
function filled(children) {
  return /** @type {(Node | string)[]} */ (children.flat().filter((child) => child !== "" && child));
}

/**
 * A drawing from the page's own set; it says nothing to screen readers.
 * @param {string} name
 */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#icon-${name}`);
  svg.append(use);
  setAttributes(svg, { class: "icon", "aria-hidden": "true" });
  return svg;
}

/**
 * The element of an id that the page's HTML holds.
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T}
 */
export function byId(id, type) {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`the page has no #${id}`);
  return element;
}

let ids = 0;

/** @param {string} prefix */
export function freshId(prefix) {
  ids += 1;
  return `${prefix}-${ids}`;
}

/**
 * Says something to screen readers that sighted people see at a glance.
 * @param {string} text
 */
export function announce(text) {
  byId("status", HTMLElement).textContent = text;
}

/**
 * A link that leaves the page: opened by the person only, and not told where from.
 * @param {string} url
 * @param {Attributes} attributes
 * @param {...(Child | readonly Child[])} children
 */
export function outsideLink(url, attributes, ...children) {
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer", ...attributes }, ...children);
}
