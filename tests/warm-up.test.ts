import { setImmediate as nextTurn } from "node:timers/promises";
import { beforeEach, describe, expect, it } from "vitest";
import type { Answer } from "../src/command.ts";
import { toCallback } from "../src/discord/callback.ts";
import { createDispatch, type Dispatch } from "../src/dispatch.ts";
import { createLookup, type Lookup } from "../src/lookup/index.ts";
import { createWarmUp } from "../src/warm-up.ts";
import { library } from "./cards/library.ts";
import { createTestClock } from "./support/clock.ts";
import { autocompleteInteraction, slashInteraction } from "./support/interactions.ts";

const command = slashInteraction({ name: "event", options: { name: "jazal" } });
const typing = autocompleteInteraction({ name: "place", focused: "name", options: { name: "tad" } });
const answer: Answer = { type: "choices", choices: [] };

describe("what look-ups build at their first use", () => {
  let order: string[];
  /** A look-up whose building is told, step by step. */
  const building = (steps: number): Lookup => ({
    ...createLookup(library.catalogue),
    *preparing() {
      for (let step = 0; step < steps; step += 1) {
        order.push("step");
        yield;
      }
    },
  });
  const telling: Dispatch = async (interaction) => {
    order.push(interaction === command ? "command" : "suggestions");
    return answer;
  };

  beforeEach(() => {
    order = [];
  });

  it("is there before the first command and the first suggestions are answered", async () => {
    const dispatch = createWarmUp(building(2)).before(telling);
    await Promise.all([dispatch(command), dispatch(typing)]);
    expect(order).toEqual(["step", "step", "command", "suggestions"]);
  });

  it("keeps nobody once it is there", async () => {
    const dispatch = createWarmUp(building(2)).before(telling);
    await dispatch(command);
    order = [];
    void dispatch(command);
    expect(order).toEqual(["command"]);
  });

  it("lets the event loop turn between its steps, and between those who waited", async () => {
    const dispatch = createWarmUp(building(100)).before(telling);
    let [answered, turns] = [false, 0];
    const turning = (async () => {
      for (; !answered; turns += 1) await nextTurn();
    })();
    await Promise.all(Array.from({ length: 50 }, () => dispatch(command)));
    answered = true;
    await turning;
    expect(turns).toBeGreaterThan(140);
  });

  it("hurries for who waits", async () => {
    const clock = createTestClock();
    const warmUp = createWarmUp(building(200), clock);
    warmUp.begin();
    await expect.poll(() => clock.pausing()).toBe(1);
    const answered = warmUp.before(telling)(command);
    // The pause that it was in; unhurried, 200 more would follow.
    clock.pass(clock.pauses[0] ?? 0);
    expect(await answered).toBe(answer);
    expect(clock.pauses).toHaveLength(1);
  });

  it("shows what cannot be built as a fault of the look-up, and keeps nobody waiting", async () => {
    const broken: Lookup = {
      ...library.lookup,
      *preparing() {
        yield;
        throw new Error("no index");
      },
    };
    const dispatch = createWarmUp(broken).before(telling);
    await expect(Promise.all([dispatch(command), dispatch(typing)])).resolves.toEqual([answer, answer]);
  });

  it("answers the same as without it", async () => {
    const fault = () => {
      throw new Error("no fault is expected");
    };
    const plain = createDispatch(library, fault);
    const lookup = createLookup(library.catalogue);
    const warmed = createWarmUp(lookup).before(createDispatch({ ...library, lookup }, fault));
    for (const interaction of [command, typing]) {
      const [own, other] = [await warmed(interaction), await plain(interaction)];
      expect(toCallback(own)).toEqual(toCallback(other));
    }
  });
});
