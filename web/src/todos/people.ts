import type { Member } from "glint-client/wire";
import { useMembers } from "../data/members";
import { texts } from "../texts";
import { useWorkspace } from "../workspace/workspace";

const NOBODY: readonly Member[] = [];

/** Everybody in the team, once they are known. */
export function usePeople(): readonly Member[] {
  const { team } = useWorkspace();
  return useMembers(team.id).data ?? NOBODY;
}

/** Who the server says that everybody is to guests (R212). */
export const SOMEONE_ID = "somebody";

/** Return what to call a person; guests are told nobody's name, so it is of the language in use. */
export function nameOf(id: string, name: string | null, myId: string): string {
  if (id === myId) return texts.todos.you;
  return id === SOMEONE_ID || name === null ? texts.todos.someone : name;
}

/** Those of the people who have these ids, in their order. */
export function peopleWith(ids: readonly string[], people: readonly Member[]): readonly Member[] {
  return people.filter(({ userId }) => ids.includes(userId));
}
