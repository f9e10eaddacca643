"""A team's object: the real `Hub` over sockets that survive its eviction, and over an alarm."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from actions.sessions import session_ends
from domain.close_codes import TRANSPORT_ERROR
from domain.models import PresentUser
from domain.viewer import SocketAttachment
from live.alarm import Alarm
from live.hub import Hub
from ports import Sent
from tests.simulation.clock import Process
from tests.simulation.connection import Connection
from tests.simulation.database import SimulatedD1
from tests.simulation.push import settle
from tests.simulation.request import blame
from tests.simulation.weather import INSIDE_S, pause

if TYPE_CHECKING:
    from tests.simulation.world import World

IDLE_S: Final = 10.0
"""How long an object must be idle to be evicted."""
ALARM_AGAIN_S: Final = 2.0


@dataclass(eq=False)
class ServerSocket:
    """The object's end of a connection."""

    attachment: SocketAttachment
    connection: Connection
    is_open: bool = True
    last_ping_ms: float | None = None

    @property
    def seat(self) -> tuple[str, str]:
        """Return whose socket it is, and on which list: (token hash, set id)."""
        return self.attachment.token_hash, self.attachment.set_id

    @property
    def tags(self) -> tuple[str, ...]:
        """Return the tags, as the real sockets have them."""
        return self.attachment.tags


class TeamObject(Process):
    """One Durable Object. Its hub is created again after an eviction or a crash.

    `rechecked_s` is when it was last asked for its viewers.
    """

    def __init__(self, world: World, team_id: str) -> None:
        super().__init__(world.loop)
        self._world, self._team_id = world, team_id
        self.sockets = ObjectSockets(world, self)
        self.rechecked_s = -1.0
        self._alarm = Alarm(self.sockets)
        self._hub: Hub[ServerSocket] | None = None
        self._used_s = 0.0
        self._sweeping = self._watched = False

    @property
    def hub(self) -> Hub[ServerSocket]:
        """Return the hub, waking the object if need be."""
        self._used_s = self.loop.time()
        if self._world.plan.hibernates and not self._watched:
            self._watched = True
            self.loop.after(IDLE_S, self._evict_if_idle)
        if self._hub is None:
            self._alarm = Alarm(self.sockets)
            self._hub = Hub(
                self._team_id,
                self.sockets,
                self._alarm,
                self.sockets,
                clock=self._world.now_ms,
                session_ends=lambda hashes: session_ends(SimulatedD1(self._world, self), hashes),
                metrics=None,
            )
        return self._hub

    def call(self, invoke: Callable[[Hub[ServerSocket]], Any], reply: asyncio.Future[Any], fails: bool) -> None:
        """Take an RPC call; `fails` when its answer is to be lost."""
        if self._world.reached("crash the object before it sends", self):
            blame("a call failed")
            self.loop.call_soon(settle, reply, None, True)  # noqa: FBT003 - fails
        else:
            self.start(self._call(invoke, reply, fails=fails))

    async def _call(
        self, invoke: Callable[[Hub[ServerSocket]], Any], reply: asyncio.Future[Any], *, fails: bool
    ) -> None:
        try:
            result = invoke(self.hub)
            if inspect.isawaitable(result):
                result = await result
        except asyncio.CancelledError:
            blame("a call failed")
            settle(reply, None, fails=True)
            raise
        self.loop.after(pause(self._world.chance, INSIDE_S), settle, reply, result, fails)

    def alarm(self, at_ms: float) -> None:
        """Fire the alarm, if it is still set for then."""
        if self.sockets.alarm_at_ms == at_ms:
            self.sockets.alarm_at_ms = None
            self._sweeping = True
            self.start(self._sweep())

    async def _sweep(self) -> None:
        hub = self.hub
        self._alarm.fired()
        await hub.sweep()
        self._sweeping = False

    def closed(self, socket: ServerSocket, code: int) -> None:
        """Hear that a socket has closed, whoever began it; without a close frame it is an error."""
        if socket not in self.sockets.all:
            return
        socket.is_open = False
        if code == TRANSPORT_ERROR:
            self.hub.failed(socket)
        else:
            self.hub.closed(socket, code)
        self.sockets.all.pop(socket, None)

    def _evict_if_idle(self) -> None:
        """Fall asleep if idle for long enough, or look again later: memory is gone, sockets stay."""
        idle_s = self.loop.time() - self._used_s
        if self.busy or idle_s < IDLE_S:
            self.loop.after(max(IDLE_S - idle_s, 1.0), self._evict_if_idle)
        else:
            self._hub, self._watched = None, False
            self._world.count("the object fell asleep")

    def kill(self) -> None:
        """Crash: every connection breaks."""
        super().kill()
        self._hub = None
        self.sockets.crash()
        if self._sweeping:
            self._sweeping = False
            self.sockets.alarm_at_ms = self._world.now_ms() + ALARM_AGAIN_S * 1000
            self.loop.after(ALARM_AGAIN_S, self.alarm, self.sockets.alarm_at_ms)


class ObjectSockets:
    """As `ports.Sockets`, and `ports.OneAlarm`. What is in here survives eviction."""

    def __init__(self, world: World, owner: TeamObject) -> None:
        self._world, self._owner = world, owner
        self.all: dict[ServerSocket, None] = {}
        self.alarm_at_ms: float | None = None
        self._pong: str | None = None
        self._recheck_ms = 0.0
        self._crashing = False

    def accept(self, attachment: SocketAttachment) -> tuple[Connection, ServerSocket]:
        """As `Sockets.accept`."""
        connection = Connection(self._world, self._owner)
        connection.socket = socket = ServerSocket(attachment, connection)
        self.all[socket] = None
        self._world.access.accepted(socket, self._owner.rechecked_s)
        return connection, socket

    def attachment(self, socket: ServerSocket) -> SocketAttachment:
        """As `Sockets.attachment`."""
        return socket.attachment

    def count(self, tag: str) -> int:
        """As `Sockets.count`."""
        return sum(tag in socket.tags for socket in self.all)

    def open(self, tag: str | None = None) -> Iterator[ServerSocket]:
        """As `Sockets.open`."""
        return (socket for socket in list(self.all) if socket.is_open and (tag is None or tag in socket.tags))

    def rename(self, user: PresentUser) -> list[str]:
        """As `Sockets.rename`."""
        sockets = list(self.open(f"user:{user.id}"))
        for socket in sockets:
            socket.attachment = replace(socket.attachment, user=user)
        return list(dict.fromkeys(socket.attachment.set_id for socket in sockets))

    def extend(self, tag: str, ends_ms: float) -> None:
        """As `Sockets.extend`."""
        for socket in self.open(tag):
            socket.attachment = replace(socket.attachment, ends_ms=ends_ms)

    def send_to(self, socket: ServerSocket, text: str) -> None:
        """As `Sockets.send_to`."""
        if self._crashing:
            socket.connection.lose(text, "dead")
        else:
            socket.connection.to_client(text)

    def send(self, audience: str, text: str) -> Sent:
        """As `Sockets.send`. The object may crash on the way."""
        return self._send(self.open(audience), text)

    def send_to_user(self, user_id: str, text: str) -> None:
        """As `Sockets.send_to_user`."""
        self._send(self.open(f"user:{user_id}"), text)

    def send_all(self, text: str) -> None:
        """As `Sockets.send_all`."""
        self._send((socket for socket in self.open() if not socket.attachment.guest), text)

    def _send(self, sockets: Iterator[ServerSocket], text: str) -> Sent:
        receivers = list(sockets)
        for socket in receivers:
            if not self._crashing and self._world.reached("crash the object while it sends", self._owner, kill=False):
                self._crashing = True
                self._owner.loop.call_soon(self._owner.kill)
            self.send_to(socket, text)
        return Sent(len(receivers), 0)

    def close(self, socket: ServerSocket, code: int, reason: str) -> None:  # noqa: ARG002 - the port's
        """As `Sockets.close`."""
        if socket.is_open:
            socket.is_open = False
            socket.connection.close_from_server(code)

    def last_ping_ms(self, socket: ServerSocket) -> float | None:
        """As `Sockets.last_ping_ms`."""
        return socket.last_ping_ms

    def answer_pings(self, text: str) -> None:
        """As `Sockets.answer_pings`."""
        self._pong = text
        self._world.journal.heads(text)

    def answered_pings(self) -> str | None:
        """As `Sockets.answered_pings`."""
        return self._pong

    async def rechecked_ms(self) -> float:
        """As `RecheckStorage.rechecked_ms`."""
        return self._recheck_ms

    def store_rechecked_ms(self, at_ms: float) -> None:
        """As `RecheckStorage.store_rechecked_ms`."""
        self._recheck_ms = at_ms

    async def alarm_ms(self) -> float | None:
        """As `OneAlarm.alarm_ms`."""
        await asyncio.sleep(pause(self._world.chance, INSIDE_S))
        return self.alarm_at_ms

    async def set_alarm(self, at_ms: float) -> None:
        """As `OneAlarm.set_alarm`."""
        self.alarm_at_ms = at_ms
        self._owner.loop.after((at_ms - self._world.now_ms()) / 1000, self._owner.alarm, at_ms)
        await asyncio.sleep(pause(self._world.chance, INSIDE_S))

    def ping(self, socket: ServerSocket) -> None:
        """Answer a ping without waking the object."""
        if socket.is_open and self._pong is not None:
            socket.last_ping_ms = self._world.now_ms()
            socket.connection.to_client(self._pong)

    def crash(self) -> None:
        """Break every connection, and forget what only memory had."""
        sockets = list(self.all)
        self.all.clear()
        self._pong, self._crashing = None, False
        for socket in sockets:
            socket.is_open = False
            socket.connection.break_from_server()
