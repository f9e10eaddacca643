import { apiPath } from "glint-client";
import type { History } from "glint-client/wire";
import { request } from "./request";

/** What a history is of: a list, or one of its todos. */
export type Subject = { readonly setId: string } | { readonly todoId: string };

/** Fetch what happened, newest first: the newest page, or the one that `before` of the page before leads to. */
export function historyPage(teamId: string, of: Subject, before: number | null): Promise<History> {
  const owner = "setId" in of ? ["sets", of.setId] : ["todos", of.todoId];
  const path = apiPath("teams", teamId, ...owner, "history");
  return request("GET", before === null ? path : `${path}?before=${before}`);
}
