import { describe, expect, test } from "vitest";
import { requestOf, type Edit } from "./edit.ts";
import { aTodo, positions } from "../testing/fake-set.ts";
import type { OutboxEntry } from "./entry.ts";
import { Schedule } from "./schedule.ts";

function entry(key: string, edit: Edit, ...ancestors: readonly string[]): OutboxEntry {
  const scope = { userId: "ada", teamId: "team", setId: "set" };
  const request = requestOf(scope, edit);
  return { ...request, key, scope, edit, ancestors, createdAt: 0, attempts: 0, order: 0 };
}

const rename = (id: string): Edit => ({ kind: "update", id, changes: { title: "x" } });
const remove = (id: string): Edit => ({ kind: "delete", id });
const create = (id: string, parentId: string | null = null): Edit => ({
  kind: "create",
  todo: aTodo({ id, parentId }),
});
const move = (id: string, parentId: string | null): Edit => ({
  kind: "move",
  id,
  parentId,
  sortOrder: 1,
});
const order = (...ids: readonly string[]): Edit => ({
  kind: "reorder",
  items: positions(...ids.map((id, i) => [id, i] as const)),
});

describe("While the server fails on the first entry", () => {
  test.each<readonly [string, OutboxEntry, OutboxEntry, boolean]>([
    ["another todo", entry("a", rename("milk")), entry("b", rename("bread")), true],
    ["its sibling", entry("a", rename("milk"), "shop"), entry("b", remove("rye"), "shop"), true],
    ["the same todo", entry("a", rename("milk")), entry("b", remove("milk")), false],
    ["what it has created", entry("a", create("milk")), entry("b", rename("milk")), false],
    [
      "what is created below",
      entry("a", create("milk")),
      entry("b", create("oats", "milk"), "milk"),
      false,
    ],
    [
      "what stands far below",
      entry("a", remove("shop")),
      entry("b", rename("oats"), "milk", "shop"),
      false,
    ],
    [
      "what stands above",
      entry("a", rename("oats"), "milk", "shop"),
      entry("b", remove("shop")),
      false,
    ],
    [
      "an order of others",
      entry("a", order("milk", "rye")),
      entry("b", order("bread", "salt")),
      true,
    ],
    [
      "a move below what it has created",
      entry("a", create("milk")),
      entry("b", move("rye", "milk"), "milk"),
      false,
    ],
    [
      "a deletion of what a todo was saved from",
      entry("a", move("rye", null), "shop"),
      entry("b", remove("shop")),
      false,
    ],
    ["a move of others", entry("a", move("rye", null)), entry("b", move("oats", "milk")), true],
    ["an order with it", entry("a", order("milk", "rye")), entry("b", order("rye", "salt")), false],
  ])("%s: overtaking", (_what, first, second, overtakes) => {
    const schedule = new Schedule(() => 0);
    expect(schedule.next([first, second], 0)).toEqual({ entry: first, at: 0 });
    schedule.failed(first, 0);
    const turn = schedule.next([first, second], 0);
    expect(turn).toEqual(overtakes ? { entry: second, at: 0 } : { entry: first, at: 500 });
  });

  test("what depends on a waiting entry waits too, and does not block a third", () => {
    const schedule = new Schedule(() => 0);
    const [a, b, c] = [
      entry("a", rename("milk")),
      entry("b", order("milk", "rye")),
      entry("c", rename("rye")),
    ];
    schedule.failed(a, 0);
    expect(schedule.next([a, b, c], 0)?.entry).toBe(a);
  });
});
