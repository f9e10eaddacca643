import type { TodoSet } from "glint-client/wire";
import type { Moves } from "./use-moves";

/** The type under which a dragged todo carries its id, for what is outside of the list. */
export const TODO_TYPE = "application/x-glint-todo";

let current: Moves["moveAway"] | null = null;

/** Register how todos leave the open list; returns a function that unregisters it. */
export function provideMoveAway(moveAway: Moves["moveAway"]): () => void {
  current = moveAway;
  return () => {
    if (current === moveAway) current = null;
  };
}

/** Move todos of the open list to another one. */
export function moveAwayFromOpen(ids: readonly string[], to: TodoSet): void {
  current?.(ids, to);
}
