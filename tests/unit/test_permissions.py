"""Permissions: the defaults, and the precedence of overrides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.models import Role
from domain.permissions import (
    GLOBAL_SCOPE,
    PERMISSIONS,
    Override,
    Permission,
    as_map,
    granted,
    may_invite,
    may_manage_members,
    outranks,
    set_scope,
)

ROLES: tuple[Role, ...] = ("owner", "co-owner", "admin", "member")
DEFAULTS: dict[Permission, tuple[bool, bool]] = {
    "manage_settings": (False, False),
    "manage_permissions": (False, False),
    "manage_sets": (True, False),
    "manage_set_links": (True, False),
    "edit_any_todo": (True, False),
    "delete_any_todo": (True, False),
    "complete_any_todo": (True, False),
    "reorder_todos": (True, False),
    "delete_any_comment": (True, False),
    "create_todos": (True, True),
    "edit_own_todos": (True, True),
    "delete_own_todos": (True, True),
    "add_subtodos": (True, True),
    "claim_todos": (True, True),
    "assign_todos": (True, True),
    "complete_assigned_todos": (True, True),
    "comment": (True, True),
    "delete_own_comments": (True, True),
    "view_todos": (True, True),
}
"""What (admin, member) hold by default."""


def _override(scope: str, role: Role, permission: str, *, allowed: bool) -> Override:
    return Override(scope=scope, role=role, permission=permission, allowed=allowed)


def test_the_table_names_every_permission() -> None:
    """The table here and the code name the same permissions."""
    assert set(DEFAULTS) == set(PERMISSIONS)
    assert len(PERMISSIONS) == 19


@pytest.mark.parametrize("permission", PERMISSIONS)
def test_an_admin_holds_the_first_column(permission: Permission) -> None:
    """An admin holds by default what the table's first column says."""
    assert (permission in granted("admin")) is DEFAULTS[permission][0]


@pytest.mark.parametrize("permission", PERMISSIONS)
def test_a_member_holds_the_second_column(permission: Permission) -> None:
    """A member holds by default what the table's second column says."""
    assert (permission in granted("member")) is DEFAULTS[permission][1]


@pytest.mark.parametrize("role", ["owner", "co-owner"])
def test_owners_may_do_everything(role: Role) -> None:
    """Owner and co-owner hold every permission."""
    assert granted(role) == set(PERMISSIONS)


@pytest.mark.parametrize("role", ["owner", "co-owner"])
@pytest.mark.parametrize("scope", [GLOBAL_SCOPE, "set:s1"])
def test_overrides_do_not_apply_to_owners(role: Role, scope: str) -> None:
    """Owner and co-owner keep everything, whatever is stored for them."""
    stored = [_override(scope, role, permission, allowed=False) for permission in PERMISSIONS]
    assert granted(role, stored, "s1") == set(PERMISSIONS)


def test_a_team_wide_override_wins_over_the_default() -> None:
    """A team-wide override gives or takes a permission in the team and in each of its sets."""
    stored = [
        _override(GLOBAL_SCOPE, "member", "manage_sets", allowed=True),
        _override(GLOBAL_SCOPE, "member", "claim_todos", allowed=False),
    ]
    for set_id in (None, "s1"):
        held = granted("member", stored, set_id)
        assert "manage_sets" in held
        assert "claim_todos" not in held


@pytest.mark.parametrize("allowed", [True, False])
def test_a_set_override_wins_over_the_team_wide_one(*, allowed: bool) -> None:
    """A per-set override wins over the team-wide one, in whichever order they are read."""
    stored = [
        _override("set:s1", "member", "comment", allowed=allowed),
        _override(GLOBAL_SCOPE, "member", "comment", allowed=not allowed),
    ]
    for order in (stored, stored[::-1]):
        assert ("comment" in granted("member", order, "s1")) is allowed
        assert ("comment" in granted("member", order, "s2")) is not allowed
        assert ("comment" in granted("member", order)) is not allowed


def test_an_override_is_for_its_role_alone() -> None:
    """An override of one role changes nothing for another."""
    stored = [_override(GLOBAL_SCOPE, "admin", "view_todos", allowed=False)]
    assert "view_todos" in granted("member", stored)
    assert "view_todos" not in granted("admin", stored)


def test_an_unknown_permission_in_the_database_grants_nothing() -> None:
    """An override of a permission that this version does not know is ignored."""
    assert granted("member", [_override(GLOBAL_SCOPE, "member", "rule_the_world", allowed=True)]) == granted("member")


scopes = st.sampled_from([GLOBAL_SCOPE, set_scope("s1"), set_scope("s2")])
overrides = st.lists(
    st.builds(
        Override,
        scope=scopes,
        role=st.sampled_from(ROLES),
        permission=st.sampled_from(PERMISSIONS),
        allowed=st.booleans(),
    ),
    unique_by=lambda o: (o.scope, o.role, o.permission),
)


@given(st.sampled_from(ROLES), overrides, st.sampled_from([None, "s1", "s2"]))
def test_the_most_specific_statement_decides(role: Role, stored: list[Override], set_id: str | None) -> None:
    """Per set, then team-wide, then the default."""
    said = {(o.scope, o.role, o.permission): o.allowed for o in stored}
    for permission in PERMISSIONS:
        default = True if role in ("owner", "co-owner") else DEFAULTS[permission][role == "member"]
        team_wide = said.get((GLOBAL_SCOPE, role, permission), default)
        expected = said.get((f"set:{set_id}", role, permission), team_wide)
        if role in ("owner", "co-owner"):
            expected = True
        assert (permission in granted(role, stored, set_id)) is expected


@given(st.sampled_from(ROLES), overrides)
def test_the_wire_names_every_permission(role: Role, stored: list[Override]) -> None:
    """`permissions` on the wire has every key, in the documented order, with true or false."""
    wire = as_map(granted(role, stored))
    assert tuple(wire) == PERMISSIONS
    assert {key for key, held in wire.items() if held} == granted(role, stored)


def test_a_rank_reaches_up_to_itself() -> None:
    """Everybody may manage their own rank and those below, nobody those above."""
    rising: tuple[Role, ...] = ("member", "admin", "co-owner", "owner")
    for rank, actor in enumerate(rising):
        assert [outranks(actor, other) for other in rising] == [other <= rank for other in range(4)]


def test_who_manages_members_and_who_invites() -> None:
    """Owners and co-owners manage members; admins may also invite."""
    assert [may_manage_members(role) for role in ROLES] == [True, True, False, False]
    assert [may_invite(role) for role in ROLES] == [True, True, True, False]
