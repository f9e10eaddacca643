import { expect, test } from "vitest";
import type { Todo } from "glint-client/wire";
import { aTodo } from "glint-client/testing";
import { gapTargets } from "./drop-targets";
import { OutlineMemory } from "./outline";
import { RowCollection } from "./row-collection";
import { RowOffsets, scrollTopAfter } from "./row-offsets";
import { COMPLETED_ID, rowsOf } from "./rows";

const TREE = ["a", "a/b", "b/c", "a/d", "e"];
const memory = new OutlineMemory();

/** The todos, each as its id, or as its parent's and its own. */
function todosOf(places: readonly string[], fields: Partial<Todo> = {}): readonly Todo[] {
  return places.map((place) => {
    const [id = "", parentId = null] = place.split("/").reverse();
    return aTodo({ id, parentId, title: id, ...fields });
  });
}

function rowsFor(
  todos: readonly Todo[],
  closed: readonly string[] = [],
  previous?: RowCollection,
): RowCollection {
  const outline = memory.outlineOf(todos, { splitCompleted: true, query: "", pinned: null });
  return RowCollection.of(rowsOf(outline), (id) => !closed.includes(id), previous);
}

test("rows are those that are not below a collapsed one, from top to bottom", () => {
  const todos = todosOf(TREE);
  expect([...rowsFor(todos).getKeys()]).toEqual(["a", "b", "c", "d", "e"]);
  expect([...rowsFor(todos, ["b"]).getKeys()]).toEqual(["a", "b", "d", "e"]);
  expect([...rowsFor(todos, ["a"]).getKeys()]).toEqual(["a", "e"]);
});

test("each row knows its neighbours, its level and its place on it", () => {
  const rows = rowsFor(todosOf(TREE));
  expect(rows.getItem("d")).toMatchObject({ level: 1, index: 1, setSize: 2, prevKey: "b" });
  expect(rows.getItem("d")).toMatchObject({ parentKey: "a", nextKey: null, isExpanded: false });
  expect([rows.getKeyBefore("d"), rows.getKeyAfter("d")]).toEqual(["c", "e"]);
  expect([rows.getKeyBefore("a"), rows.getKeyAfter("e")]).toEqual([null, null]);
  expect([rows.getKeyAfter("gone"), rows.getItem("gone")]).toEqual([null, null]);
  expect([...rows.getChildren("a")].map(({ key }) => key)).toEqual(["b", "d"]);
});

test("the completed ones are below their heading", () => {
  const rows = rowsFor([...todosOf(["a"]), ...todosOf(["x", "x/y"], { completed: true })]);
  expect([...rows.getKeys()]).toEqual(["a", COMPLETED_ID, "x", "y"]);
  expect(rows.getItem("x")).toMatchObject({ level: 1, parentKey: COMPLETED_ID });
  expect([...rowsFor(todosOf(["a"])).getKeys()]).toEqual(["a"]);
});

test("a row that has not changed stays the same object", () => {
  const todos = todosOf(TREE);
  const before = rowsFor(todos);
  const after = rowsFor(
    todos.map((todo) => (todo.id === "c" ? { ...todo, completed: true } : todo)),
    [],
    before,
  );
  const same = [...after.getKeys()].filter((key) => after.getItem(key) === before.getItem(key));
  expect(same).toEqual(["d", "e"]);
});

test("a gap is below the row above it, and below all that end with that", () => {
  const rows = rowsFor(todosOf(TREE));
  const gap = (above: string | null, below: string | null) =>
    gapTargets(
      rows,
      above === null ? null : rows.getItem(above),
      below === null ? null : rows.getItem(below),
      () => true,
    ).map(({ dropPosition, key }) => `${dropPosition} ${key}`);
  expect(gap(null, "a")).toEqual(["before a"]);
  expect(gap("a", "b")).toEqual(["before b"]);
  expect(gap("c", "d")).toEqual(["after c", "after b", "before d"]);
  expect(gap("d", "e")).toEqual(["after d", "after a", "before e"]);
  expect(gap("e", null)).toEqual(["after e"]);
});

test("rows are below each other, as high as they were measured", () => {
  const offsets = new RowOffsets(rowsFor(todosOf(["a", "b", "c"])), new Map([["b", 100]]), 40);
  expect([0, 1, 2, 3].map((place) => offsets.top(place))).toEqual([0, 40, 140, 180]);
  expect([-5, 0, 39, 40, 139, 140, 999].map((y) => offsets.at(y))).toEqual([0, 0, 0, 1, 1, 2, 2]);
  expect([offsets.total, offsets.height(1)]).toEqual([180, 100]);
});

test("what is in view stays there when rows above it appear, grow or go", () => {
  const laidOut = (ids: readonly string[], heights = new Map<string, number>()) =>
    new RowOffsets(rowsFor(todosOf(ids)), heights, 40);
  const before = laidOut(["a", "b", "c", "d", "e"]);
  expect(scrollTopAfter(80, 80, before, laidOut(["new", "a", "b", "c", "d", "e"]))).toBe(120);
  expect(scrollTopAfter(80, 80, before, laidOut(["b", "c", "d", "e"]))).toBe(40);
  expect(scrollTopAfter(80, 80, before, laidOut("abcde".split(""), new Map([["a", 100]])))).toBe(
    140,
  );
  // The first row in view went to the end: the others count.
  expect(scrollTopAfter(80, 80, before, laidOut(["a", "b", "d", "e", "c"]))).toBe(40);
  expect(scrollTopAfter(80, 80, before, laidOut(["x"]))).toBe(80);
});
