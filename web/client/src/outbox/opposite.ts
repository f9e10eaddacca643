import type { Todo } from "../wire.ts";
import type { ShownEdit, TodoChanges } from "./edit.ts";

/** Return the edit that looks as if `edit` had not been made; `before` are its todos as they were, null if that is not known. */
export function oppositeOf(edit: ShownEdit, before: readonly Todo[]): ShownEdit | null {
  const [todo] = before;
  switch (edit.kind) {
    case "create":
      return { kind: "delete", id: edit.todo.id };
    case "restore":
    case "move-back":
      return { kind: "delete", id: edit.id };
    case "comment":
      return { kind: "delete-comment", todoId: edit.todoId, id: edit.comment.id };
    case "delete-comment":
      return null;
    case "complete": {
      const changed = before.filter(({ completed }) => completed !== edit.completed);
      return { ...edit, ids: changed.map(({ id }) => id), completed: !edit.completed };
    }
    case "reorder":
      return { kind: "reorder", items: before.map(({ id, sortOrder }) => ({ id, sortOrder })) };
    default:
      return todo ? oppositeOfOne(edit, todo, before) : null;
  }
}

type EditOfOne = Extract<
  ShownEdit,
  { kind: "update" | "delete" | "claim" | "assign" | "move" | "move-away" }
>;

function oppositeOfOne(edit: EditOfOne, todo: Todo, before: readonly Todo[]): ShownEdit {
  const { id, parentId, sortOrder, claimedBy, claimedByName, claimedByAvatar } = todo;
  if (edit.kind === "delete") return { kind: "restore", id, todos: before };
  if (edit.kind === "move-away") return { kind: "move-back", id, todos: before };
  if (edit.kind === "move") return { kind: "move", id, parentId, sortOrder };
  if (edit.kind === "assign") return { kind: "assign", id, assignees: todo.assignees };
  if (edit.kind === "claim")
    return { kind: "claim", id, claimer: { claimedBy, claimedByName, claimedByAvatar } };
  // What the description was is not known here: the event that undoes this says it.
  const fields = (Object.keys(edit.changes) as (keyof TodoChanges)[]).filter(
    (field) => field !== "description",
  );
  return { ...edit, changes: Object.fromEntries(fields.map((field) => [field, todo[field]])) };
}
