import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ShownEdit } from "../outbox/edit.ts";
import { listState, orderedTodos } from "./list-state.ts";
import { overlay } from "./overlay.ts";
import { aTodo, positions } from "../testing/fake-set.ts";

const milk = aTodo({ id: "milk", sortOrder: 1 });
const oat = aTodo({ id: "oat", sortOrder: 2, parentId: "milk" });
const bread = aTodo({ id: "bread", sortOrder: 3 });
const server = listState("set", 4, [milk, oat, bread]);

function shown(...edits: readonly ShownEdit[]): readonly string[] {
  return orderedTodos(overlay(server, edits)).map(({ id }) => id);
}

describe("overlay", () => {
  test("shows the server's state while no edit is queued", () => {
    expect(overlay(server, [])).toBe(server);
  });

  test("shows a created todo once, even if the server already has it", () => {
    const eggs = aTodo({ id: "eggs", sortOrder: 4 });
    expect(shown({ kind: "create", todo: eggs })).toEqual(["milk", "oat", "bread", "eggs"]);
    expect(overlay(server, [{ kind: "create", todo: { ...milk, title: "As typed" } }])).toBe(
      server,
    );
  });

  test("shows changes, claims, moves and deletions", () => {
    const claimer = { claimedBy: "ada", claimedByName: "Ada", claimedByAvatar: null };
    const state = overlay(server, [
      { kind: "update", id: "milk", changes: { title: "Soy milk", completed: true } },
      { kind: "claim", id: "bread", claimer },
      { kind: "assign", id: "oat", assignees: ["ada", "bob"] },
      { kind: "update", id: "oat", changes: { dueOn: "2026-12-02", dueTime: "17:30" } },
      { kind: "reorder", items: positions(["bread", 0]) },
      { kind: "complete", ids: ["oat", "bread", "nothing"], completed: true },
    ]);
    expect(orderedTodos(state)).toEqual([
      { ...bread, ...claimer, sortOrder: 0, completed: true },
      { ...milk, title: "Soy milk", completed: true },
      { ...oat, assignees: ["ada", "bob"], dueOn: "2026-12-02", dueTime: "17:30", completed: true },
    ]);
    expect(shown({ kind: "delete", id: "milk" })).toEqual(["bread"]);
  });

  test("shows a todo below another one, and what leaves the list no more", () => {
    const state = overlay(server, [
      { kind: "create", todo: aTodo({ id: "rye", sortOrder: 5 }) },
      { kind: "move", id: "milk", parentId: "rye", sortOrder: 9 },
    ]);
    expect(state.todos.get("milk")).toEqual({ ...milk, parentId: "rye", sortOrder: 9 });
    expect(shown({ kind: "move-away", id: "milk", toSetId: "other" })).toEqual(["bread"]);
    expect(
      shown(
        { kind: "move-away", id: "milk", toSetId: "other" },
        { kind: "move-back", id: "milk", todos: [milk, oat] },
      ),
    ).toEqual(["milk", "oat", "bread"]);
  });

  test("shows a tree although others have moved todos the other way, or deleted the new parent", () => {
    const move = { kind: "move" as const, sortOrder: 1 };
    expect(overlay(server, [{ ...move, id: "milk", parentId: "oat" }])).toBe(server);
    expect(overlay(server, [{ ...move, id: "milk", parentId: "milk" }])).toBe(server);
    expect(overlay(server, [{ ...move, id: "milk", parentId: "nothing" }])).toBe(server);
  });

  test("shows nothing of an edit whose todo is gone", () => {
    const child = aTodo({ parentId: "nothing" });
    const edits: readonly ShownEdit[] = [
      { kind: "update", id: "nothing", changes: { completed: true } },
      { kind: "create", todo: child },
      { kind: "delete", id: "nothing" },
    ];
    expect(overlay(server, edits)).toBe(server);
  });

  test("rolling back one edit equals leaving it out", () => {
    const id = fc.constantFrom("milk", "oat", "bread", "new-1", "new-2");
    const edit: fc.Arbitrary<ShownEdit> = fc.oneof(
      fc.record({
        kind: fc.constant("update" as const),
        id,
        changes: fc.record({ title: fc.string() }),
      }),
      fc.record({ kind: fc.constant("delete" as const), id }),
      id.map((newId) => ({
        kind: "create" as const,
        todo: aTodo({ id: newId, createdAt: "now" }),
      })),
    );
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1 }), fc.nat(), (edits, at) => {
        const before = structuredClone(server.todos.list());
        overlay(server, edits);
        const rest = edits.filter((_, i) => i !== at % edits.length);
        const oneByOne = rest.reduce((state, one) => overlay(state, [one]), server);
        expect(orderedTodos(overlay(server, rest))).toEqual(orderedTodos(oneByOne));
        expect(server.todos.list()).toEqual(before);
      }),
    );
  });
});
