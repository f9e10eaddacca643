"""Convert the platform's requests and responses, without an ASGI layer."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import js
import msgspec
from pyodide.ffi import jsnull

from cf.d1 import written
from cf.globals import function
from ports import Listing

_numbers = itertools.count(1)


class Headers(Mapping[str, str]):
    """A request's headers, each fetched from JavaScript when it is asked for."""

    def __init__(self, headers: Any) -> None:
        self._headers, self._get = headers, headers.get
        self._asked: dict[str, str | None] = {}

    def __getitem__(self, name: str) -> str:
        value: str | None = self.get(name)
        if value is None:
            raise KeyError(name)
        return value

    def __contains__(self, name: object) -> bool:
        return self.get(str(name)) is not None

    def get(self, name: str, default: Any = None) -> Any:
        """The header, or `default`."""
        if name not in self._asked:
            value = self._get(name)
            self._asked[name] = None if value is jsnull else str(value)
        value = self._asked[name]
        return default if value is None else value

    def __iter__(self) -> Iterator[str]:
        return (str(key) for key in self._headers.keys())  # noqa: SIM118 - a JavaScript iterator

    def __len__(self) -> int:
        return len(list(iter(self)))


def origin_of(url: str) -> str:
    """Return the scheme and host that the client addressed."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def request_id_of(headers: Headers) -> str:
    """Return Cloudflare's ray id, or a number that is unique in this isolate."""
    return headers.get("cf-ray") or f"local-{next(_numbers)}"


async def body_of(request: Any, headers: Headers, max_bytes: int) -> bytes:
    """Read the body. An oversized one is drained and returned empty: unread it would cost the connection.

    A body without a declared length is read as far as it is allowed to go, and a little further.
    """
    length = headers.get("Content-Length")
    if length is None:
        stream = request.body
        return b"" if stream is jsnull else await _read_up_to(stream.getReader(), max_bytes + 1)
    if int(length) > max_bytes:
        await request.body.pipeTo(js.WritableStream.new())
        return b""
    body: bytes = (await request.arrayBuffer()).to_bytes()
    return body


async def _read_up_to(reader: Any, enough: int) -> bytes:
    """Read at least `enough` bytes of a stream, if it has that many, and cancel the rest."""
    body = b""
    while len(body) < enough:
        part = await reader.read()
        if part.done:
            return body
        body += part.value.to_bytes()
    await reader.cancel()
    return body


def response_of(status: int, headers: Mapping[str, str], answer: str | Listing, *, head: bool) -> Any:
    """Create a `js.Response`, without a body for HEAD, and where the status allows none."""
    # One text crosses over, which is cheaper than each header by itself.
    init = msgspec.json.encode({"status": status, "headers": headers}).decode()
    body = jsnull if head or status == HTTPStatus.NOT_MODIFIED else written(answer)
    return function("Response.new")(body, function("JSON.parse")(init))
