"""A server whose database is some way off, as `make bench` measures it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.support.people import people_at
from tests.support.server import Server

pytestmark = pytest.mark.anyio

DISTANCE_MS = 100


async def test_with_a_distance_every_call_of_d1_waits_and_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A request cannot be answered before its call; what does not call D1 does not depend on it."""
    monkeypatch.setenv("D1_DISTANCE_MS", str(DISTANCE_MS))
    with Server(tmp_path).running() as server:
        async with people_at(server) as people:
            place, (ann,) = await people.team_of("Ann")
            await ann.create(place, "Milk")
            start = time.monotonic()
            listed = await ann.todos(place)
            assert time.monotonic() - start >= DISTANCE_MS / 1000
            assert [todo["title"] for todo in listed["todos"]] == ["Milk"]
