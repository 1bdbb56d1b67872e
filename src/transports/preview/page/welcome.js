/** The first thing in the channel: what this is, three look-ups to press, what the dossier covers. */

/** @import { Start, StartDossier } from "../wire.ts" */

import { el, icon, outsideLink } from "./dom.js";

/**
 * @param {HTMLElement} section
 * @param {Start} start
 * @param {(lookup: StartDossier["startWith"][number]) => void} ask
 */
export function drawWelcome(section, { dossiers }, ask) {
  section.replaceChildren(
    el("img", { class: "welcome-mark", src: "/mark.svg", alt: "", width: 68, height: 68 }),
    el("h2", { id: "welcome-title" }, "Look something up"),
    el(
      "p",
      { class: "lead" },
      "Tessera answers with sentences of the source, word for word, and who says them; it says so when it has nothing. This page shows its answers as Discord would.",
    ),
    ...dossiers.map((dossier) => drawDossier(dossier, ask)),
    el(
      "p",
      { class: "hint" },
      "Or type ",
      el("kbd", {}, "/"),
      " below. ",
      el("kbd", {}, "Tab"),
      " takes a suggestion, ",
      el("kbd", {}, "Enter"),
      " sends, ",
      el("kbd", {}, "Esc"),
      " goes back.",
    ),
    el(
      "p",
      { class: "hint" },
      "A message can be looked up as well, a sample below or one that you write: its menu (right click, or ",
      el("kbd", {}, "Shift"),
      " ",
      el("kbd", {}, "F10"),
      ") has Look this up.",
    ),
  );
}

/**
 * @param {StartDossier} dossier
 * @param {(lookup: StartDossier["startWith"][number]) => void} ask
 */
function drawDossier({ title, description, source, licence, holds, startWith }, ask) {
  return el(
    "div",
    { class: "dossier" },
    startWith.length > 0 &&
      el(
        "div",
        { class: "tries" },
        ...startWith.map((lookup) =>
          el(
            "button",
            { type: "button", class: "try", onclick: () => ask(lookup) },
            el("span", { class: "try-command" }, `/${lookup.command}`),
            el("span", { class: "try-label", dir: "auto" }, lookup.label),
          ),
        ),
      ),
    el(
      "div",
      { class: "coverage" },
      icon("book"),
      el(
        "div",
        {},
        el("p", { class: "coverage-label" }, "What this collection covers"),
        el("h3", { dir: "auto" }, title),
        el("p", { dir: "auto" }, description),
        el("ul", { class: "holds" }, ...holds.map((held) => el("li", {}, held))),
        el(
          "p",
          { class: "coverage-source" },
          "Source: ",
          outsideLink(source.url, {}, `“${source.title}”, ${source.site}`),
          " · ",
          outsideLink(licence.url, {}, licence.name),
        ),
      ),
    ),
  );
}
