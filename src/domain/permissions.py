"""Permissions: role defaults, and overrides where the more specific scope wins (docs/api.md)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, get_args

from domain.models import GuestRight, Model, Role

Permission = Literal[
    "manage_settings",
    "manage_permissions",
    "manage_sets",
    "manage_set_links",
    "edit_any_todo",
    "delete_any_todo",
    "complete_any_todo",
    "reorder_todos",
    "delete_any_comment",
    "create_todos",
    "edit_own_todos",
    "delete_own_todos",
    "add_subtodos",
    "claim_todos",
    "assign_todos",
    "complete_assigned_todos",
    "comment",
    "delete_own_comments",
    "view_todos",
]
GovernedRole = Literal["admin", "member"]

PERMISSIONS: Final[tuple[Permission, ...]] = get_args(Permission)
GLOBAL_SCOPE: Final = "global"

_MEMBER: Final[frozenset[Permission]] = frozenset(PERMISSIONS[PERMISSIONS.index("create_todos") :])
_DEFAULTS: Final[dict[Role, frozenset[Permission]]] = {
    "owner": frozenset(PERMISSIONS),
    "co-owner": frozenset(PERMISSIONS),
    "admin": frozenset(PERMISSIONS) - {"manage_settings", "manage_permissions"},
    "member": _MEMBER,
}
GUEST_RIGHTS: Final[dict[GuestRight, frozenset[Permission]]] = {
    "create": frozenset({"create_todos", "add_subtodos"}),
    "edit": frozenset({"edit_any_todo", "edit_own_todos", "reorder_todos"}),
    "complete": frozenset({"complete_any_todo"}),
    "comment": frozenset({"comment", "delete_own_comments"}),
}
"""What a share link may allow guests in its list, which they see always."""
_RANK: Final[dict[Role, int]] = {"member": 0, "admin": 1, "co-owner": 2, "owner": 3}


class Override(Model, frozen=True, kw_only=True):
    """One stored exception to the defaults of a role, in a scope."""

    scope: str
    role: Role
    permission: str
    allowed: bool


def set_scope(set_id: str) -> str:
    """The scope of the overrides that hold for one set."""
    return f"set:{set_id}"


def granted(role: Role, overrides: Iterable[Override] = (), set_id: str | None = None) -> frozenset[Permission]:
    """Return the permissions of `role` in a set (or in the team, without one).

    Per-set overrides win over team-wide ones, those over the defaults. Overrides of other roles and of
    other sets are passed over. Owner and co-owner may do everything, whatever is stored.
    """
    if role in ("owner", "co-owner"):
        return _DEFAULTS[role]
    scopes = {GLOBAL_SCOPE: 0} | ({set_scope(set_id): 1} if set_id else {})
    relevant = [o for o in overrides if o.role == role and o.scope in scopes]
    held: set[Permission] = set(_DEFAULTS[role])
    for override in sorted(relevant, key=lambda o: scopes[o.scope]):
        for permission in PERMISSIONS:
            if permission == override.permission:
                (held.add if override.allowed else held.discard)(permission)
    return frozenset(held)


def granted_to_guest(allows: Iterable[GuestRight]) -> frozenset[Permission]:
    """Return the permissions of whoever has a share link that allows this."""
    return frozenset[Permission]({"view_todos"}).union(*(GUEST_RIGHTS[right] for right in allows))


def in_order(allows: Iterable[GuestRight]) -> list[GuestRight]:
    """Return the rights in the order of the wire, each once."""
    asked = set(allows)
    return [right for right in GUEST_RIGHTS if right in asked]


def gained(before: Iterable[Override], after: Iterable[Override], set_id: str | None) -> frozenset[Permission]:
    """Return the permissions that any governed role gains by the overrides `after` over those `before`."""
    roles: tuple[GovernedRole, ...] = get_args(GovernedRole)
    found = (granted(role, after, set_id) - granted(role, before, set_id) for role in roles)
    return frozenset().union(*found)


def as_map(held: frozenset[Permission]) -> dict[str, bool]:
    """Map every permission to whether it is held: the `permissions` of the wire."""
    return {permission: permission in held for permission in PERMISSIONS}


def outranks(actor: Role, other: Role) -> bool:
    """Whether `actor` may act on someone who has, or is to get, the role `other`: up to one's own."""
    return _RANK[actor] >= _RANK[other]


def may_manage_members(role: Role) -> bool:
    """Owners and co-owners change roles and remove people."""
    return _RANK[role] >= _RANK["co-owner"]


def roles_to_invite(role: Role) -> tuple[Role, ...]:
    """The roles that someone with `role` may invite to."""
    return tuple(other for other in _RANK if may_invite(role) and outranks(role, other))


def may_invite(role: Role) -> bool:
    """Owners, co-owners and admins invite, up to their own role."""
    return _RANK[role] >= _RANK["admin"]
