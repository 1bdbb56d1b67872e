/** The editor's page: a text sentence by sentence, what was read out of each, and what the check says. */

/**
 * @import { ComponentChildren, VNode } from "preact"
 * @import { Actor, Claim, Event, Excerpt, Place, Question } from "./edit.js"
 * @import { Editor } from "./editor.js"
 * @import { DateRead, Editing, Fault } from "../wire.ts"
 */

import { computed, effect, signal } from "@preact/signals";
import { h, render } from "preact";
import { useState } from "preact/hooks";
import { byId } from "./dom.js";
import * as edit from "./edit.js";
import { ask, byEntry, createEditor } from "./editor.js";

/** Sentences that stand around the one that is read. */
const shownBefore = 3;
const shownAfter = 6;
/** Characters of what no sentence holds that are shown between two. */
const shownBetween = 240;

/**
 * A dossier whose files cannot be read has to be mended by hand first.
 * @param {Editing} editing
 */
function drawClosed(editing) {
  const view = h(
    "main",
    { class: "closed" },
    h("h1", null, editing.name),
    h("p", null, "This dossier cannot be edited here: mend these in its files first, then reload."),
    h(
      "ul",
      { class: "said" },
      editing.faults.map(({ entry, field, message }) =>
        h("li", null, h("strong", null, entry), " ", h("code", null, field), ` ${message}`),
      ),
    ),
    h("p", null, h("a", { href: textUrl(editing.name) }, "The whole text, as far as it can be read")),
  );
  render(view, byId("page", HTMLElement));
}

/**
 * @param {string} name
 * @param {string} [open]
 */
function textUrl(name, open) {
  return `/review/text?${new URLSearchParams({ dossier: name, ...(open && { open }) })}${open ? `#${open}` : ""}`;
}

/**
 * @param {Editor} editor
 * @param {readonly string[]} names of all dossiers
 */
function open(editor, names) {
  /** Tokens chosen in the sentence, from the first to the last. */
  const chosen = signal(/** @type {{ from: number, to: number } | null} */ (null));
  /** The row that is open: its key. */
  const opened = signal(/** @type {string | null} */ (null));
  /** Statements chosen for a topic. */
  const gathered = signal(/** @type {ReadonlySet<string>} */ (new Set()));
  const help = signal(false);
  const naming = signal(false);

  const excerpt = computed(() => editor.excerpts.value[editor.index.value]);
  const exact = computed(() => excerpt.value?.exact ?? "");
  const tokens = computed(() => tokensOf(exact.value));
  const rows = computed(() => (excerpt.value ? rowsOf(editor.data.value, excerpt.value.id) : []));
  const faults = computed(() => byEntry(editor.faults.value));
  const words = computed(() => {
    if (chosen.value === null) return undefined;
    const [first, last] = [tokens.value[chosen.value.from], tokens.value[chosen.value.to]];
    return (
      first && last && { words: exact.value.slice(first.start, last.end), start: first.start, end: last.end }
    );
  });
  const openRow = computed(() => rows.value.find(({ key }) => key === opened.value));
  /** The statement that words are given to: the open one, or the only one. */
  const claim = computed(() => {
    if (openRow.value?.kind === "claim") return openRow.value.claim;
    const claims = rows.value.flatMap((row) => (row.kind === "claim" ? row.claim : []));
    return claims.length === 1 ? claims[0] : undefined;
  });
  const today = () => new Date().toISOString().slice(0, 10);

  let place = editor.at.value;
  effect(() => {
    if (editor.at.value === place) return;
    place = editor.at.value;
    chosen.value = null;
    opened.value = null;
    naming.value = false;
    scrollTo(0, 0);
  });
  effect(() => {
    if (opened.value !== null)
      whenDrawn(() => document.querySelector(".row.open .head")?.scrollIntoView({ block: "nearest" }));
  });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let noting;
  effect(() => {
    const hash = `#${editor.at.value}`;
    clearTimeout(noting);
    noting = setTimeout(() => history.replaceState(null, "", hash), 400);
  });

  // What is done

  /** @param {number} by */
  const move = (by) => {
    const next = editor.excerpts.value[editor.index.value + by];
    if (next) editor.go(next.id);
  };
  const nextUnread = () => {
    const list = editor.excerpts.value;
    const from = editor.index.value;
    const round = [...list.slice(from + 1), ...list.slice(0, from)];
    return (round.find(edit.isDraft) ?? list[from + 1] ?? list[from])?.id;
  };
  const accept = () => {
    const next = nextUnread();
    editor.act((data) => edit.accept(data, editor.at.value), next === undefined ? {} : { to: next });
    if (editor.read.value === editor.excerpts.value.length)
      editor.said.value = `All ${editor.excerpts.value.length} sentences are read.`;
  };
  const strikeSentence = () => editor.act((data) => edit.strikeExcerpt(data, editor.source, editor.at.value));
  /** @param {Row} row */
  const strikeRow = (row) => {
    opened.value = null;
    editor.act((data) =>
      row.kind === "claim"
        ? edit.strikeClaim(data, row.claim.id)
        : edit.strikeHere(data, row.kind, row.entry.id, editor.at.value, row.words),
    );
  };
  /** @param {(words: { words: string, start: number, end: number }) => void} work */
  const withWords = (work) => {
    if (words.value === undefined)
      editor.said.value = "Choose words first: ← and →, with Shift for more, or a press on them.";
    else work(words.value);
  };
  /**
   * The same, given to the open statement, the only one, or a new one.
   * @param {(words: { words: string, start: number, end: number }) => void} work
   */
  const forStatement = (work) => {
    const isOpen = openRow.value?.kind === "claim";
    const many = rows.value.filter(({ kind }) => kind === "claim").length;
    if (!isOpen && many > 1 && words.value)
      editor.said.value = "Open the statement that they belong to first, by its number.";
    else withWords(work);
  };
  /** @type {Readonly<Record<string, () => void>>} */
  const does = {
    accept,
    strike: () => (openRow.value ? strikeRow(openRow.value) : strikeSentence()),
    join: () => editor.act((data) => edit.joinWithNext(data, editor.source, editor.at.value, today())),
    cut: () =>
      withWords(({ start }) => {
        editor.act((data) => edit.cut(data, editor.source, editor.at.value, start, today()));
        chosen.value = null;
      }),
    speaker: () =>
      forStatement(({ words: who, start, end }) => {
        const known = claim.value;
        let id = known?.id;
        const done = editor.act((data) => {
          if (id !== undefined) return edit.sayWho(data, id, who);
          const made = edit.state(data, editor.at.value, edit.saidBeside(exact.value, start, end));
          id = made.id;
          return edit.sayWho(made.data, id, who);
        });
        if (done) settle(`claim ${id}`);
      }),
    statement: () =>
      withWords(({ words: what }) => {
        let id = openRow.value?.kind === "claim" ? openRow.value.claim.id : undefined;
        const done = editor.act((data) => {
          if (id !== undefined) return edit.reword(data, id, what);
          const made = edit.state(data, editor.at.value, what);
          id = made.id;
          return made.data;
        });
        if (done) settle(`claim ${id}`);
      }),
    figure: () =>
      forStatement(({ words: what }) => {
        let id = claim.value?.id;
        const done = editor.act((data) => {
          if (id !== undefined) return edit.giveFigure(data, id, what);
          const made = edit.state(data, editor.at.value, edit.saidBeside(exact.value, 0, 0));
          id = made.id;
          return edit.giveFigure(made.data, id, what);
        });
        if (done) settle(`claim ${id}`);
      }),
    date: () =>
      withWords(async ({ words: what }) => {
        const [sentence, id] = [
          editor.at.value,
          openRow.value?.kind === "claim" ? openRow.value.claim.id : undefined,
        ];
        const edtf = await dateIn(what);
        if (editor.act((data) => edit.giveDate(data, sentence, what, edtf, id))) settle(opened.value);
      }),
    place: () => withWords(({ words: what }) => mention("place", what)),
    actor: () => withWords(({ words: what }) => mention("actor", what)),
    graphic: () => {
      const what = words.value?.words;
      editor.act((data) => edit.toggleGraphic(data, editor.at.value, what));
      chosen.value = null;
    },
    rename: () => focusField("title"),
    note: () => focusField("note"),
    merge: () => focusField("merge"),
    choose: () => {
      const row = claim.value;
      if (row === undefined) editor.said.value = "Open a statement first, by its number.";
      else gather(row.id);
    },
    topic: () => {
      if (gathered.value.size === 0 && claim.value) gather(claim.value.id);
      if (gathered.value.size === 0) editor.said.value = "Choose statements first, by T.";
      else naming.value = true;
    },
    undo: editor.undo,
    redo: editor.redo,
    next: () => move(1),
    previous: () => move(-1),
    unread: () => {
      const next = nextUnread();
      if (next !== undefined) editor.go(next);
    },
    help: () => {
      help.value = !help.value;
    },
    leave: () => {
      if (help.value) help.value = false;
      else if (naming.value) naming.value = false;
      else if (chosen.value) chosen.value = null;
      else opened.value = null;
    },
  };

  /**
   * @param {"place" | "actor"} kind
   * @param {string} what
   */
  function mention(kind, what) {
    /** @type {string | undefined} */
    let id;
    const done = editor.act((data) => {
      const met = edit.mention(data, kind, editor.at.value, what);
      id = met.id;
      return met.data;
    });
    if (done) settle(`${kind} ${id} ${what}`);
  }

  /** @param {string | null} key of the row that now holds what was done */
  function settle(key) {
    chosen.value = null;
    opened.value = key;
  }

  /** @param {string} id */
  function gather(id) {
    const now = new Set(gathered.value);
    if (!now.delete(id)) now.add(id);
    gathered.value = now;
  }

  /** @param {string} name */
  function focusField(name) {
    if (openRow.value === undefined && name !== "title") {
      const first = rows.value.find(({ kind }) => name !== "merge" || kind !== "claim");
      if (first === undefined) {
        editor.said.value = "Nothing is read out of this sentence yet.";
        return;
      }
      opened.value = first.key;
    }
    // The row is drawn in a microtask of its own, before any other key is heard.
    queueMicrotask(() =>
      queueMicrotask(() => {
        const scope = document.querySelector(".row.open") ?? document.querySelector(".of-sentence");
        const found =
          scope?.querySelector(`[name="${name}"]`) ?? document.querySelector(`.of-sentence [name="${name}"]`);
        if (found instanceof HTMLElement) found.focus();
        if (found instanceof HTMLInputElement) found.select();
      }),
    );
  }

  /**
   * @param {number} by
   * @param {boolean} isMore
   */
  function chooseWord(by, isMore) {
    const last = tokens.value.length - 1;
    if (last < 0) return;
    const now = chosen.value;
    if (now === null) chosen.value = by > 0 ? { from: 0, to: 0 } : { from: last, to: last };
    else if (isMore) {
      const to = Math.min(last, Math.max(now.from, now.to + by));
      chosen.value = { from: now.from, to };
    } else {
      const at = Math.min(last, Math.max(0, (by > 0 ? now.to : now.from) + by));
      chosen.value = { from: at, to: at };
    }
  }

  /** @type {Readonly<Record<string, keyof typeof does>>} */
  const keys = {
    Enter: "accept",
    x: "strike",
    Delete: "strike",
    j: "join",
    c: "cut",
    s: "speaker",
    q: "statement",
    f: "figure",
    d: "date",
    p: "place",
    a: "actor",
    g: "graphic",
    r: "rename",
    n: "note",
    m: "merge",
    t: "choose",
    T: "topic",
    u: "undo",
    U: "redo",
    ArrowDown: "next",
    ArrowUp: "previous",
    " ": "unread",
    "?": "help",
    Escape: "leave",
  };

  // What was pressed by hand gives the keys back; whoever goes there by keys stays there.
  document.addEventListener("click", ({ detail, target }) => {
    const pressed = target instanceof Element ? target.closest("button, label, summary") : null;
    const { activeElement } = document;
    if (detail > 0 && pressed && activeElement instanceof HTMLElement && !activeElement.matches(typing))
      activeElement.blur();
  });
  document.addEventListener("keydown", (event) => {
    const { key, target, ctrlKey, metaKey, altKey, shiftKey } = event;
    const isTyping = target instanceof HTMLElement && target.matches(typing);
    if (isTyping) {
      if (key === "Escape" || (key === "Enter" && !target.matches("select, .naming input"))) target.blur();
      return;
    }
    if (altKey) return;
    if (ctrlKey || metaKey) {
      if (key.toLowerCase() !== "z" || !editor.mayWrite) return;
      event.preventDefault();
      if (shiftKey) editor.redo();
      else editor.undo();
      return;
    }
    // A button that has the focus is pressed by these.
    if (
      (key === "Enter" || key === " ") &&
      target instanceof HTMLElement &&
      target.closest("button, a, summary, [type=checkbox]")
    )
      return;
    if (key === "ArrowRight" || key === "ArrowLeft") {
      event.preventDefault();
      chooseWord(key === "ArrowRight" ? 1 : -1, shiftKey);
      return;
    }
    if (/^[1-9]$/.test(key)) {
      const row = rows.value[Number(key) - 1];
      if (row) opened.value = opened.value === row.key ? null : row.key;
      return;
    }
    const name = keys[key];
    if (name === undefined) return;
    event.preventDefault();
    if (editor.mayWrite || ["next", "previous", "unread", "help", "leave"].includes(name)) does[name]?.();
  });

  // What is seen

  /**
   * @param {string} name of what it does
   * @param {string} label
   * @param {string} key
   * @param {{ main?: boolean, off?: boolean }} [options]
   */
  const press = (name, label, key, { main = false, off = false } = {}) =>
    h(
      "button",
      {
        type: "button",
        class: `press${main ? " main" : ""}`,
        disabled: off || !editor.mayWrite,
        onClick: () => does[name]?.(),
      },
      label,
      h("kbd", { "aria-hidden": "true" }, key),
    );

  /** @param {{ faults: readonly Fault[] }} props */
  const Said = ({ faults: found }) =>
    found.length === 0
      ? null
      : h(
          "ul",
          { class: "said", role: "status" },
          found.map(({ field, message }) =>
            h("li", { key: `${field} ${message}` }, h("code", null, field), ` ${message}`),
          ),
        );

  const Top = () => {
    const total = editor.excerpts.value.length;
    const read = editor.read.value;
    const many = editor.faults.value.length;
    const state = !editor.mayWrite
      ? "Read only"
      : {
          saved: "Saved",
          saving: "Saving…",
          waiting: "Not saved",
          refused: "Not saved",
          changed: "Not saved",
        }[editor.saving.value];
    return h(
      "header",
      { class: "top" },
      h(
        "div",
        { class: "names" },
        h("h1", null, editor.data.value.title),
        h(
          "nav",
          { "aria-label": "Dossiers" },
          names.length > 1 &&
            h(
              "select",
              {
                "aria-label": "Dossier",
                value: editor.name,
                onChange: (/** @type {any} */ event) =>
                  location.assign(`/review?dossier=${encodeURIComponent(event.target.value)}`),
              },
              names.map((name) => h("option", { key: name, value: name }, name)),
            ),
          h("a", { href: textUrl(editor.name, editor.at.value) }, "Whole text"),
          h("a", { href: "/" }, "Preview"),
        ),
      ),
      h(
        "div",
        { class: "progress" },
        h("progress", { max: total, value: read, "aria-label": "Sentences read" }),
        h("span", { class: "count-read" }, `${read} of ${total} read`),
        many > 0 &&
          h(
            "button",
            { type: "button", class: "faults-count", onClick: goToFault },
            many === 1 ? "1 fault" : `${many} faults`,
          ),
        h("span", { class: `state ${editor.saving.value}`, role: "status" }, state),
      ),
    );
  };

  /** Opens the next sentence that the check finds a fault with. */
  function goToFault() {
    const list = editor.excerpts.value;
    const from = editor.index.value;
    const round = [...list.slice(from + 1), ...list.slice(0, from + 1)];
    const next = round.find(({ id }) => faultsAt(id).length > 0);
    if (next) editor.go(next.id);
    else
      editor.said.value = editor.faults.value
        .map(({ entry, field, message }) => `${entry}: ${field} ${message}`)
        .join(" ");
  }

  /** @param {string} id */
  function faultsAt(id) {
    return [id, ...rowsOf(editor.data.value, id).map(entryName)].flatMap(
      (each) => faults.value.get(each) ?? [],
    );
  }

  const Trouble = () => {
    if (!editor.mayWrite)
      return h(
        "p",
        { class: "trouble" },
        "This preview listens to a network, so that nothing is saved here. Start it with HOST=127.0.0.1 to edit.",
      );
    if (editor.trouble.value === "") return null;
    return h(
      "div",
      { class: "trouble", role: "alert" },
      h("p", null, editor.trouble.value),
      h(
        "p",
        { class: "ways" },
        editor.saving.value === "changed"
          ? h(
              "button",
              { type: "button", class: "press main", onClick: () => editor.takeIn() },
              "Take their changes in, keep mine",
            )
          : h("button", { type: "button", class: "press", onClick: () => editor.retry() }, "Try again now"),
        h("button", { type: "button", class: "press", onClick: download }, "Download mine"),
      ),
    );
  };

  function download() {
    const url = URL.createObjectURL(
      new Blob([`${JSON.stringify(editor.data.value, null, 2)}\n`], { type: "application/json" }),
    );
    const link = document.createElement("a");
    link.href = url;
    link.download = `${editor.name}.dossier.json`;
    link.click();
    URL.revokeObjectURL(url);
  }

  /** @param {{ of: Excerpt, gap: string }} props */
  const Neighbour = ({ of, gap }) => [
    gap && h("p", { class: "between", key: "gap" }, gap),
    h(
      "button",
      {
        key: "of",
        type: "button",
        class: `neighbour${edit.isDraft(of) ? " draft" : ""}${faultsAt(of.id).length > 0 ? " faulty" : ""}`,
        "aria-label": `${of.id}${edit.isDraft(of) ? ", not read" : ", read"}: ${of.exact}`,
        onClick: () => editor.go(of.id),
      },
      of.exact,
    ),
  ];

  const Text = () => {
    const list = editor.excerpts.value;
    const at = editor.index.value;
    const [first, last] = [Math.max(0, at - shownBefore), Math.min(list.length, at + shownAfter + 1)];
    const spans = spansAround(list, editor.source, first, last);
    const gap = (/** @type {number} */ index) => {
      const [before, here] = [spans.get(index - 1), spans.get(index)];
      const text = before && here ? editor.source.slice(before.end, here.start).trim() : "";
      return text.length > shownBetween ? `${text.slice(0, shownBetween)}…` : text;
    };
    /** @param {number} from @param {number} to */
    const around = (from, to) =>
      list
        .slice(from, to)
        .map((each, offset) => h(Neighbour, { key: each.id, of: each, gap: gap(from + offset) }));
    return h(
      "section",
      { class: "text", "aria-label": "Text" },
      h("div", { class: "before" }, around(first, at)),
      gap(at) && h("p", { class: "between" }, gap(at)),
      h(Sentence, { key: "sentence" }),
      h("div", { class: "after" }, around(at + 1, last)),
    );
  };

  const Sentence = () => {
    const now = excerpt.value;
    if (now === undefined) return null;
    const marks = marksOf(now, rows.value, openRow.value);
    /** @type {VNode[]} */
    const pieces = [];
    let from = 0;
    const plain = (/** @type {number} */ start, /** @type {number} */ end) => {
      if (end <= start) return;
      const names = [...marksAt(marks, start, end)];
      const range = chosen.value;
      const [first, last] = range ? [tokens.value[range.from], tokens.value[range.to]] : [];
      if (first && last && first.start <= start && end <= last.end) names.push("chosen");
      pieces.push(h("span", { class: names.join(" ") }, now.exact.slice(start, end)));
    };
    for (const [index, { start, end }] of tokens.value.entries()) {
      plain(from, start);
      const names = ["word", ...marksAt(marks, start, end)];
      if (chosen.value && chosen.value.from <= index && index <= chosen.value.to) names.push("chosen");
      pieces.push(h("span", { class: names.join(" "), "data-word": index }, now.exact.slice(start, end)));
      from = end;
    }
    plain(from, now.exact.length);
    return h(
      "article",
      {
        class: `sentence${edit.isDraft(now) ? " draft" : ""}`,
        "aria-label": `${now.id}, ${edit.isDraft(now) ? "not read" : "read"}`,
      },
      h(
        "p",
        { class: "id" },
        h("span", null, now.id),
        edit.isDraft(now) ? h("span", { class: "draft" }, "not read") : h("span", { class: "read" }, "read"),
        now.graphic && h("span", { class: "graphic-note" }, now.graphic),
      ),
      h(
        "p",
        { class: "words", onPointerDown: startChoosing, onPointerOver: goOnChoosing, onClick: tapped },
        pieces,
      ),
    );
  };

  /** @type {number | null} */
  let anchor = null;
  let isMouse = false;
  /** @param {globalThis.Event} event */
  const wordAt = (event) => {
    const word = event.target instanceof Element ? event.target.closest("[data-word]") : null;
    return word instanceof HTMLElement ? Number(word.dataset.word) : null;
  };
  /**
   * With a mouse, words are drawn over.
   * @param {PointerEvent} event
   */
  function startChoosing(event) {
    isMouse = event.pointerType === "mouse";
    const word = wordAt(event);
    if (word === null || event.button !== 0 || !isMouse) return;
    event.preventDefault();
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    anchor = word;
    const now = chosen.value;
    if (now !== null && now.from === word && now.to === word) chosen.value = null;
    else if (now !== null && event.shiftKey) stretchTo(now, word);
    else chosen.value = { from: word, to: word };
  }
  /**
   * By hand, a tap chooses a word and the next one the words up to there; a finger that scrolls chooses nothing.
   * @param {MouseEvent} event
   */
  function tapped(event) {
    const word = wordAt(event);
    if (word === null || isMouse) return;
    const now = chosen.value;
    if (now === null || now.from !== now.to) chosen.value = { from: word, to: word };
    else if (now.from === word) chosen.value = null;
    else stretchTo(now, word);
  }
  /**
   * @param {{ from: number, to: number }} now
   * @param {number} word
   */
  function stretchTo(now, word) {
    chosen.value = { from: Math.min(now.from, word), to: Math.max(now.to, word) };
  }
  /** @param {PointerEvent} event */
  function goOnChoosing(event) {
    const word = wordAt(event);
    if (anchor === null || word === null || !isMouse || event.buttons !== 1) return;
    chosen.value = { from: Math.min(anchor, word), to: Math.max(anchor, word) };
  }

  const Panel = () => {
    const now = excerpt.value;
    if (now === undefined) return null;
    const own = faults.value.get(now.id) ?? [];
    const beside = own.filter(({ field }) => field === "title");
    return h(
      "section",
      { class: "panel", "aria-label": "Read out of this sentence" },
      h(
        "div",
        { class: "of-sentence", key: now.id },
        h(Field, {
          name: "title",
          label: "Title in lists",
          value: now.title,
          most: 80,
          isNeeded: true,
          faults: beside,
          set: (text) => editor.act((data) => edit.retitle(data, now.id, text), { field: `${now.id} title` }),
        }),
        now.graphic &&
          h(Field, {
            name: "graphic",
            label: `Graphic: what it describes${(now.graphicWords ?? []).length > 0 ? ` (${now.graphicWords?.join(", ")})` : ""}`,
            value: now.graphic,
            most: 60,
            isNeeded: true,
            faults: own.filter(({ field }) => field.startsWith("graphic")),
            set: (text) =>
              editor.act((data) => edit.setFields(data, "excerpt", now.id, { graphic: text }), {
                field: `${now.id} graphic`,
              }),
          }),
        h(Said, {
          faults: own.filter((fault) => !beside.includes(fault) && !fault.field.startsWith("graphic")),
        }),
      ),
      rows.value.length === 0
        ? h("p", { class: "hint" }, "Nothing is read out of it yet. Choose words, and say what they are.")
        : h(
            "ol",
            { class: "rows" },
            rows.value.map((row, index) => h(RowView, { key: row.key, row, number: index + 1 })),
          ),
      h(Collection, null),
    );
  };

  const Collection = () => {
    const { title, description } = editor.data.value;
    const own = [...faults.value].flatMap(([entry, found]) =>
      entry === "dossier" || entry.startsWith("footnote:")
        ? found.map((fault) => (entry === "dossier" ? fault : { ...fault, field: `${entry} ${fault.field}` }))
        : [],
    );
    const isRead = editor.read.value === editor.excerpts.value.length;
    return h(
      "details",
      { class: "collection", open: own.length > 0 || isRead },
      h("summary", null, "The collection"),
      h(Field, {
        name: "collection",
        label: "Its title",
        value: title,
        most: 90,
        isNeeded: true,
        faults: own.filter(({ field }) => field === "title"),
        set: (text) => editor.act((data) => ({ ...data, title: text }), { field: "collection title" }),
      }),
      h(Field, {
        name: "description",
        label: "What it holds, in a sentence or two",
        value: description,
        most: 300,
        isNeeded: true,
        faults: own.filter(({ field }) => field === "description"),
        set: (text) =>
          editor.act((data) => ({ ...data, description: text }), { field: "collection description" }),
      }),
      h(Said, { faults: own.filter(({ field }) => field !== "title" && field !== "description") }),
    );
  };

  /** @param {{ row: Row, number: number }} props */
  const RowView = ({ row, number }) => {
    const isOpen = opened.value === row.key;
    const found = faults.value.get(entryName(row)) ?? [];
    const [what, name, detail] = headOf(row);
    return h(
      "li",
      { class: `row of-${row.kind}${isOpen ? " open" : ""}${found.length > 0 ? " faulty" : ""}` },
      h(
        "div",
        { class: "head" },
        h(
          "button",
          {
            type: "button",
            class: "toggle",
            "aria-expanded": isOpen,
            onClick: () => {
              opened.value = isOpen ? null : row.key;
            },
          },
          h("span", { class: "number", "aria-hidden": "true" }, number),
          h(
            "span",
            { class: "what" },
            h("span", { class: row.kind === "claim" || row.kind === "event" ? "" : row.kind }, what),
          ),
          h("span", { class: "name" }, name),
          detail && h("span", { class: "detail" }, detail),
        ),
        row.kind === "claim" &&
          h(
            "label",
            { class: "gather" },
            h("input", {
              type: "checkbox",
              checked: gathered.value.has(row.claim.id),
              disabled: !editor.mayWrite,
              onChange: () => gather(row.claim.id),
            }),
            h("span", null, "for a topic"),
          ),
        h(
          "button",
          {
            type: "button",
            class: "strike",
            "aria-label": `Strike: ${what} ${name}`,
            disabled: !editor.mayWrite,
            onClick: () => strikeRow(row),
          },
          "×",
        ),
      ),
      isOpen
        ? row.kind === "claim"
          ? claimFields(row.claim, found)
          : entryFields(row, found)
        : h(Said, { faults: found }),
    );
  };

  /**
   * Fields, each with what the check says of it, and below them what it says of others.
   * @param {readonly Fault[]} found
   * @param {(field: DrawField) => ComponentChildren} draw
   */
  const fieldsWith = (found, draw) => {
    /** @type {Set<Fault>} */
    const told = new Set();
    const fields = draw((name, ofFields, props) => {
      const own = found.filter(({ field }) =>
        ofFields.some(
          (each) => field === each || field.startsWith(`${each}.`) || field.startsWith(`${each}[`),
        ),
      );
      for (const fault of own) told.add(fault);
      return h(Field, { ...props, key: name, name, faults: own });
    });
    return h(
      "div",
      { class: "fields" },
      fields,
      h(Said, { faults: found.filter((fault) => !told.has(fault)) }),
    );
  };

  /**
   * @param {Claim} of
   * @param {readonly Fault[]} found
   */
  const claimFields = (of, found) =>
    fieldsWith(found, (field) => {
      const { quantity, date } = of;
      const topic = edit
        .entriesOf(editor.data.value, "question")
        .find(({ claims }) => claims.includes(of.id));
      /** @param {string} name @param {Record<string, unknown>} fields */
      const set = (name, fields) =>
        editor.act((data) => edit.setFields(data, "claim", of.id, fields), { field: `${of.id} ${name}` });
      /** @param {"low" | "best" | "high"} bound */
      const bound = (bound) =>
        quantity &&
        field(bound, [`quantity.${bound}`], {
          label: bound,
          value: quantity[bound] === null ? "" : String(quantity[bound]),
          isNumber: true,
          set: (text) =>
            set(bound, { quantity: { ...quantity, [bound]: text === "" ? null : Number(text) } }),
        });
      return [
        field("topic", ["id"], {
          label: "Topic: another one takes it over",
          value: topic?.title ?? "",
          most: 90,
          list: edit.entriesOf(editor.data.value, "question").map(({ title }) => title),
          isLate: true,
          isNeeded: true,
          set: (text) => editor.act((data) => edit.putUnder(data, [of.id], text)),
        }),
        topic &&
          field("title", [], {
            label: "Name of this topic",
            value: topic.title,
            most: 90,
            isNeeded: true,
            set: (text) =>
              editor.act((data) => edit.rename(data, "question", topic.id, text), {
                field: `${topic.id} title`,
              }),
          }),
        h(
          "p",
          { class: "line", key: "who" },
          of.claimant ? `Said by ${of.claimant.words}.` : "Nobody is named: the article's own words.",
          of.claimant &&
            h(
              "button",
              {
                type: "button",
                class: "press small",
                onClick: () => editor.act((data) => edit.sayWho(data, of.id, null)),
              },
              "Nobody says it",
            ),
        ),
        field("verbOfSaying", ["verbOfSaying"], {
          label: "Verb of saying",
          value: of.verbOfSaying ?? "",
          set: (text) => set("verb", { verbOfSaying: text || undefined }),
        }),
        quantity && [
          h("p", { class: "line", key: "figure" }, `Figure: ${quantity.words}`, clearing("quantity", of.id)),
          h("div", { class: "together", key: "numbers" }, bound("low"), bound("best"), bound("high")),
          h(
            "div",
            { class: "together", key: "counted" },
            field("counted", ["quantity.counted"], {
              label: "what is counted",
              value: quantity.counted,
              isNeeded: true,
              set: (text) => set("counted", { quantity: { ...quantity, counted: text } }),
            }),
            field("verb", ["quantity.verb"], {
              label: "its verb",
              value: quantity.verb,
              isNeeded: true,
              set: (text) => set("its verb", { quantity: { ...quantity, verb: text } }),
            }),
          ),
        ],
        date && [
          h("p", { class: "line", key: "date" }, `Date: ${date.words}`, clearing("date", of.id)),
          h(
            "div",
            { class: "together", key: "date fields" },
            field("edtf", ["date.edtf", "date.year", "date.words"], {
              label: "as a date",
              value: date.edtf ?? "",
              isDate: true,
              set: (text) => set("edtf", { date: dated(date, text) }),
            }),
            field("of", ["date.of"], {
              label: "of what",
              value: date.of,
              most: 60,
              isNeeded: true,
              set: (text) => set("of", { date: { ...date, of: text } }),
            }),
          ),
        ],
        field("note", ["note"], {
          label: "Note",
          value: of.note ?? "",
          most: 160,
          set: (text) => set("note", { note: text || undefined }),
        }),
      ];
    });

  /**
   * @param {"quantity" | "date"} what
   * @param {string} id
   */
  const clearing = (what, id) =>
    h(
      "button",
      {
        type: "button",
        class: "press small",
        onClick: () => editor.act((data) => edit.setFields(data, "claim", id, { [what]: undefined })),
      },
      "Strike",
    );

  /**
   * @param {Exclude<Row, { kind: "claim" }>} row
   * @param {readonly Fault[]} found
   */
  const entryFields = (row, found) =>
    fieldsWith(found, (field) => {
      const { kind, entry } = row;
      const others = edit.entriesOf(editor.data.value, kind).filter(({ id }) => id !== entry.id);
      /** @param {string} name @param {Record<string, unknown>} fields */
      const set = (name, fields) =>
        editor.act((data) => edit.setFields(data, kind, entry.id, fields), {
          field: `${kind} ${entry.id} ${name}`,
        });
      /** @type {"happened" | "reported"} */
      const which = kind === "event" && /** @type {Event} */ (entry).happened ? "happened" : "reported";
      const date = kind === "event" ? /** @type {Event} */ (entry)[which] : undefined;
      return [
        field("title", ["title"], {
          label: "Name",
          value: entry.title,
          most: 90,
          isNeeded: true,
          set: (text) =>
            editor.act((data) => edit.rename(data, kind, entry.id, text), {
              field: `${kind} ${entry.id} title`,
            }),
        }),
        row.mention &&
          h(
            "label",
            { class: "field", key: "role" },
            h("span", null, "Role here"),
            h(
              "select",
              {
                name: "role",
                value: row.mention.role,
                disabled: !editor.mayWrite,
                onChange: (/** @type {any} */ event) =>
                  editor.act((data) =>
                    edit.setRole(
                      data,
                      /** @type {any} */ (kind),
                      entry.id,
                      editor.at.value,
                      row.words ?? "",
                      event.target.value,
                    ),
                  ),
              },
              (kind === "place" ? placeRoles : actorRoles).map(([value, label]) =>
                h("option", { key: value, value }, label),
              ),
            ),
          ),
        date &&
          h(
            "div",
            { class: "together", key: "date" },
            field("edtf", [`${which}.edtf`, `${which}.year`, `${which}.words`], {
              label: `${which}: “${date.words}”`,
              value: date.edtf ?? "",
              isDate: true,
              set: (text) => set("edtf", { [which]: dated(date, text) }),
            }),
            field("of", [`${which}.of`], {
              label: "of what",
              value: date.of,
              most: 60,
              isNeeded: true,
              set: (text) => set("of", { [which]: { ...date, of: text } }),
            }),
          ),
        field("names", ["names", "commonNames"], {
          label: "Other names that people type, parted by ;",
          value: (entry.names ?? []).join("; "),
          isLate: true,
          set: (text) => {
            const names = [...new Set(text.split(";").map((name) => name.trim()))].filter(
              (name) => name !== "",
            );
            set("names", { names: names.length > 0 || entry.names ? names : undefined });
          },
        }),
        others.length > 0 &&
          field("merge", [], {
            label: `Is the same ${kind} as`,
            value: "",
            list: likest(entry, others).map(({ title }) => title),
            isLate: true,
            set: (text) => {
              const into = meant(others, text);
              if (into === undefined) editor.said.value = `No other ${kind} has the name ${text}.`;
              else if (editor.act((data) => edit.merge(data, kind, entry.id, into.id)))
                opened.value = row.mention ? `${kind} ${into.id} ${row.words}` : `${kind} ${into.id}`;
            },
          }),
        field("note", ["note"], {
          label: "Note",
          value: entry.note ?? "",
          most: 300,
          set: (text) => set("note", { note: text || undefined }),
        }),
      ];
    });

  const Bar = () => {
    const range = words.value;
    const isRead = excerpt.value && !edit.isDraft(excerpt.value);
    return h(
      "footer",
      { class: "bar-below" },
      naming.value && h(Naming, null),
      editor.said.value && h("p", { class: "message", role: "status" }, editor.said.value),
      range
        ? h(
            "div",
            { class: "presses of-words", role: "toolbar", "aria-label": "The words chosen are" },
            press("speaker", "Speaker", "S"),
            press("figure", "Figure", "F"),
            press("date", "Date", "D"),
            press("place", "Place", "P"),
            press("actor", "Actor", "A"),
            press("statement", "Statement", "Q"),
            press("graphic", "Graphic", "G"),
            press("cut", "Cut before", "C"),
            press("leave", "Cancel", "Esc"),
          )
        : h(
            "div",
            { class: "presses", role: "toolbar", "aria-label": "Sentence" },
            press("accept", isRead ? "Next" : "Accept", "↵", { main: true }),
            press("strike", "Strike", "X"),
            press("join", "Join with next", "J"),
            press("graphic", "Graphic", "G"),
            press("topic", gathered.value.size > 0 ? `Topic of ${gathered.value.size}` : "Topic", "⇧T"),
            press("undo", "Undo", "U", { off: editor.past.value.length === 0 }),
            press("redo", "Redo", "⇧U", { off: editor.future.value.length === 0 }),
            h(
              "button",
              {
                type: "button",
                class: "press keys",
                "aria-expanded": help.value,
                onClick: () => does.help?.(),
              },
              "Keys",
              h("kbd", { "aria-hidden": "true" }, "?"),
            ),
          ),
      help.value && h(Help, null),
    );
  };

  const Naming = () =>
    h(
      "form",
      {
        class: "naming",
        onSubmit: (/** @type {any} */ event) => {
          event.preventDefault();
          const title = event.target.elements.topic.value.trim();
          if (title === "") return;
          if (editor.act((data) => edit.putUnder(data, held([...gathered.value]), title))) {
            gathered.value = new Set();
            naming.value = false;
            editor.said.value = `The topic is made: ${title}.`;
          }
        },
      },
      h(
        "label",
        { class: "field" },
        h(
          "span",
          null,
          `Topic of ${gathered.value.size === 1 ? "1 statement" : `${gathered.value.size} statements`}`,
        ),
        h("input", {
          name: "topic",
          maxLength: 90,
          autocomplete: "off",
          placeholder: "a noun that the opposite could stand under, too",
          ref: (/** @type {HTMLInputElement | null} */ input) => input?.focus(),
        }),
      ),
      h("button", { type: "submit", class: "press main" }, "Make it"),
      h(
        "button",
        {
          type: "button",
          class: "press",
          onClick: () => {
            gathered.value = new Set();
            naming.value = false;
          },
        },
        "Cancel",
      ),
    );

  /** Statements that are there still. @param {readonly string[]} ids */
  const held = (ids) => {
    const there = new Set((editor.data.value.claims ?? []).map(({ id }) => id));
    return ids.filter((id) => there.has(id));
  };

  const Help = () =>
    h(
      "dl",
      { class: "help", tabIndex: 0, "aria-label": "Keys" },
      helpLines.map(([key, what]) => [
        h("dt", { key }, h("kbd", null, key)),
        h("dd", { key: `${key} what` }, what),
      ]),
    );

  const App = () =>
    h(
      "div",
      { class: "editor" },
      h(Top, null),
      h(Trouble, null),
      h("main", { class: "desk" }, h(Text, null), h(Panel, null)),
      h(Bar, null),
    );

  /** @param {FieldProps} props */
  const Field = (props) => h(FieldView, { ...props, isOff: !editor.mayWrite });

  render(h(App, null), byId("page", HTMLElement));
}

/**
 * @typedef {object} FieldProps
 * @property {string} name
 * @property {string} label
 * @property {string} value
 * @property {(text: string) => void} set given what is typed, without white space at its ends
 * @property {readonly Fault[]} faults
 * @property {number} [most] characters
 * @property {boolean} [isNeeded] what is empty is not set
 * @property {boolean} [isLate] set when the field is left, not at each letter
 * @property {boolean} [isNumber]
 * @property {boolean} [isDate]
 * @property {readonly string[]} [list] what may be meant
 * @property {boolean} [isOff]
 * @property {string} [key]
 *
 * Draws a field, with what the check says of the `fields` that it stands for.
 * @typedef {(name: string, fields: readonly string[], props: Omit<FieldProps, "faults" | "name">) => VNode} DrawField
 */

/** What stands in the field that is typed in, until it is left: no space is taken from under the hands. */
const typed = signal(/** @type {{ of: string, text: string } | null} */ (null));
let fields = 0;

/** @param {FieldProps} props */
function FieldView({
  name,
  label,
  value,
  set,
  faults,
  most,
  isNeeded,
  isLate,
  isNumber,
  isDate,
  list,
  isOff,
}) {
  const own = useOwn();
  const shown = typed.value?.of === own ? typed.value.text : value;
  const wrong = wrongIn(shown, { isNeeded: isNeeded && typed.value?.of === own, isNumber, isDate });
  const give = (/** @type {string} */ text) => {
    if (wrongIn(text, { isNeeded, isNumber, isDate }) === "" && text.trim() !== value) set(text.trim());
  };
  return h(
    "label",
    { class: "field" },
    h("span", null, label),
    h("input", {
      name,
      value: shown,
      maxLength: most,
      disabled: isOff,
      autocomplete: "off",
      spellcheck: false,
      inputMode: isNumber ? "decimal" : undefined,
      list: list ? `${own}-list` : undefined,
      "aria-invalid": faults.length > 0 || wrong !== "",
      onInput: (/** @type {any} */ event) => {
        typed.value = { of: own, text: event.target.value };
        if (!isLate) give(event.target.value);
      },
      onBlur: (/** @type {any} */ event) => {
        const isOwn = typed.value?.of === own;
        typed.value = null;
        if (isOwn && isLate) give(event.target.value);
      },
    }),
    list &&
      h(
        "datalist",
        { id: `${own}-list` },
        list.map((each) => h("option", { key: each, value: each })),
      ),
    wrong !== "" && h("span", { class: "said" }, wrong),
    faults.map(({ field, message }) =>
      h("span", { class: "said", key: `${field} ${message}` }, h("code", null, field), ` ${message}`),
    ),
  );
}

/** A name of the field's own, the same as long as it stands. */
function useOwn() {
  return useState(() => {
    fields += 1;
    return `field-${fields}`;
  })[0];
}

/**
 * @param {string} text
 * @param {{ isNeeded?: boolean | undefined, isNumber?: boolean | undefined, isDate?: boolean | undefined }} options
 */
function wrongIn(text, { isNeeded, isNumber, isDate }) {
  const plain = text.trim();
  if (plain === "") return isNeeded ? "is empty: give it words" : "";
  if (isNumber && !Number.isFinite(Number(plain))) return "is no number";
  if (isDate && !/^\d{4}(-\d{2}(-\d{2})?)?(\/\d{4}(-\d{2}(-\d{2})?)?)?$/.test(plain))
    return "must be like 2015, 2015-05, 2015-05-18 or 2015-05-18/2015-05-20";
  return "";
}

/**
 * A date with what is typed as EDTF; none: the words do not settle it.
 * @param {edit.DateGiven} date
 * @param {string} text
 */
function dated(date, text) {
  if (text !== "")
    return {
      ...date,
      edtf: text,
      year: date.year === "notStated" ? /** @type {const} */ ("inSentence") : date.year,
    };
  return {
    ...date,
    edtf: null,
    year: date.year === "fromTitle" ? /** @type {const} */ ("notStated") : date.year,
  };
}

/** @param {string} words */
async function dateIn(words) {
  try {
    const response = await fetch(`/api/review/date?words=${encodeURIComponent(words)}`);
    const { edtf } = /** @type {DateRead} */ (await response.json());
    return edtf ?? null;
  } catch {
    return null;
  }
}

/**
 * What is read out of a sentence, one thing a row.
 * @typedef {(
 *   | { key: string, kind: "claim", claim: Claim, topic: Question | undefined, words: string }
 *   | { key: string, kind: "place", entry: Place, mention: Place["mentions"][number], words: string }
 *   | { key: string, kind: "actor", entry: Actor, mention: Actor["mentions"][number], words: string }
 *   | { key: string, kind: "event", entry: Event, mention?: undefined, words?: undefined }
 * )} Row
 */

/** Rows of sentences, as long as nothing changes: of the same data they are asked for again and again. */
let known = /** @type {{ data: edit.Data | null, rows: Map<string, Row[]> }} */ ({
  data: null,
  rows: new Map(),
});

/**
 * @param {edit.Data} data
 * @param {string} id
 * @returns {Row[]}
 */
function rowsOf(data, id) {
  if (known.data !== data) known = { data, rows: allRows(data) };
  return known.rows.get(id) ?? [];
}

/** @param {edit.Data} data */
function allRows(data) {
  /** @type {Map<string, Row[]>} */
  const rows = new Map();
  const put = (/** @type {string} */ excerpt, /** @type {Row} */ row) => {
    const list = rows.get(excerpt);
    if (list) list.push(row);
    else rows.set(excerpt, [row]);
  };
  const topics = new Map(
    edit.entriesOf(data, "question").flatMap((topic) => topic.claims.map((claim) => [claim, topic])),
  );
  for (const claim of data.claims ?? [])
    put(claim.excerpt, {
      key: `claim ${claim.id}`,
      kind: "claim",
      claim,
      topic: topics.get(claim.id),
      words: claim.words,
    });
  for (const entry of edit.entriesOf(data, "actor"))
    for (const mention of entry.mentions)
      put(mention.excerpt, {
        key: `actor ${entry.id} ${mention.words}`,
        kind: "actor",
        entry,
        mention,
        words: mention.words,
      });
  for (const entry of edit.entriesOf(data, "place"))
    for (const mention of entry.mentions)
      put(mention.excerpt, {
        key: `place ${entry.id} ${mention.words}`,
        kind: "place",
        entry,
        mention,
        words: mention.words,
      });
  for (const entry of edit.entriesOf(data, "event"))
    for (const excerpt of entry.excerpts) put(excerpt, { key: `event ${entry.id}`, kind: "event", entry });
  return rows;
}

/**
 * Calls back once what has changed is drawn, which it is in a microtask of its own, and before any other key is heard.
 * @param {() => void} work
 */
function whenDrawn(work) {
  queueMicrotask(() => queueMicrotask(work));
}

/** What the check calls it. @param {Row} row */
function entryName(row) {
  return row.kind === "claim" ? `claim:${row.claim.id}` : `${row.kind}:${row.entry.id}`;
}

/**
 * @param {Row} row
 * @returns {[what: string, name: string, detail: string]}
 */
function headOf(row) {
  if (row.kind === "claim") {
    const { claimant, quantity, date, verbOfSaying, note, words } = row.claim;
    const parts = [
      claimant ? `${claimant.words}${verbOfSaying ? ` (${verbOfSaying})` : ""}` : "nobody named",
      quantity?.words,
      date?.words,
      row.topic ? `topic: ${row.topic.title}` : "no topic",
      note,
    ];
    return ["Statement", `“${words}”`, parts.filter(Boolean).join(" · ")];
  }
  if (row.kind === "event") {
    const date = row.entry.happened ?? row.entry.reported;
    return ["Event", row.entry.title, [date?.words, row.entry.note].filter(Boolean).join(" · ")];
  }
  const { entry, mention } = row;
  const role =
    (row.kind === "place" ? placeRoles : actorRoles).find(([value]) => value === mention.role)?.[1] ?? "";
  const as = edit.fold(mention.words) === edit.fold(entry.title) ? "" : `“${mention.words}”`;
  return [
    row.kind === "place" ? "Place" : "Actor",
    entry.title,
    [as, role, entry.note].filter(Boolean).join(" · "),
  ];
}

const actorRoles = /** @type {const} */ ([
  ["mentioned", "mentioned"],
  ["doing", "does it"],
  ["affected", "affected"],
  ["saidBy", "says it"],
]);
const placeRoles = /** @type {const} */ ([
  ["mentioned", "mentioned"],
  ["site", "where it happened"],
  ["bearing", "a direction"],
  ["contrast", "set apart from"],
  ["workplace", "workplace"],
  ["speakers", "where the speakers are"],
  ["body", "where a body was put"],
  ["name", "in another name"],
]);

/**
 * The entry of a title, or the only one whose title begins so.
 * @template {{ title: string }} T
 * @param {readonly T[]} entries
 * @param {string} text
 */
function meant(entries, text) {
  const wanted = edit.fold(text);
  const like = entries.filter(({ title }) => edit.fold(title).startsWith(wanted));
  return like.find(({ title }) => edit.fold(title) === wanted) ?? (like.length === 1 ? like[0] : undefined);
}

/**
 * Entries, those that share a word with another first.
 * @template {{ id: string, title: string }} T
 * @param {{ title: string }} entry
 * @param {readonly T[]} others
 */
function likest(entry, others) {
  const own = new Set(edit.fold(entry.title).match(/[\p{L}\p{N}]{2,}/gu));
  const shared = (/** @type {string} */ title) =>
    (edit.fold(title).match(/[\p{L}\p{N}]{2,}/gu) ?? []).filter((word) => own.has(word)).length;
  return others
    .map((each) => ({ each, shared: shared(each.title) }))
    .sort((a, b) => b.shared - a.shared || a.each.title.localeCompare(b.each.title))
    .map(({ each }) => each);
}

/** What takes keys for itself. */
const typing = 'input:not([type="checkbox"]), select';

const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });

/**
 * The words of a sentence, markers aside.
 * @param {string} exact
 */
function tokensOf(exact) {
  const markers = [...exact.matchAll(/\[\d+\]/g)].map(({ index, 0: { length } }) => [index, index + length]);
  return [...segmenter.segment(exact)].flatMap(({ segment, index, isWordLike }) =>
    isWordLike && !markers.some(([start = 0, end = 0]) => index >= start && index < end)
      ? { start: index, end: index + segment.length }
      : [],
  );
}

/**
 * @typedef {{ start: number, end: number, name: string }} Mark
 */

/**
 * What is marked in a sentence; of the statements, the open one's parts too.
 * @param {Excerpt} excerpt
 * @param {readonly Row[]} rows
 * @param {Row | undefined} open
 * @returns {Mark[]}
 */
function marksOf({ exact, graphicWords = [] }, rows, open) {
  /** @type {Mark[]} */
  const marks = [];
  const mark = (/** @type {string} */ name, /** @type {string | null | undefined} */ words) => {
    const start = words ? edit.placeOf(exact, words) : -1;
    if (words && start >= 0) marks.push({ start, end: start + words.length, name });
  };
  for (const row of rows) {
    if (row === open) mark("opened", row.words);
    if (row.kind === "claim") {
      mark("claim", row.claim.words);
      mark("speaker", row.claim.claimant?.words);
      mark("figure", row.claim.quantity?.words);
      mark("date", row.claim.date?.words);
    } else if (row.kind === "event") {
      mark("date", row.entry.happened?.words ?? row.entry.reported?.words);
    } else mark(row.kind, row.words);
  }
  for (const words of graphicWords) mark("graphic", words);
  return marks;
}

/**
 * @param {readonly Mark[]} marks
 * @param {number} start
 * @param {number} end
 */
function marksAt(marks, start, end) {
  return new Set(marks.flatMap((mark) => (mark.start <= start && end <= mark.end ? mark.name : [])));
}

/**
 * Where some sentences stand in the source. The first is looked for from the start, since nothing is known of those before.
 * @param {readonly Excerpt[]} list
 * @param {string} source
 * @param {number} first
 * @param {number} last
 */
function spansAround(list, source, first, last) {
  /** @type {Map<number, { start: number, end: number }>} */
  const spans = new Map();
  let from = 0;
  for (let index = Math.max(0, first - 1); index < last; index += 1) {
    const { prefix = "", exact = "", suffix = "" } = list[index] ?? {};
    const at = source.indexOf(`${prefix}${exact}${suffix}`, Math.max(0, from - prefix.length));
    if (at < 0) continue;
    from = at + prefix.length + exact.length;
    spans.set(index, { start: at + prefix.length, end: from });
  }
  return spans;
}

const helpLines = /** @type {const} */ ([
  ["Enter", "accept the sentence with all that is read out of it, and go on to the next unread one"],
  ["↑ ↓", "the sentence before, the next one; Space: the next unread one"],
  ["← →", "choose a word; with Shift, more words"],
  ["1 – 9", "open a row; what follows is then done to it"],
  ["X", "strike the open row, or the sentence"],
  ["J", "join with the next sentence"],
  ["C", "cut the sentence in front of the chosen word"],
  ["S F D P A", "the chosen words are the speaker, the figure, the date, a place, an actor"],
  ["Q", "the chosen words are a statement: those of the open one, or a new one"],
  ["G", "the chosen words, or the sentence, are graphic; once more: not"],
  ["R N M", "rename, write a note, merge with another name"],
  ["T", "choose the statement for a topic; Shift and T: make the topic"],
  ["U", "undo, without end; Shift and U: do it again"],
]);

async function begin() {
  const editing = await ask(new URLSearchParams(location.search).get("dossier"));
  document.title = `${editing.name} · Tessera · review`;
  if (editing.held === undefined) drawClosed(editing);
  else open(createEditor({ ...editing, held: editing.held }), editing.names);
  document.documentElement.dataset.ready = "true";
}

begin().catch((error) => {
  const reason = error instanceof Error ? error.message : String(error);
  render(
    h("main", { class: "closed" }, h("h1", null, "The editor cannot start"), h("p", null, reason)),
    byId("page", HTMLElement),
  );
});
