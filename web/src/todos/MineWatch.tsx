import { useEffect } from "react";
import { refreshMine } from "../data/mine";
import { useListView } from "./list-view";
import { isHeldBy } from "./rights";
import { useSession } from "./session";

/** Fetch the user's own todos again when those in the open list change and are saved, or a hint says so. */
export default function MineWatch() {
  const { todos, pending, subscribeToTeam } = useSession();
  const { myId } = useListView();
  const held = (todos ?? [])
    .filter((todo) => !todo.completed && isHeldBy(todo, myId))
    .map(({ id, title }) => `${id} ${title}`)
    .join("\n");
  const isSaved = pending === 0;
  useEffect(() => {
    if (isSaved) refreshMine();
  }, [held, isSaved]);
  useEffect(() => subscribeToTeam(refreshMine), [subscribeToTeam]);
  return null;
}
