import { describe, expect, test } from "vitest";
import { COMPLETE_MAX_TODOS } from "../wire.ts";
import { aTodo } from "../testing/fake-set.ts";
import { completeEdits } from "./complete-edits.ts";
import { listState } from "./list-state.ts";

describe("completeEdits", () => {
  test("completes a repeating todo by itself, and the others at once", () => {
    const daily = aTodo({ id: "daily", dueOn: "2026-12-02", repeat: { unit: "day", every: 1 } });
    const state = listState("set", 1, [aTodo({ id: "milk" }), daily, aTodo({ id: "bread" })]);
    expect(completeEdits(state, ["milk", "daily", "bread"], true)).toEqual([
      { kind: "update", id: "daily", changes: { completed: true, dueOn: "2026-12-02" } },
      { kind: "complete", ids: ["milk", "bread"], completed: true },
    ]);
  });

  test("sends as many at once as the server takes", () => {
    const todos = Array.from({ length: COMPLETE_MAX_TODOS + 1 }, () => aTodo());
    const state = listState("set", 1, todos);
    const edits = completeEdits(
      state,
      todos.map(({ id }) => id),
      true,
    );
    expect(edits.map((edit) => "ids" in edit && edit.ids.length)).toEqual([COMPLETE_MAX_TODOS, 1]);
  });
});
