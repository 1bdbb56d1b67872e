/** The editor's state: a dossier, where its reader is, what was done, and whether the disk has it. */

/**
 * @import { Data } from "./edit.js"
 * @import { Editing, EditingError, Fault, Saved } from "../wire.ts"
 */

import { batch, computed, signal } from "@preact/signals";
import { CannotDo, isDraft, settled } from "./edit.js";
import { mergeChanges } from "./merge.js";

/** Milliseconds: what is done within one is saved as one, and how long after a refusal it is tried again. */
const saveAfter = 120;
const againAfter = 2_000;

/**
 * What undo goes back to; `taken`: how often somebody else's changes had been taken in by then.
 * @typedef {{ data: Data, at: string, field: string | undefined, taken: number }} Step
 * @typedef {"saved" | "saving" | "waiting" | "refused" | "changed"} Saving
 */

/** @param {Editing & { held: NonNullable<Editing["held"]> }} editing */
export function createEditor({ name, held, faults: found, token: given }) {
  const { source } = held;
  let { revision } = held;
  let token = given;
  /** What the disk has, as far as this page knows. */
  let base = /** @type {Data} */ (held.data);
  let faultsOfBase = found;

  const data = signal(base);
  const faults = signal(found);
  const saving = signal(/** @type {Saving} */ ("saved"));
  /** What stands between the work and the disk, or came of what was done. */
  const trouble = signal("");
  const said = signal("");
  const past = signal(/** @type {readonly Step[]} */ ([]));
  const future = signal(/** @type {readonly Step[]} */ ([]));
  /** What was taken in, and what it was made from: undo takes back what was done here, and none of that. */
  const taken = /** @type {{ from: Data, theirs: Data }[]} */ ([]);
  /** @param {string} [field] @returns {Step} */
  const here = (field) => ({ data: data.value, at: at.value, field, taken: taken.length });

  const excerpts = computed(() => data.value.excerpts);
  const read = computed(() => excerpts.value.filter((each) => !isDraft(each)).length);
  const start = excerpts.value.find(({ id }) => `#${id}` === location.hash) ?? excerpts.value.find(isDraft);
  const at = signal(start?.id ?? excerpts.value[0]?.id ?? "");
  const index = computed(() =>
    Math.max(
      0,
      excerpts.value.findIndex(({ id }) => id === at.value),
    ),
  );

  /**
   * Does something to the data, as one step back for undo; steps on one field that follow on one another are one.
   * @param {(data: Data) => Data} change
   * @param {{ field?: string, to?: string }} [options]
   */
  function act(change, { field, to } = {}) {
    let now = data.value;
    try {
      now = change(data.value);
    } catch (error) {
      if (!(error instanceof CannotDo)) throw error;
      said.value = error.message.charAt(0).toUpperCase() + error.message.slice(1);
      return false;
    }
    const place = index.value;
    batch(() => {
      said.value = "";
      if (now !== data.value) {
        const last = past.value.at(-1);
        if (field === undefined || last?.field !== field) past.value = [...past.value, here(field)];
        future.value = [];
        data.value = now;
      }
      if (to !== undefined) at.value = to;
      else if (!now.excerpts.some(({ id }) => id === at.value))
        at.value = (now.excerpts[place] ?? now.excerpts.at(-1))?.id ?? at.value;
    });
    later();
    return true;
  }

  /**
   * @param {typeof past} from
   * @param {typeof past} into
   */
  function step(from, into) {
    const last = from.value.at(-1);
    if (last === undefined) return;
    batch(() => {
      into.value = [...into.value, here()];
      from.value = from.value.slice(0, -1);
      data.value = taken
        .slice(last.taken)
        .reduce(
          (mine, { from, theirs }) => settled(mergeChanges(from, mine, theirs).merged, source),
          last.data,
        );
      at.value = last.at;
      said.value = "";
    });
    later();
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let isUnderWay = false;

  function later(delay = saveAfter) {
    if (saving.value === "changed" || token === undefined) return;
    if (data.value !== base && saving.value === "saved") saving.value = "saving";
    // Whoever goes on and on does not put the save off.
    if (timer !== undefined && delay === saveAfter && saving.value !== "waiting") return;
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  }

  /** Sends what the disk lacks; whatever is done meanwhile is sent after it. */
  async function save() {
    clearTimeout(timer);
    timer = undefined;
    if (isUnderWay || saving.value === "changed") return;
    if (data.value === base) {
      forget();
      batch(() => {
        saving.value = "saved";
        trouble.value = "";
        faults.value = faultsOfBase;
      });
      return;
    }
    isUnderWay = true;
    const sent = data.value;
    try {
      const response = await fetch(`/api/review?dossier=${encodeURIComponent(name)}`, {
        method: "PUT",
        headers: { "content-type": "application/json", "x-tessera-token": token ?? "" },
        body: JSON.stringify({ revision, data: sent }),
      });
      const answer = await response.json();
      if (response.ok) arrived(sent, answer);
      else await refused(response.status, answer);
    } catch {
      wait("The server does not answer. What you did is kept here, and sent once it does.");
    } finally {
      isUnderWay = false;
    }
    if (data.value !== base && saving.value === "saving") later();
  }

  /**
   * @param {Data} sent
   * @param {Saved} answer
   */
  function arrived(sent, answer) {
    base = sent;
    faultsOfBase = answer.faults;
    revision = answer.revision;
    forget();
    batch(() => {
      faults.value = answer.faults;
      trouble.value = "";
      saving.value = data.value === base ? "saved" : "saving";
    });
  }

  /**
   * @param {number} status
   * @param {EditingError} answer
   */
  async function refused(status, answer) {
    if (status === 403) {
      // The server was started again: its pages have another token now.
      const fresh = await ask(name);
      if (fresh.token !== undefined && fresh.token !== token) {
        token = fresh.token;
        later(0);
        return;
      }
    }
    if (status === 409) {
      keep();
      batch(() => {
        saving.value = "changed";
        trouble.value =
          "The file was changed by somebody else since you opened it. Nothing of theirs was written over, and what you did since is kept here.";
      });
      return;
    }
    if (status === 503) {
      later(againAfter / 10);
      return;
    }
    const [fault] = answer.faults ?? [];
    if (answer.faults) faults.value = answer.faults;
    const reason = `${answer.error}${fault ? ` (${fault.entry}, ${fault.field}: ${fault.message})` : ""}`;
    wait(`Not saved: ${reason}. What you did is kept here, and tried again.`);
  }

  /** @param {string} reason */
  function wait(reason) {
    keep();
    batch(() => {
      saving.value = "waiting";
      trouble.value = reason;
    });
    clearTimeout(timer);
    timer = setTimeout(save, againAfter);
  }

  /** Takes in what somebody else wrote, and puts what was done here on top of it. */
  async function takeIn() {
    const fresh = await ask(name).catch(() => undefined);
    if (fresh === undefined) {
      trouble.value = "The server does not answer. What you did is kept here: try once more.";
      return;
    }
    if (fresh.held === undefined) {
      trouble.value = "The file has not the form of a dossier now. What you did is kept here: download it.";
      return;
    }
    put(base, data.value, fresh, "Their changes are in, and yours are kept.");
  }

  /**
   * @param {Data} from what `mine` was made from
   * @param {Data} mine
   * @param {Editing} fresh
   * @param {string} message
   */
  function put(from, mine, { held: theirs, faults: now, token: other }, message) {
    if (theirs === undefined) return;
    const { merged, clashes } = mergeChanges(from, mine, theirs.data);
    taken.push({ from, theirs: theirs.data });
    base = theirs.data;
    faultsOfBase = now;
    revision = theirs.revision;
    token = other;
    batch(() => {
      faults.value = now;
      data.value = settled(merged, source);
      if (!data.value.excerpts.some(({ id }) => id === at.value)) at.value = data.value.excerpts[0]?.id ?? "";
      trouble.value = "";
      saving.value = "saving";
      const both = clashes.slice(0, 5).join(", ");
      said.value =
        clashes.length > 0 ? `${message} Both of you changed ${both}: yours stands there.` : message;
    });
    later(0);
  }

  const kept = `tessera-review ${name}`;

  /** Work that the disk has not is kept by the browser, for a page that is closed. */
  function keep() {
    try {
      if (data.value !== base) localStorage.setItem(kept, JSON.stringify({ base, mine: data.value }));
    } catch {
      // The browser's own room is full, or closed to pages: the page still holds the work.
    }
  }

  function forget() {
    try {
      localStorage.removeItem(kept);
    } catch {
      // As above: then nothing was kept.
    }
  }

  /** @param {Editing} fresh */
  function recover(fresh) {
    try {
      const { base: from, mine } = JSON.parse(localStorage.getItem(kept) ?? "null") ?? {};
      if (from && mine && token !== undefined)
        put(from, mine, fresh, "What was not saved when this page was closed is back.");
    } catch {
      forget();
    }
  }

  recover({ name, names: [], faults: found, held, ...(given !== undefined && { token: given }) });
  addEventListener("pagehide", keep);
  addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
  addEventListener("beforeunload", (event) => {
    if (data.value !== base) event.preventDefault();
  });

  /**
   * @param {string} id
   */
  function go(id) {
    batch(() => {
      at.value = id;
      said.value = "";
    });
  }

  return {
    name,
    source,
    mayWrite: given !== undefined,
    data,
    excerpts,
    read,
    at,
    index,
    faults,
    saving,
    trouble,
    said,
    past,
    future,
    act,
    go,
    takeIn,
    retry: save,
    undo: () => step(past, future),
    redo: () => step(future, past),
  };
}

/** @typedef {ReturnType<typeof createEditor>} Editor */

/**
 * @param {string | null} name
 * @returns {Promise<Editing>}
 */
export async function ask(name) {
  const query = name === null ? "" : `?dossier=${encodeURIComponent(name)}`;
  const response = await fetch(`/api/review${query}`);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

/**
 * The faults of an entry, "PAL-07" or "claim:c5".
 * @param {readonly Fault[]} faults
 */
export function byEntry(faults) {
  return Map.groupBy(faults, ({ entry }) => entry);
}
