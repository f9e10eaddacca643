import type { SetSnapshot } from "glint-client";
import { aTodo } from "glint-client/testing";
import { beforeEach, describe, expect, test } from "vitest";
import { ShownList } from "./shown-list";

const EARLIER = "2026-11-01T00:00:00.000Z";
const LATER = "2026-11-02T00:00:00.000Z";

let snapshot: SetSnapshot;
let list: ShownList;

beforeEach(() => {
  snapshot = {
    status: { kind: "live" },
    todos: ["milk", "bread"].map((id) => aTodo({ id, updatedAt: EARLIER })),
    presence: [],
    presenceMore: 0,
    role: "owner",
    permissions: null,
    pending: 1,
    stuck: false,
    unconfirmed: [{ kind: "update", id: "milk", changes: { completed: true } }],
    lastRefusal: null,
    durable: true,
    seq: 1,
  };
  list = new ShownList({ subscribe: () => () => undefined, getSnapshot: () => snapshot });
});

describe("ShownList", () => {
  test("shows nothing new when the answer and the event of an own edit arrive", () => {
    const before = list.shown();
    snapshot = { ...snapshot, pending: 0 };
    expect(list.shown()).toBe(before);
    const [milk, bread] = before.todos ?? [];
    const todos = [aTodo({ ...milk, updatedAt: LATER }), aTodo(bread)];
    snapshot = { ...snapshot, todos, unconfirmed: [], seq: 2 };
    expect(list.shown()).toBe(before);
    expect(list.progress()).toMatchObject({ pending: 0, unconfirmed: [], seq: 2 });
  });

  test("shows a changed todo, and leaves the others the same objects", () => {
    const [milk, bread] = list.shown().todos ?? [];
    const todos = [aTodo({ ...milk, updatedAt: LATER }), aTodo({ ...bread, title: "Rye" })];
    snapshot = { ...snapshot, todos };
    const [first, second] = list.shown().todos ?? [];
    expect(first).toBe(milk);
    expect(second?.title).toBe("Rye");
  });

  test("shows that a todo has got or lost a field", () => {
    const [milk, bread] = list.shown().todos ?? [];
    snapshot = { ...snapshot, todos: [aTodo({ ...milk, hasDescription: true }), aTodo(bread)] };
    expect(list.shown().todos?.[0]?.hasDescription).toBe(true);
    snapshot = { ...snapshot, todos: [aTodo(milk), aTodo(bread)] };
    expect(list.shown().todos?.[0]?.hasDescription).toBeUndefined();
  });

  test("shows todos that were added, removed or put in another order", () => {
    const [milk, bread] = list.shown().todos ?? [];
    for (const ids of [["milk", "bread", "eggs"], ["bread", "milk"], ["milk"]]) {
      const all = new Map([milk, bread, aTodo({ id: "eggs" })].map((todo) => [todo?.id, todo]));
      snapshot = { ...snapshot, todos: ids.map((id) => aTodo(all.get(id))) };
      expect(list.shown().todos?.map(({ id }) => id)).toEqual(ids);
    }
  });
});
