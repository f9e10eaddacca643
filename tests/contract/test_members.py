"""Teams and the people in them: a team never loses its last owner."""

from __future__ import annotations

import asyncio

import pytest

from actions import sessions
from domain.errors import Forbidden, Invalid, LastOwner, NotAMember, NotFound
from domain.inputs import MemberRole, TeamName
from domain.models import Role
from routes import sets, teams
from tests.support.databases import Interleaved, dump
from tests.support.scene import Person, Scene, body

OWNER = MemberRole(role="owner")
MEMBER = MemberRole(role="member")


async def _roles(scene: Scene) -> dict[str, str]:
    members = body(await teams.list_members(scene.ada.call(), scene.team_id))["members"]
    return {member["username"]: member["role"] for member in members}


async def _owners(scene: Scene) -> int:
    sql = "SELECT count(*) AS n FROM memberships WHERE team_id = ?1 AND role = 'owner'"
    return int((await scene.world.rows(sql, scene.team_id))[0]["n"])


async def test_members_are_listed_completely(scene: Scene) -> None:
    """Everybody in the team is listed with name, role and joining time."""
    found = body(await teams.list_members(scene.bob.call(), scene.team_id))["members"]
    joined = "2026-11-24T09:30:00.003Z"
    assert found == [
        {"userId": p.id, "username": p.name, "displayName": p.name, "avatarUrl": None, "role": role, "joinedAt": joined}
        for p, role in ((scene.ada, "owner"), (scene.bob, "member"))
    ]


@pytest.mark.parametrize("leave", [True, False], ids=["leaving", "stepping down"])
async def test_the_last_owner_stays(*, leave: bool, scene: Scene) -> None:
    """The last owner can neither leave nor change role, and nothing is stored."""
    before = await dump(scene.world.db)
    call, me = scene.ada.call("k1"), scene.ada.id
    step = teams.remove_member(call, scene.team_id, me) if leave else teams.change_role(call, scene.team_id, me, MEMBER)
    with pytest.raises(LastOwner):
        await step
    assert await dump(scene.world.db) == before


async def test_an_owner_may_leave_when_there_is_another(scene: Scene) -> None:
    """With a second owner the first may leave."""
    await teams.change_role(scene.ada.call(), scene.team_id, scene.bob.id, OWNER)
    await teams.remove_member(scene.ada.call(), scene.team_id, scene.ada.id)
    with pytest.raises(NotAMember):
        await sets.list_sets(scene.ada.call(), scene.team_id)
    assert await _owners(scene) == 1


@pytest.mark.parametrize("count", [2, 5])
async def test_when_all_owners_leave_at_once_one_stays(count: int, scene: Scene) -> None:
    """However many owners leave concurrently, exactly one has to stay."""
    owners = [scene.ada, *[await scene.join(f"owner {number}", "owner") for number in range(count - 1)]]
    db = Interleaved(scene.world.db)
    leaving = (teams.remove_member(who.call(db=db), scene.team_id, who.id) for who in owners)
    outcomes = await asyncio.gather(*leaving, return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["LastOwner"] + ["Result"] * (count - 1)
    assert await _owners(scene) == 1


async def test_when_owners_demote_each_other_one_stays(scene: Scene) -> None:
    """Two owners who demote each other concurrently leave one owner."""
    cleo = await scene.join("cleo", "owner")
    db = Interleaved(scene.world.db)
    outcomes = await asyncio.gather(
        teams.change_role(scene.ada.call(db=db), scene.team_id, cleo.id, MEMBER),
        teams.change_role(cleo.call(db=db), scene.team_id, scene.ada.id, MEMBER),
        return_exceptions=True,
    )
    assert await _owners(scene) == 1
    assert [isinstance(outcome, Exception) for outcome in outcomes].count(True) == 1


async def _change(scene: Scene, actor: Person, target: Person, after: Role) -> bool:
    try:
        await teams.change_role(actor.call(), scene.team_id, target.id, MemberRole(role=after))
    except Forbidden:
        return False
    return True


@pytest.mark.parametrize(
    ("actor", "target", "after", "allowed"),
    [
        ("owner", "member", "owner", True),
        ("owner", "owner", "member", True),
        ("co-owner", "member", "co-owner", True),
        ("co-owner", "co-owner", "admin", True),
        ("co-owner", "member", "owner", False),
        ("co-owner", "owner", "member", False),
        ("admin", "member", "admin", False),
        ("admin", "admin", "member", False),
        ("member", "member", "admin", False),
    ],
)
async def test_who_may_change_whose_role(
    actor: Role, target: Role, after: Role, *, allowed: bool, scene: Scene
) -> None:
    """Owners and co-owners change roles, of people and to roles up to their own."""
    cleo, dan = await scene.join("cleo", actor), await scene.join("dan", target)
    assert await _change(scene, cleo, dan, after) is allowed
    assert (await _roles(scene))["dan"] == (after if allowed else target)


@pytest.mark.parametrize(
    ("actor", "target", "allowed"),
    [("owner", "owner", True), ("co-owner", "admin", True), ("co-owner", "owner", False), ("admin", "member", False)],
)
async def test_who_may_remove_whom(actor: Role, target: Role, *, allowed: bool, scene: Scene) -> None:
    """Owners and co-owners remove people up to their own rank."""
    cleo, dan = await scene.join("cleo", actor), await scene.join("dan", target)
    if allowed:
        await teams.remove_member(cleo.call(), scene.team_id, dan.id)
    else:
        with pytest.raises(Forbidden):
            await teams.remove_member(cleo.call(), scene.team_id, dan.id)
    assert ("dan" in await _roles(scene)) is not allowed


async def test_anybody_may_leave(scene: Scene) -> None:
    """A member leaves by removing themselves, and has no access from the next request on."""
    outcome = await teams.remove_member(scene.bob.call(), scene.team_id, scene.bob.id)
    assert (body(outcome), outcome.effects.recheck) == ({"ok": True}, (scene.team_id,))
    with pytest.raises(NotAMember):
        await sets.list_sets(scene.bob.call(), scene.team_id)


async def test_someone_outside_the_team_cannot_be_changed(scene: Scene) -> None:
    """Someone of another team is unknown here."""
    eve = await scene.world.sign_in("eve")
    with pytest.raises(NotFound):
        await teams.change_role(scene.ada.call(), scene.team_id, eve.id, MEMBER)
    with pytest.raises(NotFound):
        await teams.remove_member(scene.ada.call(), scene.team_id, eve.id)


async def test_r53_a_personal_space_stays_its_owners(scene: Scene) -> None:
    """A personal space can be neither renamed, deleted, left nor shared, and nobody else can enter."""
    space = f"personal:{scene.ada.id}"
    before = await dump(scene.world.db)
    for refused in (
        teams.rename_team(scene.ada.call(), space, TeamName(name="Mine")),
        teams.delete_team(scene.ada.call(), space),
        teams.remove_member(scene.ada.call(), space, scene.ada.id),
        teams.change_role(scene.ada.call(), space, scene.ada.id, MEMBER),
    ):
        with pytest.raises(Forbidden):
            await refused
    with pytest.raises(NotAMember):
        await sets.list_sets(scene.bob.call(), space)
    assert await dump(scene.world.db) == before


async def test_a_team_belongs_to_its_creator(scene: Scene) -> None:
    """Whoever creates a team owns it, and finds it by name in their list."""
    created = body(await teams.create_team(scene.bob.call(), TeamName(name="  Alpha ")))["team"]
    assert created == {"id": created["id"], "name": "Alpha", "role": "owner", "avatarUrl": None}
    mine = body(await sessions.list_teams(scene.bob.call()))["teams"]
    assert [(team["name"], team["role"]) for team in mine] == [("Alpha", "owner"), ("Team", "member")]
    with pytest.raises(Invalid, match="`name`"):
        await teams.create_team(scene.bob.call(), TeamName(name=" "))


async def test_settings_are_the_owners(scene: Scene) -> None:
    """Owners and co-owners rename and delete a team; admins and members may not."""
    admin, co_owner = await scene.join("cleo", "admin"), await scene.join("dan", "co-owner")
    for who in (scene.bob, admin):
        with pytest.raises(Forbidden):
            await teams.rename_team(who.call(), scene.team_id, TeamName(name="We"))
        with pytest.raises(Forbidden):
            await teams.delete_team(who.call(), scene.team_id)
    renamed = body(await teams.rename_team(co_owner.call(), scene.team_id, TeamName(name="We")))["team"]
    assert (renamed["name"], renamed["role"]) == ("We", "co-owner")
    outcome = await teams.delete_team(co_owner.call(), scene.team_id)
    assert (body(outcome), outcome.effects.recheck) == ({"ok": True}, (scene.team_id,))
