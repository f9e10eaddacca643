"""The hibernating sockets of one Durable Object: all state is in their tags and attachments.

Tags: the set, `user:<id>`, `session:<hash>`, and `<set>:<user>`, to see whether it is somebody's last one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final

import js
import msgspec
from msgspec import Struct
from pyodide.ffi import JsException, jsnull, to_js

from domain.models import PresentUser

OPEN: Final = 1
_NEVER_SENT: Final = frozenset({1005, 1006, 1015})


class Seat(Struct, frozen=True, kw_only=True):
    """Who sits at a socket, as its attachment keeps it. `ends_ms`: when the session is over."""

    id: str
    set_id: str
    user: PresentUser
    token_hash: str
    ends_ms: float


_seat: Final = msgspec.json.Decoder(Seat)


class Sockets:
    """The sockets that a Durable Object has accepted, hibernated ones included."""

    def __init__(self, ctx: Any) -> None:
        self._ctx = ctx

    def accept(self, seat: Seat) -> tuple[Any, Any]:
        """Accept a new socket for hibernation: (the client's end, ours)."""
        client, server = js.WebSocketPair.new().object_values()
        user = seat.user.id
        tags = [seat.set_id, f"user:{user}", f"session:{seat.token_hash}", f"{seat.set_id}:{user}"]
        self._ctx.acceptWebSocket(server, to_js(tags))
        self._sit(server, seat)
        return client, server

    def seat_of(self, socket: Any) -> Seat:
        """Who sits there."""
        return _seat.decode(socket.deserializeAttachment())

    def open(self, tag: str | None = None) -> Iterator[Any]:
        """The open sockets with this tag, or all."""
        found = self._ctx.getWebSockets() if tag is None else self._ctx.getWebSockets(tag)
        return (socket for socket in found if socket.readyState == OPEN)

    def number(self, tag: str) -> int:
        """How many sockets have this tag."""
        return len(self._ctx.getWebSockets(tag))

    def prolong(self, tag: str, ends_ms: float) -> None:
        """The session of the sockets with this tag is over only then."""
        for socket in self.open(tag):
            self._sit(socket, msgspec.structs.replace(self.seat_of(socket), ends_ms=ends_ms))

    def send(self, tag: str | None, text: str) -> int:
        """Send to every socket with this tag, or to all; to how many that failed. A dead one stops nobody else."""
        failed = 0
        for socket in self._ctx.getWebSockets() if tag is None else self._ctx.getWebSockets(tag):
            try:
                socket.send(text)
            except JsException:
                failed += socket.readyState == OPEN
        return failed

    def close(self, socket: Any, code: int, reason: str) -> None:
        """Close a socket; one that is closing already is left alone. Reserved codes are sent as 1000."""
        with suppress(JsException):
            socket.close(1000 if code in _NEVER_SENT else code, reason)

    def last_ping_ms(self, socket: Any) -> float | None:
        """When the runtime last answered this socket's ping, or None when it never sent one."""
        stamp = self._ctx.getWebSocketAutoResponseTimestamp(socket)
        return None if stamp is jsnull or stamp is None else float(stamp.getTime())

    def answer_pings(self, text: str) -> None:
        """From now on the runtime answers `ping` with this text, also while the object sleeps."""
        self._ctx.setWebSocketAutoResponse(js.WebSocketRequestResponsePair.new("ping", text))

    def answered_pings(self) -> str | None:
        """The text that pings are answered with, as it survived eviction."""
        pair = self._ctx.getWebSocketAutoResponse()
        return None if pair is jsnull or pair is None else str(pair.response)

    def _sit(self, socket: Any, seat: Seat) -> None:
        socket.serializeAttachment(msgspec.json.encode(seat).decode())


def frame_bytes(message: Any) -> int:
    """The size of a received frame, text or binary, in bytes."""
    return len(message.encode()) if isinstance(message, str) else int(message.byteLength)
