import type { Todo } from "glint-client/wire";
import { isAllDone } from "./completion";
import { matcherOf, type Search } from "./search";

/** A todo with its descendants. The same object as long as nothing in it changes. */
export interface OutlineNode {
  readonly id: string;
  readonly todo: Todo;
  /** 0 at the top level. */
  readonly depth: number;
  readonly children: readonly OutlineNode[];
}

export interface Outline {
  /** In order; without the completed ones if those are separate. */
  readonly open: readonly OutlineNode[];
  /** Completed todos of the top level without anything open below, if those are separate. */
  readonly completed: readonly OutlineNode[];
  readonly byId: ReadonlyMap<string, OutlineNode>;
}

/** What is shown: what a search finds, with its ancestors. */
export interface OutlineView extends Search {
  readonly splitCompleted: boolean;
}

const NO_NODES: readonly OutlineNode[] = [];

/** Arrange the flat list as a tree, reusing nodes of `previous` that have not changed. */
export function outlineOf(todos: readonly Todo[], view: OutlineView, previous?: Outline): Outline {
  const below = Map.groupBy(todos, (todo) => todo.parentId);
  const byId = new Map<string, OutlineNode>();
  const isMatch = matcherOf(view);

  const level = (parentId: string | null, depth: number): readonly OutlineNode[] => {
    const siblings = below.get(parentId);
    if (!siblings) return NO_NODES;
    const nodes: OutlineNode[] = [];
    for (const todo of siblings) {
      const children = level(todo.id, depth + 1);
      if (children.length === 0 && !isMatch(todo)) continue;
      const old = previous?.byId.get(todo.id);
      const node = isSame(old, todo, depth, children)
        ? old
        : { id: todo.id, todo, depth, children };
      byId.set(todo.id, node);
      nodes.push(node);
    }
    return nodes;
  };
  const roots = level(null, 0);
  if (!view.splitCompleted) return { open: roots, completed: [], byId };
  const { done = [], open = [] } = Object.groupBy(roots, (node) =>
    isAllDone(node.todo, below) ? "done" : "open",
  );
  return { open, completed: done, byId };
}

/** Keep the last outline, so that unchanged parts stay the same objects for the renderer. */
export class OutlineMemory {
  #last: Outline | undefined;

  outlineOf(todos: readonly Todo[], view: OutlineView): Outline {
    this.#last = outlineOf(todos, view, this.#last);
    return this.#last;
  }
}

/** Return the topmost of `ids`: whatever happens to a todo happens to its descendants. */
export function topmostOf(ids: readonly string[], todos: readonly Todo[]): readonly string[] {
  const chosen = new Set(ids);
  const parents = new Map(todos.map((todo) => [todo.id, todo.parentId]));
  const isBelowChosen = (id: string): boolean => {
    const parentId = parents.get(id) ?? null;
    return parentId !== null && (chosen.has(parentId) || isBelowChosen(parentId));
  };
  return ids.filter((id) => !isBelowChosen(id));
}

/** Return the siblings of a todo, itself included, in order. */
export function siblingsOf(todos: readonly Todo[], todo: Todo): readonly Todo[] {
  return todos.filter((other) => other.parentId === todo.parentId);
}

/** Return the siblings of a todo that are shown next to it, itself included. */
export function shownSiblings(outline: Outline, id: string): readonly OutlineNode[] {
  const node = outline.byId.get(id);
  if (!node) return [];
  if (node.todo.parentId !== null) return outline.byId.get(node.todo.parentId)?.children ?? [];
  return outline.completed.includes(node) ? outline.completed : outline.open;
}

/** Return the id of a todo and those of all that is below it. */
export function idsBelow(node: OutlineNode): readonly string[] {
  return [node.id, ...node.children.flatMap(idsBelow)];
}

/** Whether a node would be the same if it were made again. */
function isSame(
  old: OutlineNode | undefined,
  todo: Todo,
  depth: number,
  children: readonly OutlineNode[],
): old is OutlineNode {
  return (
    old?.todo === todo &&
    old.depth === depth &&
    old.children.length === children.length &&
    old.children.every((child, index) => child === children[index])
  );
}
