"""A client gets exactly what it missed, or is told to load the list."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from glint_client.replica import Replica
from tests.support.people import Json, People, Person, Place, people_at, refused
from tests.support.server import Server
from tests.support.story import KINDS, tell

pytestmark = pytest.mark.anyio

KEEP_DAYS = 30
PRUNED, AGED = 5, 3


async def test_r9_a_client_gets_what_it_missed_and_the_head(people: People) -> None:
    """From every point of a scenario the rest is returned, in order, even if it is empty."""
    place, (ann,) = await people.team_of("Ann")
    await tell(ann, place)
    head = len(KINDS)
    for since in range(head + 1):
        missed = await ann.events(place, since)
        assert [event["seq"] for event in missed["events"]] == list(range(since + 1, head + 1))
        assert missed["seq"] == head


async def test_r10_a_client_ahead_of_the_head_has_to_reload(people: People) -> None:
    """A database that was restored from a backup has a lower head: 410 resync."""
    place, (ann,) = await people.team_of("Ann")
    await ann.create(place, "Milk")
    refused(await ann.ask("GET", f"{place.path}/events?since=2"), 410, "resync")


@pytest.mark.parametrize("since", ["-1", "1.5", "x", "1" * 20])
async def test_r9_since_is_a_whole_number(people: People, since: str) -> None:
    """Anything else is 422."""
    place, (ann,) = await people.team_of("Ann")
    refused(await ann.ask("GET", f"{place.path}/events?since={since}"), 422, "invalid")


async def test_r5_r8_the_list_is_exact_for_its_seq_while_others_write(people: People) -> None:
    """Every list read between writes equals the log replayed from 0 up to its seq."""
    place, (ann,) = await people.team_of("Ann")

    async def write() -> None:
        for number in range(20):
            made = (await ann.create(place, f"{number}"))["todo"]["id"]
            await ann.do("PATCH", place.todo(made), {"completed": True})

    writing = asyncio.gather(write(), write())
    lists = [await ann.todos(place)]
    while not writing.done():
        lists.append(await ann.todos(place))
    await writing
    log = (await ann.events(place))["events"]
    for listed in lists:
        replica = Replica({}, 0)
        for event in log[: listed["seq"]]:
            replica.receive(event)
        assert replica.todos() == listed["todos"]
    assert len({listed["seq"] for listed in lists}) > 1


async def test_r7_r10_r12_r13_the_cron_deletes_only_old_rows(mortal: Server) -> None:
    """After a kill everything is there; the scheduled handler deletes log and keys older than 30 days, and no more.

    A client that needs a deleted event has to load the list.
    """
    async with people_at(mortal) as people:
        place, (ann,) = await people.team_of("Ann")
        await tell(ann, place)
        keyed = [await create_once(ann, place, title) for title in ("Old", "New")]
        before, head = await ann.events(place), len(KINDS) + len(keyed)
        mortal.kill()
        with mortal.database() as database:
            age = "UPDATE memberships SET joined_at = ? WHERE team_id = ?"
            database.execute(age, (days_ago(KEEP_DAYS + 1), place.team))
            age = "UPDATE events SET created_at = ? WHERE set_id = ? AND seq <= ?"
            database.execute(age, (days_ago(KEEP_DAYS - 0.01), place.set, PRUNED + AGED))
            database.execute(age, (days_ago(KEEP_DAYS + 0.01), place.set, PRUNED))
            age = "UPDATE idempotency_keys SET created_at = ? WHERE user_id = ? AND key = ?"
            database.execute(age, (days_ago(KEEP_DAYS - 0.01), ann.id, "New"))
            database.execute(age, (days_ago(KEEP_DAYS + 0.01), ann.id, "Old"))
        mortal.start()
        assert await ann.events(place) == before
        await people.run_cron()
        refused(await ann.ask("GET", f"{place.path}/events?since={PRUNED - 1}"), 410, "resync")
        assert await ann.events(place, PRUNED) == {"events": before["events"][PRUNED:], "seq": head}
        assert (await ann.todos(place))["seq"] == head
        assert await create_once(ann, place, "New") == keyed[1]
        assert (await create_once(ann, place, "Old"))["seq"] == head + 1


def days_ago(days: float) -> str:
    """Return a time in the database's format."""
    return (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


async def create_once(person: Person, place: Place, title: str) -> Json:
    """Create a todo with its title as the key."""
    return await person.do("POST", f"{place.path}/todos", {"title": title}, key=title)
