import { expect, test } from "vitest";
import { aTodo } from "glint-client/testing";
import { withOpenSubtodos } from "./completion";

const todos = [
  aTodo({ id: "trip" }),
  aTodo({ id: "pack", parentId: "trip" }),
  aTodo({ id: "socks", parentId: "pack" }),
  aTodo({ id: "book", parentId: "trip", completed: true }),
  aTodo({ id: "hers", parentId: "trip", userId: "grace" }),
];

test("R92 a todo is completed after all that is open below it", () => {
  expect(withOpenSubtodos(["trip"], todos, () => true)).toEqual(["socks", "pack", "hers", "trip"]);
});

test("R92 what someone may not complete stays open", () => {
  const notHers = withOpenSubtodos(["trip"], todos, ({ userId }) => userId !== "grace");
  expect(notHers).toEqual(["socks", "pack", "trip"]);
});

test("R92 nothing is completed twice when a todo and its sub-todo are both selected", () => {
  expect(withOpenSubtodos(["pack", "socks"], todos, () => true)).toEqual(["socks", "pack"]);
});

test("R182 what is below a repeating todo stays open, since it is open again at its next date", () => {
  const daily = { dueOn: "2026-12-02", repeat: { unit: "day", every: 1 } } as const;
  const round = todos.map((todo) => (todo.id === "pack" ? { ...todo, ...daily } : todo));
  expect(withOpenSubtodos(["pack"], round, () => true)).toEqual(["pack"]);
  expect(withOpenSubtodos(["trip"], round, () => true)).toEqual(["pack", "hers", "trip"]);
});
