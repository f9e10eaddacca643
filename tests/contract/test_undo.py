"""Undoing what the history shows, unless a later change would be lost."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from domain.errors import CannotUndo, Forbidden, NotFound
from domain.inputs import Claim, TodoChange, TodoMove, Undo
from domain.limits import EVENTS_KEEP_DAYS
from glint_client.replica import Replica
from glint_client.wire import Todo
from routes import history, todos
from tests.support.databases import Interfering, dump
from tests.support.mutations import Stage
from tests.support.scene import Person, Scene, body

Act = Callable[[Stage], Awaitable[object]]


async def _undo(scene: Scene, seq: int, by: Person | None = None, key: str = "") -> int:
    """Undo the change with this `seq`; return that of the new event."""
    done = await history.undo_change((by or scene.ada).call(key), scene.team_id, scene.set_id, Undo(seq=seq))
    return int(body(done)["seq"])


def _update(**fields: Any) -> Act:
    return lambda s: todos.update_todo(s.scene.ada.call(), s.team_id, s.milk, TodoChange(**fields))


def _move(parent: Callable[[Stage], str | None], **place: Any) -> Act:
    return lambda s: todos.move_todo(s.scene.ada.call(), s.team_id, s.bread, TodoMove(parent_id=parent(s), **place))


def _reorder(*orders: float) -> Act:
    return lambda s: todos.reorder_todos(s.scene.ada.call(), s.team_id, s.order(*orders))


def _claim(*, claimed: bool) -> Act:
    return lambda s: todos.claim_todo(s.scene.ada.call(), s.team_id, s.bread, Claim(claimed=claimed))


async def _delete(stage: Stage) -> None:
    await todos.delete_todo(stage.scene.ada.call(), stage.team_id, stage.milk)


async def _add(stage: Stage) -> None:
    await stage.scene.add("Eggs", parent=stage.milk)


CHANGES: dict[str, Act] = {
    "rename": _update(title="Oat milk"),
    "complete": _update(completed=True),
    "place": _update(sort_order=7.5),
    "all": _update(title="Oat milk", completed=True, sort_order=-1),
    "nest": _move(lambda s: s.milk, sort_order=0.5),
    "reorder": _reorder(9, 8.5),
    "release": _claim(claimed=False),
    "delete": _delete,
    "create": _add,
}


def _without_times(listed: list[Todo]) -> list[dict[str, Any]]:
    return [{name: value for name, value in todo.items() if name != "updatedAt"} for todo in listed]


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
async def test_r5_r148_an_undone_change_leaves_the_list_as_it_was(change: Act, stage: Stage) -> None:
    """By one event that every client understands; and undoing the undo makes the change again."""
    scene = stage.scene
    before = await scene.todos()
    await change(stage)
    after = await scene.listed()
    replica = Replica.from_list(after["todos"], after["seq"])
    assert await _undo(scene, after["seq"]) == after["seq"] + 1 == await scene.head()
    assert _without_times(await scene.todos()) == _without_times(before)
    event = (await scene.log())[-1]
    assert event["actorId"] == scene.ada.id
    replica.receive(event)
    assert replica.todos() == await scene.todos()
    if event["type"] not in ("todos:added", "todo:deleted"):
        await _undo(scene, event["seq"])
        assert _without_times(await scene.todos()) == _without_times(after["todos"])


LATER: dict[str, tuple[Act, Act]] = {
    "renamed again": (_update(title="Oat milk"), _update(title="Soy milk")),
    "reopened": (_update(completed=True, title="Oat milk"), _update(completed=False)),
    "moved again": (_update(sort_order=7.5), _update(sort_order=8)),
    "nested elsewhere": (_move(lambda s: s.milk), _move(lambda _: None)),
    "one of an order moved": (_reorder(9, 8.5), _update(sort_order=4)),
    "one of an order gone": (_reorder(9, 8.5), _delete),
    "claimed again": (_claim(claimed=False), _claim(claimed=True)),
    "the todo is gone": (_update(title="Oat milk"), _delete),
}


@pytest.mark.parametrize(("change", "later"), LATER.values(), ids=LATER)
async def test_r148_a_later_change_is_not_lost(change: Act, later: Act, stage: Stage) -> None:
    """What changed again since is refused with 409 and a reason, and nothing changes."""
    scene = stage.scene
    await change(stage)
    seq = await scene.head()
    await later(stage)
    before = await dump(scene.world.db)
    with pytest.raises(CannotUndo, match=r"since|not in this list"):
        await _undo(scene, seq)
    assert await dump(scene.world.db) == before


async def test_r148_what_changed_besides_stays(stage: Stage) -> None:
    """Only the fields of that change are put back."""
    scene = stage.scene
    await _update(title="Oat milk")(stage)
    seq = await scene.head()
    await _update(completed=True)(stage)
    await _undo(scene, seq)
    milk = next(todo for todo in await scene.todos() if todo["id"] == stage.milk)
    assert (milk["title"], milk["completed"]) == ("Milk", True)


async def test_r148_only_the_change_of_that_request_is_undone(stage: Stage) -> None:
    """A request that changed nothing is answered with the `seq` of someone else's event, which stays."""
    scene = stage.scene
    await todos.update_todo(scene.ada.call("theirs"), stage.team_id, stage.milk, TodoChange(completed=True))
    same = await todos.update_todo(scene.ada.call("mine"), stage.team_id, stage.milk, TodoChange(completed=True))
    seq = int(body(same)["seq"])
    mine, theirs = (Undo(seq=seq, mutation_id=key) for key in ("mine", "theirs"))
    with pytest.raises(CannotUndo, match="nothing to undo"):
        await history.undo_change(scene.ada.call(), scene.team_id, scene.set_id, mine)
    await history.undo_change(scene.ada.call(), scene.team_id, scene.set_id, theirs)
    assert not next(todo for todo in await scene.todos() if todo["id"] == stage.milk)["completed"]


async def test_r149_what_is_too_old_or_unknown_is_refused(stage: Stage) -> None:
    """After 30 days, from before one's access, written before this could be undone, or never."""
    scene = stage.scene
    await _update(title="Oat milk")(stage)
    seq = await scene.head()
    with pytest.raises(NotFound):
        await _undo(scene, seq + 1)
    with pytest.raises(CannotUndo, match="30 days"):
        await _undo(scene, seq, by=await scene.join("eve", "admin"))
    kept = await scene.world.rows("SELECT before FROM events WHERE seq = ?1", seq)
    await scene.world.rows("UPDATE events SET before = NULL WHERE seq = ?1", seq)
    with pytest.raises(CannotUndo, match="not known"):
        await _undo(scene, seq)
    await scene.world.rows("UPDATE events SET before = ?2 WHERE seq = ?1", seq, kept[0]["before"])
    scene.world.now_ms += EVENTS_KEEP_DAYS * 86_400_000
    await scene.world.rows("UPDATE sessions SET expires_at = '9', ends_at = '9'")
    with pytest.raises(CannotUndo, match="30 days"):
        await _undo(scene, seq)


async def test_r149_what_cannot_be_undone_says_so(stage: Stage) -> None:
    """A deletion that was undone already, and what was logged without what was there before."""
    scene = stage.scene
    await _delete(stage)
    deletion = await scene.head()
    restoration = await _undo(scene, deletion)
    await scene.world.rows("UPDATE events SET before = NULL")
    for seq, reason in ((deletion, "already"), (restoration, "not known")):
        with pytest.raises(CannotUndo, match=reason):
            await _undo(scene, seq)


async def test_r149_what_was_there_may_not_be_possible_any_more(stage: Stage) -> None:
    """The parent that a todo had is gone, or now below the todo itself."""
    scene, oat = stage.scene, await stage.scene.add("Oats", parent=stage.milk)
    await todos.move_todo(scene.ada.call(), stage.team_id, oat, TodoMove(parent_id=None))
    seq = await scene.head()
    await todos.move_todo(scene.ada.call(), stage.team_id, stage.milk, TodoMove(parent_id=oat))
    with pytest.raises(CannotUndo, match="possible"):
        await _undo(scene, seq)
    await _delete(stage)
    with pytest.raises(CannotUndo, match="possible"):
        await _undo(scene, seq)


async def test_r148_a_todo_that_others_have_built_on_is_not_undone(stage: Stage) -> None:
    """Its creation is not undone once it was changed, or has a sub-todo or a comment."""
    for seq in (1, 2):  # milk has a sub-todo, bread is claimed
        with pytest.raises(CannotUndo):
            await _undo(stage.scene, seq)
    await stage.scene.comment(next(todo["id"] for todo in await stage.scene.todos() if todo["title"] == "Oat milk"))
    with pytest.raises(CannotUndo):
        await _undo(stage.scene, stage.claim - 1)


async def test_r148_whoever_may_make_the_opposite_change_undoes(stage: Stage) -> None:
    """Not who made the change, but the right to make the opposite one counts."""
    scene, eve = stage.scene, await stage.scene.join("eve", "admin")
    for change in (_update(title="Oat milk"), _update(completed=True), _update(sort_order=3), _reorder(9, 8.5),
                   _move(lambda s: s.milk), _delete):  # fmt: skip
        await change(stage)
        seq = await scene.head()
        before = await dump(scene.world.db)
        with pytest.raises(Forbidden):
            await _undo(scene, seq, by=scene.bob)
        assert await dump(scene.world.db) == before
        await _undo(scene, seq, by=eve)


async def test_r148_a_claim_is_undone_by_who_may_and_for_nobody_else(stage: Stage) -> None:
    """A claim by its holder or who may edit any todo; a release only by whoever held it."""
    scene, eve = stage.scene, await stage.scene.join("eve", "admin")
    await scene.world.rows("UPDATE memberships SET joined_at = '' WHERE user_id = ?1", eve.id)
    with pytest.raises(Forbidden):
        await _undo(scene, stage.claim, by=scene.bob)
    release = await _undo(scene, stage.claim, by=eve)
    with pytest.raises(Forbidden):
        await _undo(scene, release, by=eve)
    await _undo(scene, release)
    assert {todo["claimedBy"] for todo in await scene.todos()} == {None, scene.ada.id}


async def test_r21_r150_of_two_who_undo_at_once_one_does(stage: Stage) -> None:
    """The other is told that it was changed since; there is one event more."""
    scene, eve = stage.scene, await stage.scene.join("eve", "admin")
    for change in (_update(title="Oat milk"), _reorder(9, 8.5), _delete):
        await change(stage)
        seq = await scene.head()
        both = (_undo(scene, seq), _undo(scene, seq, by=eve))
        results = await asyncio.gather(*both, return_exceptions=True)
        assert sorted(isinstance(result, CannotUndo) for result in results) == [False, True]
        assert await scene.head() == seq + 1


@pytest.mark.parametrize("later", ["renamed again", "moved again", "one of an order gone"])
async def test_r150_a_change_between_reading_and_undoing_is_not_lost(later: str, stage: Stage) -> None:
    """It is decided again on what is there then."""
    scene = stage.scene
    await LATER[later][0](stage)
    seq = await scene.head()
    db = Interfering(scene.world.db, lambda: LATER[later][1](stage))
    with pytest.raises(CannotUndo):
        await history.undo_change(scene.ada.call(db=db), scene.team_id, scene.set_id, Undo(seq=seq))
    assert await scene.head() == seq + 1


async def test_r13_r150_a_repeated_undo_undoes_once(stage: Stage) -> None:
    """The same key gets the first answer, also when the change could not be undone any more."""
    scene = stage.scene
    await _update(title="Oat milk")(stage)
    seq = await scene.head()
    first = await history.undo_change(scene.ada.call("k1"), scene.team_id, scene.set_id, Undo(seq=seq))
    before = await dump(scene.world.db)
    again = await history.undo_change(scene.ada.call("k1"), scene.team_id, scene.set_id, Undo(seq=seq))
    assert (again.text, again.effects.events) == (first.text, first.effects.events)
    assert json.loads(first.effects.events[0][2])["mutationId"] == "k1"
    assert await dump(scene.world.db) == before


async def test_r149_what_follows_from_another_change_is_not_undone(stage: Stage) -> None:
    """Such as a claim that was released because its holder left."""
    scene = stage.scene
    await scene.world.rows("UPDATE events SET payload = json_set(payload, '$.cause', 'left') WHERE seq = ?1",
                           stage.claim)  # fmt: skip
    with pytest.raises(CannotUndo, match="Nobody"):
        await _undo(scene, stage.claim)
