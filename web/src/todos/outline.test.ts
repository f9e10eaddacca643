import { expect, test } from "vitest";
import type { Todo } from "glint-client/wire";
import { aTodo } from "glint-client/testing";
import { outlineOf, type OutlineNode, type OutlineView } from "./outline";

const ALL: OutlineView = { splitCompleted: false, query: "", pinned: null };

function todo(id: string, fields: Partial<Todo> = {}): Todo {
  return aTodo({ id, title: id, sortOrder: 1, ...fields });
}

const sketch = (nodes: readonly OutlineNode[]): string =>
  nodes.map((n) => (n.children.length ? `${n.id}(${sketch(n.children)})` : n.id)).join(" ");

test("sub-todos are below their parents, in the list's order", () => {
  const todos = [
    todo("a"),
    todo("a1", { parentId: "a" }),
    todo("b"),
    todo("a2", { parentId: "a" }),
  ];
  expect(sketch(outlineOf(todos, ALL).open)).toBe("a(a1 a2) b");
});

test("completed todos of the top level can be separated, with their sub-todos", () => {
  const todos = [
    todo("a", { completed: true }),
    todo("b"),
    todo("a1", { parentId: "a", completed: true }),
    todo("b1", { parentId: "b", completed: true }),
  ];
  const outline = outlineOf(todos, { ...ALL, splitCompleted: true });
  expect(sketch(outline.open)).toBe("b(b1)");
  expect(sketch(outline.completed)).toBe("a(a1)");
});

test("R92 what is open is never among the completed, whatever is done above it", () => {
  const todos = [
    todo("a", { completed: true }),
    todo("a1", { parentId: "a", completed: true }),
    todo("a2", { parentId: "a1" }),
  ];
  const outline = outlineOf(todos, { ...ALL, splitCompleted: true });
  expect(sketch(outline.open)).toBe("a(a1(a2))");
  expect(outline.completed).toEqual([]);
});

test("a search keeps the ancestors of a match and leaves out the rest", () => {
  const todos = [todo("home"), todo("Milk", { parentId: "home" }), todo("work")];
  expect(sketch(outlineOf(todos, { ...ALL, query: "milk" }).open)).toBe("home(Milk)");
});

test("a search shows the todo that is being edited, whatever its title", () => {
  const todos = [todo("Milk"), todo("work")];
  expect(sketch(outlineOf(todos, { ...ALL, query: "milk", pinned: "work" }).open)).toBe(
    "Milk work",
  );
});

test("unchanged parts stay the same objects", () => {
  const todos = [todo("a"), todo("a1", { parentId: "a" }), todo("b")];
  const before = outlineOf(todos, ALL);
  const after = outlineOf([...todos.slice(0, 2), todo("b", { title: "B" })], ALL, before);
  expect(after.open[0]).toBe(before.open[0]);
  expect(after.open[1]).not.toBe(before.open[1]);
});

test("a todo whose parent does not exist is not shown", () => {
  expect(outlineOf([todo("x", { parentId: "gone" })], ALL).open).toEqual([]);
});
