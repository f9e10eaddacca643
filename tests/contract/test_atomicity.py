"""A change and its event are atomic: both are stored, or nothing is."""

from __future__ import annotations

import itertools
import json
from collections.abc import Awaitable

import pytest

from domain.errors import Conflict
from glint_client.replica import Replica
from ports import ConstraintFailed
from tests.support.databases import FailingBatch, Recording, dump, writes
from tests.support.marks import over_sqlite
from tests.support.mutations import NO_OPS, TEAM_MUTATIONS, TODO_MUTATIONS, UNREMEMBERED, Act, Stage, make_stage
from tests.support.scene import Scene, body, event_of

EVERYTHING = {name: act for name, (_, act) in TODO_MUTATIONS.items()} | TEAM_MUTATIONS | UNREMEMBERED
FOR_EACH_KEY = pytest.mark.parametrize("key", ["", "k1"], ids=["without a key", "with a key"])


@over_sqlite
@FOR_EACH_KEY
@pytest.mark.parametrize(("kind", "act"), TODO_MUTATIONS.values(), ids=TODO_MUTATIONS)
async def test_r1_r2_r3_a_mutation_logs_exactly_one_event(kind: str, act: Act, key: str, stage: Stage) -> None:
    """One mutation is one event, with the next seq, its author, and its key."""
    scene = stage.scene
    before = await scene.head()
    await act(stage, scene.ada.call(key))
    log = await scene.log()
    assert [event["seq"] for event in log] == list(range(1, before + 2))
    assert await scene.head() == before + 1
    event = log[-1]
    assert (event["type"], event["setId"], event["actorId"]) == (kind, scene.set_id, scene.ada.id)
    assert event.get("mutationId") == (key or None)


@over_sqlite
@pytest.mark.parametrize(("kind", "act"), TODO_MUTATIONS.values(), ids=TODO_MUTATIONS)
async def test_r4_r6_the_answer_and_the_push_are_of_that_event(kind: str, act: Act, stage: Stage) -> None:
    """The author's answer carries the event's seq, and what is pushed is the stored text."""
    scene = stage.scene
    outcome = await act(stage, scene.ada.call())
    assert body(outcome)["seq"] == await scene.head()
    stored = await scene.world.rows("SELECT payload FROM events ORDER BY seq DESC LIMIT 1")
    assert event_of(outcome) == stored[0]["payload"]
    assert outcome.effects.events[0][:2] == (scene.team_id, scene.set_id)
    assert outcome.status == (201 if kind.endswith(":created") else 200)


@over_sqlite
@pytest.mark.parametrize(("kind", "act"), TODO_MUTATIONS.values(), ids=TODO_MUTATIONS)
async def test_r5_the_event_says_all_that_changed(kind: str, act: Act, stage: Stage) -> None:
    """Applying the event to the previous list gives the new list."""
    scene = stage.scene
    before = await scene.listed()
    replica = Replica.from_list(before["todos"], before["seq"])
    outcome = await act(stage, scene.ada.call())
    replica.receive(json.loads(event_of(outcome) or ""))
    after = await scene.listed()
    assert (replica.todos(), replica.seq) == (after["todos"], after["seq"])
    assert after["todos"] != before["todos"]
    assert kind == json.loads(event_of(outcome) or "")["type"]


@over_sqlite
@FOR_EACH_KEY
@pytest.mark.parametrize("act", EVERYTHING.values(), ids=EVERYTHING)
async def test_r1_a_failing_batch_stores_nothing(act: Act, key: str, stage: Stage) -> None:
    """Wherever in its batch a mutation fails, first statement or last, nothing at all is stored."""
    scene = stage.scene
    before = await dump(scene.world.db)
    sabotaged, position = FailingBatch(scene.world.db, 0), 0
    for position in itertools.count():
        sabotaged = FailingBatch(scene.world.db, position)
        if not await _fails(act(stage, scene.ada.call(key, db=sabotaged))):
            break
        assert await dump(scene.world.db) == before
    assert not sabotaged.reached
    assert position > 1
    assert await dump(scene.world.db) != before


async def _fails(action: Awaitable[object]) -> bool:
    try:
        await action
    except (Conflict, ConstraintFailed):
        return True
    return False


@over_sqlite
@pytest.mark.parametrize("act", EVERYTHING.values(), ids=EVERYTHING)
async def test_r1_a_mutation_writes_in_one_batch(act: Act, stage: Stage) -> None:
    """Everything that one mutation stores is in one transaction."""
    scene = stage.scene
    recording = Recording(scene.world.db)
    await act(stage, scene.ada.call("k1", db=recording))
    assert [writes(batch) for batch in recording.batches].count(True) == 1


@over_sqlite
@pytest.mark.parametrize("act", NO_OPS.values(), ids=NO_OPS)
async def test_r1_r6_a_no_op_stores_nothing(act: Act, stage: Stage) -> None:
    """A request that changes nothing is answered with the head, and stores nothing."""
    scene = stage.scene
    before = await dump(scene.world.db)
    outcome = await act(stage, scene.ada.call())
    assert body(outcome)["seq"] == await scene.head()
    assert (outcome.status, event_of(outcome)) == (200, None)
    assert await dump(scene.world.db) == before


@over_sqlite
@pytest.mark.parametrize("act", NO_OPS.values(), ids=NO_OPS)
async def test_r6_r13_a_no_op_is_stored_with_its_key(act: Act, stage: Stage) -> None:
    """With a key, only the answer is stored and counted."""
    scene = stage.scene
    before = await dump(scene.world.db)
    await act(stage, scene.ada.call("k1"))
    after = await dump(scene.world.db)
    assert len(after.pop("idempotency_keys")) == 1
    assert before.pop("idempotency_keys") == []
    assert before.pop("users") != after.pop("users")
    assert after == before


async def test_r5_replaying_the_log_gives_the_list(scene: Scene) -> None:
    """After many mutations, the whole log applied to nothing is the list, at the list's seq."""
    for _, act in TODO_MUTATIONS.values():
        await act(await make_stage(scene), scene.ada.call())
    replica = Replica.from_list([], 0)
    for event in await scene.log():
        replica.receive(event)
    listed = await scene.listed()
    assert (replica.todos(), replica.seq, replica.gap) == (listed["todos"], listed["seq"], False)
    assert len(listed["todos"]) > len(TODO_MUTATIONS)
