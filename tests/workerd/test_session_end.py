"""Sessions that expire, and sessions that are renewed, while their sockets are open."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.people import Person, people_at, refused
from tests.support.server import Server
from tests.support.viewer import Viewer
from tests.support.waiting import eventually
from tests.workerd.test_ws_refusals import upgrade

pytestmark = pytest.mark.anyio

MARGIN_S = 3.0
LONG_AGO = "2020-01-01T00:00:00.000Z"


def end_soon(mortal: Server, within_s: float, unused: Person, used: Person) -> str:
    """Make both sessions expire then, and return the time; the last recorded use of `used` is long ago."""
    ends = datetime.now(UTC) + timedelta(seconds=within_s)
    text = ends.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    with mortal.database() as database:
        for person in (unused, used):
            done = database.execute("UPDATE sessions SET expires_at = ? WHERE user_id = ?", (text, person.id))
            assert done.rowcount == 1
        database.execute("UPDATE sessions SET used_at = ? WHERE user_id = ?", (LONG_AGO, used.id))
    return text


async def test_r11_r34_r35_r73_r86_sockets_end_with_their_sessions(mortal: Server) -> None:
    """They expire while the object is evicted: 4401, and nothing else; a renewed session stays live.

    The alarm that ended it has counted the remaining sockets.
    """
    async with people_at(mortal) as people:
        place, (ann, bob, cleo) = await people.team_of("Ann", "Bob", "Cleo")
        began = time.monotonic()
        mortal.restart()
        restart_s = time.monotonic() - began
        mortal.stop()
        ends = end_soon(mortal, MARGIN_S + 2 * restart_s, unused=bob, used=cleo)
        mortal.start()
        again = await people.sign_in_again(bob.name)
        viewer, renewed = await Viewer.open(bob, place), await Viewer.open(cleo, place)
        async with await Viewer.open(ann, place) as other, await Viewer.open(again, place) as kept:

            async def is_renewed() -> bool:
                return bool((await cleo.get("/api/auth/sessions"))["sessions"][0]["expiresAt"] > ends)

            await eventually(is_renewed, "the renewal")
            await people.evict()
            assert await viewer.close_code(within_s=MARGIN_S + 2 * restart_s + 15) == 4401
            refused(await upgrade(bob, place), 401, "not_signed_in")
            refused(await bob.ask("GET", f"{place.path}/todos"), 401, "not_signed_in")
            await ann.create(place, "Marker")
            for live in (other, kept, renewed):
                await live.event(1)
            assert set(other.present) == {ann.name, bob.name, cleo.name}
            assert 3 in [point.open for point in await people.points(place.team) if point.kind == "sweep"]
        await renewed.leave()
