import type { Team, User } from "glint-client/wire";

const PREFIX = "personal:";

export function personalSpaceId(userId: string): string {
  return `${PREFIX}${userId}`;
}

export function isPersonalSpace(teamId: string): boolean {
  return teamId.startsWith(PREFIX);
}

/** Return the personal space as a workspace like any team; its only member owns it. */
export function personalSpace(user: User, name: string): Team {
  return { id: personalSpaceId(user.id), name, role: "owner", avatarUrl: null };
}
