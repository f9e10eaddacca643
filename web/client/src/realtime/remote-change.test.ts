import { expect, test } from "vitest";
import type { TodoEvent } from "../wire.ts";
import { listState } from "./list-state.ts";
import { changesByOthers } from "./remote-change.ts";

test("R212 what a guest did is told from what others did by its key", () => {
  const event: TodoEvent = { type: "todo:deleted", setId: "set", seq: 1, id: "a" };
  const events = [
    { ...event, mutationId: "mine" },
    { ...event, seq: 2, mutationId: "theirs" },
  ];
  const state = listState("set", 0);
  const others = changesByOthers(
    { before: state, after: state, events },
    "someone",
    new Set(["mine"]),
  );
  expect(others.map((change) => change.event.seq)).toEqual([2]);
});
