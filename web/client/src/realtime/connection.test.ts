import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  CONNECTION,
  HEALTHY_AFTER_MS,
  NOT_CONNECTED,
  PING_INTERVAL_MS,
  PONG_TIMEOUT_MS,
  type Connection,
  type ConnectionEffect,
  type ConnectionEvent,
} from "./connection.ts";
import { transition, type Table } from "./machine.ts";

type Event = ConnectionEvent | { readonly type: "due" };
type Timed = readonly [at: number, event: Event];

/** The last state after the events, and all effects in order. */
function run(...events: readonly Timed[]): [Connection, readonly ConnectionEffect[]] {
  let state = NOT_CONNECTED;
  const all: ConnectionEffect[] = [];
  for (const [now, event] of events) {
    const [next, ...effects] = transition(CONNECTION, state, event, { now, random: 0 });
    state = next;
    all.push(...effects);
  }
  return [state, all];
}

const OPEN: Timed = [0, { type: "open" }];
const READY: Timed = [100, { type: "ready" }];
const ENDING = { kind: "gone", reason: "" } as const;

describe("The transitions of a connection", () => {
  test("lead from opening to a ping every 25 seconds", () => {
    const [state, effects] = run(OPEN, READY, [150, { type: "pong" }]);
    expect(state).toMatchObject({ kind: "ready", dueAt: 100 + PING_INTERVAL_MS });
    expect(effects).toEqual(["connect", "ping"]);
  });

  test("give a ping up that is not answered", () => {
    const [state, effects] = run(OPEN, READY, [100 + PONG_TIMEOUT_MS, { type: "due" }]);
    expect(state).toMatchObject({ kind: "waiting", attempt: 1 });
    expect(effects).toEqual(["connect", "ping", "drop"]);
  });

  test("tell a refused socket from a lost one", () => {
    expect(run(OPEN, [50, { type: "closed" }])[1]).toEqual(["connect", "drop", "refused"]);
    expect(run(OPEN, READY, [200, { type: "closed" }])[1]).toEqual(["connect", "ping", "drop"]);
  });

  test.each([
    [HEALTHY_AFTER_MS - 1, 2],
    [HEALTHY_AFTER_MS, 1],
  ])("R45 count the failure after %i ms of health as number %i", (health, attempt) => {
    const again: Timed[] = [
      [300, { type: "closed" }],
      [800, { type: "due" }],
      [900, { type: "ready" }],
    ];
    const [state] = run(OPEN, READY, ...again, [900 + health, { type: "closed" }]);
    expect(state).toMatchObject({ kind: "waiting", attempt });
  });

  test("R46 try once a minute where push is not offered", () => {
    const [state] = run(OPEN, [1, { type: "closed" }], [2, { type: "push", offered: false }]);
    expect(state).toMatchObject({ kind: "waiting", dueAt: 60_002 });
  });

  test("end for good, whatever happens before and after", () => {
    const events: readonly Event[] = [
      ...(["open", "ready", "pong", "closed", "offline", "check", "due"] as const).map((type) => ({
        type,
      })),
      { type: "push", offered: false },
    ];
    const some = fc.array(fc.constantFrom(...events).map((event): Timed => [1, event]));
    fc.assert(
      fc.property(some, some, (before, after) => {
        const [, effects] = run(...before);
        const [state, all] = run(...before, [1, { type: "end", ending: ENDING }], ...after);
        expect(state).toMatchObject({ kind: "ended", ending: ENDING, dueAt: null });
        expect(all).toEqual([...effects, "leave"]);
      }),
    );
  });
});

test("A table without a state, or without an event, does not compile", () => {
  const { ended, ...states } = CONNECTION;
  const { due, ...events } = ended;
  // @ts-expect-error a state is missing
  const first: Table<Connection, ConnectionEvent, ConnectionEffect> = states;
  // @ts-expect-error an event is missing in one state
  const second: Table<Connection, ConnectionEvent, ConnectionEffect> = { ...states, ended: events };
  expect([first, second, due]).toHaveLength(3);
});
