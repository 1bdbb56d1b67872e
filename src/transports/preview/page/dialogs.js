/** What opens above the channel: forms, a picture in full, the JSON of an answer. */

/**
 * @import {
 *   APIComponentInLabel, APIComponentInModalActionRow, APIModalInteractionResponseCallbackData,
 *   APIModalSubmission, ModalSubmitComponent
 * } from "discord-api-types/v10"
 * @import { MarkdownNode } from "../wire.ts"
 */

import { chosenOf, drawText, optionsOf } from "./components.js";
import { el, freshId, icon } from "./dom.js";
import { createSelect } from "./listbox.js";

/**
 * A dialog that leaves the page when closed. Escape and the close button close it; focus goes back by itself.
 * @param {string} kind
 * @param {string} title
 * @param {...(Node | string)} content
 */
function openDialog(kind, title, ...content) {
  const titleId = freshId("title");
  const dialog = el(
    "dialog",
    { class: `dialog ${kind}`, "aria-labelledby": titleId },
    el(
      "header",
      {},
      el("h2", { id: titleId, dir: "auto" }, title),
      el(
        "button",
        { type: "button", class: "plain", "aria-label": "Close", onclick: () => dialog.close() },
        icon("close"),
      ),
    ),
    ...content,
  );
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && kind !== "form" && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/**
 * @param {string} url
 * @param {string} alt
 */
export function openPicture(url, alt) {
  openDialog("enlarged", alt || "Picture", el("img", { src: url, alt }));
}

/** @param {unknown} json */
export function openJson(json) {
  const text = JSON.stringify(json, null, 2);
  openDialog(
    "json",
    "What Discord gets",
    el("pre", { tabindex: 0 }, el("code", {}, text)),
    el(
      "footer",
      {},
      el(
        "button",
        { type: "button", class: "button secondary", onclick: () => navigator.clipboard.writeText(text) },
        "Copy",
      ),
    ),
  );
}

/**
 * @typedef {object} Field
 * @property {Node} element
 * @property {() => ModalSubmitComponent} value
 * @property {() => string | null} problem what keeps the form from being sent
 * @property {HTMLElement} focus
 */

/**
 * A modal: the person fills it in and `submit` gets what Discord would send.
 * @param {APIModalInteractionResponseCallbackData} data
 * @param {Readonly<Record<string, readonly MarkdownNode[]>>} markdown
 * @param {(submission: APIModalSubmission) => void} submit
 */
export function openForm(data, markdown, submit) {
  /** @type {Field[]} */
  const fields = [];
  /** @type {(() => APIModalSubmission["components"][number])[]} */
  const parts = [];
  const body = data.components.map((component) => {
    switch (component.type) {
      case 10:
        parts.push(() => ({ type: 10, id: component.id ?? 0 }));
        return drawText(component.content, markdown);
      case 18: {
        const field = labelled(component.label, component.description, component.component);
        fields.push(field);
        parts.push(() => ({ type: 18, id: component.id ?? 0, component: field.value() }));
        return field.element;
      }
      case 1: {
        const inputs = component.components.map((input) => labelled(input.label ?? "", undefined, input));
        fields.push(...inputs);
        const values = () => /** @type {any} */ (inputs.map((input) => input.value()));
        parts.push(() => ({ type: 1, id: component.id ?? 0, components: values() }));
        return el("div", {}, ...inputs.map(({ element }) => element));
      }
      default:
        return el("p", { class: "unknown" }, "A component that the preview cannot draw");
    }
  });
  const error = el("p", { class: "form-error", role: "alert" });
  const form = el(
    "form",
    {
      novalidate: true,
      onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        const wrong = fields.find((field) => field.problem() !== null);
        error.textContent = wrong?.problem() ?? "";
        if (wrong) return wrong.focus.focus();
        dialog.close();
        submit({ custom_id: data.custom_id, components: parts.map((part) => part()) });
      },
    },
    el("div", { class: "form-body" }, ...body, error),
    el(
      "footer",
      {},
      el("button", { type: "button", class: "button secondary", onclick: () => dialog.close() }, "Cancel"),
      el("button", { type: "submit", class: "button primary" }, "Submit"),
    ),
  );
  const dialog = openDialog("form", data.title, form);
  fields[0]?.focus.focus();
}

/**
 * @param {string} label
 * @param {string | undefined} description
 * @param {APIComponentInLabel | APIComponentInModalActionRow} component
 * @returns {Field}
 */
function labelled(label, description, component) {
  const labelId = freshId("label");
  const descriptionId = freshId("description");
  const names = { "aria-labelledby": labelId, ...(description && { "aria-describedby": descriptionId }) };
  const required = component.type !== 23 && component.required !== false;
  const { input, ...field } = control(component, label, names, labelId);
  return {
    ...field,
    element: el(
      "div",
      { class: "field" },
      el(
        "div",
        { class: "field-label", id: labelId },
        label,
        required && el("span", { class: "required", "aria-hidden": "true" }, " *"),
      ),
      description && el("div", { class: "field-description", id: descriptionId }, description),
      input,
    ),
  };
}

/**
 * @param {APIComponentInLabel | APIComponentInModalActionRow} component
 * @param {string} label
 * @param {Record<string, string>} names
 * @param {string} labelId
 * @returns {Omit<Field, "element"> & { input: Node }}
 */
function control(component, label, names, labelId) {
  const id = component.id ?? 0;
  const { custom_id } = component;
  switch (component.type) {
    case 4: {
      const attributes = {
        ...names,
        class: "text-input",
        maxlength: component.max_length ?? 4_000,
        placeholder: component.placeholder,
        "aria-required": String(component.required !== false),
        dir: "auto",
      };
      const input =
        component.style === 2
          ? el("textarea", { ...attributes, rows: 5 })
          : el("input", { ...attributes, type: "text" });
      input.value = component.value ?? "";
      const least = component.min_length ?? (component.required === false ? 0 : 1);
      return {
        input,
        focus: input,
        value: () => ({ type: 4, id, custom_id, value: input.value }),
        problem: () => {
          if (input.value.length >= least || (input.value === "" && component.required === false))
            return null;
          return input.value === "" ? `${label}: required` : `${label}: at least ${least} characters`;
        },
      };
    }
    case 3:
    case 5:
    case 6:
    case 7:
    case 8: {
      const least = component.required === false ? 0 : (component.min_values ?? 1);
      const { element, button, values } = createSelect({
        options: optionsOf(component),
        chosen: chosenOf(component),
        placeholder: component.placeholder ?? "Make a selection",
        label: labelId,
        least,
        most: component.max_values ?? 1,
        disabled: false,
        done: () => {},
      });
      return {
        input: element,
        focus: button,
        value: () => ({ type: component.type, id, custom_id, values: values() }),
        problem: () =>
          values().length < least ? `${label}: choose ${least === 1 ? "one" : `at least ${least}`}` : null,
      };
    }
    case 21:
    case 22: {
      const type = component.type === 21 ? "radio" : "checkbox";
      const name = freshId("group");
      const inputs = component.options.map((option) =>
        el("input", { type, name, value: option.value, checked: option.default === true }),
      );
      const chosen = () => inputs.filter((input) => input.checked).map((input) => input.value);
      const rows = component.options.map((option, index) =>
        el(
          "label",
          { class: "choice" },
          inputs[index],
          el(
            "span",
            {},
            option.label,
            option.description && el("span", { class: "field-description" }, option.description),
          ),
        ),
      );
      const needed = component.required === false ? 0 : 1;
      return {
        input: el("div", { role: component.type === 21 ? "radiogroup" : "group", ...names }, ...rows),
        focus: inputs[0] ?? el("input"),
        value: () =>
          component.type === 21
            ? { type: 21, id, custom_id, value: chosen()[0] ?? null }
            : { type: 22, id, custom_id, values: chosen() },
        problem: () => (chosen().length < needed ? `${label}: choose one` : null),
      };
    }
    case 23: {
      const input = el("input", { type: "checkbox", ...names, checked: component.default === true });
      return {
        input,
        focus: input,
        value: () => ({ type: 23, id, custom_id, value: input.checked }),
        problem: () => null,
      };
    }
    default: {
      const input = el("input", {
        type: "text",
        ...names,
        disabled: true,
        value: "Files: not in the preview",
      });
      return {
        input,
        focus: input,
        value: () => ({ type: 19, id, custom_id, values: [] }),
        problem: () => null,
      };
    }
  }
}
