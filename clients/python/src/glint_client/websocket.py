"""The WebSocket of one list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus, WebSocketException

from glint_client.http import Answer, json_object

OPEN_WITHIN_S: Final = 20.0
CLOSE_WITHIN_S: Final = 2.0
FRAME_MAX_BYTES: Final = 16 * 2**20
"""Far more than any event."""


class NoSocket(Exception):
    """There is no connection, but perhaps an answer in its place."""

    def __init__(self, answer: Answer | None = None) -> None:
        super().__init__()
        self.answer = answer


async def open_socket(address: str, path: str, headers: Mapping[str, str]) -> ClientConnection:
    """Open a socket; heartbeats are the protocol's own (R41). Raises NoSocket."""
    uri = f"ws{address.removeprefix('http')}{path}"
    try:
        return await connect(
            uri, additional_headers=dict(headers), compression=None, ping_interval=None, max_size=FRAME_MAX_BYTES,
            open_timeout=OPEN_WITHIN_S, close_timeout=CLOSE_WITHIN_S,
        )  # fmt: skip
    except InvalidStatus as error:
        said = json_object(error.response.body or b"")
        raise NoSocket(Answer(error.response.status_code, said or {})) from error
    except (OSError, TimeoutError, WebSocketException) as error:
        raise NoSocket from error
