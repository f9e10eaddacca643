import { ApiError, NOT_YET } from "glint-client";
import type { Invite, User } from "glint-client/wire";

/*
 * While a rollout lasts, the last release's server still answers some requests. This fills in what its answers lack, as
 * it was then; docs/releasing.md says when a line may go.
 */

type Without<Answer, Later extends keyof Answer> = Omit<Answer, Later> &
  Partial<Pick<Answer, Later>>;

/** Everybody could create teams. */
export function completeUser(user: Without<User, "mayCreateTeams">): User {
  return { mayCreateTeams: true, ...user };
}

/** Who had used an invitation was not told. */
export function completeInvite(invite: Without<Invite, "usedBy">): Invite {
  return { usedBy: [], ...invite };
}

/** What the link of an invitation leads to was not told: there was no such route. */
export function withoutInvitation(error: unknown): null {
  if (error instanceof ApiError && error.code === NOT_YET.code) return null;
  throw error;
}
