import { useEffect } from "react";
import { isEnded } from "glint-client";
import { refreshAll, refreshTeam } from "../data/cache";
import type { ListSession } from "./session";

/** What fills and empties the trash of a list. */
const OF_TRASH: readonly string[] = ["todo:deleted", "todos:added"];

/** Fetch the team's data again when someone has changed it, or when access has ended. */
export function useTeamRefresh(
  teamId: string,
  { status, feed, subscribeToTeam }: ListSession,
): void {
  const ended = isEnded(status);
  useEffect(() => {
    const ask = () => refreshTeam(teamId);
    if (ended) ask();
    return subscribeToTeam((hint) => hint === "team" && ask());
  }, [teamId, ended, subscribeToTeam]);
  useEffect(
    () =>
      feed?.subscribe(({ events }) => {
        if (events.some(({ type }) => OF_TRASH.includes(type))) void refreshAll("trash", teamId);
      }),
    [teamId, feed],
  );
}
