import { useEffect } from "react";
import { refreshMine } from "../data/mine";
import { useListView } from "./list-view";
import { isHeldBy } from "./rights";
import { useProgress, useSession } from "./session";

/** Fetch the user's own todos again when those in the open list change and are saved, or a hint says so. */
export default function MineWatch() {
  const session = useSession();
  const { todos, subscribeToTeam } = session;
  const isSaved = useProgress(session, ({ pending }) => pending === 0);
  const { myId } = useListView();
  const held = (todos ?? [])
    .filter((todo) => !todo.completed && isHeldBy(todo, myId))
    .map(({ id, title }) => `${id} ${title}`)
    .join("\n");
  useEffect(() => {
    if (isSaved) refreshMine();
  }, [held, isSaved]);
  useEffect(() => subscribeToTeam(refreshMine), [subscribeToTeam]);
  return null;
}
