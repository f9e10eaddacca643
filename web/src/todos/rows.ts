import type { Key, Selection } from "react-aria-components";
import type { Outline, OutlineNode } from "./outline";

export const COMPLETED_ID = "completed";

/** What a row of the top level shows: a todo, or the heading of the completed ones. */
export type Row =
  | { readonly kind: "todo"; readonly id: string; readonly node: OutlineNode }
  | { readonly kind: "completed"; readonly id: string; readonly nodes: readonly OutlineNode[] };

const rowsByNode = new WeakMap<OutlineNode, Row>();

/** Return the rows of the top level; the same object for the same node. */
export function rowsOf(outline: Outline): readonly Row[] {
  const rows = outline.open.map(rowOf);
  if (outline.completed.length > 0) {
    rows.push({ kind: "completed", id: COMPLETED_ID, nodes: outline.completed });
  }
  return rows;
}

/** The ids of all rows that can be scrolled to, from top to bottom. */
export function idsInOrder(rows: readonly Row[], expanded: ReadonlySet<Key>): readonly string[] {
  const ids: string[] = [];
  const add = (nodes: readonly OutlineNode[]): void => {
    for (const node of nodes) {
      ids.push(node.id);
      if (expanded.has(node.id)) add(node.children);
    }
  };
  for (const row of rows) {
    if (row.kind === "todo") add([row.node]);
    else {
      ids.push(row.id);
      if (expanded.has(row.id)) add(row.nodes);
    }
  }
  return ids;
}

/** The todos that a selection stands for. */
export function todoIdsOf(selection: Selection, outline: Outline): ReadonlySet<string> {
  if (selection === "all") return new Set(outline.byId.keys());
  return new Set([...selection].map(String).filter((id) => outline.byId.has(id)));
}

function rowOf(node: OutlineNode): Row {
  let row = rowsByNode.get(node);
  if (!row) {
    row = { kind: "todo", id: node.id, node };
    rowsByNode.set(node, row);
  }
  return row;
}
