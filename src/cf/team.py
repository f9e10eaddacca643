"""A team's Durable Object, as the Worker calls it. All arguments and results are text.

Text passes RPC unchanged on every host; Python containers would be converted on the way.
"""

from __future__ import annotations

from typing import Any, Final

import js
import msgspec

from domain.viewer import Viewer

VIEWER_HEADER: Final = "x-glint-viewer"
AUTHORISE_AGAIN: Final = 409


class TeamObjects:
    """The `TODO_SYNC` namespace as an `actions.call.Push`, for one request of the Worker."""

    def __init__(self, namespace: Any, request: Any = None) -> None:
        self._namespace, self._request = namespace, request

    async def publish(self, team_id: str, set_id: str, event: str) -> None:
        """As `Push.publish`."""
        await self._object(team_id).publish(set_id, event)

    async def announce(self, team_id: str, message: str) -> None:
        """As `Push.announce`."""
        await self._object(team_id).announce(message)

    async def viewers(self, team_id: str) -> list[tuple[str, str]]:
        """As `Push.viewers`."""
        return msgspec.json.decode(str(await self._object(team_id).viewers()), type=list[tuple[str, str]])

    async def expel(self, team_id: str, verdicts: list[tuple[str, str, int]]) -> None:
        """As `Push.expel`."""
        await self._object(team_id).expel(msgspec.json.encode(verdicts).decode())

    async def connect(self, team_id: str, viewer: Viewer) -> object | None:
        """As `Push.connect`: the raw request on the raw stub, or the socket may be collected as garbage."""
        headers = js.Headers.new(self._request.headers)
        headers.set(VIEWER_HEADER, ascii_json(viewer))
        forwarded = js.Request.new(self._request, headers=headers)
        response = await self._object(team_id).fetch(forwarded)
        return None if response.status == AUTHORISE_AGAIN else response

    def _object(self, team_id: str) -> Any:
        return self._namespace.getByName(team_id)


def ascii_json(value: msgspec.Struct) -> str:
    """JSON that a header can carry: what is not ASCII is escaped."""
    text = msgspec.json.encode(value).decode()
    return "".join(c if c < "\x7f" else _escaped(c) for c in text)


def _escaped(char: str) -> str:
    units = char.encode("utf-16-be")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))
