import { useCallback, useEffect, useRef, useState, type RefObject } from "react";
import type { Todo } from "../generated/wire";
import { texts } from "../texts";
import { notify } from "../ui/toasts";
import type { ListSession } from "./session";

interface UndoableDelete {
  /** Todos that are shown as deleted while that can still be undone. */
  readonly hidden: ReadonlySet<string>;
  readonly remove: (ids: readonly string[]) => void;
}

/**
 * Deletes with a few seconds to undo it. The request is sent when the notice closes: a todo comes
 * back whole, with its sub-todos, claim and place, which no repair after the fact could do. It is
 * sent at once when the list or the page is left; the outbox keeps it if the line is down.
 */
export function useUndoableDelete(session: ListSession, todos: readonly Todo[]): UndoableDelete {
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set<string>());
  const waiting = useRef(new Map<() => void, readonly string[]>());
  const latest = useRef({ session, todos });
  useEffect(() => {
    latest.current = { session, todos };
  });

  const remove = useCallback((chosen: readonly string[]) => {
    const { todos: before } = latest.current;
    const ids = withoutDescendants(chosen, before);
    const titles = before.filter((todo) => ids.includes(todo.id)).map((todo) => todo.title);
    const unhide = () => setHidden((now) => new Set([...now].filter((id) => !ids.includes(id))));
    let undone = false;
    const undo = () => {
      undone = true;
    };
    const settle = () => {
      waiting.current.delete(closeNotice);
      if (!undone) for (const id of ids) latest.current.session.deleteTodo(id);
      unhide();
    };
    setHidden((now) => new Set([...now, ...ids]));
    const closeNotice = notify(
      {
        kind: "info",
        text:
          titles.length === 1
            ? texts.todos.deleted(titles[0] ?? "")
            : texts.todos.deletedMany(ids.length),
        action: { label: texts.todos.undo, run: undo },
      },
      settle,
    );
    waiting.current.set(closeNotice, ids);
  }, []);

  useFlushOnLeaving(waiting);
  return { hidden, remove };
}

/** Closes the notices when the list or the page is left: nothing may wait for a page that is not there. */
function useFlushOnLeaving(waiting: RefObject<Map<() => void, readonly string[]>>): void {
  useEffect(() => {
    const pending = waiting.current;
    const flush = () => {
      for (const closeNotice of [...pending.keys()]) closeNotice();
    };
    const onHide = () => document.visibilityState === "hidden" && flush();
    document.addEventListener("visibilitychange", onHide);
    window.addEventListener("pagehide", flush);
    return () => {
      document.removeEventListener("visibilitychange", onHide);
      window.removeEventListener("pagehide", flush);
      flush();
    };
  }, [waiting]);
}

/** Deleting a todo deletes what stands below it, so only the topmost of `ids` need to be deleted. */
function withoutDescendants(ids: readonly string[], todos: readonly Todo[]): readonly string[] {
  const chosen = new Set(ids);
  const parents = new Map(todos.map((todo) => [todo.id, todo.parentId]));
  const isBelowChosen = (id: string): boolean => {
    const parentId = parents.get(id) ?? null;
    return parentId !== null && (chosen.has(parentId) || isBelowChosen(parentId));
  };
  return ids.filter((id) => !isBelowChosen(id));
}
