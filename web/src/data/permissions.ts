import useSWR from "swr";
import type { Permission, Permissions, Role } from "glint-client/wire";
import { apiPath } from "glint-client";
import { refreshAll } from "./cache";
import { request } from "./request";

/** The roles whose permissions can be changed; the others may do everything. */
export type GovernedRole = "admin" | "member";

/** Where overrides apply: in the whole team, or in one set. */
export type Scope = "global" | `set:${string}`;

export interface Override {
  readonly role: GovernedRole;
  readonly permission: Permission;
  /** Null removes the override. */
  readonly allowed: boolean | null;
}

interface PermissionsAnswer {
  readonly scope: string;
  readonly overrides: readonly Override[];
  readonly effective: { readonly [role in GovernedRole]: Permissions };
}

interface MyPermissions {
  readonly role: Role;
  readonly permissions: Permissions;
}

export function useMyPermissions(teamId: string) {
  return useSWR(["permissions", teamId, "me"], () =>
    request<MyPermissions>("GET", apiPath("teams", teamId, "permissions", "me")),
  );
}

/** What the user may do in one list, where that may differ from the team. */
export function useMyPermissionsIn(teamId: string, setId: string) {
  const path = `${apiPath("teams", teamId, "permissions", "me")}?setId=${encodeURIComponent(setId)}`;
  return useSWR(["permissions", teamId, "me", setId], () => request<MyPermissions>("GET", path));
}

export function usePermissions(teamId: string, scope: Scope) {
  return useSWR(["permissions", teamId, scope], () =>
    request<PermissionsAnswer>("GET", permissionsPath(teamId, scope)),
  );
}

export async function changePermissions(
  teamId: string,
  scope: Scope,
  overrides: readonly Override[],
): Promise<void> {
  await request("PUT", permissionsPath(teamId, scope), { overrides });
  await refreshAll("permissions", teamId);
}

function permissionsPath(teamId: string, scope: Scope): string {
  return `${apiPath("teams", teamId, "permissions")}?scope=${encodeURIComponent(scope)}`;
}
