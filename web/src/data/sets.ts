import useSWR from "swr";
import type { Position, Role, TodoSet } from "glint-client/wire";
import { apiPath } from "glint-client";
import { change, refresh } from "./cache";
import { request } from "./request";

interface SetsAnswer {
  readonly sets: readonly TodoSet[];
  readonly role: Role;
  /** How many todos are open, by list; missing in an answer that an earlier release stored. */
  readonly openCounts?: Readonly<Record<string, number>>;
}

/** Sets that others create appear within this long: the list of sets is polled, unlike their todos. */
const REFETCH_MS = 30_000;

const key = (teamId: string) => ["sets", teamId] as const;

export function useSets(teamId: string) {
  return useSWR(key(teamId), () => fetchSets(teamId), { refreshInterval: REFETCH_MS });
}

/** A team's lists. */
interface SetsOfTeam {
  readonly teamId: string;
  readonly sets: readonly TodoSet[];
}

/** The lists of all of these teams; a team whose lists cannot be fetched now is left out. */
export function useSetsOfTeams(teamIds: readonly string[]) {
  return useSWR(["all-sets"], async (): Promise<readonly SetsOfTeam[]> => {
    const answers = await Promise.allSettled(
      teamIds.map(async (teamId) => ({ teamId, sets: (await fetchSets(teamId)).sets })),
    );
    const [first] = answers;
    const fetched = answers.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
    if (fetched.length === 0 && first?.status === "rejected") throw first.reason;
    return fetched;
  });
}

function fetchSets(teamId: string): Promise<SetsAnswer> {
  return request<SetsAnswer>("GET", apiPath("teams", teamId, "sets"));
}

export function refreshSets(teamId: string): Promise<void> {
  return refresh(key(teamId));
}

export async function createSet(teamId: string, name: string): Promise<TodoSet> {
  const { set } = await request<{ set: TodoSet }>("POST", apiPath("teams", teamId, "sets"), {
    name,
  });
  await changeSets(teamId, (sets) => [...sets.filter((other) => other.id !== set.id), set]);
  return set;
}

export async function updateSet(
  teamId: string,
  setId: string,
  changes: {
    readonly name?: string;
    readonly splitCompleted?: boolean;
    readonly autoRenew?: boolean;
    readonly renewTime?: string;
    readonly timezone?: string;
  },
): Promise<void> {
  const { set } = await request<{ set: TodoSet }>(
    "PATCH",
    apiPath("teams", teamId, "sets", setId),
    changes,
  );
  await changeSets(teamId, (sets) => sets.map((other) => (other.id === setId ? set : other)));
}

/** Delete a list; the others are fetched again, because a team that has none left gets a first one. */
export async function deleteSet(teamId: string, setId: string): Promise<void> {
  await request("DELETE", apiPath("teams", teamId, "sets", setId));
  const shown = changeSets(teamId, (sets) => sets.filter((other) => other.id !== setId));
  await Promise.all([shown, refreshSets(teamId)]);
}

/** Bring a deleted list back, with all its todos. */
export async function restoreSet(teamId: string, setId: string): Promise<void> {
  await request("POST", apiPath("teams", teamId, "sets", setId, "restore"));
  await refreshSets(teamId);
}

/** Show the new order at once; if refused, restore the old one and throw. */
export async function reorderSets(teamId: string, items: readonly Position[]): Promise<void> {
  const orders = new Map(items.map((item) => [item.id, item.sortOrder]));
  await changeSets(teamId, (sets) =>
    sets
      .map((set) => ({ ...set, sortOrder: orders.get(set.id) ?? set.sortOrder }))
      .sort((a, b) => a.sortOrder - b.sortOrder),
  );
  try {
    await request("POST", apiPath("teams", teamId, "sets", "reorder"), { items });
  } finally {
    await refreshSets(teamId);
  }
}

/** Set how many todos of a list are open, for whom that is known better than from the last answer. */
export async function keepOpenCount(teamId: string, setId: string, open: number): Promise<void> {
  await change<SetsAnswer>(key(teamId), (answer) => ({
    ...answer,
    openCounts: { ...answer.openCounts, [setId]: open },
  }));
}

function changeSets(
  teamId: string,
  edit: (sets: readonly TodoSet[]) => readonly TodoSet[],
): Promise<void> {
  return change<SetsAnswer>(key(teamId), (answer) => ({ ...answer, sets: edit(answer.sets) }));
}
