import type { Todo, TodoSet } from "glint-client/wire";
import type { MenuGroup } from "../ui/ActionMenu";

/** The open list, for what is outside of it, as the command menu is. */
export interface OpenList {
  readonly set: TodoSet;
  readonly todos: readonly Todo[];
  /** What the user may do with it. */
  readonly actions: readonly MenuGroup[];
  /** Scroll to a todo, and focus it. */
  readonly goTo: (id: string) => void;
  /** Do that, and open it. */
  readonly open: (id: string) => void;
  readonly search: () => void;
}

let current: OpenList | null = null;

/** Register the open list; returns a function that unregisters it. */
export function provideOpenList(list: OpenList): () => void {
  current = list;
  return () => {
    if (current === list) current = null;
  };
}

/** Return the open list; null while none is. */
export function openList(): OpenList | null {
  return current;
}
