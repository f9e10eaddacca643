"""A Worker: one isolate that answers requests, keeps a cache, works on after its answers, and may die at any moment."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final

from actions.renewal import renew_lists
from domain.outgoing import Outgoing
from domain.scopes import TOKEN_PREFIX
from domain.settings import Settings
from live.effects import apply_effects
from store.cache import StateCache
from tests.simulation.clock import Process
from tests.simulation.database import DatabaseUnreachable, SimulatedD1
from tests.simulation.push import SimulatedPush
from tests.simulation.request import Request, blame, current
from tests.support.fake_provider import settings_of
from tests.support.http_app import Answer, HttpApp

if TYPE_CHECKING:
    from tests.simulation.world import World

AFTER_ANSWER_S: Final = (0.0, 0.005)
SETTINGS: Final = Settings(version="1", dev_login=True, oidc_providers=settings_of())

Reply = Callable[[Answer | None], None]


class Worker(Process):
    """One isolate. Its successor has an empty cache, and nothing to publish."""

    def __init__(self, world: World) -> None:
        super().__init__(world.loop)
        self._world = world
        self._replies: dict[asyncio.Task[Answer], Reply] = {}
        self._site = HttpApp(SETTINGS, SimulatedPush(world), world.provider, SimulatedD1(world, self))
        self._site.numbers, self._site.clock, self._site.defer = world.numbers, world.now_ms, self._defer

    def handle(self, request: Request, reply: Reply) -> None:
        """Answer a request: `reply` gets the answer, or None when the worker died before."""
        task = self.start(self._answer(request))
        self._replies[task] = reply
        task.add_done_callback(self._answered)

    def renew_lists(self) -> None:
        """Do what the cron trigger does for the lists that are due."""
        self.start(self._renew_lists(Request("CRON", "", None, "", {}, working=1)))

    def evict_cache(self) -> None:
        """Be another isolate, which has not read anything yet."""
        self._site.cache = StateCache()

    def kill(self) -> None:
        """Die; the next isolate has an empty cache, and nothing to publish."""
        super().kill()
        self.evict_cache()
        self._site.outgoing = Outgoing()

    async def _answer(self, request: Request) -> Answer:
        current.set(request)
        try:
            is_program = request.session.startswith(TOKEN_PREFIX)
            bearer = {"Authorization": f"Bearer {request.session}"} if is_program else {}
            answer = await self._site.request(
                request.method, request.path, request.body, session="" if is_program else request.session,
                headers={**bearer, **request.headers},
            )  # fmt: skip
        except asyncio.CancelledError:
            blame("a worker was killed")
            raise
        request.answered_s = self.loop.time()
        return self._world.mutant.answer(self._world.store, request, answer)

    async def _renew_lists(self, request: Request) -> None:
        """Renew them; what fails is left to the next time."""
        current.set(request)
        ctx = self._site.context()
        try:
            effects = await renew_lists(ctx.db, ctx.clock(), ctx.local_time)
            request.answered_s = self.loop.time()
            await apply_effects(ctx, effects)
        except asyncio.CancelledError:
            blame("a worker was killed")
            raise
        except DatabaseUnreachable:
            return
        request.working -= 1
        if not request.working:
            self._world.effects_done(request)

    def _answered(self, task: asyncio.Task[Answer]) -> None:
        reply = self._replies.pop(task)
        reply(None if task.cancelled() else task.result())
        if not task.cancelled():
            self._world.reached("kill a worker after an answer", self)

    def _defer(self, work: Awaitable[None]) -> None:
        request = current.get()
        assert request is not None
        request.working += 1
        self.start(self._after_answer(request, work))

    async def _after_answer(self, request: Request, work: Awaitable[None]) -> None:
        """Run the work a moment later; when the worker dies before, it is lost."""
        try:
            await asyncio.sleep(self._world.chance.uniform(*AFTER_ANSWER_S))
            await work
        except asyncio.CancelledError:
            blame("a worker was killed")
            work.close()  # type: ignore[attr-defined]  # a coroutine that may not have begun
            raise
        request.working -= 1
        if not request.working:
            self._world.effects_done(request)
