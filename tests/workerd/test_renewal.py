"""The daily renewal of lists, by the platform's cron and time zones."""

from __future__ import annotations

import pytest

from glint_client.replica import Replica
from tests.support.people import people_at, refused
from tests.support.server import Server

ZONE = "Europe/Berlin"

pytestmark = pytest.mark.anyio


async def test_r181_r184_r185_lists_are_renewed_by_the_platforms_clocks(mortal: Server) -> None:
    """A zone is one that the platform knows; the cron renews once, and schedules the next day."""
    async with people_at(mortal) as people:
        place, (ann,) = await people.team_of("Ann")
        milk = (await ann.create(place, "Milk", dueOn="2026-11-01", dueZone=ZONE, repeat={"unit": "day"}))["todo"]["id"]
        bread = (await ann.create(place, "Bread", parentId=milk))["todo"]["id"]
        body = {"autoRenew": True, "renewTime": "06:00", "timezone": "Mars/Olympus"}
        refused(await ann.ask("PATCH", place.path, body), 422, "invalid")
        await ann.do("PATCH", place.path, {**body, "timezone": ZONE})
        await ann.do("PATCH", place.todo(bread), {"completed": True})
        await ann.do("PATCH", place.todo(milk), {"completed": True})
        await ann.do("PATCH", place.todo(bread), {"completed": True})
        listed = await ann.todos(place)
        mortal.kill()
        with mortal.database() as database:
            database.execute("UPDATE todo_sets SET renew_at = '2026-01-01T05:00:00.000Z' WHERE id = ?", (place.set,))
        mortal.start()
        for _ in range(2):
            await people.run_cron()
        found = await ann.events(place, listed["seq"])
        assert [event["cause"] for event in found["events"]] == ["renewed"]
        replica = Replica.from_list(listed["todos"], listed["seq"])
        for event in found["events"]:
            replica.receive(event)
        assert replica.todos() == (await ann.todos(place))["todos"]
        assert [todo["completed"] for todo in replica.todos()] == [False, False]
        (renewed,) = (await ann.get(f"{place.team_path}/sets"))["sets"]
        assert renewed["lastRenewedAt"] == found["events"][0]["items"][0]["updatedAt"]
