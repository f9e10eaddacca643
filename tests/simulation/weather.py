"""How bad the network and the platform are in one history: the rate of each fault, and how long everything takes."""

from __future__ import annotations

import random
from typing import Final

from msgspec import Struct
from msgspec.structs import asdict

HOP_S: Final = (0.002, 0.04)
"""How long a message takes one way between a client and Cloudflare."""
INSIDE_S: Final = (0.0005, 0.01)
"""The same inside of Cloudflare: to D1, and to a team's object."""
DELAY_S: Final = (0.05, 2.0)
"""How much longer a delayed message takes."""
LOSS_NOTICED_S: Final = (0.05, 3.0)
"""When someone finds out that a request was lost."""

RATES: Final = (0.0, 0.0, 0.03, 0.25)
CALM_HISTORIES: Final = 0.2


class Weather(Struct, frozen=True, kw_only=True):
    """The probability of each fault, for each message, database call or call to an object."""

    request_lost: float = 0.0
    request_doubled: float = 0.0
    answer_lost: float = 0.0
    message_delayed: float = 0.0
    frame_lost: float = 0.0
    frame_doubled: float = 0.0
    frame_delayed: float = 0.0
    database_failed: float = 0.0
    call_delayed: float = 0.0
    connect_delayed: float = 0.0
    call_failed: float = 0.0
    call_refused: float = 0.0

    @property
    def faults(self) -> list[str]:
        """Return the names of the faults that happen."""
        return [name for name, rate in asdict(self).items() if rate]

    @property
    def is_calm(self) -> bool:
        """Return whether nothing ever happens."""
        return not self.faults


CALM: Final = Weather()


def draw_weather(chance: random.Random) -> Weather:
    """Choose the weather of a history."""
    if chance.random() < CALM_HISTORIES:
        return CALM
    return Weather(**{name: chance.choice(RATES) for name in Weather.__struct_fields__})


def pause(chance: random.Random, between_s: tuple[float, float]) -> float:
    """Choose a duration."""
    return chance.uniform(*between_s)
