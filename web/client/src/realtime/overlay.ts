import { touchedIds, type ShownEdit } from "../outbox/edit.ts";
import { withTodos, type ListState } from "./list-state.ts";
import type { TodoDraft, TodoFields } from "./todo-draft.ts";
import type { Todo } from "../wire.ts";

/**
 * Return what to show: the server's state with the edits that it does not include yet, in order.
 *
 * Pure, so an edit is rolled back by leaving it out. An edit that the server's state already includes
 * changes nothing, except to the number of comments; neither does one of a todo that is gone, or a move below one
 * that is gone or has itself been moved below this todo.
 */
export function overlay(server: ListState, edits: readonly ShownEdit[]): ListState {
  if (edits.length === 0) return server;
  return withTodos(server, (draft) => {
    for (const edit of edits) show(draft, edit);
  });
}

function show(draft: TodoDraft, edit: ShownEdit): void {
  switch (edit.kind) {
    case "create":
      add(draft, edit.todo);
      break;
    case "restore":
    case "move-back":
      for (const todo of edit.todos) add(draft, todo);
      break;
    case "delete":
    case "move-away":
      draft.remove(edit.id);
      break;
    case "move":
      draft.move(edit.id, edit);
      break;
    case "reorder":
      draft.updateAll(edit.items);
      break;
    case "comment":
      draft.addComments(edit.todoId, 1);
      break;
    case "delete-comment":
      draft.addComments(edit.todoId, -1);
      break;
    default:
      for (const id of touchedIds(edit)) draft.update({ id, ...fieldsOf(edit) });
  }
}

function fieldsOf(
  edit: Extract<ShownEdit, { kind: "update" | "complete" | "claim" | "assign" }>,
): Omit<TodoFields, "id"> {
  if (edit.kind === "complete") return { completed: edit.completed };
  if (edit.kind === "update") return edit.changes;
  return edit.kind === "claim" ? edit.claimer : { assignees: edit.assignees };
}

function add(draft: TodoDraft, todo: Todo): void {
  if (todo.parentId === null || draft.has(todo.parentId)) draft.create(todo);
}
