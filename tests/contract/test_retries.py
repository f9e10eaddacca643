"""Failing pushes: they are retried, and in the end logged."""

from __future__ import annotations

import json
import logging

import pytest

from actions import sessions
from domain.effects import Effects, Published
from domain.metrics import Point
from live import effects as live
from ports import Metrics, Rows, Statement
from tests.support.recording_metrics import RecordingMetrics
from tests.support.recording_push import RecordingPush
from tests.support.scene import Scene

EVENT = Effects(events=(Published("t1", "s1", '{"type":"todo:deleted"}'),))
TRIES = len(live.RETRY_AFTER_S) + 1


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make retries immediate."""
    monkeypatch.setattr(live, "RETRY_AFTER_S", (0.0,) * len(live.RETRY_AFTER_S))


async def _after(push: RecordingPush, scene: Scene, effects: Effects = EVENT, metrics: Metrics | None = None) -> None:
    ctx = scene.world.call(None)
    ctx.push, ctx.metrics, ctx.request_id, ctx.clock, ctx.started_ms = push, metrics, "r1", lambda: 2_300.0, 1_000.0
    await live.apply_effects(ctx, effects)


@pytest.mark.usefixtures("at_once")
async def test_r26_a_failing_push_is_retried(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    """An object that fails briefly gets the event a moment later, with nothing in the log."""
    push = RecordingPush(failures=TRIES - 1)
    await _after(push, scene)
    assert len(push.published) == 1
    assert caplog.records == []


@pytest.mark.usefixtures("at_once")
async def test_r26_a_push_that_fails_for_good_is_logged(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    """After the last attempt one line with ids is logged, and nothing is raised: the change is committed."""
    push = RecordingPush(failures=TRIES)
    await _after(push, scene)
    assert (push.published, push.calls) == ([], TRIES)
    [record] = caplog.records
    assert (record.name, record.levelno, record.exc_info) == ("glint.live", logging.ERROR, None)
    assert json.loads(record.getMessage()) == {
        "event": "push_failed", "teamId": "t1", "setId": "s1", "requestId": "r1", "what": "event",
        "error": "PushFailed", "tries": TRIES, "ms": 1_300,
    }  # fmt: skip


async def test_r26_what_the_object_refuses_for_good_is_not_tried_again(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    """An object that is overloaded, or whose own code failed, is called once: more calls would not help."""
    push = RecordingPush(failures=1, retryable=False)
    await _after(push, scene)
    assert (push.published, push.calls) == ([], 1)
    assert json.loads(caplog.records[0].getMessage())["tries"] == 1


@pytest.mark.usefixtures("at_once")
async def test_r26_a_failing_query_is_retried(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Access has ended: a failed query leaves no socket open."""
    push = RecordingPush({scene.team_id: [("gone", scene.set_id)]})
    batch, failures = scene.world.db.batch, iter([OSError])

    async def failing(*statements: Statement) -> list[Rows]:
        for failure in failures:
            raise failure
        return await batch(*statements)

    monkeypatch.setattr(scene.world.db, "batch", failing)
    await _after(push, scene, Effects(recheck=(scene.team_id,)))
    assert push.expelled == [("gone", scene.set_id, 4401)]


@pytest.mark.parametrize("retries", range(len(live.RETRY_AFTER_S)))
async def test_r26_retries_are_spread(retries: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each waits between half of its time and all of it, so that calls that failed together do not collide again."""
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr("asyncio.sleep", sleep)
    for _ in range(20):
        await live.wait_to_retry(retries)
    most = live.RETRY_AFTER_S[retries]
    assert most / 2 <= min(waited) < max(waited) <= most


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("failures", range(TRIES + 1))
async def test_r26_r86_a_push_that_is_tried_again_is_counted(scene: Scene, failures: int) -> None:
    """One data point has the number of retries, and whether they failed; a push that works at once has none."""
    metrics, given_up = RecordingMetrics(), failures == TRIES
    await _after(RecordingPush(failures=failures), scene, metrics=metrics)
    retries = failures - 1 if given_up else failures
    expected = Point(team="t1", kind="retry", set="s1", retries=retries, failed=int(given_up))
    assert metrics.points == ([expected] if failures else [])


@pytest.mark.usefixtures("at_once")
async def test_r26_a_team_that_fails_does_not_stop_the_next(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    """When one team cannot be rechecked, the other teams still are."""
    team_id, bobs = scene.team_id, (scene.bob.token_hash, scene.set_id)
    push = RecordingPush({team_id: [bobs]}, broken="broken")
    await scene.connect(scene.bob)
    outcome = await sessions.sign_out_session(scene.bob.call())
    teams_first_broken = Effects(recheck=("broken", *outcome.effects.recheck))
    await _after(push, scene, teams_first_broken)
    assert push.expelled == [(*bobs, 4401)]
    assert len(caplog.records) == 1
