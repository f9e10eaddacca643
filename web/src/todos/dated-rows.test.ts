import { expect, test } from "vitest";
import type { Todo } from "glint-client/wire";
import { aTodo } from "glint-client/testing";
import { DatedRows } from "./dated-rows";
import { outlineOf } from "./outline";
import type { Row } from "./rows";

/** Noon in Berlin on a Thursday. */
const reader = {
  zone: "Europe/Berlin",
  locale: "en-GB",
  now: Date.parse("2026-11-26T12:00+01:00"),
};

const TODAY = "2026-11-26";

function todo(id: string, parentId: string | null, fields: Partial<Todo> = {}): Todo {
  return aTodo({ id, title: id, parentId, ...fields });
}

function textOf(row: Row): string {
  if (row.todo === null) return row.title;
  return "above" in row && row.above ? `${row.todo.title} (${row.above})` : row.todo.title;
}

/** Each row as its text, those below it further right; what stands alone with its parent. */
function told(rows: readonly Row[], indent = ""): readonly string[] {
  return rows.flatMap((row) => [indent + textOf(row), ...told(row.children, `${indent}  `)]);
}

function rowsOf(todos: readonly Todo[], query = "", memory = new DatedRows()): readonly Row[] {
  const outline = outlineOf(todos, { splitCompleted: true, query, pinned: null });
  return memory.of(outline, { reader, isFound: ({ title }) => title.includes(query) });
}

const TODOS = [
  todo("move", null),
  todo("pack", "move", { dueOn: TODAY }),
  todo("boxes", "pack"),
  todo("tape", "boxes", { dueOn: "2026-11-25" }),
  todo("van", "move"),
  todo("done", "move", { dueOn: TODAY, completed: true }),
  todo("call", null, { dueOn: TODAY }),
  todo("old", null, { dueOn: "2026-11-01", completed: true }),
];

test("a todo with a date stands at it with what it is below; one without stays below its parent", () => {
  expect(told(rowsOf(TODOS))).toEqual([
    "Overdue (1)",
    "  tape (boxes)",
    "Today (2)",
    "  pack (move)",
    "    boxes",
    "  call",
    "No date (1)",
    "  move",
    "    van",
    "    done",
    "Completed (1)",
    "  old",
  ]);
});

test("a search shows what it found, and parents only above it", () => {
  expect(told(rowsOf(TODOS, "tape"))).toEqual(["Overdue (1)", "  tape (boxes)"]);
  expect(told(rowsOf(TODOS, "van"))).toEqual(["No date (1)", "  move", "    van"]);
});

test("a completed todo with something open below is not overdue", () => {
  const todos = [todo("a", null, { dueOn: "2026-11-01", completed: true }), todo("b", "a")];
  expect(told(rowsOf(todos))).toEqual(["No date (1)", "  a", "    b"]);
});

test("rows that have not changed are the same objects", () => {
  const memory = new DatedRows();
  const before = outlineOf(TODOS, { splitCompleted: true, query: "", pinned: null });
  const options = { reader, isFound: () => true };
  const changed = TODOS.map((old) => (old.id === "boxes" ? { ...old, title: "crates" } : old));
  const after = outlineOf(changed, { splitCompleted: true, query: "", pinned: null }, before);
  const [[, was], [late, is]] = [memory.of(before, options), memory.of(after, options)];
  expect(is?.children[1]).toBe(was?.children[1]);
  expect(is?.children[0]).not.toBe(was?.children[0]);
  expect(told(late ? [late] : [])).toEqual(["Overdue (1)", "  tape (crates)"]);
});
