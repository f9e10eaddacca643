import { useEffect } from "react";
import { refreshAll } from "../data/cache";
import { isEnded } from "../realtime/status";
import type { ListSession } from "./session";

const RESOURCES = ["sets", "members", "permissions"];

/** Asks anew for what is shown of the team when somebody has changed it, or has closed it to us. */
export function useTeamRefresh(teamId: string, { status, subscribeToTeam }: ListSession): void {
  const ended = isEnded(status);
  useEffect(() => {
    const ask = () => {
      for (const resource of RESOURCES) void refreshAll(resource, teamId);
    };
    if (ended) ask();
    return subscribeToTeam(ask);
  }, [teamId, ended, subscribeToTeam]);
}
