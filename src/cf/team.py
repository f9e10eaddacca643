"""Calls from the Worker to a team's Durable Object. All arguments and results are text.

Text passes RPC unchanged on every host; Python containers would be converted on the way.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import msgspec
from pyodide.ffi import JsException

from cf.bindings import binding
from cf.globals import function
from domain.models import PresentUser
from domain.viewer import Viewer
from ports import PushFailed

VIEWER_HEADER: Final = "x-glint-viewer"
AUTHORIZE_AGAIN: Final = 409
SWITCHING_PROTOCOLS: Final = 101
OBJECT_URL: Final = "https://team.invalid/"
"""An object has no address; a request needs one."""


class TeamObjects:
    """The `TODO_SYNC` namespace as a `ports.Push`."""

    def __init__(self, namespace: Any) -> None:
        self._get = namespace.getByName

    async def publish(self, team_id: str, set_id: str, events: str, holders: Sequence[str]) -> None:
        """As `Push.publish`."""
        named = (",".join(holders),) if holders else ()
        with _failures():
            await self._object(team_id).publish(set_id, events, *named)

    async def announce(self, team_id: str, message: str) -> None:
        """As `Push.announce`."""
        with _failures():
            await self._object(team_id).announce(message)

    async def rename(self, team_id: str, user: PresentUser) -> None:
        """As `Push.rename`."""
        with _failures():
            await self._object(team_id).rename(msgspec.json.encode(user).decode())

    async def deliver(self, team_id: str) -> None:
        """As `Push.deliver`."""
        with _failures():
            await self._object(team_id).deliver()

    async def viewers(self, team_id: str) -> list[tuple[str, str]]:
        """As `Push.viewers`."""
        with _failures():
            viewers = str(await self._object(team_id).viewers())
        return msgspec.json.decode(viewers, type=list[tuple[str, str]])

    async def expel(self, team_id: str, verdicts: list[tuple[str, str, int]]) -> None:
        """As `Push.expel`."""
        with _failures():
            await self._object(team_id).expel(msgspec.json.encode(verdicts).decode())

    async def connect(self, team_id: str, viewer: Viewer) -> object | None:
        """As `Push.connect`: by the raw stub, and the raw response, or the socket may be collected as garbage.

        An upgrade needs no other header, and nothing that the client sent can be mistaken for the Worker's own. Each
        call makes its own request, so that it may be repeated.
        """
        init = {"headers": {"Upgrade": "websocket", VIEWER_HEADER: ascii_json(viewer)}}
        given = function("JSON.parse")(msgspec.json.encode(init).decode())
        with _failures():
            response = await self._object(team_id).fetch(OBJECT_URL, given)
        status = response.status
        if status not in (SWITCHING_PROTOCOLS, AUTHORIZE_AGAIN):
            raise PushFailed(retryable=False)
        return None if status == AUTHORIZE_AGAIN else response

    def _object(self, team_id: str) -> Any:
        """Create a stub for each call: after an error a stub may stay broken."""
        return self._get(team_id)


@functools.cache
def team_objects() -> TeamObjects | None:
    """The deployment's objects, or None when it has none."""
    namespace = binding("TODO_SYNC")
    return None if namespace is None else TeamObjects(namespace)


@contextmanager
def _failures() -> Iterator[None]:
    """Raise PushFailed for what the platform or the object throws; not its message, which may quote what was sent.

    Source: https://developers.cloudflare.com/durable-objects/best-practices/error-handling/
    """
    try:
        yield
    except JsException as error:
        retryable = getattr(error, "retryable", False) is True and getattr(error, "overloaded", False) is not True
        raise PushFailed(retryable=retryable) from None


def ascii_json(value: msgspec.Struct) -> str:
    """Encode as JSON that a header can carry: non-ASCII characters are escaped."""
    text = msgspec.json.encode(value).decode()
    return text if text.isascii() else json.dumps(msgspec.json.decode(text))
