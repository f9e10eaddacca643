import { apiPath, type CommentPage } from "glint-client";
import { request } from "./request";

/** Fetch comments of a todo: the first ones, or those that `after` of the answer before leads to. */
export function commentPage(
  teamId: string,
  todoId: string,
  after: string | null,
): Promise<CommentPage> {
  const path = apiPath("teams", teamId, "todos", todoId, "comments");
  const query = after === null ? "" : `?after=${encodeURIComponent(after)}`;
  return request("GET", path + query);
}
