import type { Todo } from "glint-client/wire";
import type { Refusal } from "glint-client";
import { texts } from "../texts";

/** Say why the server refused an edit of the open list, and where a todo that did not move is. */
export function refusalText(refusal: Refusal, todos: readonly Todo[], list: string): string {
  const { edit } = refusal;
  const moved =
    isMove(refusal) && "id" in edit ? todos.find(({ id }) => id === edit.id) : undefined;
  const reason = refusalReason(refusal);
  if (edit.kind === "undo") return texts.todos.notUndone(reason);
  return moved ? texts.todos.notMoved(moved.title, list, reason) : texts.todos.refused(reason);
}

/** The server's sentence; where a move does not fit it names a field, which says nothing to people. */
export function refusalReason(refusal: Refusal): string {
  const { code, message } = refusal;
  if (code !== "invalid") return message;
  if (refusal.operation === "assign") return texts.todos.leftTeam;
  return isMove(refusal) ? texts.todos.fitsNoLonger : message;
}

function isMove({ operation }: Refusal): boolean {
  return operation === "move" || operation === "move-away" || operation === "move-back";
}
