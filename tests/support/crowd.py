"""Many people with a list open, of whom most only look: the population of `make soak CROWD=…`.

Teams of 200 people share four lists each, so 50 people look at each list. Every client keeps the web app's pace.
"""

from __future__ import annotations

import asyncio
import math
import random
import time
import uuid
from collections import Counter
from dataclasses import dataclass

from tests.support.changes import choose
from tests.support.chaos import check_equal, staleness_s
from tests.support.client import WEB_APP, Client
from tests.support.people import People, Person, Place
from tests.support.waiting import eventually

TEAM_PEOPLE = 200
LISTS = 4
ONE_WORKS_OF = 20
PAUSE_S = 20.0  # between two changes of one worker, on average
DEAD_LINES = 0.01
QUIET_WITHIN_S = 120.0
POLL_S = 0.2


@dataclass(frozen=True, kw_only=True)
class Group:
    """The people who look at one list; its first `workers` change it."""

    owner: Person
    place: Place
    clients: list[Client]

    @property
    def workers(self) -> list[Client]:
        """Return those who work."""
        return self.clients[: math.ceil(len(self.clients) / ONE_WORKS_OF)]

    @property
    def idle(self) -> list[Client]:
        """Return those who only look."""
        return self.clients[len(self.workers) :]


class Crowd:
    """All groups. Use `Crowd.of`."""

    def __init__(self, groups: list[Group], chance: random.Random) -> None:
        self.groups, self._chance = groups, chance
        self.dead_lines = 0

    @classmethod
    async def of(cls, people: People, count: int) -> Crowd:
        """Sign everybody in, and open a socket for each."""
        sizes = [min(TEAM_PEOPLE, count - start) for start in range(0, count, TEAM_PEOPLE)]
        teams = await asyncio.gather(*(_team(people, size) for size in sizes))
        return cls([group for team in teams for group in team], random.Random(1))

    @property
    def clients(self) -> list[Client]:
        """Return everybody."""
        return [client for group in self.groups for client in group.clients]

    @property
    def changes(self) -> int:
        """Count the mutations that were answered and changed something."""
        return sum(answer.seq > 0 for client in self.clients for answer in client.answers)

    @property
    def longest_silence_s(self) -> float:
        """Return for how long a socket that its client believed in brought nothing at most."""
        return max(client.longest_silence_s for client in self.clients)

    def counts(self) -> Counter[str]:
        """Return what all clients counted, together."""
        return sum((Counter(client.counts) for client in self.clients), Counter())

    def staleness_s(self) -> list[float]:
        """Return how long after each change each viewer of its list had it, sorted."""
        return sorted(wait for group in self.groups for wait in staleness_s(group.clients))

    async def work(self, seconds: float) -> None:
        """Let the workers change their lists for so long, while a few lines die without a word."""
        until = time.monotonic() + seconds
        idle = [client for group in self.groups for client in group.idle]
        for client in self._chance.sample(idle, math.ceil(len(idle) * DEAD_LINES)):
            self.dead_lines += 1
            client.deafen()
        workers = [client for group in self.groups for client in group.workers]
        await asyncio.gather(*(self._work(client, until) for client in workers))
        await asyncio.sleep(until - time.monotonic())

    async def _work(self, client: Client, until: float) -> None:
        while (due := time.monotonic() + self._chance.uniform(0, 2 * PAUSE_S)) < until:
            await asyncio.sleep(due - time.monotonic())
            key = str(uuid.UUID(int=self._chance.getrandbits(128), version=4))
            await client.mutate(*choose(client, self._chance), key)

    async def converge(self) -> float:
        """Wait until everybody is live and has every change; return how long that took, in seconds."""
        started = time.monotonic()
        heads = [int((await group.owner.todos(group.place))["seq"]) for group in self.groups]

        def behind() -> int:
            return sum(
                not client.live or client.replica.seq < head
                for group, head in zip(self.groups, heads, strict=True)
                for client in group.clients
            )

        async def quiet() -> bool:
            await asyncio.sleep(POLL_S)  # looking at everybody costs more than a glance
            return behind() == 0

        try:
            await eventually(quiet, "everybody live and up to date", QUIET_WITHIN_S)
        except AssertionError as error:
            error.add_note(f"{behind()} are not")
            raise
        return time.monotonic() - started

    async def check(self) -> None:
        """Check that nothing is lost or duplicated, and that everybody has the server's list; AssertionError if not."""
        for group in self.groups:
            await check_equal(group.owner, group.place, group.clients)

    async def close(self) -> None:
        """Disconnect everybody."""
        await asyncio.gather(*(client.close() for client in self.clients))


async def _team(people: People, size: int) -> list[Group]:
    first, persons = await people.team_of(*[f"Person{number}" for number in range(size)])
    owner = persons[0]
    places = [first, *[await owner.create_set(first.team, f"List {number}") for number in range(2, LISTS + 1)]]
    shares = [persons[number::LISTS] for number in range(LISTS)]
    groups = [
        Group(owner=owner, place=place, clients=[Client(person, place, WEB_APP) for person in share])
        for place, share in zip(places, shares, strict=True)
        if share
    ]
    for worker in [client for group in groups for client in group.workers if client.person is not owner]:
        await owner.do("PATCH", f"{first.team_path}/members/{worker.person.id}", {"role": "admin"})
    return groups
