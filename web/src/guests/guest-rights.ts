import type { GuestRight } from "../data/share-links";
import type { Permission, Permissions } from "glint-client/wire";

/** What a share link may allow, each with a permission that guests have by it and by no other (R216). */
const HELD_BY = {
  create: "create_todos",
  edit: "edit_any_todo",
  complete: "complete_any_todo",
  comment: "comment",
} as const satisfies Readonly<Record<GuestRight, Permission>>;

/** Return what a share link allows, besides seeing the list. */
export function guestRightsOf(permissions: Permissions | null): readonly GuestRight[] {
  const rights = Object.keys(HELD_BY) as GuestRight[];
  return rights.filter((right) => permissions?.[HELD_BY[right]] === true);
}
