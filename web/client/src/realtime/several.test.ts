import { describe, expect, it } from "vitest";
import { aTodo } from "../testing/fake-set.ts";
import { applyEvent } from "./apply-event.ts";
import { decodeEvent } from "./decode.ts";
import { listState } from "./list-state.ts";

describe("several todos at once", () => {
  it("R183 changes each, and ignores one that is gone", () => {
    const [top, below] = [aTodo({ dueOn: "2026-12-02" }), aTodo({ completed: true })];
    const state = listState("s", 1, [top, below]);
    const event = decodeEvent({
      type: "todos:changed",
      setId: "s",
      seq: 2,
      id: top.id,
      completedOn: "2026-12-02",
      items: [
        {
          id: top.id,
          dueOn: "2026-12-03",
          dueTime: null,
          dueZone: null,
          repeat: { unit: "day", every: 1 },
        },
        { id: below.id, completed: false },
        { id: "gone", completed: false },
      ],
    });
    if (event === null) throw new Error("it is one");
    const todos = applyEvent(state, event).todos;
    expect(todos.get(top.id)?.dueOn).toBe("2026-12-03");
    expect(todos.get(below.id)?.completed).toBe(false);
    expect(todos.get("gone")).toBeUndefined();
  });

  it("R180 takes a todo of an older event, which has no date", () => {
    expect(decodeEvent({ type: "todo:created", setId: "s", seq: 1, todo: aTodo() })).not.toBeNull();
    const todo = { ...aTodo(), dueOn: 7 };
    expect(decodeEvent({ type: "todo:created", setId: "s", seq: 1, todo })).toBeNull();
  });
});
