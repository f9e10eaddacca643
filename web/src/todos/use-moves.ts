import { useCallback, useEffect, useMemo, useRef } from "react";
import type { Todo, TodoSet } from "glint-client/wire";
import { texts } from "../texts";
import { notify } from "../ui/toasts";
import { destinationOf, nesting, obstacleTo, unnesting, type Drop } from "./moving";
import { topmostOf, type Outline } from "./outline";
import { expandRow } from "./reveal";
import type { Rights } from "./rights";
import { COMPLETED_ID } from "./rows";
import type { ListSession } from "./session";

/** Move todos by key, menu or drop. A notice says where they are now, with a few seconds to undo it, or why they stay. */
export interface Moves {
  /** Nest a todo, with those selected beside it, below the one above them; returns whether there is one. */
  readonly nest: (todo: Todo) => boolean;
  /** Move it, with those selected beside it, one level up; returns whether there is one. */
  readonly unnest: (todo: Todo) => boolean;
  readonly drop: (ids: readonly string[], drop: Drop) => void;
  /** Move todos to another list, those that may be moved. */
  readonly moveAway: (ids: readonly string[], to: TodoSet) => void;
}

/** What moves work on, as it is shown. */
export interface MovingContext {
  readonly session: ListSession;
  readonly todos: readonly Todo[];
  readonly outline: Outline;
  readonly rights: Rights;
  readonly selected: ReadonlySet<string>;
}

export function useMoves(shown: MovingContext): Moves {
  const latest = useRef(shown);
  useEffect(() => {
    latest.current = shown;
  });
  const drop = useCallback<Moves["drop"]>((ids, to) => dropTodos(latest.current, ids, to), []);
  return useMemo(() => {
    const dropIfAny = (ids: ReadonlySet<string>, to: Drop | null): boolean => {
      if (to) drop([...ids], to);
      return to !== null;
    };
    return {
      drop,
      nest: (todo) => {
        const ids = withSelectedSiblings(todo, latest.current);
        return dropIfAny(ids, nesting(latest.current.outline, ids));
      },
      unnest: (todo) => dropIfAny(withSelectedSiblings(todo, latest.current), unnesting(todo)),
      moveAway: (ids, to) => moveAway(latest.current, ids, to),
    };
  }, [drop]);
}

function withSelectedSiblings(todo: Todo, { todos, selected }: MovingContext): ReadonlySet<string> {
  if (!selected.has(todo.id)) return new Set([todo.id]);
  const beside = todos.filter(({ id, parentId }) => parentId === todo.parentId && selected.has(id));
  return new Set(beside.map(({ id }) => id));
}

function dropTodos({ session, todos }: MovingContext, chosen: readonly string[], drop: Drop): void {
  const ids = topmostOf(chosen, todos);
  const to = destinationOf(todos, ids, drop);
  if (!to) return;
  const obstacle = obstacleTo(todos, ids, to.parentId);
  if (obstacle) {
    tell(obstacle === "inside" ? texts.moving.inside : texts.moving.tooDeep);
    return;
  }
  const moved = todos.filter(({ id, parentId }) => ids.includes(id) && parentId !== to.parentId);
  expandRow(to.parentId ?? (moved.some(({ completed }) => completed) ? COMPLETED_ID : null));
  const undo = session.moveTodos(to.parentId, to.items);
  const [first, ...more] = moved;
  if (!first) return; // only another order
  const parent = todos.find(({ id }) => id === to.parentId);
  const t = texts.moving;
  if (parent && more.length > 0) tell(t.nestedMany(moved.length, parent.title), undo);
  else if (parent) tell(t.nested(first.title, parent.title), undo);
  else tell(more.length > 0 ? t.atTopMany(moved.length) : t.atTop(first.title), undo);
}

function moveAway(
  { session, todos, rights }: MovingContext,
  chosen: readonly string[],
  to: TodoSet,
): void {
  const topmost = new Set(topmostOf(chosen, todos));
  const moved = todos.filter((todo) => topmost.has(todo.id) && rights.remove(todo));
  const ids = moved.map(({ id }) => id);
  const [first] = moved;
  const { away, awayMany, mayNotMove } = texts.moving;
  if (!first) {
    tell(mayNotMove);
    return;
  }
  const text = ids.length === 1 ? away(first.title, to.name) : awayMany(ids.length, to.name);
  tell(text, session.moveAway(ids, to.id));
}

/** Show the notice in place of the one about the move before. */
function tell(text: string, undo: (() => void) | null = null): void {
  notify({
    kind: "info",
    text,
    topic: "move",
    ...(undo ? { action: { label: texts.todos.undo, run: undo } } : {}),
  });
}
