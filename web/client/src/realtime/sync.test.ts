import { describe, expect, test } from "vitest";
import { ApiError } from "../api-error.ts";
import { transition } from "./machine.ts";
import { isCatchingUp, NOT_LOADED, SYNC, type Sync, type SyncEvent } from "./sync.ts";

type Event = SyncEvent | { readonly type: "due" };

/** The last state after the events, a second after another, and how often something was fetched. */
function run(...events: readonly Event[]): [Sync, number] {
  let state = NOT_LOADED;
  let fetches = 0;
  for (const [second, event] of events.entries()) {
    const [next, ...effects] = transition(SYNC, state, event, { now: 1000 * second, random: 0 });
    state = next;
    fetches += effects.length;
  }
  return [state, fetches];
}

const ASK: Event = { type: "ask" };
const URGENT: Event = { type: "ask", urgent: true };
const FETCHED: Event = { type: "fetched" };
const FAILED: Event = { type: "failed", error: new Error("No.") };
const BEHIND: Event = { type: "observed", behind: true };
const LEVEL: Event = { type: "observed", behind: false };
const DUE: Event = { type: "due" };

describe("The transitions of loading", () => {
  test("fetch once more for requests that came meanwhile", () => {
    expect(run(ASK, ASK, ASK)).toMatchObject([{ kind: "fetching", done: 0 }, 1]);
    expect(run(ASK, ASK, ASK, FETCHED)).toMatchObject([{ kind: "fetching", done: 1 }, 2]);
    expect(run(ASK, ASK, ASK, FETCHED, FETCHED)).toMatchObject([{ kind: "idle", done: 3 }, 2]);
  });

  test("wait after a failure, longer each time, unless it is urgent", () => {
    const [first] = run(ASK, FAILED, ASK);
    expect(first).toMatchObject({ kind: "retrying", dueAt: 1500, trouble: { attempt: 1 } });
    expect(run(ASK, FAILED, DUE, FAILED)[0]).toMatchObject({
      dueAt: 4000,
      trouble: { attempt: 2 },
    });
    expect(run(ASK, FAILED, URGENT)).toMatchObject([{ kind: "fetching", trouble: {} }, 2]);
    expect(run(ASK, FAILED, URGENT, FETCHED)).toMatchObject([{ kind: "idle", trouble: null }, 2]);
  });

  test("wait as long as the server asks, urgent or not", () => {
    const busy = new ApiError(429, { error: "", code: "rate_limited" }, 9000);
    const [state] = run(ASK, { type: "failed", error: busy }, URGENT);
    expect(state).toMatchObject({ kind: "retrying", dueAt: 10_000 });
  });

  test("R39 give a late push 300 ms, and longer when fetching did not help", () => {
    expect(run(BEHIND)).toMatchObject([{ kind: "gap", dueAt: 300 }, 0]);
    expect(run(BEHIND, LEVEL)).toMatchObject([{ kind: "idle", dueAt: null }, 0]);
    const [again] = run(BEHIND, DUE, FETCHED, BEHIND);
    expect(again).toMatchObject({ kind: "gap", dueAt: 3600 });
    expect(run(BEHIND, DUE, FETCHED, LEVEL, BEHIND)[0]).toMatchObject({ dueAt: 4300 });
  });

  test("are not caught up before what is required was fetched", () => {
    const required: Event = { type: "ask", required: true };
    expect(isCatchingUp(run(ASK)[0])).toBe(false);
    expect(isCatchingUp(run(ASK, required, FETCHED)[0])).toBe(true);
    expect(isCatchingUp(run(ASK, required, FETCHED, FETCHED)[0])).toBe(false);
  });

  test("fetch nothing more once they have stopped", () => {
    const stopped = run(ASK, { type: "stop" }, FETCHED, URGENT, BEHIND, DUE);
    expect(stopped).toMatchObject([{ kind: "stopped", asked: 2, done: 0 }, 1]);
  });
});
