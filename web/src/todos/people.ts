import type { Member } from "glint-client/wire";
import { useMembers } from "../data/members";
import { useWorkspace } from "../workspace/workspace";

const NOBODY: readonly Member[] = [];

/** Everybody in the team, once they are known. */
export function usePeople(): readonly Member[] {
  const { team } = useWorkspace();
  return useMembers(team.id).data ?? NOBODY;
}

/** Those of the people who have these ids, in their order. */
export function peopleWith(ids: readonly string[], people: readonly Member[]): readonly Member[] {
  return people.filter(({ userId }) => ids.includes(userId));
}

/** What someone is called: oneself, by the word for it. */
export function nameOf({ userId, displayName }: Member, myId: string, me: string): string {
  return userId === myId ? me : displayName;
}
