import { useCallback, useEffect, useRef } from "react";
import type { Todo } from "glint-client/wire";
import { texts } from "../texts";
import { notify } from "../ui/toasts";
import { withOpenSubtodos } from "./completion";
import type { Rights } from "./rights";
import type { ListSession } from "./session";

/**
 * Complete or reopen todos. What is open below a completed one is completed with it, and a repeating one is due again,
 * with a few seconds to undo that.
 */
export type Complete = (ids: readonly string[], completed: boolean) => void;

export function useUndoableComplete(
  session: ListSession,
  todos: readonly Todo[],
  rights: Rights,
): Complete {
  const latest = useRef({ session, todos, rights });
  useEffect(() => {
    latest.current = { session, todos, rights };
  });
  return useCallback((ids, completed) => {
    const { session: open, todos: shown, rights: mine } = latest.current;
    const all = completed ? withOpenSubtodos(ids, shown, (todo) => mine.complete(todo)) : ids;
    const undo = open.completeTodos(all, completed);
    const first = shown.find((todo) => todo.id === ids[0]);
    const repeats = completed && ids.length === 1 && Boolean(first?.repeat);
    if (all.length === ids.length && !repeats) return;
    const title = first?.title ?? "";
    const one = repeats
      ? texts.todos.completedOnce(title)
      : texts.todos.completedWith(title, all.length - 1);
    notify({
      kind: "info",
      text: ids.length === 1 ? one : texts.todos.completedMany(all.length),
      ...(undo ? { action: { label: texts.todos.undo, run: undo } } : {}),
    });
  }, []);
}
