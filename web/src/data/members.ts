import useSWR from "swr";
import type { Member, Role } from "glint-client/wire";
import { apiPath } from "glint-client";
import { refresh } from "./cache";
import { refreshMe } from "./me";
import { request } from "./request";

const key = (teamId: string) => ["members", teamId] as const;

export function useMembers(teamId: string) {
  return useSWR(key(teamId), async () => {
    const path = apiPath("teams", teamId, "members");
    return (await request<{ members: readonly Member[] }>("GET", path)).members;
  });
}

export async function changeRole(teamId: string, userId: string, role: Role): Promise<void> {
  await request("PATCH", apiPath("teams", teamId, "members", userId), { role });
  await refresh(key(teamId));
}

export async function removeMember(teamId: string, userId: string): Promise<void> {
  await request("DELETE", apiPath("teams", teamId, "members", userId));
  await refresh(key(teamId));
}

/** Leave the team. */
export async function leaveTeam(teamId: string, myId: string): Promise<void> {
  await request("DELETE", apiPath("teams", teamId, "members", myId));
  await refreshMe();
}
