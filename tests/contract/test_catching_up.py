"""Catching up: the log from any seq to the head, or 410 to load the list."""

from __future__ import annotations

import json

import pytest

from actions import lists
from actions.housekeeping import STEPS_MAX, prune_old
from domain import limits
from domain.errors import Forbidden, NotAMember, Resync
from domain.instants import instant
from domain.limits import CATCH_UP_MAX_BYTES, CATCH_UP_MAX_EVENTS, EVENTS_KEEP_DAYS, PRUNE_STEP_ROWS
from glint_client.replica import Replica
from ports import Statement
from store.events import select_since
from tests.support.databases import Recording
from tests.support.mutations import TODO_MUTATIONS, Stage
from tests.support.scene import START_MS, Scene, body, event_of

DAY_MS = 86_400_000
OLD_EVENTS = """
INSERT INTO events (set_id, seq, payload, created_at)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2) SELECT ?1, i, '{}', ?3 FROM n"""


async def _since(scene: Scene, seq: int) -> dict[str, object]:
    return body(await lists.list_events(scene.ada.call(), scene.team_id, scene.set_id, seq))


async def _log_many(scene: Scene, count: int, created_at: str = "2020-01-01T00:00:00.000Z") -> None:
    await scene.world.db.batch(
        Statement(OLD_EVENTS, (scene.set_id, count, created_at)),
        Statement("UPDATE todo_sets SET seq = ?2 WHERE id = ?1", (scene.set_id, count)),
    )


def _json(char: str, size: int) -> str:
    """Return a JSON text of `size` bytes."""
    return f'"{char * ((size - 2) // len(char.encode()))}"'


async def _log_texts(scene: Scene, *texts: str) -> None:
    sql = """INSERT INTO events (set_id, seq, payload, created_at)
        SELECT ?1, ?2 + key, value, ?4 FROM json_each(?3)"""
    at, step = instant(scene.world.now_ms + 1), 1 + 1_000_000 // max(map(len, texts))
    for first in range(0, len(texts), step):
        some = json.dumps(texts[first : first + step])
        await scene.world.rows(sql, scene.set_id, first + 1, some, at)
    await scene.world.rows("UPDATE todo_sets SET seq = ?2 WHERE id = ?1", scene.set_id, len(texts))


async def test_r9_from_any_seq_the_rest_follows_without_gaps(scene: Scene) -> None:
    """Every client gets exactly the events that it misses, in order, up to the head."""
    for name in ("a", "b", "c"):
        await scene.add(name)
    log = await scene.log()
    for seq in range(4):
        assert await _since(scene, seq) == {"events": log[seq:], "seq": 3}


async def test_r4_an_event_is_served_as_it_was_pushed(stage: Stage) -> None:
    """The log's text is the text that was broadcast."""
    scene = stage.scene
    pushed = [await act(stage, scene.ada.call()) for kind, act in TODO_MUTATIONS.values() if kind == "todo:updated"]
    answer = (await lists.list_events(scene.ada.call(), scene.team_id, scene.set_id, 5)).text
    assert answer == f'{{"events":[{",".join(event_of(outcome) or "" for outcome in pushed)}],"seq":{5 + len(pushed)}}}'


async def test_r8_r9_a_list_and_its_later_events_fit_together(stage: Stage) -> None:
    """A list, and the events since its seq, give the newer list."""
    scene = stage.scene
    listed = await scene.listed()
    for name in ("rename", "reorder", "toggle on", "create", "delete"):
        await TODO_MUTATIONS[name][1](stage, scene.ada.call())
    replica = Replica.from_list(listed["todos"], listed["seq"])
    missed = await lists.list_events(scene.ada.call(), scene.team_id, scene.set_id, listed["seq"])
    for event in body(missed)["events"]:
        replica.receive(event)
    assert replica.todos() == await scene.todos()


async def test_r10_a_seq_beyond_the_head_means_a_reload(scene: Scene) -> None:
    """A client ahead of the server (restored from a backup) is told to load the list."""
    await scene.add()
    with pytest.raises(Resync):
        await _since(scene, 2)


async def test_r10_a_seq_older_than_the_log_means_a_reload(scene: Scene) -> None:
    """When the log does not reach back to the client's seq, it is told to load the list."""
    for name in ("a", "b", "c"):
        await scene.add(name)
    await scene.world.rows("DELETE FROM events WHERE set_id = ?1 AND seq <= 1", scene.set_id)
    with pytest.raises(Resync):
        await _since(scene, 0)
    assert [event["seq"] for event in (await scene.log())] == [2, 3]
    assert (await _since(scene, 1))["seq"] == 3


async def test_r10_a_log_with_a_gap_is_never_served(scene: Scene) -> None:
    """If an event is ever missing in the middle, the answer is to load the list, not a list with a gap."""
    for name in ("a", "b", "c"):
        await scene.add(name)
    await scene.world.rows("DELETE FROM events WHERE set_id = ?1 AND seq = 2", scene.set_id)
    with pytest.raises(Resync):
        await _since(scene, 0)


async def test_r105_missing_more_than_a_mebibyte_means_a_reload(scene: Scene) -> None:
    """1 MiB of events is served at once; with a byte more the client must load the list."""
    half = CATCH_UP_MAX_BYTES // 2
    await _log_texts(scene, "1", _json("ä", half), _json("x", half))
    assert len((await lists.list_events(scene.ada.call(), scene.team_id, scene.set_id, 1)).text) > half
    with pytest.raises(Resync):
        await _since(scene, 0)


async def test_r105_missing_more_than_four_thousand_events_means_a_reload(scene: Scene) -> None:
    """So many are served at once; with one more the client must load the list."""
    await _log_texts(scene, *["1"] * (CATCH_UP_MAX_EVENTS + 1))
    found = await _since(scene, 1)
    assert found["events"] == [1] * CATCH_UP_MAX_EVENTS
    with pytest.raises(Resync):
        await _since(scene, 0)


@pytest.mark.parametrize(("count", "size"), [(20, CATCH_UP_MAX_BYTES // 4), (CATCH_UP_MAX_EVENTS + 1, 9)])
async def test_r105_a_catch_up_that_is_refused_leaves_the_log_in_the_database(
    scene: Scene, count: int, size: int
) -> None:
    """Nothing is read only to be thrown away, and nothing is sorted."""
    await _log_texts(scene, *[_json("x", size)] * count)
    read = select_since(scene.team_id, scene.set_id, scene.ada.call().caller, 0)
    assert await scene.world.db.batch(read) == [[]]
    steps = (await scene.world.db.batch(Statement(f"EXPLAIN QUERY PLAN {read.sql}", read.params)))[0]
    assert not [step for step in steps if "TEMP B-TREE" in str(step["detail"])]


async def test_r11_only_viewers_catch_up(scene: Scene) -> None:
    """The log is for members who may see the list; the statement itself returns nothing to others."""
    await scene.add()
    eve = await scene.world.sign_in("eve")
    with pytest.raises(NotAMember):
        await lists.list_events(eve.call(), scene.team_id, scene.set_id, 0)
    assert await scene.world.db.batch(select_since(scene.team_id, scene.set_id, eve.call().caller, 0)) == [[]]
    sql = "INSERT INTO permissions VALUES ('p1', ?1, 'global', 'member', 'view_todos', 0, '')"
    await scene.world.rows(sql, scene.team_id)
    with pytest.raises(Forbidden):
        await lists.list_events(scene.bob.call(), scene.team_id, scene.set_id, 0)


async def test_r7_events_are_kept_for_thirty_days(stage: Stage) -> None:
    """The cron deletes events and keys that are older than 30 days, and keeps younger ones."""
    scene = stage.scene
    await TODO_MUTATIONS["rename"][1](stage, scene.ada.call("k1"))
    scene.world.now_ms += DAY_MS
    await TODO_MUTATIONS["complete"][1](stage, scene.ada.call("k2"))
    await scene.world.rows("UPDATE sessions SET expires_at = ends_at")  # as in constant use
    assert await prune_old(scene.world.db, START_MS + EVENTS_KEEP_DAYS * DAY_MS) == 0
    await prune_old(scene.world.db, START_MS + EVENTS_KEEP_DAYS * DAY_MS + 1000)
    assert [event["seq"] for event in await scene.log()] == [7]
    assert await scene.world.rows("SELECT key FROM idempotency_keys") == [{"key": "k2"}]


async def test_r2_r7_the_head_survives_the_pruning(scene: Scene) -> None:
    """After everything was pruned the numbers continue."""
    await scene.add("a")
    scene.world.now_ms += 60 * DAY_MS
    await prune_old(scene.world.db, scene.world.now_ms)
    assert (await scene.log(), await scene.head()) == ([], 1)
    await scene.add("b", by=await scene.world.sign_in("ada"))
    assert [event["seq"] for event in await scene.log()] == [2]


async def test_r7_pruning_goes_in_bounded_steps(scene: Scene) -> None:
    """Each step deletes a bounded number of rows in its own transaction, until nothing is left to delete."""
    await _log_many(scene, 2 * PRUNE_STEP_ROWS + 5)
    recording = Recording(scene.world.db)
    assert await prune_old(recording, START_MS) == 2 * PRUNE_STEP_ROWS + 5
    assert len(recording.batches) == 3 < STEPS_MAX
    assert await scene.world.rows("SELECT count(*) AS n FROM events") == [{"n": 0}]


async def test_r7_one_run_of_the_cron_is_bounded(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """One run takes a limited number of steps, however much there is to delete."""
    monkeypatch.setattr(limits, "PRUNE_STEP_ROWS", 1)
    await _log_many(scene, STEPS_MAX + 5)
    assert await prune_old(scene.world.db, START_MS) == STEPS_MAX
    assert await prune_old(scene.world.db, START_MS) == 5


async def test_r7_expired_sessions_are_deleted(scene: Scene) -> None:
    """Expired sessions are deleted, the others stay."""
    sql = "UPDATE sessions SET expires_at = ?2 WHERE user_id = ?1"
    await scene.world.db.batch(Statement(sql, (scene.bob.id, instant(START_MS - 1))))
    assert await prune_old(scene.world.db, START_MS) == 1
    assert [row["user_id"] for row in await scene.world.rows("SELECT user_id FROM sessions")] == [scene.ada.id]


async def test_r13_a_pruned_event_is_not_pushed_again(stage: Stage) -> None:
    """A repeat whose event is already pruned is answered all the same."""
    scene = stage.scene
    first = await TODO_MUTATIONS["rename"][1](stage, scene.ada.call("k1"))
    await scene.world.rows("DELETE FROM events")
    again = await TODO_MUTATIONS["rename"][1](stage, scene.ada.call("k1"))
    assert (again.text, event_of(again)) == (first.text, None)
    assert json.loads(again.text)["seq"] == 6
