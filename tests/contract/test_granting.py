"""Nobody grants more than they have at the commit."""

from __future__ import annotations

import asyncio

import pytest

from actions import permissions
from domain.errors import Forbidden, NotFound
from domain.inputs import InviteTerms, MemberRole, PermissionChange, PermissionChanges
from domain.models import Role
from domain.permissions import GovernedRole, Permission
from routes import invites, teams
from tests.support.databases import Interleaved, dump
from tests.support.scene import Person, Scene, body

MEMBER = MemberRole(role="member")


async def _override(
    scene: Scene, by: Person, role: GovernedRole, permission: Permission, *, allowed: bool | None, scope: str = "global"
) -> None:
    changes = PermissionChanges(overrides=[PermissionChange(role=role, permission=permission, allowed=allowed)])
    await permissions.change_permissions(by.call(), scene.team_id, scope, changes)


async def _deputy(scene: Scene) -> Person:
    """Create an admin who may change permissions, but neither settings nor, any more, other people's todos."""
    await _override(scene, scene.ada, "admin", "manage_permissions", allowed=True)
    await _override(scene, scene.ada, "admin", "edit_any_todo", allowed=False)
    return await scene.join("cleo", "admin")


@pytest.mark.parametrize("role", ["admin", "member"])
@pytest.mark.parametrize("in_the_set", [True, False], ids=["in the set", "team-wide"])
async def test_r74_a_permission_that_one_lacks_cannot_be_granted(
    role: GovernedRole, *, in_the_set: bool, scene: Scene
) -> None:
    """Someone who may change permissions grants nobody, themselves included, one that they lack; nothing is stored."""
    cleo, where = await _deputy(scene), f"set:{scene.set_id}" if in_the_set else "global"
    before = await dump(scene.world.db)
    for permission in ("manage_settings", "edit_any_todo"):
        with pytest.raises(Forbidden):
            await _override(scene, cleo, role, permission, allowed=True, scope=where)
    assert await dump(scene.world.db) == before


async def test_r74_nor_by_removing_an_override(scene: Scene) -> None:
    """Going back to a default grants as well."""
    cleo = await _deputy(scene)
    with pytest.raises(Forbidden):
        await _override(scene, cleo, "admin", "edit_any_todo", allowed=None)


async def test_r74_permissions_that_one_has_may_be_granted_and_all_revoked(scene: Scene) -> None:
    """An admin who may change permissions grants members what admins have, and revokes it."""
    cleo = await _deputy(scene)
    for allowed in (True, False, None):
        await _override(scene, cleo, "member", "manage_sets", allowed=allowed)
    assert len(await scene.world.rows("SELECT 1 AS found FROM permissions")) == 2


async def test_r21_r74_of_two_who_demote_each_other_one_is_refused(scene: Scene) -> None:
    """Whoever was demoted first can no longer demote the other."""
    cleo, dan = await scene.join("cleo", "co-owner"), await scene.join("dan", "co-owner")
    db = Interleaved(scene.world.db)
    outcomes = await asyncio.gather(
        teams.change_role(cleo.call(db=db), scene.team_id, dan.id, MEMBER),
        teams.change_role(dan.call(db=db), scene.team_id, cleo.id, MEMBER),
        return_exceptions=True,
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Forbidden", "Result"]


async def _invited(scene: Scene, by: Person, role: Role) -> str:
    made = await invites.create_invite(by.call(), scene.team_id, InviteTerms(role=role))
    return str(body(made)["invite"]["token"])


async def test_r74_a_removed_persons_invitations_are_revoked(scene: Scene) -> None:
    """A removed person's invitations are revoked; the invitations of others stay."""
    cleo, eve = await scene.join("cleo", "co-owner"), await scene.world.sign_in("eve")
    kept, ended = await _invited(scene, scene.ada, "member"), await _invited(scene, cleo, "co-owner")
    await teams.remove_member(scene.ada.call(), scene.team_id, cleo.id)
    with pytest.raises(NotFound):
        await invites.accept_invite(eve.call(), ended)
    await invites.accept_invite(eve.call(), kept)


@pytest.mark.parametrize(("role", "left"), [("admin", ["admin", "member"]), ("member", []), ("owner", None)])
async def test_r74_a_new_role_ends_the_invitations_beyond_it(role: Role, left: list[str] | None, scene: Scene) -> None:
    """Earlier invitations that the new role could not make are revoked."""
    cleo = await scene.join("cleo", "co-owner")
    made: tuple[Role, ...] = ("admin", "co-owner", "member")
    for invited in made:
        await _invited(scene, cleo, invited)
    await teams.change_role(scene.ada.call(), scene.team_id, cleo.id, MemberRole(role=role))
    found = [row["role"] for row in await scene.world.rows("SELECT role FROM invites ORDER BY role")]
    assert found == (list(made) if left is None else left)


async def test_r74_an_invitation_made_while_being_removed_is_refused(scene: Scene) -> None:
    """However the two interleave, no invitation of the removed person is left."""
    cleo = await scene.join("cleo", "co-owner")
    db = Interleaved(scene.world.db)
    terms = InviteTerms(role="co-owner")
    await asyncio.gather(
        teams.remove_member(scene.ada.call(db=db), scene.team_id, cleo.id),
        invites.create_invite(cleo.call(db=db), scene.team_id, terms),
        return_exceptions=True,
    )
    assert (await dump(scene.world.db))["invites"] == []
