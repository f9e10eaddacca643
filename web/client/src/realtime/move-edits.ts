import { REORDER_MAX_ITEMS, type Position } from "../wire.ts";
import type { Edit } from "../outbox/edit.ts";
import type { ListState } from "./list-state.ts";

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
): readonly Edit[] {
  const there = items.filter(({ id }) => todos.has(id));
  const { stay = [], come = [] } = Object.groupBy(there, ({ id }) =>
    todos.get(id)?.parentId === parentId ? "stay" : "come",
  );
  return [
    ...reorderEdits(stay),
    ...come.map((item): Edit => ({ kind: "move", parentId, ...item })),
  ];
}
