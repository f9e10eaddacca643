const TEAM_KEY = "glint-last-team";
const setKey = (teamId: string) => `glint-last-set:${teamId}`;

/** Remember on this device which set of each team was open last. */
export function rememberVisit(teamId: string, setId: string): void {
  localStorage.setItem(TEAM_KEY, teamId);
  localStorage.setItem(setKey(teamId), setId);
}

export function lastTeamId(): string | null {
  return localStorage.getItem(TEAM_KEY);
}

export function lastSetId(teamId: string): string | null {
  return localStorage.getItem(setKey(teamId));
}
