"""After the answer: events are pushed, and those who lost access are cut off, whatever goes wrong on the way."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable

import pytest

from actions import permissions, sessions
from actions.result import Result
from domain.effects import Effects
from domain.inputs import (
    MemberRole,
    NewPosition,
    PermissionChange,
    PermissionChanges,
    SetChange,
    SetName,
    SetOrder,
    TeamName,
)
from domain.instants import instant
from domain.permissions import GovernedRole, Permission
from live import effects as live
from ports import Statement
from routes import sets, teams
from tests.support.databases import Recording
from tests.support.recording_push import RecordingPush
from tests.support.scene import Scene

EVENT = Effects(events=(("t1", "s1", '{"type":"todo:deleted"}'),))


def _everybody(scene: Scene) -> RecordingPush:
    """A push on which ada and bob have the scene's list open."""
    seats = [(who.token_hash, scene.set_id) for who in (scene.ada, scene.bob)]
    return RecordingPush({scene.team_id: seats})


async def _after(push: RecordingPush | None, scene: Scene, outcome: Result) -> list[tuple[str, str, int]]:
    return await _apply(push, scene, outcome.effects)


async def _apply(push: RecordingPush | None, scene: Scene, effects: Effects) -> list[tuple[str, str, int]]:
    ctx = scene.world.call(None)
    ctx.push = push
    await live.apply_effects(ctx, effects)
    return [] if push is None else push.expelled


async def _refuse_viewing(scene: Scene, scope: str, role: GovernedRole = "member") -> Result:
    taken: Permission = "view_todos"
    changes = PermissionChanges(overrides=[PermissionChange(role=role, permission=taken, allowed=False)])
    return await permissions.change_permissions(scene.ada.call(), scene.team_id, scope, changes)


async def test_r33_all_is_well_and_nobody_is_cut_off(scene: Scene) -> None:
    """Looking again at people who still may see the list closes no socket."""
    push = _everybody(scene)
    await live.recheck(push, scene.world.db, scene.team_id, instant(scene.world.now_ms))
    assert (push.expelled, push.calls) == ([], 1)


async def test_r32_r33_a_removed_member_is_cut_off(scene: Scene) -> None:
    """Removing a member closes their sockets with 4403, and nobody else's."""
    outcome = await teams.remove_member(scene.ada.call(), scene.team_id, scene.bob.id)
    assert await _after(_everybody(scene), scene, outcome) == [(scene.bob.token_hash, scene.set_id, 4403)]


async def test_r32_r33_signing_out_cuts_off_everywhere(scene: Scene) -> None:
    """Ending a session closes its sockets with 4401 in every team of its user."""
    outcome = await sessions.sign_out_session(scene.bob.call())
    assert set(outcome.effects.recheck) == {scene.team_id, f"personal:{scene.bob.id}"}
    assert await _after(_everybody(scene), scene, outcome) == [(scene.bob.token_hash, scene.set_id, 4401)]


async def test_r33_another_session_of_the_same_person_stays(scene: Scene) -> None:
    """Signing out on one device leaves the other device connected."""
    phone = await scene.world.sign_in("bob")
    push = _everybody(scene)
    push.seats[scene.team_id].append((phone.token_hash, scene.set_id))
    outcome = await sessions.sign_out_session(scene.bob.call())
    assert await _after(push, scene, outcome) == [(scene.bob.token_hash, scene.set_id, 4401)]


async def test_r34_a_session_that_ran_out_is_over(scene: Scene) -> None:
    """A session past its end closes with 4401 when it is looked at."""
    sql = "UPDATE sessions SET expires_at = ?2 WHERE user_id = ?1"
    await scene.world.db.batch(Statement(sql, (scene.bob.id, instant(scene.world.now_ms))))
    push = _everybody(scene)
    await live.recheck(push, scene.world.db, scene.team_id, instant(scene.world.now_ms))
    assert push.expelled == [(scene.bob.token_hash, scene.set_id, 4401)]


async def test_r32_r33_a_deleted_set_closes_for_everybody(scene: Scene) -> None:
    """Deleting a set closes all its sockets with 4404."""
    outcome = await sets.delete_set(scene.ada.call(), scene.team_id, scene.set_id)
    expelled = await _after(_everybody(scene), scene, outcome)
    assert [code for _, _, code in expelled] == [4404, 4404]


async def test_r32_r33_a_deleted_team_closes_for_everybody(scene: Scene) -> None:
    """Deleting a team closes all its sockets with 4404."""
    outcome = await teams.delete_team(scene.ada.call(), scene.team_id)
    expelled = await _after(_everybody(scene), scene, outcome)
    assert [code for _, _, code in expelled] == [4404, 4404]


@pytest.mark.parametrize("wide", [True, False], ids=["team-wide", "for the set"])
async def test_r32_r33_taking_viewing_away_cuts_off(*, wide: bool, scene: Scene) -> None:
    """Taking `view_todos` from a role closes its sockets with 4403; owners stay."""
    outcome = await _refuse_viewing(scene, "global" if wide else f"set:{scene.set_id}")
    assert await _after(_everybody(scene), scene, outcome) == [(scene.bob.token_hash, scene.set_id, 4403)]


async def test_r33_another_sets_permission_closes_nothing_here(scene: Scene) -> None:
    """What is taken in one set leaves the sockets of another alone."""
    other = json.loads((await sets.list_sets(scene.bob.call(), f"personal:{scene.bob.id}")).text)["sets"][0]["id"]
    await scene.world.rows("UPDATE todo_sets SET team_id = ?1 WHERE id = ?2", scene.team_id, other)
    outcome = await _refuse_viewing(scene, f"set:{other}")
    assert await _after(_everybody(scene), scene, outcome) == []


async def test_r33_a_new_role_that_may_not_see_cuts_off(scene: Scene) -> None:
    """Who gets a role that may not see the list is cut off with 4403."""
    await _refuse_viewing(scene, "global", "admin")
    outcome = await teams.change_role(scene.ada.call(), scene.team_id, scene.bob.id, MemberRole(role="admin"))
    assert await _after(_everybody(scene), scene, outcome) == [(scene.bob.token_hash, scene.set_id, 4403)]


async def test_looking_again_twice_is_harmless(scene: Scene) -> None:
    """A recheck works from what is stored: a second one finds nobody left to close."""
    outcome = await teams.remove_member(scene.ada.call(), scene.team_id, scene.bob.id)
    push = _everybody(scene)
    await _after(push, scene, outcome)
    assert len(await _after(push, scene, outcome)) == 1


async def test_an_empty_room_costs_no_query(scene: Scene) -> None:
    """When nobody has a list open, the database is not asked."""
    recording = Recording(scene.world.db)
    await live.recheck(RecordingPush(), recording, scene.team_id, instant(scene.world.now_ms))
    assert recording.batches == []


async def test_a_room_is_looked_at_in_one_round_trip(scene: Scene) -> None:
    """However many sockets a team has, one batch authorises them all."""
    people = [await scene.join(f"user {number}", "member") for number in range(5)]
    push = RecordingPush({scene.team_id: [(who.token_hash, scene.set_id) for who in people]})
    recording = Recording(scene.world.db)
    await live.recheck(push, recording, scene.team_id, instant(scene.world.now_ms))
    assert (len(recording.batches), push.expelled) == (1, [])


async def test_r4_an_event_is_published_as_it_is(scene: Scene) -> None:
    """The event's text goes to its team and set, once."""
    push = RecordingPush()
    await _apply(push, scene, EVENT)
    assert push.published == list(EVENT.events)


TOLD: dict[str, Callable[[Scene], Awaitable[Result]]] = {
    "create a set": lambda s: sets.create_set(s.ada.call(), s.team_id, SetName(name="New")),
    "rename a set": lambda s: sets.update_set(s.ada.call(), s.team_id, s.set_id, SetChange(name="Other")),
    "move a set": lambda s: sets.reorder_sets(
        s.ada.call(), s.team_id, SetOrder(items=[NewPosition(id=s.set_id, sort_order=7)])
    ),
    "delete a set": lambda s: sets.delete_set(s.ada.call(), s.team_id, s.set_id),
    "take a permission": lambda s: _refuse_viewing(s, "global"),
    "change a role": lambda s: teams.change_role(s.ada.call(), s.team_id, s.bob.id, MemberRole(role="admin")),
    "remove a member": lambda s: teams.remove_member(s.ada.call(), s.team_id, s.bob.id),
    "rename the team": lambda s: teams.rename_team(s.ada.call(), s.team_id, TeamName(name="Other")),
}


@pytest.mark.parametrize("change", TOLD.values(), ids=TOLD.keys())
async def test_r55_who_looks_at_a_team_is_told_that_it_changed(
    scene: Scene, change: Callable[[Scene], Awaitable[Result]]
) -> None:
    """One hint goes to the team, after those who lost access were cut off."""
    push = RecordingPush()
    await _after(push, scene, await change(scene))
    assert push.announced == [(scene.team_id, f'{{"type":"team:changed","teamId":"{scene.team_id}"}}')]


async def test_r55_signing_out_is_no_news_for_a_team(scene: Scene) -> None:
    """The team's viewers are looked at again, but not sent to ask for anything."""
    push = _everybody(scene)
    await _after(push, scene, await sessions.sign_out_session(scene.bob.call()))
    assert (push.announced, len(push.expelled)) == ([], 1)


async def test_what_asks_for_nothing_pushes_nothing(scene: Scene) -> None:
    """Without an event and without a recheck nobody is bothered."""
    push = RecordingPush()
    await _after(push, scene, Result(answer="{}"))
    assert push.calls == 0


async def test_r28_without_a_live_side_nothing_happens(scene: Scene) -> None:
    """A deployment without the binding pushes nothing, silently."""
    assert await _apply(None, scene, EVENT) == []
