"""What a session orders, carried out with asyncio, httpx and websockets."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Callable, Coroutine
from contextlib import suppress
from functools import partial
from typing import Any, Final

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from glint_client.errors import GlintError, Unreachable, ended
from glint_client.http import SERVER_ERROR, TOO_MANY, Answer, Http
from glint_client.pace import Pace
from glint_client.place import Place
from glint_client.replica import Replica
from glint_client.session import Session
from glint_client.websocket import NoSocket, open_socket
from glint_client.wire import Event, Person

NO_CLOSE_FRAME: Final = 1006


class Link(Place):
    """A list with its session, socket and requests. `error` is why it has ended, or None."""

    def __init__(self, http: Http, team_id: str, list_id: str, pace: Pace) -> None:
        super().__init__(http, team_id, list_id)
        self._pace = pace
        self.present: list[Person] = []
        self.error: Exception | None = None
        self._refused: Answer | None = None
        self._socket: ClientConnection | None = None
        self._news = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._alarm: asyncio.TimerHandle | None = None
        self._use(Replica({}, -1))

    def _use(self, replica: Replica) -> None:
        """Continue from this replica."""
        loop, chance = asyncio.get_running_loop(), random.Random()  # noqa: S311 - spreads requests in time
        self.replica = replica
        self._session = Session(self, self.list_id, replica, now=loop.time, pace=self._pace, chance=chance)

    def start(self) -> None:
        """Begin, without waiting for anything."""
        self._session.start()

    async def close(self) -> None:
        """Disconnect, and end whatever is going on."""
        self._session.stop()
        if self._alarm is not None:
            self._alarm.cancel()
        socket, self._socket = self._socket, None
        if socket is not None:
            await socket.close()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def until(self, done: Callable[[], bool]) -> None:
        """Wait until something is so; raise `error` if it has ended before."""
        while not done():
            if self.error is not None:
                raise self.error
            await self._news.wait()

    def connect(self) -> None:
        """Open a socket."""
        self._spawn(self._stay_connected())

    async def _stay_connected(self) -> None:
        try:
            socket = await open_socket(self.http.address, f"{self.path}/ws", self.http.headers)
        except NoSocket as error:
            self._refused = error.answer
            return self._session.refused(error.answer.status if error.answer else 0)
        self._socket = socket
        self._session.opened()
        with suppress(ConnectionClosed):
            async for text in socket:
                if self._socket is socket:
                    self._take(json.loads(text))
        if self._socket is socket:
            self._socket = None
            self._session.closed(socket.close_code or NO_CLOSE_FRAME)
        return None

    def _take(self, frame: dict[str, Any]) -> None:
        self._session.frame(frame)

    def ping(self) -> None:
        """Send a ping."""
        if self._socket is not None:
            self._spawn(self._ping(self._socket))

    async def _ping(self, socket: ClientConnection) -> None:
        with suppress(ConnectionClosed):
            await socket.send("ping")

    def drop(self) -> None:
        """Abandon the socket, on which nothing comes back."""
        socket, self._socket = self._socket, None
        if socket is not None:
            socket.transport.abort()

    def read(self, since: int | None) -> None:
        """Ask for what is missing, or for the list."""
        self._spawn(self._read(since))

    async def _read(self, since: int | None) -> None:
        path = self.list_path if since is None else f"{self.path}/events?since={since}"
        try:
            answer = await self.http.ask("GET", path)
        except Unreachable:
            return self._session.failed()
        if answer.ok and since is None:
            self._session.listed(answer.body["todos"], answer.body["seq"])
        elif answer.ok:
            self._session.caught_up(answer.body["events"])
        elif answer.status == TOO_MANY or answer.status >= SERVER_ERROR:
            self._session.failed(answer.retry_after_s)
        else:
            self._refused = answer
            self._session.unread(answer.status)
        return None

    def _written(self, method: str, path: str, body: object, key: str, answer: Answer) -> None:
        if seq := answer.body.get("seq"):
            again = partial(self._repeat, method, path, body, key, answer)
            self._session.acknowledged(seq, lambda is_missing: self._spawn(again()) if is_missing else None)

    async def _repeat(self, method: str, path: str, body: object, key: str, first: Answer) -> None:  # noqa: ARG002 - for tests
        """Send a request again, so that the server pushes its event again (R16)."""
        with suppress(GlintError):
            await self.http.answered(method, path, body, key)

    def applied(self, events: list[Event] | None, before: int) -> None:  # noqa: ARG002 - for those who need them
        """Take that the replica has gone on."""
        self.changed()

    def presence(self, people: list[Person]) -> None:
        """Take who is here."""
        self.present = people

    def changed(self) -> None:
        """Wake those who wait for something."""
        news, self._news = self._news, asyncio.Event()
        news.set()

    def over(self, code: int) -> None:
        """End for good."""
        self.error = self.error or (self._refused.error() if self._refused else ended(code))
        socket, self._socket = self._socket, None
        if socket is not None:
            self._spawn(socket.close())
        self.changed()

    def wake_at(self, time_s: float) -> None:
        """Wake the session, unless that happens earlier anyway."""
        if self._alarm is None or self._alarm.when() > time_s:
            if self._alarm is not None:
                self._alarm.cancel()
            self._alarm = asyncio.get_running_loop().call_at(time_s, self._wake)

    def _wake(self) -> None:
        self._alarm = None
        self._session.wake()

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        """Let nothing fail in silence."""
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self.error = self.error or (error if isinstance(error, Exception) else RuntimeError(error))
            self._session.stop()
            self.changed()
