import type { Todo } from "glint-client/wire";
import { ApiError, apiPath } from "glint-client";
import type { CommentOfSet, FileTodo } from "../exchange/team";
import { request } from "./request";

const TOO_MANY_REQUESTS = 429;
const RETRY_MS = 5_000;

/** Everything in a list. */
export async function readList(teamId: string, setId: string): Promise<WholeList> {
  const path = apiPath("teams", teamId, "sets", setId);
  const { todos } = await read<{ todos: readonly Todo[] }>(`${path}/todos`);
  const hasComments = todos.some(({ commentCount }) => commentCount > 0);
  const hasDescriptions = todos.some(({ hasDescription }) => hasDescription);
  const descriptions = hasDescriptions ? await allOf<Described>(path, "descriptions") : [];
  return {
    todos,
    comments: hasComments ? await allOf<CommentOfSet>(path, "comments") : [],
    descriptions: new Map(descriptions.map(({ todoId, description }) => [todoId, description])),
  };
}

interface WholeList {
  readonly todos: readonly Todo[];
  readonly comments: readonly CommentOfSet[];
  /** By todo. */
  readonly descriptions: ReadonlyMap<string, string>;
}

interface Described {
  readonly todoId: string;
  readonly description: string;
}

/** All pages of what a list has of this kind. */
async function allOf<Item>(path: string, kind: "comments" | "descriptions"): Promise<Item[]> {
  type Page = { readonly [K in typeof kind]: readonly Item[] } & { readonly next: string | null };
  const items: Item[] = [];
  for (let after: string | null = ""; after !== null;) {
    const query: string = after === "" ? "" : `?after=${encodeURIComponent(after)}`;
    const page: Page = await read<Page>(`${path}/${kind}${query}`);
    items.push(...page[kind]);
    after = page.next;
  }
  return items;
}

/** Read as soon as the server lets us: a team may have more large lists than one may read in a minute (R125). */
async function read<Answer>(path: string): Promise<Answer> {
  for (;;) {
    try {
      return await request<Answer>("GET", path);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== TOO_MANY_REQUESTS) throw error;
      await new Promise((next) => setTimeout(next, error.retryAfterMs ?? RETRY_MS));
    }
  }
}

/** Where an import goes: a new list of this name, or a list, whose todos it may replace. */
export type Destination =
  { readonly name: string } | { readonly setId: string; readonly replace: boolean };

/** Import all of it or nothing; a repeat with the same key changes nothing. Returns the list's id. */
export async function importList(
  teamId: string,
  destination: Destination,
  todos: readonly FileTodo[],
  key: string,
): Promise<string> {
  const isNew = "name" in destination;
  const path = isNew
    ? apiPath("teams", teamId, "sets", "import")
    : apiPath("teams", teamId, "sets", destination.setId, "import");
  const body = isNew ? { name: destination.name, todos } : { todos, replace: destination.replace };
  const { setId } = await request<{ setId: string }>("POST", path, body, key);
  return setId;
}
