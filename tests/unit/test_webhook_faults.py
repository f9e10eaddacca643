"""Random faults around webhooks: whatever dies, fails or is lost, no receiver ever misses an event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

import pytest

from actions.housekeeping import find_undelivered
from domain.inputs import NewTodo, ReplaySince, SetName, WebhookUrl
from ports import Database, Rows, Statement, TimedOut, Unreachable
from routes import sets, todos, webhooks
from tests.support.receiver import URL, Receiver, SendingObject
from tests.support.scene import Scene, body, make_scene
from tests.support.sqlite_database import SqliteDatabase

SEEDS = range(20)
STEPS = 40
FAILURES: tuple[int | type[Unreachable], ...] = (500, 302, TimedOut, Unreachable)


class Killed(BaseException):
    """The team's object died."""


class Fates:
    """What the next steps of the object meet: some die before or after they took effect."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self.harm = 0.15

    def strike(self) -> None:
        """Die now, perhaps."""
        if self._chance.random() < self.harm:
            raise Killed


class MortalDatabase:
    """A database whose caller may die at each call."""

    def __init__(self, db: Database, fates: Fates) -> None:
        self._db, self._fates = db, fates

    async def batch(self, *statements: Statement) -> list[Rows]:
        """Pass the batch on."""
        self._fates.strike()
        found = await self._db.batch(*statements)
        self._fates.strike()
        return found


class MortalReceiver(Receiver):
    """A receiver that fails at times, and whose caller may die before it hears the answer."""

    def __init__(self, fates: Fates, chance: Random) -> None:
        super().__init__()
        self._fates, self._chance = fates, chance
        self.taken: list[dict[str, Any]] = []

    async def __call__(self, url: str, headers: Mapping[str, str], body: str) -> int:
        """Take the delivery, perhaps."""
        self._fates.strike()
        if self._fates.harm and self._chance.random() < 0.3:
            self.answers = [self._chance.choice(FAILURES)]
        status = await super().__call__(url, headers, body)
        self.taken += self.received[-1:] if status == 204 else []
        self._fates.strike()
        return status


@pytest.fixture
def db() -> Iterator[Database]:
    """An empty database."""
    database = SqliteDatabase()
    yield database
    database.close()


@pytest.mark.parametrize("seed", SEEDS)
async def test_r222_r229_no_fault_makes_a_webhook_miss_an_event(seed: int, db: Database) -> None:
    """A webhook of the team, with two lists: every number comes, and none before the one in front of it."""
    chance = Random(seed)
    scene, fates = await make_scene(db), Fates(chance)
    made = await webhooks.create_team_webhook(scene.ada.call(), scene.team_id, WebhookUrl(url=URL))
    other = body(await sets.create_set(scene.ada.call(), scene.team_id, SetName(name="Other")))["set"]["id"]
    receiver = MortalReceiver(fates, chance)
    team = SendingObject(scene.world, scene.team_id, receiver, MortalDatabase(db, fates))
    await team.webhooks.deliver()
    for _ in range(STEPS):
        await _step(chance, scene, team, str(body(made)["webhook"]["id"]), chance.choice([scene.set_id, other]))
    fates.harm = 0.0
    if (await find_undelivered(db, scene.world.now_ms + 86_400_000)).deliver:
        await team.webhooks.deliver()
    await team.settle()
    for set_id in (scene.set_id, other):
        seqs = [event["seq"] for each in receiver.taken if each["setId"] == set_id for event in each["events"]]
        assert all(seq <= max(seqs[:place], default=0) + 1 for place, seq in enumerate(seqs))
        (stored,) = await scene.world.rows("SELECT seq FROM todo_sets WHERE id = ?1", set_id)
        assert set(seqs) == set(range(1, stored["seq"] + 1))


async def _step(chance: Random, scene: Scene, team: SendingObject, webhook_id: str, set_id: str) -> None:
    match chance.choices(["add", "ring", "evict", "replay"], [5, 4, 1, 0.5])[0]:
        case "add":
            await todos.create_todo(scene.ada.call(), scene.team_id, set_id, NewTodo(title="Milk"))
            if chance.random() < 0.6:  # else nobody tells the object
                await team.webhooks.pushed()
        case "ring":
            try:
                await team.ring()
            except Killed:
                team.evict()
                team.storage.at_ms = scene.world.now_ms + 2_000  # the platform fires the alarm again
        case "evict":
            team.evict()
        case _:
            again = ReplaySince(seq=0)
            await webhooks.replay_webhook(scene.ada.call(), scene.team_id, set_id, webhook_id, again)
            await team.webhooks.deliver()
