import type { Team } from "glint-client/wire";
import { apiPath } from "glint-client";
import { refreshMe } from "./me";
import { request } from "./request";

export async function createTeam(name: string): Promise<Team> {
  const { team } = await request<{ team: Team }>("POST", apiPath("teams"), { name });
  await refreshMe();
  return team;
}

export async function renameTeam(teamId: string, name: string): Promise<void> {
  await request("PATCH", apiPath("teams", teamId), { name });
  await refreshMe();
}

export async function deleteTeam(teamId: string): Promise<void> {
  await request("DELETE", apiPath("teams", teamId));
  await refreshMe();
}
