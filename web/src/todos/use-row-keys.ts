import type { KeyboardEvent, RefObject } from "react";
import { texts } from "../texts";
import { notify } from "../ui/toasts";
import { useListView, type ListView } from "./list-view";
import type { OutlineNode } from "./outline";
import { useSession, type ListSession } from "./session";
import { useTabNesting } from "./use-tab-nesting";

type RowKey = (node: OutlineNode, view: ListView, session: ListSession) => void;

/** The keys of a focused row, beyond the tree's own arrows and Enter. Space is its own only while several are selected. */
const KEYS: Readonly<Record<string, RowKey>> = {
  c: complete,
  " ": complete,
  x: ({ id }, { selected, select }) => {
    const others = new Set(selected);
    if (!others.delete(id)) others.add(id);
    select(others);
  },
  m: (node, { rights }, { claim }) => {
    if (rights.claim(node.todo)) claim(node.id, node.todo.claimedBy === null);
  },
  e: edit,
  F2: edit,
  s: (node, view) => {
    if (view.rights.addBelow(node.depth)) view.addBelow(node.id);
  },
  o: (node, view) => view.open(node.id),
  Delete: remove,
  Backspace: remove,
  "Alt+ArrowUp": (node, view) => arrange(view, () => view.step(node.todo, -1)),
  "Alt+ArrowDown": (node, view) => arrange(view, () => view.step(node.todo, 1)),
  "Alt+ArrowRight": (node, view) => arrange(view, () => view.nest(node.todo)),
  "Alt+ArrowLeft": (node, view) => arrange(view, () => view.unnest(node.todo)),
};

/** A handler for the element around the tree: it runs before the tree's own type-ahead search. */
export function useRowKeys(box: RefObject<HTMLElement | null>): (event: KeyboardEvent) => void {
  const view = useListView();
  const session = useSession();
  const tabNests = useTabNesting(box);
  return (event) => {
    if (!(event.target instanceof HTMLElement) || event.target.role !== "row") return;
    const node = view.outline.byId.get(event.target.dataset["key"] ?? "");
    if (!node || (view.editing?.isGone && node.id === view.editing.todo.id)) return;
    const run = keyOf(event, view);
    if (!run && !tabNests(event, node.todo)) return;
    event.preventDefault();
    event.stopPropagation();
    run?.(node, view, session);
  };
}

function keyOf(event: KeyboardEvent, { selecting }: ListView): RowKey | undefined {
  if (event.ctrlKey || event.metaKey || (selecting && event.key === " ")) return undefined;
  return KEYS[event.altKey ? `Alt+${event.key}` : event.key];
}

/** Move a todo within the list, or say why that cannot be. */
function arrange({ mayArrange, rights }: ListView, move: () => void): void {
  if (mayArrange) move();
  else if (rights.reorder) notify({ kind: "info", text: texts.todos.sortedByDate, topic: "move" });
}

function complete({ id, todo }: OutlineNode, view: ListView): void {
  if (view.rights.complete(todo)) view.complete([id], !todo.completed);
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
