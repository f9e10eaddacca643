import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Todo } from "glint-client/wire";
import { aTodo } from "glint-client/testing";
import { destinationOf, nesting, obstacleTo, unnesting, type Drop } from "./moving";
import { outlineOf } from "./outline";

/** A list drawn as text: two spaces a level, a title in each line, `x ` before a completed one. */
function list(...lines: readonly string[]): readonly Todo[] {
  const path: string[] = [];
  return lines.map((line, i) => {
    const depth = (line.length - line.trimStart().length) / 2;
    const [, done, id = ""] = /^(x )?(.*)$/.exec(line.trim()) ?? [];
    path.splice(depth, path.length, id);
    const parentId = path[depth - 1] ?? null;
    return aTodo({ id, parentId, sortOrder: i, completed: done !== undefined });
  });
}

/** The list after a move, as text. */
function after(
  todos: readonly Todo[],
  ids: readonly string[],
  drop: Drop | null,
): readonly string[] {
  const to = drop && destinationOf(todos, ids, drop);
  const orders = new Map(to?.items.map((item) => [item.id, item.sortOrder]));
  const moved = todos.map((todo) => {
    const sortOrder = orders.get(todo.id) ?? todo.sortOrder;
    return ids.includes(todo.id) && to
      ? { ...todo, parentId: to.parentId, sortOrder }
      : { ...todo, sortOrder };
  });
  const draw = (parentId: string | null, indent: string): readonly string[] =>
    moved
      .filter((todo) => todo.parentId === parentId)
      .sort((a, b) => a.sortOrder - b.sortOrder)
      .flatMap(({ id }) => [indent + id, ...draw(id, `${indent}  `)]);
  return draw(null, "");
}

const plan = list("shop", "  milk", "  bread", "    rye", "call", "mail");

function outline(todos: readonly Todo[], splitCompleted = false) {
  return outlineOf(todos, { splitCompleted, query: "", pinned: null });
}

describe("Nesting", () => {
  test("puts a todo last below the sibling above it, with all that is below", () => {
    const drop = nesting(outline(plan), new Set(["bread"]));
    expect(after(plan, ["bread"], drop)).toEqual([
      "shop",
      "  milk",
      "    bread",
      "      rye",
      "call",
      "mail",
    ]);
    expect(after(plan, ["call"], nesting(outline(plan), new Set(["call"])))).toEqual([
      "shop",
      "  milk",
      "  bread",
      "    rye",
      "  call",
      "mail",
    ]);
  });

  test("takes several siblings along, in their order", () => {
    const drop = nesting(outline(plan), new Set(["mail", "call"]));
    expect(after(plan, ["mail", "call"], drop)).toEqual([
      "shop",
      "  milk",
      "  bread",
      "    rye",
      "  call",
      "  mail",
    ]);
  });

  test("has nowhere to go for the first of a level", () => {
    expect(nesting(outline(plan), new Set(["shop"]))).toBeNull();
    expect(nesting(outline(plan), new Set(["milk"]))).toBeNull();
  });

  test("passes over what is shown elsewhere because it is completed", () => {
    const todos = list("shop", "x done", "call");
    expect(nesting(outline(todos, true), new Set(["call"]))?.targetId).toBe("shop");
  });
});

describe("Un-nesting", () => {
  test("puts a todo right after its parent", () => {
    const [, milk, , rye] = plan;
    expect(after(plan, ["milk"], milk ? unnesting(milk) : null)).toEqual([
      "shop",
      "  bread",
      "    rye",
      "milk",
      "call",
      "mail",
    ]);
    expect(after(plan, ["rye"], rye ? unnesting(rye) : null)).toEqual([
      "shop",
      "  milk",
      "  bread",
      "  rye",
      "call",
      "mail",
    ]);
  });

  test("undoes nothing on the top level", () => {
    const [shop] = plan;
    expect(shop && unnesting(shop)).toBeNull();
  });
});

describe("A drop", () => {
  test("between rows puts todos of several levels there, without what is below others of them", () => {
    const drop = { targetId: "mail", place: "before" } as const;
    expect(after(plan, ["bread"], drop)).toEqual([
      "shop",
      "  milk",
      "call",
      "bread",
      "  rye",
      "mail",
    ]);
    expect(destinationOf(plan, ["bread", "rye", "call"], drop)?.items.map(({ id }) => id)).toEqual([
      "bread",
      "call",
    ]);
  });

  test("where the todos are, or next to one that is gone, changes nothing", () => {
    expect(destinationOf(plan, ["milk"], { targetId: "shop", place: "on" })).toBeNull();
    expect(destinationOf(plan, ["milk"], { targetId: "bread", place: "before" })).toBeNull();
    expect(destinationOf(plan, ["milk"], { targetId: "gone", place: "on" })).toBeNull();
  });

  test("makes room by moving siblings where two places are the same", () => {
    const todos = list("shop", "call", "mail").map((todo) => ({ ...todo, sortOrder: 1 }));
    const all = [...todos, aTodo({ id: "milk", parentId: "shop", sortOrder: 9 })];
    expect(after(all, ["milk"], { targetId: "call", place: "after" })).toEqual([
      "shop",
      "call",
      "milk",
      "mail",
    ]);
  });

  test("anywhere leaves every todo in the tree, unless something stands against it", () => {
    const ids = plan.map(({ id }) => id);
    const drops = fc.record({
      id: fc.constantFrom(...ids),
      targetId: fc.constantFrom(...ids),
      place: fc.constantFrom("before" as const, "after" as const, "on" as const),
    });
    fc.assert(
      fc.property(drops, ({ id, ...drop }) => {
        const to = destinationOf(plan, [id], drop);
        if (to && obstacleTo(plan, [id], to.parentId)) return;
        expect([...after(plan, [id], drop)].map((line) => line.trim()).sort()).toEqual(
          [...ids].sort(),
        );
      }),
    );
  });
});

describe("R141 What stands against a move", () => {
  test("a todo cannot go below itself or what is below it", () => {
    expect(obstacleTo(plan, ["shop"], "shop")).toBe("inside");
    expect(obstacleTo(plan, ["shop"], "rye")).toBe("inside");
    expect(obstacleTo(plan, ["rye"], "shop")).toBeNull();
    expect(obstacleTo(plan, ["rye"], null)).toBeNull();
  });

  test("nothing goes more than 8 levels down, with what is below it", () => {
    const deep = list(
      ...Array.from({ length: 8 }, (_, i) => `${"  ".repeat(i)}level-${i}`),
      "leaf",
      "pair",
      "  child",
    );
    expect(obstacleTo(deep, ["leaf"], "level-7")).toBeNull();
    expect(obstacleTo(deep, ["pair"], "level-7")).toBe("too-deep");
    expect(obstacleTo(deep, ["pair"], "level-6")).toBeNull();
  });
});
