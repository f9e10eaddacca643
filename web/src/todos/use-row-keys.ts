import type { KeyboardEvent } from "react";
import { useListView, type ListView } from "./list-view";
import type { OutlineNode } from "./outline";
import { useSession, type ListSession } from "./session";

type RowKey = (node: OutlineNode, view: ListView, session: ListSession) => void;

/** The keys of a focused row, beyond the tree's own arrows, Space and Enter. */
const KEYS: Readonly<Record<string, RowKey>> = {
  c: (node, { rights }, { updateTodo }) => {
    if (rights.complete(node.todo)) updateTodo(node.id, { completed: !node.todo.completed });
  },
  m: (node, { rights }, { claim }) => {
    if (rights.claim(node.todo)) claim(node.id, node.todo.claimedBy === null);
  },
  e: edit,
  F2: edit,
  s: (node, view) => {
    if (view.rights.addBelow(node.depth)) view.addBelow(node.id);
  },
  Delete: remove,
  Backspace: remove,
  "Alt+ArrowUp": (node, view) => {
    if (view.rights.reorder) view.step(node.todo, -1);
  },
  "Alt+ArrowDown": (node, view) => {
    if (view.rights.reorder) view.step(node.todo, 1);
  },
};

/** A handler for the element around the tree: it runs before the tree's own type-ahead search. */
export function useRowKeys(): (event: KeyboardEvent) => void {
  const view = useListView();
  const session = useSession();
  return (event) => {
    if (!(event.target instanceof HTMLElement) || event.target.role !== "row") return;
    if (event.ctrlKey || event.metaKey) return;
    const node = view.outline.byId.get(event.target.dataset["key"] ?? "");
    const run = KEYS[event.altKey ? `Alt+${event.key}` : event.key];
    if (!node || !run || (view.editing?.isGone && node.id === view.editing.todo.id)) return;
    event.preventDefault();
    event.stopPropagation();
    run(node, view, session);
  };
}

function edit(node: OutlineNode, view: ListView): void {
  if (view.rights.edit(node.todo)) view.edit(node.id);
}

function remove(node: OutlineNode, view: ListView): void {
  const ids = view.selected.has(node.id) && view.selected.size > 1 ? [...view.selected] : [node.id];
  const allowed = ids.filter((id) => {
    const todo = view.outline.byId.get(id)?.todo;
    return todo !== undefined && view.rights.remove(todo);
  });
  if (allowed.length > 0) view.remove(allowed);
}
