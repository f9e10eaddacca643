"""Counters of requests."""

from __future__ import annotations

import pytest

from domain.metrics import Point
from tests.support.http_app import Home
from tests.support.http_routes import SET, TODO
from tests.support.recording_metrics import RecordingMetrics
from tests.support.recording_push import RecordingPush

KEY = {"Idempotency-Key": "k1"}


@pytest.fixture
def metrics(home: Home) -> RecordingMetrics:
    """A deployment with counters."""
    home.app.metrics = RecordingMetrics()
    return home.app.metrics


async def test_r86_a_change_is_counted_where_it_is_pushed(home: Home, metrics: RecordingMetrics) -> None:
    """The Worker writes no data point for a change: the only one is that of the broadcast."""
    home.app.push = RecordingPush()
    await home.request("PATCH", TODO, {"completed": True}, headers=KEY)
    await home.request("GET", f"{SET}/todos")
    await home.app.after_answers()
    assert (len(home.app.push.published), metrics.points) == (1, [])


async def test_r86_a_repeat_is_counted(home: Home, metrics: RecordingMetrics) -> None:
    """A repeated request is one data point; one with a reused key is none."""
    for _ in range(2):
        await home.request("PATCH", TODO, {"completed": True}, headers=KEY)
    await home.request("PATCH", TODO, {"completed": False}, headers=KEY)
    assert metrics.points == [Point(team=home.team_id, kind="repeat", set=home.set_id)]


async def test_r86_a_catch_up_is_counted_when_something_was_missed(home: Home, metrics: RecordingMetrics) -> None:
    """With the number of returned events; an empty catch-up is not counted."""
    await home.request("PATCH", TODO, {"completed": True})
    for since in (0, 1, 2):
        await home.request("GET", f"{SET}/events?since={since}")
    assert metrics.points == [
        Point(team=home.team_id, kind="catch_up", set=home.set_id, events=events) for events in (2, 1)
    ]


async def test_r86_a_resync_is_counted(home: Home, metrics: RecordingMetrics) -> None:
    """One data point for a client that must load its list."""
    await home.request("GET", f"{SET}/events?since=3")
    assert metrics.points == [Point(team=home.team_id, kind="resync", set=home.set_id)]


async def test_r86_strangers_are_not_counted(home: Home, metrics: RecordingMetrics) -> None:
    """Ids made up by a stranger are in no data point."""
    eve = await home.app.sign_in("eve")
    await home.app.request("GET", home.path(f"{SET}/events?since=0"), session=eve)
    await home.request("GET", f"{SET}/events?since=0".replace("<set_id>", "made-up"))
    assert metrics.points == []
