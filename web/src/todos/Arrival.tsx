import { useEffect } from "react";
import type { OpenedTodoState } from "../paths";
import { useListView } from "./list-view";
import { goToTodo } from "./reveal";
import { useSession } from "./session";

/** Show the todo that the address names, in a list to which a link to this todo has led. */
export default function Arrival() {
  const { todos, status } = useSession();
  const { select, isTouch, open } = useListView();
  const isComplete = status.kind === "live";
  useEffect(() => {
    const id = window.location.hash.slice(1);
    if (id === "") return;
    const todo = todos?.find((each) => each.id === id);
    if (!todo && !isComplete) return;
    window.history.replaceState(window.history.state, "", window.location.pathname);
    if (!todo) return;
    goToTodo(id, { isTouch, select });
    const state = window.history.state as OpenedTodoState | null;
    if (state?.opensTodo) open(id);
  }, [todos, isComplete, select, isTouch, open]);
  return null;
}
