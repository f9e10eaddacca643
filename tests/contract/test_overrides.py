"""Permission overrides: stored per scope, and in effect from the next request on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from actions import permissions
from domain.errors import Forbidden, Invalid, NotFound
from domain.inputs import Claim, NewTodo, PermissionChange, PermissionChanges, SetName, TodoChange
from domain.permissions import PERMISSIONS, GovernedRole, Permission, as_map, granted
from routes import sets, todos
from tests.support.databases import dump
from tests.support.marks import over_sqlite
from tests.support.mutations import Stage
from tests.support.scene import Person, Scene, body

Deed = Callable[[Scene, Person, str, str], Awaitable[object]]

DEEDS: dict[Permission, Deed] = {
    "view_todos": lambda s, who, _own, _other: sets.list_todos(who.call(), s.team_id, s.set_id),
    "create_todos": lambda s, who, _own, _other: todos.create_todo(who.call(), s.team_id, s.set_id, NewTodo(title="x")),
    "add_subtodos": lambda s, who, own, _other: todos.create_todo(
        who.call(), s.team_id, s.set_id, NewTodo(title="x", parent_id=own)
    ),
    "edit_own_todos": lambda s, who, own, _other: todos.update_todo(who.call(), s.team_id, own, TodoChange(title="x")),
    "edit_any_todo": lambda s, who, _own, other: todos.update_todo(who.call(), s.team_id, other, TodoChange(title="x")),
    "complete_any_todo": lambda s, who, _own, other: todos.update_todo(
        who.call(), s.team_id, other, TodoChange(completed=True)
    ),
    "reorder_todos": lambda s, who, own, _other: todos.update_todo(
        who.call(), s.team_id, own, TodoChange(sort_order=9)
    ),
    "delete_own_todos": lambda s, who, own, _other: todos.delete_todo(who.call(), s.team_id, own),
    "delete_any_todo": lambda s, who, _own, other: todos.delete_todo(who.call(), s.team_id, other),
    "claim_todos": lambda s, who, own, _other: todos.claim_todo(who.call(), s.team_id, own, Claim()),
    "manage_sets": lambda s, who, _own, _other: sets.create_set(who.call(), s.team_id, SetName(name="x")),
}
"""What needs each permission: on one's own todo, or on another's."""


async def _override(
    scene: Scene, role: GovernedRole, permission: Permission, *, allowed: bool | None, scope: str = "global"
) -> None:
    changes = PermissionChanges(overrides=[PermissionChange(role=role, permission=permission, allowed=allowed)])
    await permissions.change_permissions(scene.ada.call(), scene.team_id, scope, changes)


async def _may(deed: Deed, scene: Scene, own: str, other: str) -> bool:
    try:
        await deed(scene, scene.bob, own, other)
    except Forbidden:
        return False
    return True


@over_sqlite
@pytest.mark.parametrize("allowed", [True, False], ids=["given", "taken"])
@pytest.mark.parametrize("permission", DEEDS)
async def test_an_override_decides_what_a_member_may(permission: Permission, *, allowed: bool, scene: Scene) -> None:
    """With the permission a member may do what it is for; without it the member is refused."""
    own, other = await scene.add(by=scene.bob), await scene.add(by=scene.ada)
    await _override(scene, "member", permission, allowed=allowed)
    assert await _may(DEEDS[permission], scene, own, other) is allowed


async def test_without_view_todos_nothing_is_allowed(scene: Scene) -> None:
    """Whoever may not see a list may not change its todos either."""
    own, other = await scene.add(by=scene.bob), await scene.add(by=scene.ada)
    await _override(scene, "member", "view_todos", allowed=False)
    for permission, deed in DEEDS.items():
        if permission != "manage_sets":
            assert not await _may(deed, scene, own, other)


async def test_a_set_override_wins_over_the_team_wide_one(scene: Scene) -> None:
    """An override for one set applies there, and one for the team everywhere else."""
    other = body(await sets.create_set(scene.ada.call(), scene.team_id, SetName(name="Work")))["set"]["id"]
    await _override(scene, "member", "create_todos", allowed=False)
    await _override(scene, "member", "create_todos", allowed=True, scope=f"set:{scene.set_id}")
    await todos.create_todo(scene.bob.call(), scene.team_id, scene.set_id, NewTodo(title="x"))
    with pytest.raises(Forbidden):
        await todos.create_todo(scene.bob.call(), scene.team_id, other, NewTodo(title="x"))


async def test_completing_ones_own_cannot_be_taken_away(scene: Scene) -> None:
    """The author of a todo may complete it, whatever is stored, as long as they may see the list."""
    own = await scene.add(by=scene.bob)
    for permission in PERMISSIONS:
        if permission != "view_todos":
            await _override(scene, "member", permission, allowed=False)
    await todos.update_todo(scene.bob.call(), scene.team_id, own, TodoChange(completed=True))
    assert (await scene.todos())[0]["completed"] is True


async def test_overrides_are_ignored_for_owners(stage: Stage) -> None:
    """Owner and co-owner may do everything, even when an override of their role is in the database."""
    scene = stage.scene
    cleo = await scene.join("cleo", "co-owner")
    await _override(scene, "admin", "view_todos", allowed=False)
    await scene.world.rows("UPDATE permissions SET role = 'member'")
    for who in (scene.ada, cleo):
        own = await scene.add(by=who)
        for deed in DEEDS.values():
            await deed(scene, who, own, stage.bread if who is cleo else stage.milk)
            own = await scene.add(by=who)


async def test_null_removes_an_override(scene: Scene) -> None:
    """An override that is set to null is removed, and the default applies again."""
    own, other = await scene.add(by=scene.bob), await scene.add()
    await _override(scene, "member", "claim_todos", allowed=False)
    assert not await _may(DEEDS["claim_todos"], scene, own, other)
    await _override(scene, "member", "claim_todos", allowed=None)
    assert await _may(DEEDS["claim_todos"], scene, own, other)
    assert (await dump(scene.world.db))["permissions"] == []


async def test_storing_again_replaces(scene: Scene) -> None:
    """There is one override for each scope, role and permission: the last one."""
    for allowed in (True, False, True):
        await _override(scene, "member", "manage_sets", allowed=allowed)
    assert [row["allowed"] for row in await scene.world.rows("SELECT allowed FROM permissions")] == [1]


async def _shown(scene: Scene, scope: str) -> dict[str, Any]:
    return body(await permissions.show_permissions(scene.bob.call(), scene.team_id, scope))


async def test_a_scope_shows_what_is_stored_and_what_follows(scene: Scene) -> None:
    """The overrides of exactly this scope are listed; `effective` says what follows for each configurable role."""
    scope = f"set:{scene.set_id}"
    await _override(scene, "member", "reorder_todos", allowed=True)
    await _override(scene, "admin", "manage_sets", allowed=False, scope=scope)
    defaults = {"admin": as_map(granted("admin")), "member": as_map(granted("member")) | {"reorder_todos": True}}
    assert await _shown(scene, "global") == {
        "scope": "global",
        "overrides": [{"role": "member", "permission": "reorder_todos", "allowed": True}],
        "effective": defaults,
    }
    assert await _shown(scene, scope) == {
        "scope": scope,
        "overrides": [{"role": "admin", "permission": "manage_sets", "allowed": False}],
        "effective": defaults | {"admin": defaults["admin"] | {"manage_sets": False}},
    }


async def test_everybody_sees_their_own_permissions(scene: Scene) -> None:
    """`permissions/me` has the user's role and every permission, in the team and in a set."""
    await _override(scene, "member", "comment", allowed=False, scope=f"set:{scene.set_id}")
    for set_id, expected in (("", granted("member")), (scene.set_id, granted("member") - {"comment"})):
        mine = body(await permissions.my_permissions(scene.bob.call(), scene.team_id, set_id))
        assert mine == {"role": "member", "permissions": as_map(expected)}
    listed = await scene.listed(scene.bob)
    assert (listed["role"], listed["permissions"]) == ("member", as_map(granted("member") - {"comment"}))


@pytest.mark.parametrize("scope", ["", "team", "set:", "Global", "set"])
async def test_a_scope_is_the_team_or_a_set(scope: str, scene: Scene) -> None:
    """Other scopes are refused, naming the parameter."""
    with pytest.raises(Invalid, match="`scope`"):
        await _shown(scene, scope)


async def test_the_scope_of_an_unknown_set_is_unknown(scene: Scene) -> None:
    """A set that is not in this team has no scope here."""
    for ask in (_shown(scene, "set:unknown"), _override(scene, "member", "comment", allowed=True, scope="set:unknown")):
        with pytest.raises(NotFound):
            await ask


async def test_only_owners_change_permissions(scene: Scene) -> None:
    """Members and admins may not, unless they were granted `manage_permissions`; nothing is stored."""
    cleo = await scene.join("cleo", "admin")
    changes = PermissionChanges(overrides=[PermissionChange(role="member", permission="manage_sets", allowed=True)])
    before = await dump(scene.world.db)
    for who in (scene.bob, cleo):
        with pytest.raises(Forbidden):
            await permissions.change_permissions(who.call(), scene.team_id, "global", changes)
    assert await dump(scene.world.db) == before
    await _override(scene, "admin", "manage_permissions", allowed=True)
    await permissions.change_permissions(cleo.call(), scene.team_id, "global", changes)
