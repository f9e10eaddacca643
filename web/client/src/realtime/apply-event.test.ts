import { describe, expect, test } from "vitest";
import { applyEvent, applyEvents } from "./apply-event.ts";
import { listState, orderedTodos, type ListState } from "./list-state.ts";
import { aTodo, positions } from "../testing/fake-set.ts";
import type { SequencedEvent } from "./decode.ts";
import type { Todo } from "../wire.ts";

const milk = aTodo({ id: "milk", sortOrder: 1 });
const bread = aTodo({ id: "bread", sortOrder: 2 });
const start = listState("set", 4, [milk, bread]);

function after(event: object, state: ListState = start): ListState {
  return applyEvent(state, { setId: "set", seq: 5, ...event } as SequencedEvent);
}

function ids(state: ListState): readonly string[] {
  return orderedTodos(state).map(({ id }) => id);
}

describe("applyEvent", () => {
  test("adds a created todo", () => {
    const eggs = aTodo({ id: "eggs" });
    expect(after({ type: "todo:created", todo: eggs }).todos.get("eggs")).toBe(eggs);
  });

  test("does not duplicate a created todo that already exists", () => {
    const again: Todo = { ...milk, title: "Milk again" };
    const state = after({ type: "todo:created", todo: again });
    expect(state.todos).toBe(start.todos);
    expect(state.seq).toBe(5);
  });

  test("merges only the fields that an update gives", () => {
    const todo = { id: "milk", completed: true, updatedAt: "2026-01-02T00:00:00.000Z" };
    const state = after({ type: "todo:updated", todo });
    expect(state.todos.get("milk")).toEqual({ ...milk, ...todo });
  });

  test("shares every todo that an update does not touch", () => {
    const state = after({ type: "todo:updated", todo: { id: "milk", title: "Oat milk" } });
    expect(state.todos.get("bread")).toBe(bread);
    expect(start.todos.get("milk")).toBe(milk);
  });

  test("ignores an update of a todo that is gone", () => {
    const state = after({ type: "todo:updated", todo: { id: "nothing", title: "?" } });
    expect(state.todos).toBe(start.todos);
  });

  test("R158: merges what each item of a bulk change gives, and ignores todos that are gone", () => {
    const items = ["milk", "nothing", "bread"].map((id) => ({
      id,
      completed: true,
      updatedAt: "2026-01-02T00:00:00.000Z",
    }));
    const state = after({ type: "todos:changed", items });
    expect(state.todos.get("milk")).toEqual({ ...milk, ...items[0] });
    expect(state.todos.get("bread")).toEqual({ ...bread, ...items[2] });
    expect(state.todos.get("nothing")).toBeUndefined();
  });

  test("deletes a todo with everything below it", () => {
    const oat = aTodo({ id: "oat", parentId: "milk" });
    const brand = aTodo({ id: "brand", parentId: "oat" });
    const state = after(
      { type: "todo:deleted", id: "milk" },
      listState("set", 4, [brand, milk, oat, bread]),
    );
    expect(ids(state)).toEqual(["bread"]);
  });

  test("moves the todos of a reorder", () => {
    const state = after({ type: "todo:reordered", items: positions(["milk", 3], ["nothing", 4]) });
    expect(ids(state)).toEqual(["bread", "milk"]);
  });

  test("claims and releases", () => {
    const claimer = { claimedBy: "bob", claimedByName: "Bob", claimedByAvatar: null };
    const claimed = after({ type: "todo:claimed", id: "milk", ...claimer });
    expect(claimed.todos.get("milk")).toEqual({ ...milk, ...claimer });
    const nobody = { claimedBy: null, claimedByName: null, claimedByAvatar: null };
    const released = after({ type: "todo:claimed", seq: 6, id: "milk", ...nobody }, claimed);
    expect(released.todos.get("milk")).toEqual(milk);
  });

  test("R171 assigns a todo to all whom the event names", () => {
    const assigned = after({ type: "todo:assigned", id: "milk", assignees: ["ada", "bob"] });
    expect(assigned.todos.get("milk")).toEqual({ ...milk, assignees: ["ada", "bob"] });
    const event = { type: "todo:assigned", seq: 6, id: "milk", assignees: [] };
    expect(after(event, assigned).todos.get("milk")).toEqual(milk);
  });

  test("R171 a todo from before there were assignees has none", () => {
    const fields = Object.entries(aTodo({ id: "old" }));
    const old = Object.fromEntries(fields.filter(([name]) => name !== "assignees"));
    expect(after({ type: "todo:created", todo: old }).todos.get("old")?.assignees).toEqual([]);
    expect(listState("set", 1, [old as unknown as Todo]).todos.get("old")?.assignees).toEqual([]);
  });

  test("R130 takes the number of comments from the event", () => {
    const commented = after({ type: "comment:created", todoId: "milk", commentCount: 3 });
    expect(commented.todos.get("milk")).toEqual({ ...milk, commentCount: 3 });
    const event = { type: "comment:deleted", seq: 6, todoId: "milk", id: "c", commentCount: 2 };
    expect(after(event, commented).todos.get("milk")).toEqual({ ...milk, commentCount: 2 });
  });

  test("R37 leaves the same state for an event that it includes", () => {
    expect(after({ type: "todo:deleted", id: "milk", seq: 4 })).toBe(start);
  });

  test("leaves the same state for an event of another set", () => {
    expect(after({ type: "todo:deleted", id: "milk", setId: "other" })).toBe(start);
  });

  test("R37 counts an event of an unknown type without changing a todo", () => {
    const state = after({ type: "unknown", wireType: "todo:sparkled" });
    expect(state.seq).toBe(5);
    expect(state.todos).toBe(start.todos);
  });

  test("applies a batch as one after the other", () => {
    const events: SequencedEvent[] = [
      { type: "todo:created", setId: "set", seq: 5, todo: aTodo({ id: "eggs" }) },
      { type: "todo:deleted", setId: "set", seq: 6, id: "eggs" },
      { type: "todo:reordered", setId: "set", seq: 7, items: positions(["milk", 9]) },
    ];
    const batch = applyEvents(start, events);
    const one = events.reduce(applyEvent, start);
    expect(batch.seq).toBe(7);
    expect(orderedTodos(batch)).toEqual(orderedTodos(one));
  });
});

describe("orderedTodos", () => {
  test("orders by sortOrder, then by time of creation, then by id", () => {
    const early = "2026-01-01T00:00:00.000Z";
    const late = "2026-01-02T00:00:00.000Z";
    const state = listState("set", 1, [
      aTodo({ id: "d", sortOrder: 2, createdAt: early }),
      aTodo({ id: "c", sortOrder: 1.5, createdAt: late }),
      aTodo({ id: "b", sortOrder: 1.5, createdAt: early }),
      aTodo({ id: "a", sortOrder: 1.5, createdAt: late }),
      aTodo({ id: "e", sortOrder: -1, createdAt: late }),
    ]);
    expect(ids(state)).toEqual(["e", "b", "a", "c", "d"]);
  });

  test("returns the same array while the todos are the same", () => {
    expect(orderedTodos({ ...start, seq: 9 })).toBe(orderedTodos(start));
  });
});
