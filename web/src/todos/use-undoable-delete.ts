import { useCallback, useEffect, useRef } from "react";
import type { Todo } from "../generated/wire";
import { texts } from "../texts";
import { notify } from "../ui/toasts";
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
    const ids = withoutDescendants(chosen, shown);
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

/** Return the topmost of `ids`: deleting a todo deletes its descendants. */
function withoutDescendants(ids: readonly string[], todos: readonly Todo[]): readonly string[] {
  const chosen = new Set(ids);
  const parents = new Map(todos.map((todo) => [todo.id, todo.parentId]));
  const isBelowChosen = (id: string): boolean => {
    const parentId = parents.get(id) ?? null;
    return parentId !== null && (chosen.has(parentId) || isBelowChosen(parentId));
  };
  return ids.filter((id) => !isBelowChosen(id));
}
