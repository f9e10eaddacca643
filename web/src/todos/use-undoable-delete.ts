import { useCallback, useEffect, useRef } from "react";
import type { Todo } from "glint-client/wire";
import { texts } from "../texts";
import { notify } from "../ui/toasts";
import { topmostOf } from "./outline";
import type { ListSession } from "./session";

/**
 * Delete at once, with a few seconds to undo it: a todo is restored with its sub-todos,
 * claims and positions. The notice and its undo stay available after the list is closed.
 */
export function useUndoableDelete(session: ListSession, todos: readonly Todo[]): Remove {
  const latest = useRef({ session, todos });
  useEffect(() => {
    latest.current = { session, todos };
  });
  return useCallback((chosen) => {
    const { session: open, todos: shown } = latest.current;
    const ids = topmostOf(chosen, shown);
    const title = shown.find((todo) => todo.id === ids[0])?.title ?? "";
    const undos = ids.map((id) => open.deleteTodo(id));
    notify({
      kind: "info",
      text: ids.length === 1 ? texts.todos.deleted(title) : texts.todos.deletedMany(ids.length),
      action: { label: texts.todos.undo, run: () => undos.forEach((undo) => undo()) },
    });
  }, []);
}

type Remove = (ids: readonly string[]) => void;
