import type { Role } from "glint-client/wire";

/** From the least to the most privileged. */
export const ROLES: readonly Role[] = ["member", "admin", "co-owner", "owner"];

/** Return the roles that a user with `role` may grant: up to their own. */
export function rolesUpTo(role: Role): readonly Role[] {
  return ROLES.slice(0, ROLES.indexOf(role) + 1);
}

/** Owners and co-owners change roles and remove people. */
export function mayManageMembers(role: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf("co-owner");
}

export function mayInvite(role: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf("admin");
}
