"""A client's live list: the published client's `Session`, over the simulated network."""

from __future__ import annotations

import json
from asyncio import TimerHandle
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, cast

from glint_client.edge import RESYNC
from glint_client.http import SERVER_ERROR
from glint_client.session import Session
from glint_client.wire import Event, Person, Todo
from tests.simulation.connection import Connection
from tests.simulation.request import NoAnswer
from tests.simulation.trouble import Trouble
from tests.support.http_app import Answer

if TYPE_CHECKING:
    from tests.simulation.client import Client

OK: Final = 200


class LiveList:
    """The replica outlives a tab, the session does not.

    For the checks only: `trouble` is when it was not live, `missed` says why events have not come over the socket,
    `found_dead_s` is when a dead connection was last found, `pong_lost_s` when a pong was last lost, `epoch` is the
    journal's when the list was loaded.
    """

    def __init__(self, client: Client) -> None:
        self._client, self._world, self._loop = client, client.world, client.loop
        self.replica = client.world.mutant.replica()
        self.present: list[str] | None = None
        self.trouble = Trouble(client.loop.time)
        self.missed: dict[int, str] = {}
        self.found_dead_s = self.pong_lost_s = -1.0
        self.epoch = 0
        self._session = self._new_session()
        self._connection: Connection | None = None
        self._timer: TimerHandle | None = None

    def _new_session(self) -> Session:
        return Session(self, self._client.place.set, self.replica, now=self._loop.time, chance=self._client.chance)

    @property
    def hears(self) -> bool:
        """Return whether what the object sends can arrive."""
        return self._connection is not None and not self._connection.is_broken

    @property
    def settled(self) -> bool:
        """Return whether it waits for nothing."""
        return self._session.settled

    def acknowledged(self, seq: int, then: Callable[[bool], None]) -> None:
        """Pass on that a change was answered."""
        self._session.acknowledged(seq, then)

    def open(self) -> None:
        """Begin to watch."""
        self._session = self._new_session()
        self.changed()
        self._session.start()

    def close(self, *, politely: bool) -> None:
        """Stop, with a close frame or without."""
        self._session.stop()
        self.changed()
        connection, self._connection = self._connection, None
        if connection is not None and politely:
            connection.close()
        elif connection is not None:
            connection.abort()

    def cut(self) -> None:
        """Lose the connection, and know it."""
        if self._connection is not None:
            self._connection.cut()

    def freeze(self) -> None:
        """Lose the connection without knowing it."""
        if self._connection is not None:
            self._connection.freeze()

    # What the session orders.

    def connect(self) -> None:
        """Open a socket."""
        self._client.start(self._connect(self._session))

    async def _connect(self, session: Session) -> None:
        try:
            answer = await self._client.ask("GET", f"{self._client.place.path}/ws", headers={"Upgrade": "websocket"})
        except NoAnswer:
            return session.closed(0)
        if not isinstance(answer.upgrade, Connection):
            return session.refused(answer.status)
        self._connection = answer.upgrade
        session.opened()
        answer.upgrade.attach(self)
        return None

    def ping(self) -> None:
        """Send a ping."""
        if self._connection is not None:
            self._connection.ping()

    def drop(self) -> None:
        """Abandon a connection on which nothing comes back."""
        self._world.count("a connection was found dead")
        self.found_dead_s = self._loop.time()
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.abort()

    def read(self, since: int | None) -> None:
        """Read what is missing, or the whole list."""
        self._client.start(self._read(self._session, since))

    async def _read(self, session: Session, since: int | None) -> None:
        epoch, place = self._world.journal.epoch, self._client.place
        try:
            answer = await self._client.ask(
                "GET", place.list_path if since is None else f"{place.path}/events?since={since}"
            )
        except NoAnswer:
            return session.failed()
        if answer.status >= SERVER_ERROR:
            session.failed()
        elif answer.status != OK:
            if answer.status == RESYNC:
                self._world.count("a client was told to resync")
            session.unread(answer.status)
        elif since is None:
            self.epoch = epoch
            session.listed(cast("list[Todo]", answer.body["todos"]), answer.body["seq"])
        else:
            session.caught_up(self._shown(answer))
        return None

    def _shown(self, answer: Answer) -> list[Event]:
        events = cast("list[Event]", answer.body["events"])
        for event in events:
            self._world.access.shown(self._client, event["seq"])
        return events

    def applied(self, events: list[Event] | None, before: int) -> None:  # noqa: ARG002 - the journal has them
        """Check what the client has now."""
        self._world.journal.applied(self._client, before)

    def presence(self, people: list[Person]) -> None:
        """Take who is here."""
        self.present = [person["id"] for person in people]

    def changed(self) -> None:
        """Note what is not as it should be."""
        for reason, is_so in (("not connected", not self._session.live), ("reading", self._session.reading)):
            (self.trouble.begin if is_so else self.trouble.end)(reason)

    def over(self, code: int) -> None:
        """End the tab."""
        self._client.end(code)

    def wake_at(self, time_s: float) -> None:
        """Wake the session, unless that happens earlier anyway."""
        if self._timer is None or self._timer.when() > time_s:
            if self._timer is not None:
                self._timer.cancel()
            self._timer = self._loop.at(time_s, self._wake)

    def _wake(self) -> None:
        self._timer = None
        self._session.wake()

    # What the network brings.

    def frame(self, connection: Connection, text: str) -> None:
        """Take a frame."""
        if connection is self._connection:
            frame = json.loads(text)
            self._session.frame(self._world.mutant.frame(frame))

    def frame_missed(self, connection: Connection, text: str, why: str) -> None:
        """Note a frame that will not come. A lost pong makes the client think that the connection is dead."""
        if connection is not self._connection:
            return
        frame = json.loads(text)
        if frame["type"] == "pong" and why == "lost":
            self.pong_lost_s = self._loop.time()
        elif "seq" in frame and frame["type"] != "realtime:ready":
            self.missed.setdefault(frame["seq"], why)
            if why != "delayed":
                self.missed[frame["seq"]] = why  # also when it comes again, and is only delayed then

    def pushed(self, seq: int) -> None:
        """Note, for the checks only, that an event is being pushed, which a broken connection does not bring."""
        if self._connection is not None and self._connection.is_broken:
            self.missed[seq] = "dead"

    def connection_closed(self, connection: Connection, code: int) -> None:
        """Hear that the connection is over."""
        if connection is self._connection:
            self._connection = None
            self._session.closed(code)
