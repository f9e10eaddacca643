import { useCallback, useState } from "react";
import type { Todo } from "glint-client/wire";

/** A todo that is being edited, as it is, or as it last was if it is gone. */
export interface Followed {
  readonly todo: Todo;
  readonly isGone: boolean;
}

/** Follow one todo of the list, and remember it when it disappears; `todos` is null while the list loads. */
export function useFollowed(
  todos: readonly Todo[] | null,
): [Followed | null, (id: string | null) => void] {
  const [followed, set] = useState<Followed | null>(null);
  const now = followed && todos ? seen(followed, todos) : followed;
  if (now !== followed) set(now);
  const follow = useCallback(
    (id: string | null) => {
      const todo = todos?.find((each) => each.id === id);
      set(todo ? { todo, isGone: false } : null);
    },
    [todos],
  );
  return [now, follow];
}

function seen(before: Followed, todos: readonly Todo[]): Followed {
  const todo = todos.find(({ id }) => id === before.todo.id);
  if (!todo) return before.isGone ? before : { todo: before.todo, isGone: true };
  return todo === before.todo && !before.isGone ? before : { todo, isGone: false };
}

/** Return the list with a todo that is gone, where it was; at the top level if its parent is gone too. */
export function withGhost(todos: readonly Todo[], followed: Followed | null): readonly Todo[] {
  if (!followed?.isGone) return todos;
  const { todo } = followed;
  const parentId = todos.some(({ id }) => id === todo.parentId) ? todo.parentId : null;
  const place = todos.findIndex(({ sortOrder }) => sortOrder > todo.sortOrder);
  return todos.toSpliced(place < 0 ? todos.length : place, 0, { ...todo, parentId });
}
