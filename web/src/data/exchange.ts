import type { Todo } from "glint-client/wire";
import { apiPath } from "glint-client";
import type { CommentOfSet, FileTodo } from "../exchange/team";
import { request } from "./request";

/** Everything in a list. */
export async function readList(
  teamId: string,
  setId: string,
): Promise<{ readonly todos: readonly Todo[]; readonly comments: readonly CommentOfSet[] }> {
  const path = apiPath("teams", teamId, "sets", setId);
  const { todos } = await request<{ todos: readonly Todo[] }>("GET", `${path}/todos`);
  const comments: CommentOfSet[] = [];
  const hasComments = todos.some(({ commentCount }) => commentCount > 0);
  for (let after: string | null = hasComments ? "" : null; after !== null;) {
    const query: string = after === "" ? "" : `?after=${encodeURIComponent(after)}`;
    const page = await request<{ comments: readonly CommentOfSet[]; next: string | null }>(
      "GET",
      `${path}/comments${query}`,
    );
    comments.push(...page.comments);
    after = page.next;
  }
  return { todos, comments };
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
