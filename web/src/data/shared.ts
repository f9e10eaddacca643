import useSWRImmutable from "swr/immutable";
import { apiPath } from "glint-client";
import type { Permissions, SharedTodos } from "glint-client/wire";
import { request } from "./request";

/** The answer with a list that is shared, and what its link allows. */
export interface SharedList extends Omit<SharedTodos, "permissions"> {
  readonly permissions: Permissions;
}

/** The list of a share link as it was when its page was opened; from then on it is live. */
export function useSharedList(token: string) {
  return useSWRImmutable<SharedList, unknown>(["shared", token], () =>
    request("GET", apiPath("shared", token)),
  );
}
