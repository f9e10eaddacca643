"""The client's rules against the real server: each way in which a viewer finds out that it missed something."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from tests.support.client import Client
from tests.support.people import People, Person, Place
from tests.support.waiting import eventually

pytestmark = pytest.mark.anyio

DROP_THEN_PASS = {"drop": 0.5, "seed": 8}


class Deaf(Client):
    """A client that loses every event between the object and itself; everything else arrives."""

    def _take(self, frame: dict[str, Any]) -> None:
        if not frame["type"].startswith("todo:"):
            super()._take(frame)


@asynccontextmanager
async def live(person: Person, place: Place, kind: type[Client] = Client) -> AsyncIterator[Client]:
    """Create a client that has caught up and is live."""
    client = kind(person, place)
    try:
        await reach(client, 0)
        yield client
    finally:
        await client.close()


async def reach(client: Client, seq: int) -> None:
    """Wait until the client is live and has this event."""

    async def there() -> bool:
        return client.live and client.replica.seq >= seq

    await eventually(there, f"{client.person.name} at {seq}")


async def test_r41_a_pong_that_is_ahead_brings_what_a_lost_push_did_not(people: People) -> None:
    """The event was broadcast but did not arrive: the next heartbeat shows it, and the client catches up."""
    place, (ann, bob) = await people.team_of("Ann", "Bob")
    async with live(bob, place, Deaf) as client:
        await ann.create(place, "Milk")
        await reach(client, 1)
        assert client.counts["pongs ahead"] >= 1
        assert [todo["title"] for todo in client.replica.todos()] == ["Milk"]


async def test_r16_r42_the_author_recovers_a_broadcast_that_was_never_sent(faulty: People) -> None:
    """The author's own event does not arrive: it repeats the request once, and everybody gets the event."""
    place, (ann, bob) = await faulty.team_of("Ann", "Bob")
    async with live(ann, place) as author, live(bob, place) as viewer:
        await faulty.faults(**DROP_THEN_PASS)
        await author.mutate("POST", f"{place.path}/todos", {"title": "Milk"}, "key-1")
        await reach(viewer, 1)
        assert author.counts["repeats"] == 1
        assert await faulty.faults() == {"drop": 1, "pass": 1}
        assert viewer.counts["catch-ups"] == 0
        assert (await ann.events(place))["seq"] == 1


async def test_r37_r39_a_gap_leads_to_a_catch_up(faulty: People) -> None:
    """Of two events the first is lost: the second is buffered until the log has returned the first."""
    place, (ann, bob) = await faulty.team_of("Ann", "Bob")
    async with live(bob, place) as client:
        await faulty.faults(**DROP_THEN_PASS)
        for title in ("Milk", "Bread"):
            await ann.create(place, title)
        await reach(client, 2)
        assert [todo["title"] for todo in client.replica.todos()] == ["Milk", "Bread"]


async def test_r43_asking_now_and_then_finds_what_nobody_tells(faulty: People) -> None:
    """The broadcast is lost and the author does not repeat it: the viewer's next poll returns the event."""
    place, (ann, bob) = await faulty.team_of("Ann", "Bob")
    async with live(bob, place) as client:
        await faulty.faults(drop=1.0)
        await ann.create(place, "Milk")
        await reach(client, 1)
        assert client.counts["pongs ahead"] == 0


async def test_r10_r40_a_client_ahead_of_the_log_loads_the_list(people: People) -> None:
    """After a restore the client is ahead of the head: 410, the list, and then as usual."""
    place, (ann, bob) = await people.team_of("Ann", "Bob")
    await ann.create(place, "Milk")
    async with live(bob, place) as client:
        client.replica.reload([], 99)
        client.cut()
        await eventually(lambda: _reloaded(client), "the list")
        await ann.create(place, "Bread")
        await reach(client, 2)
        assert [todo["title"] for todo in client.replica.todos()] == ["Milk", "Bread"]


async def _reloaded(client: Client) -> bool:
    return client.counts["reloads"] == 1


async def test_r24_r38_nothing_is_lost_between_connecting_and_catching_up(people: People) -> None:
    """Clients that connect, and are disconnected, in the middle of writes have every event in the end."""
    place, (ann, *others) = await people.team_of("Ann", "Bob", "Cat", "Dan")

    async def write() -> None:
        for number in range(40):
            await ann.create(place, f"{number}")

    writing = asyncio.create_task(write())
    clients = []
    for person in others:
        client = Client(person, place)
        clients.append(client)
        await reach(client, 0)
        client.cut()
    await writing
    truth = await ann.todos(place)
    for client in clients:
        await reach(client, 40)
        assert client.replica.todos() == truth["todos"]
        await client.close()
