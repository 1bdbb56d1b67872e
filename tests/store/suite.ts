import { Kysely, sql } from "kysely";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../src/ops/clock.ts";
import { postgresDialect } from "../../src/store/postgres.ts";
import { defaultSettings } from "../../src/store/settings.ts";
import { sqliteDialect } from "../../src/store/sqlite.ts";
import { type NewReport, type PostRequest, type Store, StoreUnavailable } from "../../src/store/store.ts";
import { eventually } from "../support/eventually.ts";
import { openPatientStore, sweepAfterLeap } from "../support/store.ts";
import { guard } from "../support/timing.ts";

/* What every database has to do. Each test gets a database of its own, and a clock that it moves. */

const minute = 60_000;
const day = 86_400_000;
export const server = "1200000000000000002";
export const channel = "1300000000000000003";
export const ada = "1400000000000000004";
const eve = "1500000000000000005";

function post(id: string, change: Partial<PostRequest> = {}): PostRequest {
  const usual = { serverId: server, channelId: channel, card: `dossier/place:${id}`, personId: ada };
  return { id, ...usual, most: 3, again: 30, ...change };
}

/** Takes back the migration after the third. */
const backToTheThird = [
  "drop table sweep",
  "drop index report_server_id_state_handed_on_at",
  "drop index report_person_id_state_handed_on_at",
  "drop index report_person_id_closed_at",
  "drop index report_handed_on_state_at",
  "create index report_server_id_state on report (server_id, state)",
  "create index report_person_id on report (person_id)",
];

/** Takes back what the later migrations did, as a database of the first version is. */
export async function backToTheFirstVersion(url: string): Promise<void> {
  await execute(url, [
    "drop table done",
    ...backToTheThird,
    "drop index post_server_id_at",
    "drop index report_closed_at",
    "alter table server drop column log_failed",
    "delete from server",
    "delete from kysely_migration where name >= '0002'",
  ]);
}

async function query(url: string, statement: string): Promise<readonly Record<string, unknown>[]> {
  return (await execute(url, [statement])).at(-1) ?? [];
}

async function execute(
  url: string,
  statements: readonly string[],
): Promise<(readonly Record<string, unknown>[])[]> {
  const dialect = url.startsWith("sqlite:")
    ? sqliteDialect(url.slice("sqlite:".length))
    : postgresDialect(url, { within: guard });
  const database = new Kysely<unknown>({ dialect });
  const results: (readonly Record<string, unknown>[])[] = [];
  for (const statement of statements) {
    results.push((await sql.raw<Record<string, unknown>>(statement).execute(database)).rows);
  }
  await database.destroy();
  return results;
}

function problem(change: Partial<NewReport> = {}): NewReport {
  const usual = { serverId: server, card: "dossier/place:a", excerpt: null, personId: ada } as const;
  return { ...usual, reason: "date", words: "the day differs", ...change };
}

/** `newAddress` gives that of an empty database. */
export function storeTests(newAddress: () => string): void {
  let address: string;
  let now: number;
  let store: Store;

  /** Where more than two days have passed since the last one: a day later. */
  const sweep = () => sweepAfterLeap(store, (milliseconds) => (now += milliseconds));

  function another(): Store {
    const opened = openPatientStore(address, { now: () => now });
    onTestFinished(() => opened.close());
    return opened;
  }

  beforeEach(() => {
    address = newAddress();
    now = Date.UTC(2026, 0, 1);
    store = openPatientStore(address, { now: () => now });
    return () => store.close();
  });

  test("A server that changed nothing has the defaults, and keeps nothing", async () => {
    expect(await store.settings(server)).toEqual(defaultSettings);
    expect(await store.server(server)).toEqual({ settings: defaultSettings, changes: [] });
  });

  test("A change holds here at once, elsewhere within 10 seconds, and after a restart", async () => {
    const other = another();
    expect(await other.settings(server)).toEqual(defaultSettings);
    await store.change(server, ada, { answers: "public", channels: [channel] });
    const changed = { ...defaultSettings, answers: "public", channels: [channel] };
    expect(await store.settings(server)).toEqual(changed);
    now += 10_000;
    expect(await other.settings(server)).toEqual(changed);
    await store.close();
    expect(await another().settings(server)).toEqual(changed);
  });

  test("Settings are as old as the question for them, not as its answer", async () => {
    const other = another();
    await other.reachable();
    const slow = other.settings(server);
    now += 5_000;
    expect(await slow).toEqual(defaultSettings);
    await store.change(server, ada, { paused: true });
    now += 5_000;
    expect(await other.settings(server)).toEqual({ ...defaultSettings, paused: true });
  });

  test("A change that builds on what holds keeps what another process has just changed", async () => {
    const other = another();
    const channels = Array.from({ length: 8 }, (_, index) => `130000000000000000${index}`);
    await Promise.all(
      channels.map((added, index) =>
        (index % 2 ? store : other).change(server, ada, (settings) => ({
          channels: [...settings.channels, added],
        })),
      ),
    );
    const { settings, changes } = await store.server(server);
    expect(settings.channels.toSorted()).toEqual(channels);
    expect(changes).toHaveLength(channels.length);
    await store.change(server, ada, () => null);
    expect((await store.server(server)).changes).toHaveLength(channels.length);
  });

  test("Changes made at the same time through two processes are all kept", async () => {
    const other = another();
    await Promise.all([
      store.change(server, ada, { answersPerMinute: 12 }),
      other.change(server, eve, { cardsPerChannel: 5 }),
      store.change(server, ada, { showAsker: false }),
      other.change(server, eve, { paused: true }),
    ]);
    const { settings, changes } = await store.server(server);
    expect(settings).toMatchObject({
      answersPerMinute: 12,
      cardsPerChannel: 5,
      showAsker: false,
      paused: true,
    });
    expect(changes).toHaveLength(4);
  });

  test("Changes are kept with who and when, the last 20", async () => {
    for (let index = 1; index <= 25; index += 1) {
      now += minute;
      await store.change(server, index % 2 ? ada : eve, { answersPerMinute: 1 + index });
    }
    const { changes } = await store.server(server);
    expect(changes).toHaveLength(20);
    expect(changes[0]).toEqual({
      at: now,
      personId: ada,
      kind: "change",
      before: { answersPerMinute: 25 },
      after: { answersPerMinute: 26 },
      undone: false,
    });
  });

  test("A choice of dossiers is kept, undone and reset like any other change", async () => {
    const chosen = ["a-dossier", "another-one"];
    await store.change(server, ada, { dossiers: chosen });
    await store.change(server, ada, { map: "never" });
    expect((await store.server(server)).changes[1]).toMatchObject({
      before: { dossiers: [] },
      after: { dossiers: chosen },
    });
    await store.close();
    const again = another();
    expect((await again.settings(server))?.dossiers).toEqual(chosen);
    await again.undo(server, eve);
    expect((await again.undo(server, eve)).settings).toEqual(defaultSettings);
    await again.change(server, ada, { dossiers: ["a-dossier"] });
    expect((await again.reset(server, eve)).settings.dossiers).toEqual([]);
    expect((await again.undo(server, eve)).settings.dossiers).toEqual(["a-dossier"]);
  });

  test("A change to what holds already is none", async () => {
    await store.change(server, ada, { answers: "private" });
    expect((await store.server(server)).changes).toEqual([]);
  });

  test("Undo takes back one change after another, and reset is undone as one", async () => {
    await store.change(server, ada, { answers: "public" });
    await store.change(server, ada, { mayPost: "everyone" });
    expect((await store.reset(server, eve)).settings).toEqual(defaultSettings);
    expect((await store.undo(server, ada)).settings).toMatchObject({
      answers: "public",
      mayPost: "everyone",
    });
    expect((await store.undo(server, ada)).settings).toMatchObject({
      answers: "public",
      mayPost: "manageMessages",
    });
    expect((await store.undo(server, ada)).settings).toEqual(defaultSettings);
    const { changes } = await store.undo(server, ada);
    expect(changes.map(({ kind }) => kind)).toEqual(["undo", "undo", "undo", "reset", "change", "change"]);
  });

  test("A channel takes 3 public cards in 10 minutes, over all processes", async () => {
    const other = another();
    const asked = ["a", "b", "c", "d", "e", "f"].map((id, index) =>
      (index % 2 ? other : store).reservePost(post(id)),
    );
    const answers = await Promise.all(asked);
    expect(answers.filter(({ type }) => type === "reserved")).toHaveLength(3);
    expect(answers.find(({ type }) => type === "full")).toEqual({ type: "full", until: now + 10 * minute });
    expect(await store.reservePost(post("g", { channelId: "9" }))).toEqual({ type: "reserved" });
    now += 10 * minute;
    expect(await other.reservePost(post("h"))).toEqual({ type: "reserved" });
  });

  test("The same card waits 30 minutes, and the refusal names the message", async () => {
    const card = "dossier/place:a";
    const [first, second] = await Promise.all([
      store.reservePost(post("a", { card })),
      store.reservePost(post("b", { card })),
    ]);
    expect([first.type, second.type].toSorted()).toEqual(["repeated", "reserved"]);
    const at = now;
    await store.placePost(first.type === "reserved" ? "a" : "b", "77");
    now += 29 * minute;
    expect(await store.reservePost(post("c", { card }))).toEqual({ type: "repeated", at, messageId: "77" });
    now += minute;
    expect(await store.reservePost(post("d", { card }))).toEqual({ type: "reserved" });
  });

  test("A card that was removed may be posted again, but still counts", async () => {
    const card = "dossier/place:a";
    for (const id of ["a", "b", "c"]) {
      expect(await store.reservePost(post(id, { card }))).toEqual({ type: "reserved" });
      await store.removePost(id, server);
    }
    expect((await store.reservePost(post("d", { card }))).type).toBe("full");
  });

  test("A person has 3 open reports at most, however fast they come", async () => {
    const other = another();
    const sent = await Promise.all(
      Array.from({ length: 6 }, (_, index) => (index % 2 ? other : store).report(problem())),
    );
    expect(sent.filter((report) => report !== null)).toHaveLength(3);
    expect(await store.reportsBy(ada)).toHaveLength(3);
    expect(await store.report(problem({ personId: eve }))).not.toBeNull();
  });

  test("Words with characters that a database may not hold are kept all the same", async () => {
    const kept = await store.report(problem({ words: "a\u0000b \ud800 \u202e' \\" }));
    expect(kept?.words?.toWellFormed()).toBe("ab \ufffd \u202e' \\");
    expect((await store.reportsBy(ada)).map(({ words }) => words)).toEqual(["ab \ufffd \u202e' \\"]);
    expect(await store.reachable()).toBe(true);
  });

  test("The queue merges reports per card, and holds no other server's", async () => {
    await store.report(problem());
    now += 1;
    await store.report(problem({ card: "dossier/event:b", personId: eve }));
    now += 1;
    await store.report(problem({ personId: eve, excerpt: "PAL-07" }));
    await store.report(problem({ serverId: "9", personId: "8" }));
    const queue = await store.openReports(server);
    expect(queue.map(({ card, reports }) => [card, reports.length])).toEqual([
      ["dossier/place:a", 2],
      ["dossier/event:b", 1],
    ]);
  });

  test("Reports are resolved, dismissed, erased and handed on by card", async () => {
    await store.report(problem());
    await store.report(problem({ personId: eve }));
    expect(await store.handle("9", { card: "dossier/place:a", until: null }, "resolve")).toBe(0);
    expect(await store.handle(server, { card: "dossier/place:a", until: null }, "erase")).toBe(2);
    expect((await store.openReports(server))[0]?.reports.map(({ words }) => words)).toEqual([null, null]);
    expect(await store.maintainerReports()).toEqual([]);
    await store.handle(server, { card: "dossier/place:a", until: null }, "handOn");
    expect(await store.openReports(server)).toEqual([]);
    expect(await store.maintainerReports()).toHaveLength(2);
    await store.report(problem());
    await store.handle(server, { card: "dossier/place:a", until: null }, "dismiss");
    expect(await store.openReports(server)).toEqual([]);
  });

  test("What was handed on is the maintainer's until they close it, and 30 days more", async () => {
    const report = await store.report(problem());
    await store.handle(server, { card: "dossier/place:a", until: null }, "handOn");
    for (const how of ["resolve", "dismiss", "erase"] as const) {
      expect(await store.handle(server, { card: "dossier/place:a", until: null }, how)).toBe(0);
    }
    for (let month = 0; month < 4; month += 1) {
      now += 31 * day;
      await store.server(server);
      await eventually(async () => {
        await sweep();
        expect(await store.maintainerReports()).toMatchObject([{ id: report?.id, words: "the day differs" }]);
      });
    }
    await store.handleOne(report?.id ?? "", "resolve");
    expect(await store.reportsBy(ada)).toMatchObject([{ state: "resolved" }]);
    now += 31 * day;
    await sweep();
    expect(await store.reportsBy(ada)).toEqual([]);
  });

  test("A person's reports that wait come first, and closed ones do not count among the 3", async () => {
    for (const card of ["a", "b", "c"]) await store.report(problem({ card: `dossier/place:${card}` }));
    expect(await store.report(problem({ card: "dossier/place:d" }))).toBeNull();
    await store.handle(server, { card: "dossier/place:a", until: null }, "resolve");
    await store.handle(server, { card: "dossier/place:b", until: null }, "handOn");
    now += 1;
    expect(await store.report(problem({ card: "dossier/place:d" }))).not.toBeNull();
    const own = await store.reportsBy(ada);
    expect(own.slice(0, 2).map(({ card }) => card)).toEqual(["dossier/place:d", "dossier/place:c"]);
    expect(
      own
        .slice(2)
        .map(({ state, handedOn }) => `${state} ${handedOn}`)
        .sort(),
    ).toEqual(["open true", "resolved false"]);
  });

  test("What one interaction asks for is done once, however often it comes", async () => {
    await store.change(server, ada, { answersPerMinute: 3 }, "i1");
    await store.change(server, ada, { answersPerMinute: 12 }, "i2");
    const again = await store.change(server, ada, { answersPerMinute: 3 }, "i1");
    expect(again.settings.answersPerMinute).toBe(12);
    await store.undo(server, ada, "i3");
    await store.undo(server, ada, "i3");
    expect((await store.server(server)).settings.answersPerMinute).toBe(3);
    const first = await store.report(problem(), "i4");
    expect(await store.report(problem(), "i4")).toEqual(first);
    await store.withdraw(first?.id ?? "", ada);
    expect(await store.report(problem(), "i4")).toBeNull();
    await store.report(problem(), "i5");
    expect(await store.handle(server, { card: "dossier/place:a", until: null }, "resolve", "i6")).toBe(1);
    await store.report(problem(), "i7");
    expect(await store.handle(server, { card: "dossier/place:a", until: null }, "resolve", "i6")).toBe(0);
    await store.forget(server, "i8");
    await store.change(server, ada, { answers: "public" }, "i9");
    await store.forget(server, "i8");
    expect((await store.server(server)).settings.answers).toBe("public");
    await store.reset(server, ada, "i10");
    expect((await store.server(server)).settings).toEqual(defaultSettings);
    // Two at the same time: one of them writes.
    const both = await Promise.all([1, 2].map(() => store.report(problem({ personId: eve }), "i11")));
    expect(new Set(both.map((report) => report?.id))).toEqual(new Set(["i11"]));
    expect(await store.reportsBy(eve)).toHaveLength(1);
  });

  test("A post that is asked for again is no other one, in any process", async () => {
    const other = another();
    const again = (messageId: string | null) => ({ type: "repeated", at: now, messageId });
    const both = await Promise.all([store, other].map((each) => each.reservePost(post("a", { again: 0 }))));
    expect(both).toHaveLength(2);
    expect(both).toContainEqual({ type: "reserved" });
    expect(both).toContainEqual(again(null));
    await store.placePost("a", "55");
    expect(await other.reservePost(post("a", { again: 0 }))).toEqual(again("55"));
    await store.forget(server);
    expect(await other.reservePost(post("a", { again: 0 }))).toEqual(again(null));
    expect(await store.posts(server)).toEqual([]);
  });

  test("A note is written once for an interaction, in whichever process, also after one that wrote settings", async () => {
    const other = another();
    await store.change(server, ada, { logChannel: channel }, "i1");
    const begun = await Promise.all([store, other, store].map((each) => each.beginNote("i1")));
    expect(begun.filter((isFirst) => isFirst)).toHaveLength(1);
    expect(await other.beginNote("i2")).toBe(true);
    await store.change(server, ada, { paused: true }, "i2");
    expect((await store.server(server)).settings.paused).toBe(true);
  });

  test("Posts can be read again, and whether the last note of one was written", async () => {
    await store.change(server, ada, { logChannel: channel });
    await store.reservePost(post("a"));
    now += 1;
    await store.reservePost(post("b", { personId: eve }));
    await store.placePost("a", "55");
    await store.removePost("b", "9");
    expect((await store.posts(server))[0]?.removed).toBe(false);
    await store.removePost("b", server);
    expect(await store.posts(server)).toEqual([
      { card: "dossier/place:b", channelId: channel, personId: eve, at: now, messageId: null, removed: true },
      {
        card: "dossier/place:a",
        channelId: channel,
        personId: ada,
        at: now - 1,
        messageId: "55",
        removed: false,
      },
    ]);
    expect((await store.server(server)).logFailed).toBeUndefined();
    await store.logTried(server, "77", false);
    expect((await store.server(server)).logFailed).toBeUndefined();
    await store.logTried(server, channel, false);
    expect((await store.server(server)).logFailed).toBe(true);
    await store.change(server, ada, { answers: "public" });
    expect((await store.server(server)).logFailed).toBe(true);
    await store.change(server, ada, { logChannel: "77" });
    expect((await store.server(server)).logFailed).toBeUndefined();
  });

  test("Everything of a server goes 90 days after its last use, whatever is kept of it", async () => {
    await store.report(problem({ serverId: "1" }));
    await store.report(problem({ serverId: "2", personId: eve }));
    await store.reservePost(post("p3", { serverId: "3", channelId: "3" }));
    await store.report(problem({ serverId: "4", personId: "44" }));
    await store.handle("4", { card: "dossier/place:a", until: null }, "handOn");
    now += 60 * day;
    // A moderator who looks is a use.
    await store.openReports("2");
    await eventually(async () => {
      now += 1;
      await store.server("2");
    });
    now += 60 * day;
    await sweep();
    expect(await store.openReports("1")).toEqual([]);
    expect(await store.reportsBy(ada)).toEqual([]);
    expect(await store.openReports("2")).toHaveLength(1);
    expect(await store.posts("3")).toEqual([]);
    expect(await store.maintainerReports()).toEqual([]);
  });

  test("One sweep deletes all that is due, however much it is", async () => {
    for (let index = 0; index < 1_050; index += 1) {
      await store.report(problem({ serverId: `${index}`, personId: `${index}`, words: "" }));
    }
    now += 91 * day;
    await sweep();
    expect(await store.reportsBy("0")).toEqual([]);
    expect(await store.reportsBy("1049")).toEqual([]);
  });

  test("A store that is opened again sweeps shortly after", async () => {
    await store.report(problem());
    await store.handle(server, { card: "dossier/place:a", until: null }, "resolve");
    now += 29 * day;
    await sweep();
    expect(await store.reportsBy(ada)).toHaveLength(1);
    await store.close();
    now += day;
    store = openPatientStore(address, { now: () => now });
    await store.reachable();
    await expect.poll(() => store.reportsBy(ada)).toEqual([]);
  });

  test("A clock that leaps ahead deletes nothing, until the bot has run for 24 hours with it", async () => {
    let leap = 0;
    const held: number[] = [];
    const open = () => {
      const opened = openPatientStore(address, {
        now: () => now + leap,
        clock: { ...systemClock, now: () => now },
        onHeld: (days) => held.push(days),
      });
      onTestFinished(() => opened.close());
      return opened;
    };
    const [leaping, other] = [open(), open()];
    await leaping.change(server, ada, { answers: "public" });
    await leaping.sweep();
    leap = 91 * day;
    await leaping.sweep();
    now += 23 * 60 * minute;
    await leaping.sweep();
    expect((await store.server(server)).settings.answers).toBe("public");
    expect(held).toEqual([91]);
    // What it has waited counts after a restart.
    await leaping.close();
    await other.sweep();
    expect((await store.server(server)).settings.answers).toBe("public");
    expect(held).toEqual([91, 91]);
    now += 60 * minute;
    await other.sweep();
    expect((await store.server(server)).settings).toEqual(defaultSettings);
  });

  test("Processes that wait side by side have waited once, and one moment holds for a whole sweep", async () => {
    let leap = 0;
    const open = () => {
      const opened = openPatientStore(address, {
        now: () => now + leap,
        clock: { ...systemClock, now: () => now },
      });
      onTestFinished(() => opened.close());
      return opened;
    };
    const replicas = [open(), open(), open()];
    await replicas[0]?.change(server, ada, { answers: "public" });
    await replicas[0]?.sweep();
    leap = 92 * day;
    for (const replica of replicas) await replica.sweep();
    now += 9 * 60 * minute;
    for (const replica of replicas) await replica.sweep();
    expect((await store.server(server)).settings.answers).toBe("public");
    leap = 0;
    let asked = 0;
    const leaping = openPatientStore(address, {
      // The clock leaps while it sweeps.
      now: () => now + (asked++ > 0 ? 92 * day : 0),
      clock: { ...systemClock, now: () => now },
    });
    onTestFinished(() => leaping.close());
    await leaping.sweep();
    expect((await store.server(server)).settings.answers).toBe("public");
  });

  test("A replay is known although another process's clock is hours ahead", async () => {
    const ahead = openPatientStore(address, { now: () => now + 120 * minute });
    onTestFinished(() => ahead.close());
    await store.change(server, ada, { answersPerMinute: 30 }, "1600000000000000006");
    await ahead.sweep();
    await store.change(server, ada, { answersPerMinute: 60 }, "1600000000000000006");
    expect((await store.server(server)).settings.answersPerMinute).toBe(30);
  });

  test("A clock that goes back makes nothing wait, nor anything older than it is", async () => {
    let leap = 0;
    const failures: unknown[] = [];
    const leaping = openPatientStore(address, {
      now: () => now + leap,
      clock: { ...systemClock, now: () => now },
      onFailure: (error) => failures.push(error),
    });
    onTestFinished(() => leaping.close());
    expect(await leaping.settings(server)).toEqual(defaultSettings);
    await store.change(server, ada, { paused: true });
    const full = { serverId: "9", channelId: "9", again: 0, most: 1 };
    expect((await leaping.reservePost(post("a", full))).type).toBe("reserved");
    leap = -60 * minute;
    now += 10_000;
    expect(await leaping.settings(server)).toEqual({ ...defaultSettings, paused: true });
    expect((await leaping.reservePost(post("b", full))).type).toBe("reserved");
    expect((await leaping.reservePost(post("c", full))).type).toBe("full");
    leap = 0;
    // Nothing that a database holds.
    const impossible = "\ud800".repeat(2) as "public";
    await expect(leaping.change(server, ada, { answers: impossible })).rejects.toThrow(StoreUnavailable);
    expect(failures).toHaveLength(1);
    leap = -60 * minute;
    now += 2_000;
    expect((await leaping.server(server)).settings.paused).toBe(true);
  });

  test("Of the last use of a server the day is kept", async () => {
    now += 5 * 60 * minute;
    const uses = async () =>
      (await query(address, "select last_used from server")).map(({ last_used }) => Number(last_used));
    await store.change(server, ada, { paused: true });
    await store.report(problem({ serverId: "9" }));
    const today = now - (now % day);
    expect(await uses()).toEqual([today, today]);
    now += day;
    await store.server(server);
    await eventually(async () => expect((await uses()).toSorted()).toEqual([today, today + day]));
    // As the version before wrote it.
    await store.close();
    await execute(address, [
      `update server set last_used = ${now}`,
      ...backToTheThird,
      "delete from kysely_migration where name >= '0004'",
    ]);
    await another().reachable();
    expect(await uses()).toEqual([today + day, today + day]);
  });

  test("A person who reports without end has no more kept than fits a few pages", async () => {
    for (let index = 0; index < 70; index += 1) {
      now += 1;
      await store.report(problem({ card: `dossier/place:${index}` }));
      await store.handle(server, { card: `dossier/place:${index}`, until: null }, "resolve");
    }
    const own = await store.reportsBy(ada);
    expect(own).toHaveLength(50);
    expect(own[0]?.card).toBe("dossier/place:69");
    for (let index = 0; index < 20; index += 1) {
      await store.report(problem({ card: `dossier/event:${index}`, personId: eve }));
      await store.handle(server, { card: `dossier/event:${index}`, until: null }, "handOn");
    }
    expect(await store.maintainerReports()).toHaveLength(10);
    expect(await store.report(problem({ personId: eve }))).toBeNull();
  });

  test("The maintainer reads page after page", async () => {
    for (let index = 0; index < 130; index += 1) {
      now += 1;
      await store.report(problem({ serverId: index % 2 ? server : null, personId: `${index}` }));
    }
    await store.handle(server, { card: "dossier/place:a", until: null }, "handOn");
    const pages = [await store.maintainerReports(), await store.maintainerReports(2)];
    expect(pages.map(({ length }) => length)).toEqual([100, 30]);
    const people = pages.flat().map(({ personId }) => Number(personId));
    expect(people).toEqual(Array.from({ length: 130 }, (_, index) => index));
    expect(await store.maintainerReports(3)).toEqual([]);
  });

  test("A database of the version before is brought along, with reports of servers that had no settings", async () => {
    await store.report(problem());
    await store.report(problem({ serverId: null, personId: eve }));
    await store.close();
    await backToTheFirstVersion(address);
    store = openPatientStore(address, { now: () => now });
    await expect.poll(() => store.openReports(server)).toHaveLength(1);
    now += 91 * day;
    await sweep();
    expect(await store.openReports(server)).toEqual([]);
    expect(await store.maintainerReports()).toHaveLength(1);
  });

  /**
   * What a server has after the migration to the new default of commands a minute: settings and changes are written
   * as the version before did, whose default was 6, and what an undo makes of them. `chosen`: what moderators did.
   */
  async function migrated(did: readonly (number | "other" | "reset" | "undo")[]): Promise<number[]> {
    const old = 6;
    // Every limit is set as a change, since this version's own default is another.
    await store.change(server, ada, { answers: "public", answersPerMinute: old });
    for (const what of did) {
      if (what === "undo") await store.undo(server, ada);
      else if (what === "reset") await store.reset(server, ada);
      else if (what === "other") await store.change(server, ada, ({ paused }) => ({ paused: !paused }));
      else await store.change(server, ada, { answersPerMinute: what });
    }
    await store.close();
    const named = `',"answersPerMinute":6'`;
    // As the version before wrote it: the first change named no limit, and a reset brought 6.
    await execute(address, [
      `update settings_change set "before" = replace("before", '"answersPerMinute":20', '"answersPerMinute":6')`,
      `update settings_change set "after" = replace("after", '"answersPerMinute":20', '"answersPerMinute":6')`,
      `update settings_change set "before" = replace("before", ${named}, ''), "after" = replace("after", ${named}, '') where "after" like '%public%' and kind = 'change'`,
      // What does not change is not named.
      `update settings_change set "before" = replace("before", ${named}, ''), "after" = replace("after", ${named}, '') where "before" like '%'||${named}||'%' and "after" like '%'||${named}||'%'`,
      `update server set settings = replace(settings, '"answersPerMinute":20', '"answersPerMinute":6')`,
      ...backToTheThird,
      "delete from kysely_migration where name >= '0003'",
    ]);
    store = openPatientStore(address, { now: () => now });
    const found = [(await store.server(server)).settings.answersPerMinute];
    for (let undone = 0; undone < 3; undone += 1) {
      found.push((await store.undo(server, eve)).settings.answersPerMinute);
    }
    return found;
  }

  test.each([
    ["a server that never touched it", ["other", "other"], [20, 20, 20, 20]],
    ["one that chose another", [12], [12, 20, 20, 20]],
    ["one that came back from another to 6", [12, 6], [6, 12, 20, 20]],
    ["one that took another back", [12, "undo"], [20, 20, 20, 20]],
    ["one that was reset", [12, "reset"], [20, 12, 20, 20]],
    ["one that chose 6 and was reset", [12, 6, "reset"], [20, 6, 12, 20]],
    ["one that took back the reset of a chosen 6", [12, 6, "reset", "undo"], [6, 12, 20, 20]],
  ] as const)("The new default of commands a minute, and undo across it, of %s", async (_who, did, found) => {
    expect(await migrated(did)).toEqual(found);
  });

  test("The maintainer reads reports from direct messages, and handles only theirs", async () => {
    const direct = await store.report(problem({ serverId: null }));
    const kept = await store.report(problem());
    expect((await store.maintainerReports()).map(({ id }) => id)).toEqual([direct?.id]);
    expect(await store.handleOne(kept?.id ?? "", "resolve")).toBe(false);
    expect(await store.handleOne(direct?.id ?? "", "resolve")).toBe(true);
    expect(await store.maintainerReports()).toEqual([]);
  });

  test("A reporter deletes their own report, and nobody else's", async () => {
    const report = await store.report(problem());
    expect(await store.withdraw(report?.id ?? "", eve)).toBe(false);
    expect(await store.withdraw(report?.id ?? "", ada)).toBe(true);
    expect(await store.openReports(server)).toEqual([]);
  });

  test("A server's data goes at once when it is asked for, and no other's", async () => {
    const other = "99";
    for (const serverId of [server, other]) {
      await store.change(serverId, ada, { answers: "public" });
      await store.reservePost(post(`p${serverId}`, { serverId, channelId: serverId }));
      await store.report(problem({ serverId }));
    }
    await store.report(problem({ personId: eve, card: "dossier/place:b" }));
    await store.handle(server, { card: "dossier/place:b", until: null }, "resolve");
    await store.report(problem({ personId: eve, card: "dossier/place:c" }));
    await store.handle(server, { card: "dossier/place:c", until: null }, "handOn");
    const one = { changes: 1, posts: 1, openReports: 1 };
    expect(await store.kept(server)).toEqual({ ...one, handedOnReports: 1, closedReports: 1 });
    await store.forget(server);
    expect(Object.values(await store.kept(server))).toEqual([0, 0, 0, 0, 0]);
    expect(await store.kept(other)).toEqual({ ...one, handedOnReports: 0, closedReports: 0 });
    expect(await store.server(server)).toEqual({ settings: defaultSettings, changes: [] });
    expect(await store.settings(server)).toEqual(defaultSettings);
    expect(await store.openReports(server)).toEqual([]);
    expect((await store.settings(other))?.answers).toBe("public");
    expect(await store.openReports(other)).toHaveLength(1);
  });

  test("What comes while a server's data is deleted is deleted, too, or begins anew", async () => {
    const other = another();
    await Promise.all([store.reachable(), other.reachable()]);
    for (let index = 0; index < 20; index += 1) {
      const serverId = `${server}${index}`;
      await store.change(serverId, ada, { paused: true });
      const keeping = [1, 2, 3].map((each) =>
        other.report(problem({ serverId, personId: `${each}${index}` })),
      );
      await Promise.all([...keeping, store.forget(serverId)]);
    }
    now += 91 * day;
    await sweep();
    for (let index = 0; index < 20; index += 1) {
      expect(await store.openReports(`${server}${index}`)).toEqual([]);
    }
  });

  test("Posts go after 30 days, closed reports after 30, a server 90 days after its last use", async () => {
    await store.change(server, ada, { answers: "public" });
    await store.change("99", ada, { answers: "public" });
    await store.reservePost(post("a", { again: 60 * 24 * 365, card: "c" }));
    await store.report(problem());
    await store.handle(server, { card: "dossier/place:a", until: null }, "resolve");
    now += 31 * day;
    await store.settings(server);
    await sweep();
    const year = 60 * 24 * 365;
    expect(await store.reservePost(post("b", { again: year, card: "c" }))).toEqual({ type: "reserved" });
    now += 60 * day;
    await sweep();
    expect((await store.settings(server))?.answers).toBe("public");
    expect((await store.settings("99"))?.answers).toBe("private");
  });
}
