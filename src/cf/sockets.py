"""The hibernating sockets of one Durable Object: all state is in their tags and attachments.

Tags: the set, `user:<id>`, `session:<hash>`, and `<set>:<user>`, to see whether it is somebody's last one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, Final, NamedTuple

import msgspec
from msgspec import Struct
from pyodide.ffi import JsException, jsnull, to_js

from cf.globals import function
from domain.models import PresentUser

OPEN: Final = 1
NO_STATUS: Final = 1005
"""Stands for a close frame without a code."""
_SENDABLE: Final = (range(1000, 1004), range(1007, 1012), range(3000, 5000))
"""The codes that a close frame may carry (RFC 6455, 7.4); the others say how a line ended without one."""


class Seat(Struct, frozen=True, kw_only=True):
    """Who sits at a socket, as its attachment keeps it. `ends_ms`: when the session is over."""

    id: str
    set_id: str
    user: PresentUser
    token_hash: str
    ends_ms: float


class Sent(NamedTuple):
    """To how many sockets something was sent, and to how many that failed although they are open."""

    reached: int
    failed: int


_Receiver = tuple[Callable[[Any], None], Any]
_seat: Final = msgspec.json.Decoder(Seat)


class Sockets:
    """The sockets that a Durable Object has accepted, hibernated ones included."""

    def __init__(self, ctx: Any) -> None:
        self._ctx = ctx
        self._receivers: dict[str, list[_Receiver]] = {}

    def accept(self, seat: Seat) -> tuple[Any, Any]:
        """Accept a new socket for hibernation: (the client's end, ours)."""
        client, server = function("WebSocketPair.new")().object_values()
        user = seat.user.id
        tags = [seat.set_id, f"user:{user}", f"session:{seat.token_hash}", f"{seat.set_id}:{user}"]
        self._ctx.acceptWebSocket(server, to_js(tags))
        self._sit(server, seat)
        if seat.set_id in self._receivers:
            self._receivers[seat.set_id].append((server.send, server))
        return client, server

    def seat_of(self, socket: Any) -> Seat:
        """Who sits there."""
        return _seat.decode(socket.deserializeAttachment())

    def open(self, tag: str | None = None) -> Iterator[Any]:
        """The open sockets with this tag, or all."""
        found = self._ctx.getWebSockets() if tag is None else self._ctx.getWebSockets(tag)
        return (socket for socket in found if socket.readyState == OPEN)

    def prolong(self, tag: str, ends_ms: float) -> None:
        """The session of the sockets with this tag is over only then."""
        for socket in self.open(tag):
            self._sit(socket, msgspec.structs.replace(self.seat_of(socket), ends_ms=ends_ms))

    def send_all(self, text: str) -> None:
        """Send to every socket."""
        self._send(_receivers(self._ctx.getWebSockets()), text)

    def send(self, set_id: str, text: str) -> Sent:
        """Send to every socket that has the set open. A dead one stops nobody else.

        The sockets are looked up once while the object is awake, until one of them closes.
        """
        if set_id not in self._receivers:
            self._receivers[set_id] = _receivers(self._ctx.getWebSockets(set_id))
        return self._send(self._receivers[set_id], text)

    def _send(self, receivers: list[_Receiver], text: str) -> Sent:
        once, failed = function("String.new")(text), 0  # as an object the text crosses once, not once a socket
        for send, socket in receivers:
            try:
                send(once)
            except JsException:
                failed += socket.readyState == OPEN
        return Sent(len(receivers) - failed, failed)

    def close(self, socket: Any, code: int, reason: str) -> None:
        """Close a socket with this code, or answer a client's close that had it.

        A close without a code is answered without one. The runtime does that by itself for other sockets, but not
        for hibernating ones (workerd 1.20261117). A line that ended without a close frame is left alone: to send
        there can fail later, where no `except` is. So is a socket that is closing already.
        """
        self._receivers.clear()
        with suppress(JsException):
            if code == NO_STATUS:
                socket.close()
            elif any(code in codes for codes in _SENDABLE):
                socket.close(code, reason)

    def last_ping_ms(self, socket: Any) -> float | None:
        """When the runtime last answered this socket's ping, or None when it never sent one."""
        stamp = self._ctx.getWebSocketAutoResponseTimestamp(socket)
        return None if stamp is jsnull or stamp is None else float(stamp.getTime())

    def answer_pings(self, text: str) -> None:
        """From now on the runtime answers `ping` with this text, also while the object sleeps."""
        pair = function("WebSocketRequestResponsePair.new")("ping", text)
        self._ctx.setWebSocketAutoResponse(pair)

    def answered_pings(self) -> str | None:
        """The text that pings are answered with, as it survived eviction."""
        pair = self._ctx.getWebSocketAutoResponse()
        return None if pair is jsnull or pair is None else str(pair.response)

    def _sit(self, socket: Any, seat: Seat) -> None:
        socket.serializeAttachment(msgspec.json.encode(seat).decode())


def switching(client: Any) -> Any:
    """The answer to an upgrade that hands the client its end."""
    init = function("JSON.parse")('{"status":101}')
    init.webSocket = client
    return function("Response.new")(jsnull, init)


def _receivers(sockets: Any) -> list[_Receiver]:
    return [(socket.send, socket) for socket in sockets]


def frame_bytes(message: Any) -> int:
    """The size of a received frame, text or binary, in bytes."""
    return len(message.encode()) if isinstance(message, str) else int(message.byteLength)
