"""After the answer: events are pushed, and those who lost access are disconnected, whatever fails on the way."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable

import pytest

from actions import lists, permissions, sessions
from actions.result import Result
from domain import limits
from domain.effects import Effects, Published
from domain.errors import LimitReached
from domain.inputs import (
    LinkChange,
    MemberRole,
    NewLink,
    NewPosition,
    PermissionChange,
    PermissionChanges,
    SetChange,
    SetName,
    SetOrder,
    TeamName,
)
from domain.instants import instant
from domain.outgoing import Outgoing
from domain.permissions import GovernedRole, Permission
from live import effects as live
from ports import Statement
from routes import links, sets, teams
from tests.support.databases import Recording
from tests.support.recording_push import RecordingPush
from tests.support.scene import Person, Scene, body

EVENT = Effects(events=(Published("t1", "s1", '{"type":"todo:deleted"}'),))


def _everybody(scene: Scene) -> RecordingPush:
    """Return a push with ada and bob viewing the scene's list."""
    seats = [(who.token_hash, scene.set_id) for who in (scene.ada, scene.bob)]
    return RecordingPush({scene.team_id: seats})


async def _after(push: RecordingPush | None, scene: Scene, outcome: Result) -> list[tuple[str, str, int]]:
    return await _apply(push, scene, outcome.effects)


async def _apply(push: RecordingPush | None, scene: Scene, effects: Effects) -> list[tuple[str, str, int]]:
    ctx = scene.world.call(None)
    ctx.push = push
    await live.apply_effects(ctx, effects)
    return [] if push is None else push.expelled


async def _join(scene: Scene, who: Person, count: int) -> list[str]:
    """So many teams that someone is in, each with a list of its name."""
    teams = [f"team-{number}" for number in range(count)]
    for into in (
        "teams (id, name, created_at, updated_at) SELECT value, 'Team', '', ''",
        "memberships (team_id, user_id, role, joined_at) SELECT value, ?2, 'owner', ''",
        "todo_sets (id, team_id, user_id, name, sort_order, created_at, updated_at) "
        "SELECT 'list-' || value, value, ?2, 'List', 1, '', ''",
    ):
        params = [json.dumps(teams), *([who.id] if "?2" in into else [])]
        await scene.world.rows(f"INSERT INTO {into} FROM json_each(?1)", *params)
    return teams


def _writes(statement: Statement) -> bool:
    return not statement.sql.lstrip().startswith("SELECT")


async def _refuse_viewing(scene: Scene, scope: str, role: GovernedRole = "member") -> Result:
    taken: Permission = "view_todos"
    changes = PermissionChanges(overrides=[PermissionChange(role=role, permission=taken, allowed=False)])
    return await permissions.change_permissions(scene.ada.call(), scene.team_id, scope, changes)


async def test_r33_a_recheck_disconnects_nobody_who_has_access(scene: Scene) -> None:
    """Rechecking people who may still see the list closes no socket."""
    push = _everybody(scene)
    await live.recheck(push, scene.world.db, scene.team_id, instant(scene.world.now_ms))
    assert (push.expelled, push.calls) == ([], 1)


async def test_r32_r33_a_removed_member_is_disconnected(scene: Scene) -> None:
    """Removing a member closes their sockets with 4403, and nobody else's."""
    outcome = await teams.remove_member(scene.ada.call(), scene.team_id, scene.bob.id)
    assert await _after(_everybody(scene), scene, outcome) == [(scene.bob.token_hash, scene.set_id, 4403)]


async def test_r32_r33_signing_out_disconnects_in_every_team(scene: Scene) -> None:
    """Ending a session closes its sockets with 4401 in every team where it had some, and asks no other."""
    await scene.connect(scene.bob)
    outcome = await sessions.sign_out_session(scene.bob.call())
    assert outcome.effects.recheck == (scene.team_id,)
    assert await _after(_everybody(scene), scene, outcome) == [(scene.bob.token_hash, scene.set_id, 4401)]


async def test_r33_another_session_of_the_same_person_stays(scene: Scene) -> None:
    """Signing out on one device leaves the other device connected."""
    phone = await scene.world.sign_in("bob")
    await scene.connect(scene.bob)
    push = _everybody(scene)
    push.seats[scene.team_id].append((phone.token_hash, scene.set_id))
    outcome = await sessions.sign_out_session(scene.bob.call())
    assert await _after(push, scene, outcome) == [(scene.bob.token_hash, scene.set_id, 4401)]


async def test_r34_a_session_that_ran_out_is_over(scene: Scene) -> None:
    """An expired session is closed with 4401 when it is rechecked."""
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
async def test_r32_r33_revoking_view_todos_disconnects(*, wide: bool, scene: Scene) -> None:
    """Taking `view_todos` from a role closes its sockets with 4403; owners stay."""
    outcome = await _refuse_viewing(scene, "global" if wide else f"set:{scene.set_id}")
    assert await _after(_everybody(scene), scene, outcome) == [(scene.bob.token_hash, scene.set_id, 4403)]


async def test_r33_another_sets_permission_closes_nothing_here(scene: Scene) -> None:
    """A permission revoked in one set leaves the sockets of another alone."""
    other = json.loads((await sets.list_sets(scene.bob.call(), f"personal:{scene.bob.id}")).text)["sets"][0]["id"]
    await scene.world.rows("UPDATE todo_sets SET team_id = ?1 WHERE id = ?2", scene.team_id, other)
    outcome = await _refuse_viewing(scene, f"set:{other}")
    assert await _after(_everybody(scene), scene, outcome) == []


async def test_r106_the_end_of_a_session_asks_the_teams_where_it_had_sockets(scene: Scene) -> None:
    """Of 500 teams only those where the ended sessions connected are told, the latest first."""
    thief, victim = await scene.world.sign_in("bob"), scene.bob
    teams = await _join(scene, victim, 500)
    await scene.connect(thief)
    await scene.connect(thief, teams[7], "list-team-7")
    await scene.connect(victim, teams[9], "list-team-9")
    ended = await sessions.end_other_sessions(victim.call())
    assert ended.effects.recheck == (teams[7], scene.team_id)
    assert (await sessions.end_other_sessions(victim.call())).effects.recheck == ()


async def test_r106_a_session_connects_in_fifty_teams(scene: Scene) -> None:
    """One more is refused, in those there are it may connect again, and another session of the person has its own."""
    teams = await _join(scene, scene.bob, limits.SESSION_TEAMS_MAX)
    for team_id in teams:
        await scene.connect(scene.bob, team_id, f"list-{team_id}")
    with pytest.raises(LimitReached, match="50 teams"):
        await scene.connect(scene.bob)
    scene.world.now_ms += limits.SESSION_RENEW_AFTER_S * 1000
    await scene.connect(scene.bob, teams[0], f"list-{teams[0]}")
    await scene.world.db.batch(*scene.world.deferred)
    await scene.connect(await scene.world.sign_in("bob"))
    ended = await sessions.sign_out_session(scene.bob.call())
    assert ended.effects.recheck == (teams[0], *reversed(teams[1:]))


async def test_r106_only_the_first_upgrade_in_a_team_writes(scene: Scene) -> None:
    """What the first one has recorded, the next ones read with the query that authorizes them."""
    recording = Recording(scene.world.db)
    for _ in range(2):
        await lists.view_set(scene.bob.call(db=recording), scene.team_id, scene.set_id, connects=True)
    assert [[_writes(each) for each in batch] for batch in recording.batches] == [[False], [False, True], [False]]
    assert scene.world.deferred == []


async def test_r106_a_fan_out_yields_and_waits_for_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Calls begin in order, six before each pause, and one that is slow holds up nobody."""
    begun, slow = list[int](), asyncio.Event()
    before_pause = list[int]()
    sleep = asyncio.sleep

    async def pause(_: float) -> None:
        await sleep(0)
        before_pause.append(len(begun))

    async def call(number: int) -> None:
        begun.append(number)
        await (slow.wait() if number == 0 else sleep(0))
        if number == 19:
            slow.set()

    monkeypatch.setattr("asyncio.sleep", pause)
    await live.fan_out(list(map(call, range(20))))
    assert (begun, before_pause) == (list(range(20)), [6, 12, 18])


async def test_requests_that_publish_at_once_make_one_call_for_a_list(scene: Scene) -> None:
    """The first of them to have its turn publishes the events of all, in their order; each is published once."""
    push, outgoing = RecordingPush(), Outgoing()
    waiting = []
    for set_id, text in (("s1", "1"), ("s2", "2"), ("s1", "3")):
        ctx = scene.world.call(None)
        ctx.push, ctx.outgoing = push, outgoing
        waiting.append(live.apply_effects(ctx, Effects(events=(Published("t1", set_id, text),))))
    for each in waiting:
        await each
    assert (push.calls, push.published) == (2, [("t1", "s1", "1"), ("t1", "s1", "3"), ("t1", "s2", "2")])


async def test_r33_a_new_role_without_view_todos_disconnects(scene: Scene) -> None:
    """Someone whose new role may not see the list is disconnected with 4403."""
    await _refuse_viewing(scene, "global", "admin")
    outcome = await teams.change_role(scene.ada.call(), scene.team_id, scene.bob.id, MemberRole(role="admin"))
    assert await _after(_everybody(scene), scene, outcome) == [(scene.bob.token_hash, scene.set_id, 4403)]


async def test_r32_r198_a_socket_of_a_team_ends_with_the_membership(scene: Scene) -> None:
    """With 4403, whatever one may view; with 4404 when the team is gone."""
    push = RecordingPush({scene.team_id: [(who.token_hash, "") for who in (scene.ada, scene.bob)]})
    assert await _after(push, scene, await _refuse_viewing(scene, "global")) == []
    outcome = await teams.remove_member(scene.ada.call(), scene.team_id, scene.bob.id)
    assert await _after(push, scene, outcome) == [(scene.bob.token_hash, "", 4403)]
    outcome = await teams.delete_team(scene.ada.call(), scene.team_id)
    assert await _after(push, scene, outcome) == [(scene.bob.token_hash, "", 4403), (scene.ada.token_hash, "", 4404)]


async def test_a_recheck_is_idempotent(scene: Scene) -> None:
    """A recheck works from what is stored: a second one closes nobody."""
    outcome = await teams.remove_member(scene.ada.call(), scene.team_id, scene.bob.id)
    push = _everybody(scene)
    await _after(push, scene, outcome)
    assert len(await _after(push, scene, outcome)) == 1


async def test_an_empty_room_costs_no_query(scene: Scene) -> None:
    """When nobody has a list open, the database is not queried."""
    recording = Recording(scene.world.db)
    await live.recheck(RecordingPush(), recording, scene.team_id, instant(scene.world.now_ms))
    assert recording.batches == []


async def test_a_room_is_rechecked_in_one_round_trip(scene: Scene) -> None:
    """However many sockets a team has, one batch authorizes them all."""
    people = [await scene.join(f"user {number}", "member") for number in range(5)]
    push = RecordingPush({scene.team_id: [(who.token_hash, scene.set_id) for who in people]})
    recording = Recording(scene.world.db)
    await live.recheck(push, recording, scene.team_id, instant(scene.world.now_ms))
    assert (len(recording.batches), push.expelled) == (1, [])


async def test_r4_an_event_is_published_as_it_is(scene: Scene) -> None:
    """The event's text goes to its team and set, once."""
    push = RecordingPush()
    await _apply(push, scene, EVENT)
    assert push.published == [event[:3] for event in EVENT.events]


async def _let_guests_write(scene: Scene) -> Result:
    made = await links.create_link(scene.ada.call(), scene.team_id, scene.set_id, NewLink(name="Board"))
    more, link_id = LinkChange(allows=["create"]), body(made)["link"]["id"]
    return await links.change_link(scene.ada.call(), scene.team_id, scene.set_id, link_id, more)


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
    "let guests write": _let_guests_write,
}
SHOWN_TO_GUESTS = ("rename a set", "let guests write")


@pytest.mark.parametrize("change", TOLD)
async def test_r55_r219_viewers_of_a_team_get_the_hint(scene: Scene, change: str) -> None:
    """One hint goes to the team, after those who lost access were disconnected, with the list if its guests get one."""
    push = RecordingPush()
    await _after(push, scene, await TOLD[change](scene))
    about = f',"setId":"{scene.set_id}"' if change in SHOWN_TO_GUESTS else ""
    assert push.announced == [(scene.team_id, f'{{"type":"team:changed","teamId":"{scene.team_id}"{about}}}')]


async def test_r55_signing_out_sends_no_hint(scene: Scene) -> None:
    """The team's viewers are rechecked, but not asked to reload."""
    push = _everybody(scene)
    await scene.connect(scene.bob)
    await _after(push, scene, await sessions.sign_out_session(scene.bob.call()))
    assert (push.announced, len(push.expelled)) == ([], 1)


async def test_a_result_without_effects_pushes_nothing(scene: Scene) -> None:
    """Without an event and without a recheck nothing is sent."""
    push = RecordingPush()
    await _after(push, scene, Result(answer="{}"))
    assert push.calls == 0


async def test_r28_without_a_live_side_nothing_happens(scene: Scene) -> None:
    """A deployment without the binding pushes nothing, silently."""
    assert await _apply(None, scene, EVENT) == []
