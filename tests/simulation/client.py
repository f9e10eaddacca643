"""A client that follows every rule of docs/SPEC.md, over the simulated network."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, cast

from msgspec import UNSET

from domain.ids import digest
from domain.redaction import redacted_todo
from glint_client.http import SERVER_ERROR
from glint_client.pace import Pace
from glint_client.replica import Replica
from glint_client.wire import Todo
from tests.simulation.clock import Process
from tests.simulation.connection import Connection
from tests.simulation.live_list import LiveList
from tests.simulation.outbox import Outbox
from tests.simulation.request import NoAnswer, Request
from tests.support.http_app import Answer
from tests.support.people import Place, SharedPlace

if TYPE_CHECKING:
    from tests.simulation.world import World

PACE: Final = Pace()


class Client(Process):
    """One browser tab on one list, or a program there, whose `session` is an access token.

    A guest's is the token of a share link, whose id is the `user_id`; `place` is where the guest has the list, `home`
    where members have it.

    `browser` is its person's session in a browser. `over` is the code with which the
    server has ended it, or 0. `deleted` are todos that it has deleted. For the checks only, `began_seq` is the head
    when access to the list last began again.
    """

    def __init__(
        self, world: World, name: str, home: Place, session: str, user_id: str, *, is_guest: bool = False
    ) -> None:
        super().__init__(world.loop)
        self.world, self.name, self.home, self.session, self.user_id = world, name, home, session, user_id
        self.is_guest = is_guest
        self.browser = session
        self.chance = random.Random(f"{world.plan.seed} {name}")
        self.running, self.over = False, 0
        self.deleted: list[str] = []
        self.began_seq = -1
        self.list, self.outbox = LiveList(self), Outbox(self)

    @property
    def replica(self) -> Replica:
        """Return the list as far as it is known here."""
        return self.list.replica

    @property
    def place(self) -> Place:
        """Return where it has its list."""
        return SharedPlace(self.session, self.home.set) if self.is_guest else self.home

    def as_shown(self, todo: Todo) -> Todo:
        """Return what it is to have of a todo."""
        return cast("Todo", json.loads(redacted_todo(json.dumps(todo)))) if self.is_guest else todo

    @property
    def live(self) -> bool:
        """Return whether it is connected and has caught up."""
        return self.running and not self.list.trouble.now

    @property
    def settled(self) -> bool:
        """Return whether nothing is on its way."""
        return self.list.settled and not self.outbox.waiting

    @property
    def seat(self) -> tuple[str, str]:
        """Return its session and list, as the server knows them: (token hash, set id)."""
        return digest(self.session), self.place.set

    def open(self) -> None:
        """Open the tab."""
        if not self.running:
            self.running, self.over = True, 0
            self.list.open()
            self.start(self.outbox.send_all())

    def close(self, *, politely: bool) -> None:
        """Close the tab, or crash."""
        self.kill()
        self.running = False
        self.list.close(politely=politely)

    def end(self, code: int) -> None:
        """Give up: the session or the access has ended."""
        if not self.over:
            self.over = code
            self.world.say(f"{self.name} is told {code}")
            self.close(politely=True)

    def sign_in(self, session: str) -> None:
        """Continue with another session in a browser."""
        self.browser = session
        self.work_with(session)

    def work_with(self, session: str) -> None:
        """Continue with another session, or with an access token."""
        self.session = session
        if self.running:
            self.close(politely=True)
        self.open()

    async def ask(
        self,
        method: str,
        path: str,
        body: object = UNSET,
        headers: Mapping[str, str] | None = None,
        *,
        session: str | None = None,
    ) -> Answer:
        """Send one request, with its own session unless another is given. Raises NoAnswer."""
        reply: asyncio.Future[Answer | None] = self.loop.create_future()

        def settle(answer: Answer | None) -> None:
            if not reply.done():
                reply.set_result(answer)
            elif answer is not None and isinstance(answer.upgrade, Connection):
                answer.upgrade.abort()

        body = UNSET if body is None else body
        session = self.session if session is None else session
        request = Request(method, path, body, session, headers or {}, sent_s=self.loop.time())
        self.world.network.send(request, settle)
        answer = await reply
        if answer is None:
            raise NoAnswer
        self.world.access.answered(self, request, answer)
        return answer

    async def repeat(
        self,
        method: str,
        path: str,
        body: object = UNSET,
        headers: Mapping[str, str] | None = None,
        *,
        session: str | None = None,
    ) -> Answer:
        """Send a request until it has an answer other than a server's error."""
        failures = 0
        while True:
            try:
                answer = await self.ask(method, path, body, headers, session=session)
                if answer.status < SERVER_ERROR:
                    return answer
            except NoAnswer:
                pass
            failures += 1
            await asyncio.sleep(PACE.backoff_s(failures, self.chance))

    async def visit(
        self, method: str, path: str, body: object = UNSET, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """As `repeat`, in its person's browser."""
        return await self.repeat(method, path, body, headers, session=self.browser)
