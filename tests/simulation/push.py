"""Calls from a worker to a team's object: they take time, fail before or after they took effect, or are refused."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from domain.models import PresentUser
from domain.viewer import Viewer
from live.hub import Hub
from ports import PushFailed
from tests.simulation.request import blame, carried, current
from tests.simulation.weather import DELAY_S, INSIDE_S, pause

if TYPE_CHECKING:
    from tests.simulation.team_object import ServerSocket
    from tests.simulation.world import World

T = TypeVar("T")


class SimulatedPush:
    """As `ports.Push`."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def publish(self, team_id: str, set_id: str, events: str, holders: Sequence[str] = ()) -> None:
        """As `Push.publish`."""
        request = current.get()
        if self._world.mutant.pushes_repeats or (request is not None and request.commits):
            with self._carrying(events):
                await self._call(team_id, lambda hub: self._publish(hub, set_id, events, holders))

    async def announce(self, team_id: str, message: str) -> None:
        """As `Push.announce`."""
        await self._call(team_id, lambda hub: hub.announce(message))

    async def deliver(self, team_id: str) -> None:
        """As `Push.deliver`: there are no webhooks here."""

    async def rename(self, team_id: str, user: PresentUser) -> None:
        """As `Push.rename`."""
        await self._call(team_id, lambda hub: hub.rename(user))

    async def viewers(self, team_id: str) -> list[tuple[str, str]]:
        """As `Push.viewers`."""
        viewers = await self._call(team_id, lambda hub: self._viewers(hub, team_id))
        return self._world.mutant.viewers(viewers)

    async def expel(self, team_id: str, verdicts: list[tuple[str, str, int]]) -> None:
        """As `Push.expel`."""
        await self._call(team_id, lambda hub: hub.expel(verdicts))

    async def connect(self, team_id: str, viewer: Viewer) -> object | None:
        """As `Push.connect`."""
        world = self._world
        if world.chance.random() < world.weather.connect_delayed:
            world.count("an authorized upgrade was delayed")
            await asyncio.sleep(pause(world.chance, DELAY_S))
        return await self._call(team_id, lambda hub: hub.connect(world.mutant.viewer(viewer)))

    @contextmanager
    def _carrying(self, events: str) -> Iterator[None]:
        """Let what becomes of a call become of every request whose events are in it, unless the worker dies."""
        with_it = [
            each for each in self._world.journal.requests_of(events) if each.working and each is not current.get()
        ]
        for each in with_it:
            each.working += 1
        before = carried.set(tuple(with_it))
        try:
            yield
        except asyncio.CancelledError:
            blame("a worker was killed")
            raise
        finally:
            carried.reset(before)
            for each in with_it:
                each.working -= 1
                if not each.working:
                    self._world.effects_done(each)

    def _publish(self, hub: Hub[ServerSocket], set_id: str, events: str, holders: Sequence[str]) -> None:
        hub.publish(set_id, events, holders)
        self._world.journal.published(events)

    def _viewers(self, hub: Hub[ServerSocket], team_id: str) -> list[tuple[str, str]]:
        self._world.object(team_id).rechecked_s = self._world.loop.time()
        return hub.viewers()

    async def _call(self, team_id: str, invoke: Callable[[Hub[ServerSocket]], T | Awaitable[T]]) -> T:
        """Call the object. Once sent, the call arrives whatever becomes of the worker."""
        world, chance = self._world, self._world.chance
        if chance.random() < world.weather.call_refused:
            world.count("a call was refused")
            blame("a call was refused")
            raise PushFailed(retryable=False)
        fails = chance.random() < world.weather.call_failed
        if fails:
            world.count("a call failed")
            blame("a call failed")
        reply: Any = world.loop.create_future()
        there = pause(chance, INSIDE_S)
        if chance.random() < world.weather.call_delayed:
            world.count("a call was delayed")
            there += pause(chance, DELAY_S)
        if fails and chance.random() < 1 / 2:
            world.loop.after(there, settle, reply, None, fails)
        else:
            world.loop.after(there, world.object(team_id).call, invoke, reply, fails)
        result: T = await reply
        return result


def settle(reply: Any, result: object, fails: bool) -> None:
    """Let the caller go on, unless it has died meanwhile."""
    if reply.done():
        return
    if fails:
        reply.set_exception(PushFailed(retryable=True))
    else:
        reply.set_result(result)
