"""A seeded scenario of people who change one list under faults, and the invariants afterwards.

Meanwhile connections are cut, broadcasts disturbed, objects evicted and the server killed.
"""

from __future__ import annotations

import asyncio
import random
import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field

import httpx

from domain.redaction import SOMEBODY
from glint_client.replica import Replica
from glint_client.wire import Todo
from tests.support.changes import choose
from tests.support.client import Answer, Client
from tests.support.people import People, Person, Place, SharedPlace, people_at
from tests.support.server import Server
from tests.support.waiting import eventually

QUIET_WITHIN_S = 60.0
FAULTS = {"drop": 0.15, "double": 0.15, "delay": 0.25, "fail": 0.1}
CALM = "calm"


@dataclass
class Summary:
    """What happened in one run."""

    seed: int
    steps: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    worst_staleness_s: float = 0.0


@dataclass
class Story:
    """One run on a server that it may kill. `people_count` clients share the `steps` mutations."""

    server: Server
    seed: int
    steps: int = 120
    people_count: int = 4
    kills: int = 1
    say: Callable[[str], None] = lambda _: None

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.summary = Summary(self.seed)
        self._answered, self._kill_due = 0, asyncio.Semaphore(0)

    async def tell(self) -> Summary:
        """Run it and check the invariants; AssertionError, with the steps in its notes, if one is violated."""
        try:
            async with people_at(self.server) as people:
                await self._tell(people)
        except AssertionError as error:
            error.add_note(f"seed {self.seed}:\n" + "\n".join(self.summary.steps))
            raise
        return self.summary

    async def _tell(self, people: People) -> None:
        place, persons = await people.team_of(*[f"Person{number}" for number in range(self.people_count)])
        for person in persons[1:]:
            await persons[0].do("PATCH", f"{place.team_path}/members/{person.id}", {"role": "admin"})
        _, program = await persons[-1].issue("write", "comment")
        clients = [Client(person, place) for person in (*persons[:-1], program)]
        link = (await persons[0].do("POST", f"{place.path}/links", {"name": "Board"}))["link"]
        guest = Client(people.stranger, SharedPlace(link["token"], place.set))
        try:
            await people.faults(seed=self.seed, **FAULTS)
            disturbances = [
                asyncio.create_task(self._disturb(people, [*clients, guest])),
                asyncio.create_task(self._kill(people)),
            ]
            shares = [random.Random(self.random.random()) for _ in clients]
            try:
                workers = zip(clients, shares, strict=True)
                await asyncio.gather(*(self._work(client, share) for client, share in workers))
            finally:
                for task in disturbances:
                    task.cancel()
                    with suppress(asyncio.CancelledError):
                        await task
            await self._check(people, persons[0], place, clients, guest)
        finally:
            await asyncio.gather(*(client.close() for client in (*clients, guest)))

    async def _work(self, client: Client, chance: random.Random) -> None:
        for _ in range(self.steps // self.people_count):
            method, path, body = choose(client, chance)
            self.summary.steps.append(f"{client.person.name.split()[0]}: {method} {path} {body}")
            key = str(uuid.UUID(int=chance.getrandbits(128), version=4))
            answer = await client.mutate(method, path, body, key)
            self.summary.counts["refused" if answer.seq == 0 else "acknowledged"] += 1
            self._answered += 1
            if self._answered % (self.steps // (self.kills + 1)) == 0:
                self._kill_due.release()

    async def _kill(self, people: People) -> None:
        """Kill the server each time that so many more steps are done."""
        for number in range(1, self.kills + 1):
            await self._kill_due.acquire()
            self._note("kill")
            await asyncio.to_thread(self.server.restart)
            await people.faults(seed=self.seed + number, **FAULTS)

    async def _disturb(self, people: People, clients: list[Client]) -> None:
        """Cut connections and evict now and then; a killed server evicts nobody."""
        while True:
            await asyncio.sleep(self.random.uniform(0.05, 0.3))
            what = self.random.choice(["cut", "cut", "evict", "drop all", CALM, CALM])
            if what == CALM:
                continue
            self._note(what)
            if what == "cut":
                self.random.choice(clients).cut()
            else:
                with suppress(httpx.TransportError):
                    await people.evict("hibernate" if what == "evict" else "close")

    def _note(self, what: str) -> None:
        self.summary.counts[what] += 1
        self.summary.steps.append(f"-- {what}")
        self.say(what)

    async def _check(self, people: People, reader: Person, place: Place, clients: list[Client], guest: Client) -> None:
        await people.faults()
        head = int((await reader.todos(place))["seq"])

        async def quiet() -> bool:
            return all(client.live and client.replica.seq >= head for client in (*clients, guest))

        await eventually(quiet, f"every client at {head}: {[c.replica.seq for c in clients]}", QUIET_WITHIN_S)
        await check_equal(reader, place, clients)
        await check_guest(guest)
        for client in clients:
            self.summary.counts.update(client.counts)
        self.summary.counts["events"] = head
        self.summary.worst_staleness_s = max(staleness_s(clients), default=0.0)


def staleness_s(clients: list[Client]) -> list[float]:
    """Return how long after each answered change each client of the list had it, in seconds."""
    return [
        client.arrived[answer.seq] - answer.at
        for author in clients
        for answer in author.answers
        for client in clients
        if answer.seq in client.arrived
    ]


async def check_equal(reader: Person, place: Place, clients: list[Client]) -> None:
    """Check that all replicas, the log replayed from 0, and the server's list are equal, with each change once.

    So are the comments on each todo, and their number on its row, and its description.
    """
    assert [error for client in clients for error in client.errors] == []
    truth = await reader.todos(place)
    log = (await reader.events(place))["events"]
    assert [event["seq"] for event in log] == list(range(1, truth["seq"] + 1)), "The log has a gap or a repeat."
    replayed = Replica({}, 0)
    for event in log:
        replayed.receive(event)
    assert replayed.todos() == truth["todos"], "Replaying the log does not give the list."
    for client in clients:
        assert client.replica.todos() == truth["todos"], f"{client.person.name} has another list."
    for todo in truth["todos"]:
        replicas = (replayed, *(client.replica for client in clients))
        if todo["commentCount"] or any(replica.thread(todo["id"]) for replica in replicas):
            await _check_thread(reader, place, todo, replicas)
        if "hasDescription" in todo or any(replica.description(todo["id"]) for replica in replicas):
            await _check_description(reader, place, todo, replicas)
    check_once(log, [answer for client in clients for answer in client.answers])


async def check_guest(guest: Client) -> None:
    """Check that a guest has what the link gives now, and was given it without people."""
    assert guest.errors == []
    todos, seq = await guest.load()
    assert (guest.replica.todos(), guest.replica.seq) == (todos, seq), "The guest has another list."
    assert {todo["userId"] for todo in todos} <= {SOMEBODY}


async def _check_thread(reader: Person, place: Place, todo: Todo, replicas: Iterable[Replica]) -> None:
    thread = (await reader.do("GET", place.todo(todo["id"], "/comments")))["comments"]
    assert len(thread) == todo["commentCount"], f"{len(thread)} comments on {todo}"
    for replica in replicas:
        assert replica.thread(todo["id"]) == thread, f"Someone sees other comments on {todo}"


async def _check_description(reader: Person, place: Place, todo: Todo, replicas: Iterable[Replica]) -> None:
    description = (await reader.do("GET", place.todo(todo["id"], "/comments")))["description"]
    assert (description is not None) == todo.get("hasDescription", False), f"Of {todo} there is {description!r}"
    for replica in replicas:
        assert replica.description(todo["id"]) == description, f"Someone sees another description of {todo}"


def check_once(log: list[dict[str, object]], answers: list[Answer]) -> None:
    """Check that each acknowledged mutation is in the log once, up to its answer's `seq`, if it changed anything.

    It may be several events, but then of one commit: one after the other.
    """
    places: dict[object, list[int]] = {}
    for seq, event in enumerate(log, 1):
        places.setdefault(event.get("mutationId"), []).append(seq)
    for answer in answers:
        found = places.get(answer.key, [])
        once = list(range(answer.seq - len(found) + 1, answer.seq + 1))
        assert found == once, f"{answer} is in the log as {found}."
        assert found or not answer.changes_for_sure, f"{answer} was acknowledged, but is lost."
    assert set(places) <= {answer.key for answer in answers}, "The log has changes that nobody was answered."
