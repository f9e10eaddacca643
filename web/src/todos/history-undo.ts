import type { HistoryEntry, HistoryValues, Todo } from "glint-client/wire";
import type { ShownEdit, UndoneEvent } from "glint-client";
import type { Rights } from "./rights";

/** Whether the user may undo this, as far as can be told here; the server knows more, and says why not. */
export function mayUndo(entry: HistoryEntry, todo: Todo | null, rights: Rights): boolean {
  if (entry.actor === null) return false;
  switch (entry.type) {
    case "todo:reordered":
      return rights.reorder;
    case "todo:updated":
      return todo !== null && mayChange(entry.after, todo, rights);
    case "todo:created":
    case "todos:added":
      return todo !== null && rights.remove(todo);
    case "todo:deleted":
      return todo === null;
    default:
      return todo !== null;
  }
}

function mayChange(after: HistoryValues | null, todo: Todo, rights: Rights): boolean {
  if (after?.title !== undefined || after?.description !== undefined) return rights.edit(todo);
  if (after?.completed !== undefined) return rights.complete(todo);
  return rights.reorder || rights.edit(todo);
}

/** Return what to undo, and how that looks until the server has done it. */
export function undoneEvent(entry: HistoryEntry): UndoneEvent {
  const { seq, todoId } = entry;
  return { seq, ids: todoId === null ? [] : [todoId], shown: shownUndo(entry) };
}

function shownUndo({ type, todoId: id, before }: HistoryEntry): ShownEdit | null {
  if (id === null) return null;
  if (type === "todo:created") return { kind: "delete", id };
  if (type !== "todo:updated" || before === null) return null;
  const { title, description, completed, sortOrder, parentId } = before;
  if (parentId !== undefined) return null;
  const changes = Object.entries({ title, description, completed, sortOrder });
  return {
    kind: "update",
    id,
    changes: Object.fromEntries(changes.filter(([, value]) => value !== undefined)),
  };
}
