import { useEffect } from "react";
import { useListView } from "./list-view";
import { revealAndFocus } from "./reveal";
import { useSession } from "./session";

/** Show the todo that the address names, in a list to which a link to this todo has led. */
export default function Arrival() {
  const { todos, status } = useSession();
  const { select, isTouch } = useListView();
  const isComplete = status.kind === "live";
  useEffect(() => {
    const id = window.location.hash.slice(1);
    const todo = todos?.find((each) => each.id === id);
    if (id === "" || (!todo && !isComplete)) return;
    window.history.replaceState(window.history.state, "", window.location.pathname);
    if (!todo) return;
    if (!isTouch) select(new Set([id]));
    revealAndFocus(id);
  }, [todos, isComplete, select, isTouch]);
  return null;
}
