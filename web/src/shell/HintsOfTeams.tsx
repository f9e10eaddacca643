import { useEffect, useEffectEvent } from "react";
import { browserPlatform, type Ending, Http, TeamHints } from "glint-client";
import type { Team } from "glint-client/wire";
import { ME, refresh, refreshTeam } from "../data/cache";
import { refreshMine } from "../data/mine";

/** How many teams are followed; the user's todos in other teams are polled. */
const TEAMS_MAX = 8;

interface HintsProps {
  readonly teams: readonly Team[];
  /** The team in which a list is open, whose socket has the hints as well. */
  readonly besides: string | null;
}

/** Follow what concerns the user in all teams, whatever they have open. */
export default function HintsOfTeams({ teams, besides }: HintsProps) {
  return teams
    .filter(({ id }) => id !== besides)
    .slice(0, TEAMS_MAX)
    .map(({ id }) => <HintsOfTeam key={id} teamId={id} isListOpen={besides !== null} />);
}

interface HintsOfTeamProps {
  readonly teamId: string;
  readonly isListOpen: boolean;
}

function HintsOfTeam({ teamId, isListOpen }: HintsOfTeamProps) {
  /** An open list says itself that the session is over, and what is not saved. */
  const ended = useEffectEvent(({ kind }: Ending) => {
    if (kind === "signed-out" && isListOpen) return;
    void refresh(ME);
    refreshMine();
  });
  useEffect(() => {
    const platform = browserPlatform();
    const hints = new TeamHints(teamId, new Http(platform.fetch, platform.clock), platform, {
      hinted: (hint) => {
        if (hint === "team") refreshTeam(teamId);
        refreshMine();
      },
      ended,
    });
    return () => hints.close();
  }, [teamId]);
  return null;
}
