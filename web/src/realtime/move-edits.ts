import { REORDER_MAX_ITEMS, type Position } from "../generated/wire";
import type { Edit } from "../outbox/edit";
import { subtreeOf, type ListState } from "./list-state";

/** The edits of one action, and those that undo it. */
export interface Undoable {
  readonly edits: readonly Edit[];
  readonly undo: readonly Edit[];
}

/** Return the edits that give todos other positions among their siblings. */
export function reorderEdits(items: readonly Position[]): readonly Edit[] {
  const edits: Edit[] = [];
  for (let start = 0; start < items.length; start += REORDER_MAX_ITEMS) {
    edits.push({ kind: "reorder", items: items.slice(start, start + REORDER_MAX_ITEMS) });
  }
  return edits;
}

/** Return the edits that put todos below another one, each at its position; those that are there only change that. */
export function moveEdits(
  { todos }: ListState,
  parentId: string | null,
  items: readonly Position[],
): Undoable {
  const before = items.flatMap(({ id }) => todos.get(id) ?? []);
  const { stay = [], come = [] } = Object.groupBy(before, (todo) =>
    todo.parentId === parentId ? "stay" : "come",
  );
  const coming = new Set(come.map(({ id }) => id));
  const moves = items.filter(({ id }) => coming.has(id));
  return {
    edits: [
      ...reorderEdits(items.filter(({ id }) => !coming.has(id))),
      ...moves.map((item): Edit => ({ kind: "move", parentId, ...item })),
    ],
    undo: [
      ...come.map(({ id, parentId: above, sortOrder }): Edit => ({
        kind: "move",
        id,
        parentId: above,
        sortOrder,
      })),
      ...reorderEdits(stay.map(({ id, sortOrder }) => ({ id, sortOrder }))),
    ],
  };
}

/** Return the edits that move todos, with all below them, to another list. */
export function awayEdits(state: ListState, ids: readonly string[], toSetId: string): Undoable {
  return {
    edits: ids.map((id) => ({ kind: "move-away", id, toSetId })),
    undo: ids.map((id) => ({ kind: "move-back", id, todos: subtreeOf(state, id) })),
  };
}
