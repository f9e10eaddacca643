import type { Edit } from "../outbox/edit";
import { withTodos, type ListState } from "./list-state";
import type { TodoDraft } from "./todo-draft";
import type { Todo } from "../generated/wire";

/**
 * Return what to show: the server's state with the edits that it does not include yet, in order.
 *
 * Pure, so an edit is rolled back by leaving it out. An edit that the server's state already includes
 * changes nothing, except to the number of comments; neither does one of a todo that is gone.
 */
export function overlay(server: ListState, edits: readonly Edit[]): ListState {
  if (edits.length === 0) return server;
  return withTodos(server, (draft) => {
    for (const edit of edits) show(draft, edit);
  });
}

function show(draft: TodoDraft, edit: Edit): void {
  switch (edit.kind) {
    case "create":
      add(draft, edit.todo);
      break;
    case "restore":
      for (const todo of edit.todos) add(draft, todo);
      break;
    case "update":
      draft.update({ id: edit.id, ...edit.changes });
      break;
    case "delete":
      draft.remove(edit.id);
      break;
    case "reorder":
      draft.reorder(edit.items);
      break;
    case "claim":
      draft.update({ id: edit.id, ...edit.claimer });
      break;
    case "comment":
      draft.addComments(edit.todoId, 1);
      break;
    case "delete-comment":
      draft.addComments(edit.todoId, -1);
  }
}

function add(draft: TodoDraft, todo: Todo): void {
  if (todo.parentId === null || draft.has(todo.parentId)) draft.create(todo);
}
