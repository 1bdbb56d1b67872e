import { ButtonStyle, ComponentType } from "discord-api-types/v10";
import { elements, isRecord, join, repeated } from "./published.ts";

/** Limits of one message that Discord holds but does not publish in its schemas. Text in UTF-16 code units. */
const limits = Object.freeze({
  components: 40,
  textLength: 4_000,
  rows: 5,
  modalComponents: 5,
});

type Placed = { readonly component: Record<string, unknown>; readonly at: string; readonly parent?: unknown };

const selects: readonly unknown[] = [
  ComponentType.StringSelect,
  ComponentType.UserSelect,
  ComponentType.RoleSelect,
  ComponentType.MentionableSelect,
  ComponentType.ChannelSelect,
];

/** What is wrong with the components of a message, beyond their schemas. */
export function messageComponentProblems(
  components: unknown,
  at: string,
  { componentsV2, files }: { componentsV2: boolean; files: readonly string[] },
): string[] {
  const placed = flatten(components, at);
  const problems = shared(placed, at);
  if (!componentsV2) {
    for (const { component, at: here } of topLevel(components, at))
      if (component.type !== ComponentType.ActionRow)
        problems.push(`${here}: type ${component.type} needs the Components V2 flag (32768)`);
    if (elements(components).length > limits.rows)
      problems.push(`${at}: at most ${limits.rows} rows without the Components V2 flag`);
  }
  for (const { component, at: here } of placed) {
    switch (component.type) {
      case ComponentType.ActionRow:
        problems.push(...rowProblems(component, here));
        break;
      case ComponentType.Button:
        problems.push(...buttonProblems(component, here));
        break;
      case ComponentType.MediaGallery:
        elements(component.items).forEach((item, index) => {
          problems.push(...mediaProblems(item, join(here, "items", index), "media", files));
        });
        break;
      case ComponentType.Thumbnail:
        problems.push(...mediaProblems(component, here, "media", files));
        break;
      case ComponentType.File:
        problems.push(...mediaProblems(component, here, "file", files));
        break;
    }
  }
  return problems;
}

/** What is wrong with the components of a modal, beyond their schemas. */
export function modalComponentProblems(components: unknown, at: string): string[] {
  const placed = flatten(components, at);
  const problems = shared(placed, at);
  if (elements(components).length > limits.modalComponents)
    problems.push(`${at}: at most ${limits.modalComponents} components in a modal`);
  for (const { component, at: here, parent } of placed) {
    if (component.disabled === true) problems.push(`${here}.disabled: nothing in a modal can be disabled`);
    if (component.type !== ComponentType.TextInput) continue;
    const labelled = isRecord(parent) && parent.type === ComponentType.Label;
    if (labelled && component.label != null) problems.push(`${here}.label: the label around it has one`);
    if (!labelled && component.label == null) problems.push(`${here}.label: missing`);
    if (Number(component.min_length ?? 0) > Number(component.max_length ?? 4_000))
      problems.push(`${here}: min_length above max_length`);
  }
  return problems;
}

function shared(placed: readonly Placed[], at: string): string[] {
  const problems: string[] = [];
  if (placed.length > limits.components)
    problems.push(`${at}: ${placed.length} components counted nested, at most ${limits.components}`);
  const texts = placed.filter(({ component }) => component.type === ComponentType.TextDisplay);
  const textLength = texts.reduce((sum, { component }) => sum + String(component.content ?? "").length, 0);
  if (textLength > limits.textLength)
    problems.push(`${at}: ${textLength} characters of text in all, at most ${limits.textLength}`);
  for (const { component, at: here } of texts)
    if (isBlank(component.content)) problems.push(`${here}.content: blank`);
  for (const { component, at: here } of placed)
    if (selects.includes(component.type)) problems.push(...selectProblems(component, here));
  problems.push(
    ...repeated(
      placed
        .filter(({ component }) => typeof component.custom_id === "string")
        .map(({ component, at: here }) => [component.custom_id, `${here}.custom_id`]),
      "custom_id",
    ),
    ...repeated(
      // 0 means "number it for me".
      placed
        .filter(({ component }) => component.id)
        .map(({ component, at: here }) => [component.id, `${here}.id`]),
      "id",
    ),
  );
  return problems;
}

function rowProblems(row: Record<string, unknown>, at: string): string[] {
  const types = elements(row.components).map((child) => (isRecord(child) ? child.type : undefined));
  return types.length > 1 && types.some((type) => selects.includes(type))
    ? [`${at}: a select stands alone in its row`]
    : [];
}

function buttonProblems(button: Record<string, unknown>, at: string): string[] {
  const problems: string[] = [];
  const refuse = (field: string) => {
    if (button[field] != null) problems.push(`${at}.${field}: not on a button of style ${button.style}`);
  };
  const demand = (field: string) => {
    if (button[field] == null) problems.push(`${at}.${field}: missing on a button of style ${button.style}`);
  };
  if (button.style === ButtonStyle.Premium) {
    demand("sku_id");
    for (const field of ["custom_id", "label", "url", "emoji"]) refuse(field);
    return problems;
  }
  refuse("sku_id");
  if (button.style === ButtonStyle.Link) {
    demand("url");
    refuse("custom_id");
    if (typeof button.url === "string" && !/^(https?|discord):\/\//i.test(button.url))
      problems.push(`${at}.url: not http, https or discord`);
  } else {
    demand("custom_id");
    refuse("url");
  }
  if (isBlank(button.label ?? "") && button.emoji == null) problems.push(`${at}: no label and no emoji`);
  return problems;
}

function selectProblems(select: Record<string, unknown>, at: string): string[] {
  const problems: string[] = [];
  const least = Number(select.min_values ?? 1);
  const most = Number(select.max_values ?? 1);
  if (least > Math.max(most, 1)) problems.push(`${at}: min_values above max_values`);
  if (select.type !== ComponentType.StringSelect) return problems;
  const options = elements(select.options).filter(isRecord);
  if (most > options.length) problems.push(`${at}: max_values above the number of options`);
  if (options.filter((option) => option.default === true).length > most)
    problems.push(`${at}: more default options than max_values`);
  problems.push(
    ...repeated(
      options.map((option, index) => [option.value, join(at, "options", index, "value")]),
      "option value",
    ),
  );
  options.forEach((option, index) => {
    for (const field of ["label", "value"])
      if (isBlank(option[field])) problems.push(`${join(at, "options", index, field)}: blank`);
  });
  return problems;
}

function mediaProblems(
  holder: unknown,
  at: string,
  field: "media" | "file",
  files: readonly string[],
): string[] {
  const media = isRecord(holder) ? holder[field] : undefined;
  const url = isRecord(media) && typeof media.url === "string" ? media.url : "";
  const here = join(at, field, "url");
  const name = /^attachment:\/\/(.*)$/s.exec(url)?.[1];
  if (name === undefined) {
    if (field === "file") return [`${here}: not an attachment:// reference`];
    return /^https?:\/\//i.test(url) ? [] : [`${here}: not http, https or attachment`];
  }
  if (!/^[\w.-]+$/.test(name))
    return [`${here}: Discord renames files with other characters than A-Z 0-9 _ . -`];
  return files.includes(name) ? [] : [`${here}: no file of that name is attached`];
}

function isBlank(value: unknown): boolean {
  return typeof value === "string" && value.trim() === "";
}

function topLevel(components: unknown, at: string): Placed[] {
  return elements(components).flatMap((component, index) =>
    isRecord(component) ? [{ component, at: join(at, index) }] : [],
  );
}

function flatten(components: unknown, at: string): Placed[] {
  return topLevel(components, at).flatMap((placed) => [placed, ...descendants(placed)]);
}

function descendants({ component, at }: Placed): Placed[] {
  const children = elements(component.components).map((child, index) => [
    child,
    join(at, "components", index),
  ]);
  // A section's accessory and a label's component count like any other.
  for (const field of ["accessory", "component"])
    if (field in component) children.push([component[field], join(at, field)]);
  return children.flatMap(([child, here]) => {
    if (!isRecord(child)) return [];
    const placed = { component: child, at: String(here), parent: component };
    return [placed, ...descendants(placed)];
  });
}
