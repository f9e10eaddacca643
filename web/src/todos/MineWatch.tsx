import { useEffect, useMemo, useRef } from "react";
import { refreshMine } from "../data/mine";
import { useListView } from "./list-view";
import { isHeldBy } from "./rights";
import { useProgress, useSession } from "./session";

/** Fetch the user's own todos again when those in the open list have changed and are saved, or a hint says so. */
export default function MineWatch() {
  const session = useSession();
  const { todos, subscribeToTeam } = session;
  const isSaved = useProgress(session, ({ pending }) => pending === 0);
  const { myId } = useListView();
  const held = useMemo(
    () => JSON.stringify(todos?.filter((todo) => !todo.completed && isHeldBy(todo, myId))),
    [todos, myId],
  );
  const asked = useRef<string | null>(null);
  useEffect(() => {
    if (!isSaved || asked.current === held) return;
    asked.current = held;
    refreshMine();
  }, [held, isSaved]);
  useEffect(() => subscribeToTeam(refreshMine), [subscribeToTeam]);
  return null;
}
