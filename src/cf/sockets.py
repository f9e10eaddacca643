"""The hibernating sockets of one Durable Object: all state is in their tags and attachments.

Tags: `SocketAttachment.tags`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, Final

import msgspec
from pyodide.ffi import JsException, jsnull, to_js

from cf.globals import function
from domain.models import PresentUser
from domain.viewer import GUESTS, SocketAttachment
from ports import Sent

OPEN: Final = 1
LONG_CHARS: Final = 1_000
"""A text of this length is worth an object of its own, if it is sent again."""
NO_STATUS: Final = 1005
"""Stands for a close frame without a code."""
_SENDABLE: Final = (range(1000, 1004), range(1007, 1012), range(3000, 5000))
"""The codes that a close frame may carry (RFC 6455, 7.4); the others say how a connection ended without one."""


_Receiver = tuple[Callable[[Any], None], Any]
_attachment: Final = msgspec.json.Decoder(SocketAttachment)


class DurableSockets:
    """As `ports.Sockets`, over the context of a Durable Object."""

    def __init__(self, ctx: Any) -> None:
        self._ctx = ctx
        self._receivers: dict[str, list[_Receiver]] = {}

    def accept(self, attachment: SocketAttachment) -> tuple[Any, Any]:
        """As `Sockets.accept`."""
        pair = function("WebSocketPair.new")()
        client, server = getattr(pair, "0"), getattr(pair, "1")
        audience = attachment.audience
        self._ctx.acceptWebSocket(server, to_js(list(attachment.tags)))
        _attach(server, attachment)
        if audience in self._receivers:
            self._receivers[audience].append((server.send, server))
        return client, server

    def attachment(self, socket: Any) -> SocketAttachment:
        """As `Sockets.attachment`."""
        return _attachment.decode(socket.deserializeAttachment())

    def open(self, tag: str | None = None) -> Iterator[Any]:
        """As `Sockets.open`."""
        found = self._ctx.getWebSockets() if tag is None else self._ctx.getWebSockets(tag)
        return (socket for socket in found if socket.readyState == OPEN)

    def count(self, tag: str) -> int:
        """As `Sockets.count`."""
        return int(self._ctx.getWebSockets(tag).length)

    def rename(self, user: PresentUser) -> list[str]:
        """As `Sockets.rename`."""
        sets = dict[str, None]()
        for socket in self.open(f"user:{user.id}"):
            attachment = msgspec.structs.replace(self.attachment(socket), user=user)
            _attach(socket, attachment)
            sets[attachment.set_id] = None
        return list(sets)

    def extend(self, tag: str, ends_ms: float) -> None:
        """As `Sockets.extend`."""
        for socket in self.open(tag):
            _attach(socket, msgspec.structs.replace(self.attachment(socket), ends_ms=ends_ms))

    def send_to(self, socket: Any, text: str) -> None:
        """As `Sockets.send_to`."""
        socket.send(_crossed(text) if len(text) > LONG_CHARS else text)

    def send_to_user(self, user_id: str, text: str) -> None:
        """As `Sockets.send_to_user`."""
        self._send(_receivers(self._ctx.getWebSockets(f"user:{user_id}")), text)

    def send_all(self, text: str) -> None:
        """As `Sockets.send_all`."""
        sockets = self._ctx.getWebSockets()
        if self.count(GUESTS):
            sockets = [socket for socket in sockets if not self.attachment(socket).guest]
        self._send(_receivers(sockets), text)

    def send(self, audience: str, text: str) -> Sent:
        """As `Sockets.send`.

        The sockets are looked up once while the object is awake, until one of them closes.
        """
        if audience not in self._receivers:
            self._receivers[audience] = _receivers(self._ctx.getWebSockets(audience))
        return self._send(self._receivers[audience], text)

    def _send(self, receivers: list[_Receiver], text: str) -> Sent:
        crossed, failed = _crossed(text), 0
        for send, socket in receivers:
            try:
                send(crossed)
            except JsException:
                failed += socket.readyState == OPEN
        return Sent(len(receivers) - failed, failed)

    def close(self, socket: Any, code: int, reason: str) -> None:
        """As `Sockets.close`.

        A close without a code is answered without one. The runtime does that by itself for other sockets, but not
        for hibernating ones (workerd 1.20261117). A connection that ended without a close frame is left alone: to
        send there can fail later, where no `except` is.
        """
        self._receivers.clear()
        with suppress(JsException):
            if code == NO_STATUS:
                socket.close()
            elif any(code in codes for codes in _SENDABLE):
                socket.close(code, reason)

    def last_ping_ms(self, socket: Any) -> float | None:
        """As `Sockets.last_ping_ms`."""
        stamp = self._ctx.getWebSocketAutoResponseTimestamp(socket)
        return None if stamp is jsnull or stamp is None else float(stamp.getTime())

    def answer_pings(self, text: str) -> None:
        """As `Sockets.answer_pings`: the runtime answers, without waking the object."""
        pair = function("WebSocketRequestResponsePair.new")("ping", text)
        self._ctx.setWebSocketAutoResponse(pair)

    def answered_pings(self) -> str | None:
        """As `Sockets.answered_pings`."""
        pair = self._ctx.getWebSocketAutoResponse()
        return None if pair is jsnull or pair is None else str(pair.response)


def switching(client: Any) -> Any:
    """Create the 101 response that gives the client its end of the socket."""
    init = function("JSON.parse")('{"status":101}')
    init.webSocket = client
    return function("Response.new")(jsnull, init)


@functools.lru_cache(maxsize=8)
def _crossed(text: str) -> Any:
    """The text as an object of JavaScript's: it crosses the language border once, not once a socket."""
    return function("String.new")(text)


def _attach(socket: Any, attachment: SocketAttachment) -> None:
    socket.serializeAttachment(msgspec.json.encode(attachment).decode())


def _receivers(sockets: Any) -> list[_Receiver]:
    return [(socket.send, socket) for socket in sockets]


def frame_bytes(message: Any) -> int:
    """Return the size of a received frame, text or binary, in bytes."""
    return len(message.encode()) if isinstance(message, str) else int(message.byteLength)
