"""How often a request waits for the database: once to read, at most twice for a mutation."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from actions import sessions
from context import Context, CountingDatabase
from domain.inputs import InviteTerms, NewTodo, TodoChange
from routes import invites, todos
from store.cache import StateCache
from tests.support.databases import Recording
from tests.support.marks import over_sqlite
from tests.support.mutations import NO_OPS, TEAM_MUTATIONS, TODO_MUTATIONS, UNREMEMBERED, Act, Stage
from tests.support.reads import READS, Read
from tests.support.scene import Scene, body

EVERYTHING = {name: act for name, (_, act) in TODO_MUTATIONS.items()} | TEAM_MUTATIONS | UNREMEMBERED


async def _trips(action: Callable[[Context], Awaitable[object]], scene: Scene, key: str = "") -> int:
    counted = CountingDatabase(scene.world.db)
    await action(scene.ada.call(key, db=counted))
    return counted.trips


@over_sqlite
@pytest.mark.parametrize("read", READS.values(), ids=READS)
async def test_r51_a_read_waits_once(read: Read, stage: Stage) -> None:
    """Authentication, authorization and data come in one round trip."""
    scene = stage.scene
    assert await _trips(lambda call: read(stage, call), scene) == 1


@over_sqlite
@pytest.mark.parametrize("act", EVERYTHING.values(), ids=EVERYTHING)
async def test_r51_a_change_waits_twice(act: Act, stage: Stage) -> None:
    """A mutation reads once and commits once."""
    scene = stage.scene
    assert await _trips(lambda call: act(stage, call), scene, "k1") == 2


@over_sqlite
@pytest.mark.parametrize("act", TEAM_MUTATIONS.values(), ids=TEAM_MUTATIONS)
async def test_r51_a_repeat_waits_once(act: Act, stage: Stage) -> None:
    """A request that was carried out before is answered from what was read."""
    scene = stage.scene
    await act(stage, scene.ada.call("k1"))
    assert await _trips(lambda call: act(stage, call), scene, "k1") == 1


@over_sqlite
@pytest.mark.parametrize("act", NO_OPS.values(), ids=NO_OPS)
async def test_r51_what_changes_nothing_waits_once(act: Act, stage: Stage) -> None:
    """Without a key a no-op only reads; with one it is stored, which is the second round trip."""
    scene = stage.scene
    assert await _trips(lambda call: act(stage, call), scene) == 1
    assert await _trips(lambda call: act(stage, call), scene, "k1") == 2


async def test_joining_takes_two_round_trips_and_again_one(scene: Scene) -> None:
    """Following a link reads once and joins once; members have nothing to join."""
    made = await invites.create_invite(scene.ada.call(), scene.team_id, InviteTerms())
    eve, token = await scene.world.sign_in("eve"), body(made)["invite"]["token"]
    for trips in (2, 1):
        counted = CountingDatabase(scene.world.db)
        await invites.accept_invite(eve.call(db=counted), token)
        assert counted.trips == trips


async def test_a_change_of_cached_state_is_a_short_batch(scene: Scene) -> None:
    """Each statement costs about as much as what it does: guard and number are one, then the row, then the event."""
    scene.world.cache, recording = StateCache(), Recording(scene.world.db)
    todo_id = await scene.add()

    def call() -> Context:
        return scene.ada.call(db=recording)

    await todos.create_todo(call(), scene.team_id, scene.set_id, NewTodo(title="Bread"))
    await todos.update_todo(call(), scene.team_id, todo_id, TodoChange(title="Oat milk"))
    await todos.delete_todo(call(), scene.team_id, todo_id)
    assert [len(batch) for batch in recording.batches] == [3, 3, 5]


async def test_who_is_not_signed_in_costs_no_query(scene: Scene) -> None:
    """Without a cookie a request is refused, and `me` is answered, without querying the database."""
    counted = CountingDatabase(scene.world.db)
    await sessions.show_me(scene.world.call(None, db=counted))
    await sessions.sign_out_session(scene.world.call(None, db=counted))
    assert counted.trips == 0


async def test_signing_in_and_out_take_one_round_trip(scene: Scene) -> None:
    """Opening and ending a session are one round trip each, and so is ending others."""
    assert await _trips(sessions.end_other_sessions, scene) == 1
    assert await _trips(sessions.sign_out_session, scene) == 1
