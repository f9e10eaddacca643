import useSWR, { type SWRResponse } from "swr";
import { apiPath } from "glint-client";
import type { DeletedSets, DeletedTodo, DeletedTodos } from "glint-client/wire";
import { refreshAll } from "./cache";
import { request } from "./request";

/** What was deleted a moment ago is shown, even if the trash was open just before. */
const ALWAYS_FRESH = { dedupingInterval: 0, keepPreviousData: true };

export interface ListTrash {
  readonly todos: readonly DeletedTodo[];
  /** Whether there are more than in these pages. */
  readonly hasMore: boolean;
}

/** The first pages of what was deleted in a list, newest first. */
export function useDeletedTodos(
  teamId: string,
  setId: string,
  pages: number,
): SWRResponse<ListTrash, unknown> {
  const path = apiPath("teams", teamId, "sets", setId, "deleted-todos");
  const fetchPages = async (): Promise<ListTrash> => {
    const todos: DeletedTodo[] = [];
    let next: number | null = null;
    for (let page = 0; page < pages && (page === 0 || next !== null); page += 1) {
      const query = next === null ? "" : `?before=${next}`;
      const answer: DeletedTodos = await request("GET", path + query);
      todos.push(...answer.todos);
      next = answer.next;
    }
    return { todos, hasMore: next !== null };
  };
  return useSWR(["trash", teamId, setId, String(pages)], fetchPages, ALWAYS_FRESH);
}

/** The deleted lists of a team that the user may restore, newest first. */
export function useDeletedSets(teamId: string): SWRResponse<DeletedSets["sets"], unknown> {
  const path = apiPath("teams", teamId, "deleted-sets");
  const fetchSets = async () => (await request<DeletedSets>("GET", path)).sets;
  return useSWR(["trash", teamId], fetchSets, ALWAYS_FRESH);
}

/** Fetch again what is shown of a team's trash. */
export function refreshTrash(teamId: string): Promise<void> {
  return refreshAll("trash", teamId);
}

/** Bring a deleted todo back, with its sub-todos and comments. */
export async function restoreTodo(teamId: string, todoId: string): Promise<void> {
  await request("POST", apiPath("teams", teamId, "todos", todoId, "restore"));
}

/** Delete a deleted todo for good: its text leaves the history as well. */
export async function deleteTodoForGood(teamId: string, todoId: string): Promise<void> {
  await request("DELETE", apiPath("teams", teamId, "deleted-todos", todoId));
}

/** Delete a deleted list for good, with its history. */
export async function deleteSetForGood(teamId: string, setId: string): Promise<void> {
  await request("DELETE", apiPath("teams", teamId, "deleted-sets", setId));
}
