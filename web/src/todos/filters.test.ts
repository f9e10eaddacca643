import { expect, test } from "vitest";
import type { Todo } from "glint-client/wire";
import { aTodo } from "glint-client/testing";
import { filtersFor } from "./filters";
import { outlineOf } from "./outline";

const TODAY = "2026-11-26";
const TODOS = [
  aTodo({ id: "a", title: "Assigned", assignees: ["ada", "bob"] }),
  aTodo({ id: "h", title: "Held", claimedBy: "ada" }),
  aTodo({ id: "o", title: "Held by another", claimedBy: "bob" }),
  aTodo({ id: "late", title: "Late", dueOn: "2026-11-25" }),
  aTodo({ id: "today", title: "Today", dueOn: TODAY, parentId: "o" }),
  aTodo({ id: "later", title: "Tomorrow", dueOn: "2026-11-27" }),
  aTodo({ id: "done", title: "Done in time", dueOn: TODAY, completed: true }),
  // It is tomorrow there already, but still today here.
  aTodo({
    id: "there",
    title: "Elsewhere",
    dueOn: "2026-11-27",
    dueTime: "08:00",
    dueZone: "Asia/Tokyo",
  }),
];

function shown(kind: string, query = "", todos: readonly Todo[] = TODOS): readonly string[] {
  const filters = filtersFor({ id: "ada", zone: "UTC", today: TODAY });
  const filter = filters.find((each) => each.kind === kind) ?? null;
  const { byId } = outlineOf(todos, { splitCompleted: false, query, filter, pinned: null });
  return todos.map(({ id }) => id).filter((id) => byId.has(id));
}

test("R236 a filter shows what is one's own, claimed, or due, with what it is below", () => {
  expect(shown("mine")).toEqual(["a", "h"]);
  expect(shown("claimed")).toEqual(["h", "o"]);
  expect(shown("due")).toEqual(["o", "late", "today", "there"]);
});

test("R236 a search looks among what a filter shows", () => {
  expect(shown("claimed", "another")).toEqual(["o"]);
  expect(shown("mine", "another")).toEqual([]);
});
