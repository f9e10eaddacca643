"""What an access token allows: scopes, which narrow what its person may do and never add to it (docs/api.md)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, get_args

from msgspec import Struct

from domain.models import Scope
from domain.permissions import Permission

TOKEN_PREFIX: Final = "glint_"  # noqa: S105 - what is secret follows
"""What every access token begins with, so that scanners for secrets find one that was published."""
SCOPES: Final[tuple[Scope, ...]] = get_args(Scope)
PERMISSIONS_OF: Final[dict[Scope, frozenset[Permission]]] = {
    "read": frozenset({"view_todos"}),
    "write": frozenset(
        {
            "edit_any_todo",
            "delete_any_todo",
            "complete_any_todo",
            "reorder_todos",
            "create_todos",
            "edit_own_todos",
            "delete_own_todos",
            "add_subtodos",
            "claim_todos",
            "assign_todos",
            "complete_assigned_todos",
        }
    ),
    "comment": frozenset({"comment", "delete_own_comments", "delete_any_comment"}),
    "manage": frozenset({"manage_settings", "manage_permissions", "manage_sets", "manage_set_links"}),
}
"""The permissions that a person keeps; each is of one scope."""


class Grant(Struct, frozen=True, kw_only=True):
    """What the token of a request says: its name, and its scopes."""

    name: str
    scopes: tuple[Scope, ...]

    def narrow(self, held: frozenset[Permission]) -> frozenset[Permission]:
        """Those of the permissions that the token leaves."""
        return held & frozenset[Permission]().union(*(PERMISSIONS_OF[scope] for scope in self.scopes))


def with_read(scopes: Iterable[Scope]) -> list[Scope]:
    """The scopes in order, each once; every token may read."""
    asked = {"read", *scopes}
    return [scope for scope in SCOPES if scope in asked]
