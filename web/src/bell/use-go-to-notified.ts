import { useLocation } from "wouter";
import type { Notification } from "glint-client/wire";
import { paths, type OpenedTodoState } from "../paths";
import { openList } from "../todos/open-list";
import { wantComment } from "../todos/wanted-comment";
import { catchLostFocus } from "../ui/lost-focus";

/** Return how to go to the todo of a notification: to its list, its panel open, and the comment in view. */
export function useGoToNotified(): (notification: Notification) => void {
  const [, navigate] = useLocation();
  return ({ teamId, setId, todoId, commentId }) => {
    wantComment(commentId);
    const list = openList();
    if (list?.set.id === setId) list.open(todoId);
    else
      navigate<OpenedTodoState>(paths.todo(teamId, setId, todoId), { state: { opensTodo: true } });
    catchLostFocus();
  };
}
