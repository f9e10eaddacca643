"""Every statement finds its rows by an index: the cost of a request does not grow with other people's data."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

import pytest

from actions import sessions
from actions.housekeeping import prune_old
from domain.inputs import InviteTerms
from domain.instants import instant
from live import effects as live
from ports import Database, Statement
from routes import invites
from store.todos import select_list
from tests.support.databases import Recording
from tests.support.mutations import NO_OPS, TEAM_MUTATIONS, TODO_MUTATIONS, UNREMEMBERED, Act, Stage
from tests.support.reads import READS, Read
from tests.support.recording_push import RecordingPush
from tests.support.scene import Scene, body

SESSION_ENDS: dict[str, Read] = {
    "end other sessions": lambda _, c: sessions.end_other_sessions(c),
    "sign out": lambda _, c: sessions.sign_out_session(c),
}
MUTATIONS: dict[str, Act] = (
    {name: act for name, (_, act) in TODO_MUTATIONS.items()} | NO_OPS | TEAM_MUTATIONS | UNREMEMBERED
)
REQUESTS: dict[str, Read] = {**READS, **SESSION_ENDS, **MUTATIONS}
NO_TABLES = (
    "j",  # the items of a request, as json_each gives them
    "x",  # the teams of one person, sorted by a sub-query
    "b",  # what is found below a todo, step by step
    "(subquery",  # rows that were found already, given to a window function
    "CONSTANT",  # the one row of a SELECT without a table
)
SCAN = re.compile(r"SCAN (?:TABLE )?(\S+)")


async def _full_scans(db: Database, statements: set[Statement]) -> dict[str, list[str]]:
    """For each statement that reads a whole table (or index, or builds one to read it): those steps of its plan."""
    found = {}
    for statement in statements:
        plan = (await db.batch(Statement(f"EXPLAIN QUERY PLAN {statement.sql}", statement.params)))[0]
        steps = [str(row["detail"]) for row in plan]
        bad = [step for step in steps if _is_full_scan(step) or "AUTOMATIC" in step]
        if bad:
            found[statement.sql] = bad
    return found


def _is_full_scan(step: str) -> bool:
    scanned = SCAN.match(step)
    return scanned is not None and scanned[1].partition("-")[0] not in NO_TABLES


async def _statements(db: Database, act: Callable[[Database], Awaitable[object]]) -> set[Statement]:
    recording = Recording(db)
    await act(recording)
    return {statement for batch in recording.batches for statement in batch}


@pytest.mark.parametrize("act", REQUESTS.values(), ids=REQUESTS)
async def test_no_request_reads_a_whole_table(act: Read, stage: Stage) -> None:
    """Whatever a request reads or changes, it goes to it by a key or an index."""
    scene = stage.scene
    db = scene.world.db
    statements = await _statements(db, lambda recording: act(stage, scene.ada.call("k1", db=recording)))
    assert statements
    assert await _full_scans(db, statements) == {}


async def test_joining_reads_no_whole_table(scene: Scene) -> None:
    """A link is found by its hash, and whether somebody is in by key."""
    db = scene.world.db
    made = await invites.create_invite(scene.ada.call(), scene.team_id, InviteTerms())
    eve, token = await scene.world.sign_in("eve"), body(made)["invite"]["token"]
    statements = await _statements(db, lambda recording: invites.accept_invite(eve.call(db=recording), token))
    assert await _full_scans(db, statements) == {}


async def test_looking_at_viewers_again_reads_no_whole_table(scene: Scene) -> None:
    """However many people there are, a recheck looks only at those who have a socket."""
    push = RecordingPush({scene.team_id: [(scene.ada.token_hash, scene.set_id)]})
    now = instant(scene.world.now_ms)
    db = scene.world.db
    statements = await _statements(db, lambda recording: live.recheck(push, recording, scene.team_id, now))
    assert await _full_scans(db, statements) == {}


async def test_pruning_reads_only_what_is_old(scene: Scene) -> None:
    """The cron finds old rows by their age."""
    db = scene.world.db
    statements = await _statements(db, lambda recording: prune_old(recording, scene.world.now_ms))
    assert await _full_scans(db, statements) == {}


async def test_a_list_comes_in_order_from_its_index(scene: Scene) -> None:
    """However long it is, nothing is sorted."""
    statement = select_list(scene.team_id, scene.set_id, [scene.ada.token_hash])
    explained = Statement(f"EXPLAIN QUERY PLAN {statement.sql}", statement.params)
    steps = [str(row["detail"]) for row in (await scene.world.db.batch(explained))[0]]
    assert "SEARCH t USING INDEX todos_in_order (set_id=?)" in steps
    assert not [step for step in steps if "TEMP B-TREE" in step]


async def test_a_full_scan_would_be_seen(scene: Scene) -> None:
    """The check sees a statement that does read a whole table."""
    whole = Statement("SELECT count(*) FROM todos t WHERE t.title = ?1", ("x",))
    assert await _full_scans(scene.world.db, {whole}) == {whole.sql: ["SCAN t"]}
