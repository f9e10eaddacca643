"""Sessions that run out while their sockets are open."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.people import people_at, refused
from tests.support.server import Server
from tests.support.viewer import Viewer
from tests.workerd.test_ws_refusals import upgrade

pytestmark = pytest.mark.anyio

MARGIN_S = 3.0


async def test_r11_r34_r35_a_session_that_runs_out_closes_its_sockets(mortal: Server) -> None:
    """Its end comes while the object is evicted: 4401 all the same, and nothing more for this session."""
    async with people_at(mortal) as people:
        place, (ann, bob) = await people.team_of("Ann", "Bob")
        began = time.monotonic()
        mortal.restart()
        restart_s = time.monotonic() - began
        mortal.stop()
        ends = datetime.now(UTC) + timedelta(seconds=MARGIN_S + 2 * restart_s)
        with mortal.database() as database:
            text = ends.isoformat(timespec="milliseconds").replace("+00:00", "Z")
            done = database.execute("UPDATE sessions SET expires_at = ? WHERE user_id = ?", (text, bob.id))
            assert done.rowcount == 1
        mortal.start()
        again = await people.sign_in_again(bob.name)
        viewer = await Viewer.open(bob, place)
        async with await Viewer.open(ann, place) as other, await Viewer.open(again, place) as kept:
            await people.evict()
            assert await viewer.close_code(within_s=MARGIN_S + 2 * restart_s + 15) == 4401
            refused(await upgrade(bob, place), 401, "not_signed_in")
            refused(await bob.ask("GET", f"{place.path}/todos"), 401, "not_signed_in")
            await ann.create(place, "Marker")
            await other.event(1)
            await kept.event(1)
            assert set(other.present) == {ann.name, bob.name}
