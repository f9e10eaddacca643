import { describe, expect, test } from "vitest";
import { ApiError } from "../api-error.ts";
import { requestOf, type Edit } from "./edit.ts";
import { aTodo, positions } from "../testing/fake-set.ts";
import type { OutboxEntry } from "./entry.ts";
import { consequenceOf } from "./refusal.ts";

const invalid = new ApiError(422, { error: "`title` is too long.", code: "invalid" });

function entries(...edits: readonly Edit[]): readonly OutboxEntry[] {
  const scope = { userId: "ada", teamId: "team", setId: "set" };
  return edits.map((edit, i) => ({
    ...requestOf(scope, edit),
    key: `key-${i}`,
    scope,
    edit,
    createdAt: 0,
    attempts: 0,
    order: i,
  }));
}

function consequence(error: unknown, ...edits: readonly Edit[]): ReturnType<typeof consequenceOf> {
  const all = entries(...edits);
  return consequenceOf(all[0] as OutboxEntry, error, all);
}

const create = (id: string, parentId: string | null = null): Edit => ({
  kind: "create",
  todo: aTodo({ id, parentId }),
});

describe("consequenceOf", () => {
  test("a refused change drops nothing else", () => {
    const change: Edit = { kind: "update", id: "milk", changes: { title: "x" } };
    const { dropped, rewritten, refusal } = consequence(invalid, change, {
      kind: "delete",
      id: "milk",
    });
    expect(dropped.map(({ key }) => key)).toEqual(["key-0"]);
    expect(rewritten).toEqual([]);
    expect(refusal).toMatchObject({ id: "key-0", message: "`title` is too long.", alsoDropped: 0 });
  });

  test("a refused creation drops every later edit of that todo, and of those created below it", () => {
    const { dropped } = consequence(
      invalid,
      create("bread"),
      { kind: "update", id: "bread", changes: { completed: true } },
      create("slice", "bread"),
      { kind: "delete", id: "slice" },
      { kind: "delete", id: "milk" },
    );
    expect(dropped.map(({ key }) => key)).toEqual(["key-0", "key-1", "key-2", "key-3"]);
  });

  test("a reorder loses only the todo that does not exist", () => {
    const order: Edit = { kind: "reorder", items: positions(["bread", 1], ["milk", 2]) };
    const { rewritten } = consequence(invalid, create("bread"), order);
    const items = [{ id: "milk", sortOrder: 2 }];
    expect(rewritten).toMatchObject([
      { key: "key-1", edit: { items }, body: JSON.stringify({ setId: "set", items }) },
    ]);
  });

  test("a completion of several loses only the todo that does not exist", () => {
    const complete: Edit = { kind: "complete", ids: ["bread", "milk"], completed: true };
    const { rewritten } = consequence(invalid, create("bread"), complete);
    const body = JSON.stringify({ ids: ["milk"], completed: true });
    expect(rewritten).toMatchObject([{ key: "key-1", edit: { ids: ["milk"] }, body }]);
    const alone: Edit = { ...complete, ids: ["bread"] };
    expect(consequence(invalid, create("bread"), alone).dropped).toHaveLength(2);
  });

  test("a reorder of nothing else is dropped with the creation", () => {
    const order: Edit = { kind: "reorder", items: positions(["bread", 1]) };
    expect(consequence(invalid, create("bread"), order).dropped).toHaveLength(2);
  });

  test("a refused move drops the deletion that it should have saved the todo from, and its undo", () => {
    const all = entries(
      { kind: "move-away", id: "oats", toSetId: "other" },
      { kind: "delete", id: "milk" },
      { kind: "delete", id: "bread" },
      { kind: "move-back", id: "oats", todos: [aTodo({ id: "oats", parentId: "milk" })] },
    ).map((entry) => ({ ...entry, ancestors: ["milk"] }));
    const { dropped } = consequenceOf(all[0] as OutboxEntry, invalid, all);
    expect(dropped.map(({ key }) => key)).toEqual(["key-0", "key-1", "key-3"]);
  });

  test("a move below a todo that was not created is dropped with the creation", () => {
    const move: Edit = { kind: "move", id: "milk", parentId: "bread", sortOrder: 1 };
    expect(consequence(invalid, create("bread"), move).dropped).toHaveLength(2);
  });

  test("losing the team drops everything", () => {
    const gone = new ApiError(403, { error: "You are not a member.", code: "not_a_member" });
    const change: Edit = { kind: "delete", id: "milk" };
    expect(consequence(gone, change, change, create("bread")).dropped).toHaveLength(3);
  });
});
