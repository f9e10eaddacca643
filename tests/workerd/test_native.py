"""Cloudflare's own Python runtime runs the same `src/`, with the same seams (docs/native.md)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.people import people_at
from tests.support.server import Server
from tests.support.viewer import Viewer

pytestmark = pytest.mark.anyio


async def test_a_change_reaches_a_viewer_whose_object_was_evicted(tmp_path: Path) -> None:
    """D1, RPC, a hibernated socket, and the object's constructor again."""
    with Server(tmp_path, native=True).running() as server:
        async with people_at(server) as people:
            place, (ann,) = await people.team_of("Ann")
            async with await Viewer.open(ann, place) as viewer:
                await people.evict()
                await ann.create(place, "Milk")
                await viewer.event(1)
                await viewer.presence(ann.name)
                assert await viewer.ping() == {place.set[:8]: 1}
            await people.run_cron()
