"""The same Idempotency-Key has its effect once, and gets the first answer again."""

from __future__ import annotations

import asyncio

import pytest

from actions.result import Result
from domain.errors import AlreadyClaimed, KeyReused, NotFound
from domain.inputs import Claim, NewTodo, SetName, TodoChange
from routes import sets, todos
from tests.support.databases import Interleaved, dump
from tests.support.marks import over_sqlite
from tests.support.mutations import NO_OPS, TEAM_MUTATIONS, TODO_MUTATIONS, Act, Stage
from tests.support.scene import Scene, body, event_of, published_of

AT_ONCE = 8
EGGS = NewTodo(title="Eggs")
WITH_EVENT = {name: act for name, (_, act) in TODO_MUTATIONS.items()}
REMEMBERED = WITH_EVENT | NO_OPS | TEAM_MUTATIONS

each_mutation = pytest.mark.parametrize("act", REMEMBERED.values(), ids=REMEMBERED)


def _seen(outcome: Result) -> tuple[str, int]:
    """Return what the client sees of a result."""
    return outcome.text, outcome.status


@over_sqlite
@each_mutation
async def test_r13_a_repeat_gets_the_first_answer_and_changes_nothing(act: Act, stage: Stage) -> None:
    """The same request with the same key gets the same bytes, and stores nothing."""
    scene = stage.scene
    first = await act(stage, scene.ada.call("k1"))
    await sets.create_set(scene.ada.call(), scene.team_id, SetName(name="Meanwhile"))
    before = await dump(scene.world.db)
    assert _seen(await act(stage, scene.ada.call("k1"))) == _seen(first)
    assert await dump(scene.world.db) == before


@over_sqlite
@pytest.mark.parametrize("act", WITH_EVENT.values(), ids=WITH_EVENT)
async def test_r16_a_repeat_is_pushed_again(act: Act, stage: Stage) -> None:
    """A repeat publishes its event again, which helps whoever missed it; the text is the same."""
    scene = stage.scene
    first = await act(stage, scene.ada.call("k1"))
    again = await act(stage, scene.ada.call("k1"))
    assert event_of(first) is not None
    assert published_of(again) == published_of(first)


@over_sqlite
@each_mutation
async def test_r15_a_reused_key_is_refused(act: Act, stage: Stage) -> None:
    """The same key with another method, path or body is refused, and nothing is stored."""
    scene = stage.scene
    await act(stage, scene.ada.call("k1"))
    before = await dump(scene.world.db)
    gone = act in [REMEMBERED[name] for name in ("delete", "delete a set", "delete a set for good", "delete a comment")]
    with pytest.raises(NotFound if gone else KeyReused):
        await act(stage, scene.ada.call("k1", request="another"))
    assert await dump(scene.world.db) == before


@over_sqlite
@each_mutation
async def test_r14_of_eight_at_once_one_has_an_effect(act: Act, stage: Stage) -> None:
    """Eight concurrent copies of a request have one effect, and all get the same answer."""
    scene = stage.scene
    before, head = await dump(scene.world.db), await scene.head()
    db = Interleaved(scene.world.db)
    outcomes = await asyncio.gather(*(act(stage, scene.ada.call("k1", db=db)) for _ in range(AT_ONCE)))
    assert len({_seen(outcome) for outcome in outcomes}) == 1
    after = await dump(scene.world.db)
    assert len(after["idempotency_keys"]) == 1
    for table in ("teams", "todo_sets", "memberships"):
        assert abs(len(after[table]) - len(before[table])) <= 1
    if act in WITH_EVENT.values():
        assert len(after["events"]) == len(before["events"]) + 1 == head + 1


async def test_r13_a_key_outlives_its_todo(scene: Scene) -> None:
    """A repeat after the todo was deleted gets the first answer, not 404."""
    milk = await scene.add("Milk")
    change = TodoChange(title="Oat milk")
    first = await todos.update_todo(scene.ada.call("k1"), scene.team_id, milk, change)
    await todos.delete_todo(scene.ada.call(), scene.team_id, milk)
    again = await todos.update_todo(scene.ada.call("k1"), scene.team_id, milk, change)
    assert _seen(again) == _seen(first)
    assert await scene.todos() == []


async def test_r13_a_late_repeat_does_not_undo_later_changes(scene: Scene) -> None:
    """A rename that is repeated late leaves the newer title alone."""
    milk = await scene.add("Milk")
    old, new = TodoChange(title="Oat milk"), TodoChange(title="Soy milk")
    await todos.update_todo(scene.ada.call("k1"), scene.team_id, milk, old)
    await todos.update_todo(scene.ada.call("k2"), scene.team_id, milk, new)
    await todos.update_todo(scene.ada.call("k1"), scene.team_id, milk, old)
    assert [todo["title"] for todo in await scene.todos()] == ["Soy milk"]


async def test_r13_a_repeated_no_op_stays_a_no_op(scene: Scene) -> None:
    """A no-op with a key stays one, even when the same request would change something by now."""
    milk = await scene.add("Milk")
    same = TodoChange(title="Milk")
    first = await todos.update_todo(scene.ada.call("k1"), scene.team_id, milk, same)
    await todos.update_todo(scene.ada.call(), scene.team_id, milk, TodoChange(title="Oat milk"))
    again = await todos.update_todo(scene.ada.call("k1"), scene.team_id, milk, same)
    assert _seen(again) == _seen(first)
    assert (await scene.todos())[0]["title"] == "Oat milk"


async def test_r13_a_toggle_that_is_repeated_toggles_once(scene: Scene) -> None:
    """A toggle with a key, sent three times, leaves the todo claimed."""
    milk = await scene.add("Milk")
    answers = [
        body(await todos.claim_todo(scene.bob.call("k1"), scene.team_id, milk, Claim()))["claimedBy"] for _ in range(3)
    ]
    assert answers == [scene.bob.id] * 3
    assert (await scene.todos())[0]["claimedBy"] == scene.bob.id


async def test_r13_a_refusal_is_not_stored(scene: Scene) -> None:
    """A request that was refused may succeed later with its key."""
    milk = await scene.add("Milk")
    await scene.claim(milk, scene.ada)
    with pytest.raises(AlreadyClaimed):
        await todos.claim_todo(scene.bob.call("k1"), scene.team_id, milk, Claim(claimed=True))
    await scene.claim(milk, scene.ada, claimed=False)
    done = await todos.claim_todo(scene.bob.call("k1"), scene.team_id, milk, Claim(claimed=True))
    assert body(done)["claimedBy"] == scene.bob.id


async def test_r13_a_key_is_for_one_set(scene: Scene) -> None:
    """The same key in two sets is two requests."""
    other = body(await sets.create_set(scene.ada.call(), scene.team_id, SetName(name="Work")))["set"]["id"]
    for set_id in (scene.set_id, other):
        done = await todos.create_todo(scene.ada.call("k1", request=set_id), scene.team_id, set_id, EGGS)
        assert body(done)["seq"] == 1


async def test_r13_a_key_is_for_one_person(scene: Scene) -> None:
    """Two people with the same key make two requests, even with the same body."""
    ids = {
        body(await todos.create_todo(person.call("k1"), scene.team_id, scene.set_id, EGGS))["todo"]["id"]
        for person in (scene.ada, scene.bob)
    }
    assert len(ids) == 2
    assert await scene.head() == 2


async def test_r13_without_a_key_a_repeat_is_a_new_request(scene: Scene) -> None:
    """Nothing is stored about a request without a key."""
    for _ in range(2):
        await todos.create_todo(scene.ada.call(), scene.team_id, scene.set_id, EGGS)
    assert len(await scene.todos()) == 2
    assert (await dump(scene.world.db))["idempotency_keys"] == []
