"""When access ends it stays ended: no earlier invitation restores it, and a deleted team leaves nothing behind."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from actions.housekeeping import prune_old
from context import Context
from domain.errors import Forbidden, NotAMember, NotFound
from domain.inputs import Claim, InviteTerms, MemberRole, NewTodo, SetName, TeamName, TodoChange
from domain.instants import instant
from domain.limits import INVITE_MAX_S, INVITE_USES_SHOWN
from domain.models import Role
from routes import invites, sets, teams, todos
from store.teams import insert_member
from tests.support.databases import Interfering, dump
from tests.support.scene import Person, Scene, body
from tests.support.visit import Visit

MARK = "Xyzzy"


async def _invite(scene: Scene, role: Role = "member") -> str:
    made = await invites.create_invite(scene.ada.call(), scene.team_id, InviteTerms(role=role, expires_in=INVITE_MAX_S))
    return str(body(made)["invite"]["token"])


async def _remove(scene: Scene, who: Person, by: Person | None = None) -> None:
    await teams.remove_member((by or scene.ada).call(), scene.team_id, who.id)


async def _demote_and_leave(scene: Scene, who: Person) -> None:
    await teams.change_role(scene.ada.call(), scene.team_id, who.id, MemberRole(role="member"))
    await _remove(scene, who, by=who)


@pytest.mark.parametrize("end", [_remove, _demote_and_leave], ids=["removed", "demoted, and left"])
async def test_r110_no_earlier_invitation_leads_back(
    end: Callable[[Scene, Person], Awaitable[None]], scene: Scene
) -> None:
    """Neither the link that someone first used, nor another one; a later one does."""
    eve, used, other = await scene.world.sign_in("eve"), await _invite(scene, "admin"), await _invite(scene)
    await invites.accept_invite(eve.call(), used)
    await end(scene, eve)
    for token in (used, other):
        with pytest.raises(Forbidden, match="Ask for a new one"):
            await invites.accept_invite(eve.call(), token)
    with pytest.raises(NotAMember):
        await teams.list_members(eve.call(), scene.team_id)
    await invites.accept_invite(eve.call(), await _invite(scene))
    await invites.accept_invite((await scene.world.sign_in("dan")).call(), used)  # it stays valid for others


async def test_r110_whoever_left_may_rejoin(scene: Scene) -> None:
    """They were not removed by others."""
    eve, token = await scene.world.sign_in("eve"), await _invite(scene)
    for _ in range(2):
        await invites.accept_invite(eve.call(), token)
        await _remove(scene, eve, by=eve)


@pytest.mark.parametrize("groups", [[], ["crew"]], ids=["out", "a lower role"])
async def test_r110_the_providers_groups_end_it_as_well(groups: list[str], scene: Scene) -> None:
    """Someone who is removed or gets another role does not return by an earlier invitation, nor by their own."""
    visit = Visit(scene.world, {"leads": (scene.team_id, "admin"), "crew": (scene.team_id, "member")})
    token, eve = await _invite(scene, "admin"), await visit.arrive(groups=["leads"])
    made = body(await invites.create_invite(eve.call(), scene.team_id, InviteTerms(role="admin")))
    eve = await visit.arrive(groups=groups)
    if groups:
        await _remove(scene, eve, by=eve)
    for each in (token, made["invite"]["token"]):
        with pytest.raises((Forbidden, NotFound)):
            await invites.accept_invite(eve.call(), each)
    await visit.arrive(groups=["leads"])
    assert await scene.listed(eve)


async def test_r110_joining_beside_a_removal_ends_outside(scene: Scene) -> None:
    """Someone who joins and is removed while a second request of theirs joins is out, whichever comes first."""
    eve, token = await scene.world.sign_in("eve"), await _invite(scene)

    async def join_and_be_removed() -> None:
        if not await scene.world.rows("SELECT 1 AS found FROM invite_cutoffs"):
            await invites.accept_invite(eve.call(), token)
            await _remove(scene, eve)

    with pytest.raises(Forbidden):
        await invites.accept_invite(eve.call(db=Interfering(scene.world.db, join_and_be_removed)), token)
    with pytest.raises(NotAMember):
        await teams.list_members(eve.call(), scene.team_id)


async def test_r110_a_removal_is_remembered_for_as_long_as_an_invitation_lasts(scene: Scene) -> None:
    """After that no earlier invitation is valid."""
    await _remove(scene, scene.bob)
    removed_ms = scene.world.now_ms
    await prune_old(scene.world.db, removed_ms + INVITE_MAX_S * 1000)
    assert len(await scene.world.rows("SELECT 1 AS found FROM invite_cutoffs")) == 1
    await prune_old(scene.world.db, removed_ms + INVITE_MAX_S * 1000 + 1)
    assert await scene.world.rows("SELECT 1 AS found FROM invite_cutoffs") == []


async def test_r110_an_invitation_says_who_used_it(scene: Scene) -> None:
    """The most recent people come first, including those who have left; `uses` counts all."""
    token = await _invite(scene)
    guests = [await scene.world.sign_in(f"guest {number}") for number in range(INVITE_USES_SHOWN + 1)]
    for guest in guests:
        await invites.accept_invite(guest.call(), token)
    await _remove(scene, guests[-1])
    [invite] = body(await invites.list_invites(scene.ada.call(), scene.team_id))["invites"]
    assert invite["uses"] == len(guests)
    assert [use["userId"] for use in invite["usedBy"]] == [guest.id for guest in reversed(guests[1:])]
    last = invite["usedBy"][0]
    assert last == {
        "userId": guests[-1].id,
        "displayName": guests[-1].name,
        "avatarUrl": None,
        "usedAt": last["usedAt"],
    }


async def test_r114_the_text_of_a_deleted_team_is_deleted(scene: Scene) -> None:
    """Neither in the log, the trash nor the answers stored for replays, whoever made the requests."""

    def call(key: str) -> Context:
        return scene.bob.call(key, request=key)

    team_id = body(await teams.create_team(call("a"), TeamName(name=MARK)))["team"]["id"]
    kept = body(await teams.create_team(call("b"), TeamName(name="Kept")))["team"]["id"]
    await scene.world.db.batch(*insert_member(team_id, scene.ada.id, "owner", instant(scene.world.now_ms)))
    await teams.rename_team(call("c"), team_id, TeamName(name=f"{MARK} 2"))
    made = body(await sets.create_set(call("d"), team_id, SetName(name=MARK)))["set"]["id"]
    todo = body(await todos.create_todo(call("e"), team_id, made, NewTodo(title=MARK)))["todo"]["id"]
    await todos.update_todo(call("f"), team_id, todo, TodoChange(title=f"{MARK} 2"))
    await todos.claim_todo(call("g"), team_id, todo, Claim())
    await todos.delete_todo(call("h"), team_id, todo)
    await teams.remove_member(call("i"), team_id, scene.bob.id)
    await teams.delete_team(scene.ada.call(), team_id)
    left = await dump(scene.world.db)
    assert not [row for rows in left.values() for row in rows if MARK in row or team_id in row]
    again: dict[str, Any] = body(await teams.create_team(call("b"), TeamName(name="Kept")))
    assert again["team"]["id"] == kept
