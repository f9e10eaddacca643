"""The plan of a history: what people do and what breaks, and when. It follows from the seed alone."""

from __future__ import annotations

import random
from typing import Final

from msgspec import Struct

from tests.simulation.weather import Weather, draw_weather

TODO_STEPS: Final = {"change": 60, "move to the limit": 1, "move below": 3, "move away": 2}
"""Changes of todos: which ones depends on what their authors see."""
TEAM_STEPS: Final = {
    "change a role": 2,
    "hide the list": 2,
    "remove a member": 3,
    "let someone in again": 3,
    "leave the team": 1,
    "rename a person": 2,
    "sign out": 2,
    "sign in again": 3,
    "become a program": 4,
    "delete the account": 0.5,
    "create a list": 1,
    "rename a list": 1,
    "delete a list": 1,
    "delete a list for good": 0.5,
    "renew lists": 2,
    "restore a list": 1,
    "delete for good": 1,
    "rename the team": 0.5,
}
LINK_STEPS: Final = {"change what a link allows": 4, "give a link another token": 2, "end a link": 1}
"""Those of a guest's link."""
CLIENT_STEPS: Final = {"cut": 3, "freeze": 2, "close the tab": 2, "open the tab": 4}
PLATFORM_STEPS: Final = {
    "kill a worker": 2,
    "kill a worker after a commit": 3,
    "kill a worker after an answer": 3,
    "crash the object": 1,
    "crash the object before it sends": 2,
    "crash the object while it sends": 2,
    "evict the cache": 1,
    "prune": 3,
    "back up": 1,
    "restore": 2,
}
STEPS: Final = TODO_STEPS | TEAM_STEPS | LINK_STEPS | CLIENT_STEPS | PLATFORM_STEPS
HIBERNATE: Final = 0.7
LENGTHS: Final = (3, 24)
CLIENTS: Final = (2, 4)
GUESTS: Final = (0, 0, 1, 2)
PAUSES_S: Final = (0.0, 0.005, 0.02, 0.1, 0.5, 2.0, 12.0, 40.0)
"""The most that the next step waits. The short ones make steps meet, the longest let an object fall asleep."""


class Step(Struct, frozen=True, kw_only=True):
    """One step: `after_s` after the previous one; by or on the client with this number; `seed` decides the rest."""

    kind: str
    after_s: float
    client: int
    seed: int


class Plan(Struct, frozen=True, kw_only=True):
    """A whole history; `hibernates` says whether the objects are evicted whenever they are idle.

    After the `clients`, who are people, come `guests`, who have a share link.
    """

    seed: int
    clients: int
    guests: int = 0
    hibernates: bool
    weather: Weather
    steps: tuple[Step, ...]


def draw_plan(seed: int) -> Plan:
    """Make the plan of this seed."""
    chance = random.Random(seed)
    weather, clients = draw_weather(chance), chance.randint(*CLIENTS)
    guests = chance.choice(GUESTS)
    weights = {kind: weight for kind, weight in STEPS.items() if guests or kind not in LINK_STEPS}
    kinds = chance.choices(list(weights), list(weights.values()), k=chance.randint(*LENGTHS))
    steps = tuple(
        Step(
            kind=kind,
            after_s=chance.uniform(0, chance.choice(PAUSES_S)),
            client=_whose(kind, clients, guests, chance),
            seed=chance.getrandbits(32),
        )
        for kind in kinds
    )
    return Plan(
        seed=seed, clients=clients, guests=guests, hibernates=chance.random() < HIBERNATE, weather=weather, steps=steps
    )


def _whose(kind: str, clients: int, guests: int, chance: random.Random) -> int:
    """Choose who takes such a step, or suffers it."""
    if kind in LINK_STEPS:
        return clients + chance.randrange(guests)
    return chance.randrange(clients + guests if kind in TODO_STEPS or kind in CLIENT_STEPS else clients)
