import useSWR from "swr";
import useSWRImmutable from "swr/immutable";
import type { Actor, Invite, NewInvite, Role, Team } from "glint-client/wire";
import { apiPath } from "glint-client";
import { refresh } from "./cache";
import { completeInvite, withoutInvitation } from "./last-release";
import { refreshMe } from "./me";
import { request } from "./request";

export interface InviteTerms {
  readonly role: Role;
  /** In seconds. */
  readonly expiresIn: number;
  /** How many may join with it; null is unlimited. */
  readonly maxUses: number | null;
}

const key = (teamId: string) => ["invites", teamId] as const;

export function useInvites(teamId: string) {
  return useSWR(key(teamId), async () => {
    const path = apiPath("teams", teamId, "invites");
    return (await request<{ invites: readonly Invite[] }>("GET", path)).invites.map(completeInvite);
  });
}

export async function createInvite(teamId: string, terms: InviteTerms): Promise<NewInvite> {
  const path = apiPath("teams", teamId, "invites");
  const { invite } = await request<{ invite: NewInvite }>("POST", path, terms);
  await refresh(key(teamId));
  return invite;
}

export async function revokeInvite(teamId: string, inviteId: string): Promise<void> {
  await request("DELETE", apiPath("teams", teamId, "invites", inviteId));
  await refresh(key(teamId));
}

export interface Invitation {
  readonly team: Team;
  readonly isMember: boolean;
  /** Missing in the answer of an earlier release's server. */
  readonly invitedBy?: Actor;
}

/** What an invitation link leads to, before joining; null where the server does not tell. */
export function useInvitation(token: string) {
  return useSWRImmutable<Invitation | null, unknown>(["invitation", token], () =>
    request<Invitation>("GET", apiPath("invites", token)).catch(withoutInvitation),
  );
}

/** Join the team of an invitation link. */
export async function acceptInvite(token: string): Promise<Team> {
  const { team } = await request<{ team: Team }>("POST", apiPath("invites", token));
  await refreshMe();
  return team;
}
