import useSWR from "swr";
import { apiPath } from "glint-client";
import type { NewShareLink, Permission, Permissions, ShareLink } from "glint-client/wire";
import { refresh } from "./cache";
import { request } from "./request";

/** The list that links lead to. */
export interface LinkedList {
  readonly teamId: string;
  readonly setId: string;
}

/** What the guests of a link may do besides seeing the list. */
export type GuestRight = ShareLink["allows"][number];

/** The permissions that guests get by each, as `GUEST_RIGHTS` of the server says. */
const GIVES = {
  create: ["create_todos", "add_subtodos"],
  edit: ["edit_any_todo", "edit_own_todos", "reorder_todos"],
  complete: ["complete_any_todo"],
  comment: ["comment", "delete_own_comments"],
} as const satisfies Readonly<Record<GuestRight, readonly Permission[]>>;

export const GUEST_RIGHTS = Object.keys(GIVES) as readonly GuestRight[];

/** Whether someone with these permissions may allow guests that: nobody gives what they do not have (R74). */
export function mayGive(permissions: Permissions | undefined, right: GuestRight): boolean {
  return GIVES[right].every((each) => permissions?.[each] === true);
}

export interface LinkTerms {
  readonly name: string;
  readonly allows: readonly GuestRight[];
  /** In seconds. */
  readonly expiresIn: number;
}

const key = ({ teamId, setId }: LinkedList) => ["share-links", teamId, setId] as const;

/** The share links of a list, the newest first. */
export function useShareLinks(list: LinkedList) {
  return useSWR(key(list), async () => {
    return (await request<{ links: readonly ShareLink[] }>("GET", pathOf(list))).links;
  });
}

/** Make a share link; its token is in this answer only. */
export function createShareLink(list: LinkedList, terms: LinkTerms): Promise<NewShareLink> {
  return newToken(list, pathOf(list), terms);
}

/** Allow the guests of a share link something else. */
export async function changeShareLink(
  list: LinkedList,
  id: string,
  allows: readonly GuestRight[],
): Promise<void> {
  await request("PATCH", pathOf(list, id), { allows });
  await refresh(key(list));
}

/** Give a share link another token; whoever came by the old one is out. */
export function rotateShareLink(list: LinkedList, id: string): Promise<NewShareLink> {
  return newToken(list, pathOf(list, id, "rotate"), {});
}

/** End a share link; whoever came by it is out. */
export async function endShareLink(list: LinkedList, id: string): Promise<void> {
  await request("DELETE", pathOf(list, id));
  await refresh(key(list));
}

async function newToken(list: LinkedList, path: string, body: object): Promise<NewShareLink> {
  const { link } = await request<{ link: NewShareLink }>("POST", path, body);
  await refresh(key(list));
  return link;
}

function pathOf({ teamId, setId }: LinkedList, ...rest: readonly string[]): string {
  return apiPath("teams", teamId, "sets", setId, "links", ...rest);
}
