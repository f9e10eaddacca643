import useSWR from "swr";
import { apiPath, browserPlatform, Soon } from "glint-client";
import type { FoundTodo, FoundTodos, MyList, MyTodos } from "glint-client/wire";
import { language } from "../texts";
import { refresh } from "./cache";
import { NOTIFICATIONS } from "./notifications";
import { request } from "./request";

/** What others assign is shown at once where there is push, and within this long anywhere. */
const REFETCH_MS = 60_000;
const PAGES_MAX = 5;

const KEY = ["mine"] as const;

export interface Mine {
  readonly lists: readonly MyList[];
  /** Whether there are more than these. */
  readonly more: boolean;
}

/** The user's open todos in all teams. */
export function useMine() {
  return useSWR(KEY, fetchMine, { refreshInterval: REFETCH_MS });
}

const refreshing = new Soon(browserPlatform(), () => {
  void refresh(KEY);
  void refresh(NOTIFICATIONS);
});

/** Fetch them again, soon, if they are shown, and with them what concerns the user: the same hint tells of both. */
export function refreshMine(): void {
  refreshing.ask();
}

const names = new Intl.Collator(language);

async function fetchMine(): Promise<Mine> {
  const path = apiPath("me", "todos");
  const pages = await pagesOf<MyTodos>((after) => `${path}${after === null ? "" : `?${after}`}`);
  const lists = new Map<string, MyList>();
  for (const list of pages.flatMap((page) => page.lists)) {
    const before = lists.get(list.setId)?.todos ?? [];
    lists.set(list.setId, { ...list, todos: [...before, ...list.todos] });
  }
  const sorted = [...lists.values()].sort(
    (a, b) => names.compare(a.teamName, b.teamName) || names.compare(a.setName, b.setName),
  );
  return { lists: sorted, more: pages.at(-1)?.next != null };
}

export interface Found {
  readonly todos: readonly FoundTodo[];
  readonly more: boolean;
}

/** The todos of the team whose titles have this text; nothing is searched for without one. */
export function useSearch(teamId: string, text: string) {
  return useSWR(text === "" ? null : ["search", teamId, text], async (): Promise<Found> => {
    const path = `${apiPath("teams", teamId, "search")}?${new URLSearchParams({ q: text }).toString()}`;
    const pages = await pagesOf<FoundTodos>((after) =>
      after === null ? path : `${path}&${after}`,
    );
    const more = pages.at(-1)?.next != null;
    return { todos: pages.flatMap((page) => page.todos), more };
  });
}

/** Fetch the first pages; `path` takes the query that leads to the next one. */
async function pagesOf<P extends { readonly next: string | null }>(
  path: (after: string | null) => string,
): Promise<readonly P[]> {
  const pages: P[] = [];
  for (let after: string | null = null; pages.length < PAGES_MAX;) {
    const page: P = await request<P>("GET", path(after));
    pages.push(page);
    if (page.next === null) break;
    after = new URLSearchParams({ after: page.next }).toString();
  }
  return pages;
}
