"""HTTP between clients and workers: requests and answers are lost, doubled and delayed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from tests.simulation.connection import Connection
from tests.simulation.request import Request
from tests.simulation.weather import DELAY_S, HOP_S, LOSS_NOTICED_S, pause
from tests.support.http_app import Answer

if TYPE_CHECKING:
    from tests.simulation.worker import Reply
    from tests.simulation.world import World


class Network:
    """Takes requests from clients to some worker, and answers back."""

    def __init__(self, world: World) -> None:
        self._world = world

    def send(self, request: Request, reply: Reply) -> None:
        """Send a request; `reply` gets the answer, or None when the client has to suppose that it was lost."""
        world, chance = self._world, self._world.chance
        if chance.random() < world.weather.request_lost:
            world.count("a request was lost")
            world.loop.after(pause(chance, LOSS_NOTICED_S), reply, None)
            return
        world.loop.after(self._hop_s(), self._arrive, request, reply)
        if chance.random() < world.weather.request_doubled and "Upgrade" not in request.headers:
            world.count("a request was doubled")
            world.doubled.add(request.headers.get("Idempotency-Key", ""))
            again = replace(request, faults=set(), revoked=set())
            world.loop.after(self._hop_s() + pause(chance, DELAY_S), self._arrive, again, lambda _: None)

    def _hop_s(self) -> float:
        chance = self._world.chance
        delayed = chance.random() < self._world.weather.message_delayed
        if delayed:
            self._world.count("a message was delayed")
        return pause(chance, HOP_S) + (pause(chance, DELAY_S) if delayed else 0.0)

    def _arrive(self, request: Request, reply: Reply) -> None:
        worker = self._world.chance.choice(self._world.workers)
        worker.handle(request, partial(self._answer, reply))

    def _answer(self, reply: Reply, answer: Answer | None) -> None:
        world, chance = self._world, self._world.chance
        lost = answer is not None and chance.random() < world.weather.answer_lost
        if lost:
            world.count("an answer was lost")
        if answer is None or lost:
            if answer is not None and isinstance(answer.upgrade, Connection):
                answer.upgrade.abort()
            world.loop.after(pause(chance, LOSS_NOTICED_S), reply, None)
        else:
            world.loop.after(self._hop_s(), reply, answer)
