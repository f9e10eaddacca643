"""Requests of the platform into Microdot, and its responses back, without an ASGI layer between."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import Any, cast
from urllib.parse import urlsplit

import js
from microdot import Microdot, Request
from pyodide.ffi import jsnull, to_js

from domain import limits
from routes.endpoint import Reply
from routes.scope import Scope, target_of

_numbers = itertools.count(1)


class Headers(Mapping[str, str]):
    """A request's headers, each fetched from JavaScript when it is asked for."""

    def __init__(self, headers: Any) -> None:
        self._headers = headers

    def __getitem__(self, name: str) -> str:
        value = self._headers.get(name)
        if value is jsnull:
            raise KeyError(name)
        return str(value)

    def __iter__(self) -> Iterator[str]:
        return (str(key) for key in self._headers.keys())  # noqa: SIM118 - a JavaScript iterator

    def __len__(self) -> int:
        return len(list(iter(self)))


def origin_of(request: Any) -> str:
    """The scheme and host that the client addressed."""
    parts = urlsplit(request.url)
    return f"{parts.scheme}://{parts.netloc}"


def request_id_of(request: Any) -> str:
    """Cloudflare's ray id; where there is none, a number that this isolate gives once."""
    ray = request.headers.get("cf-ray")
    return f"local-{next(_numbers)}" if ray is jsnull else str(ray)


async def serve(app: Microdot, request: Any, scope: Scope) -> Any:
    """Answer a `js.Request` with a `js.Response`; an upgrade's response is passed on untouched."""
    headers = cast("dict[str, str]", Headers(request.headers))  # Microdot only looks up
    body = await _body(request, headers.get("Content-Length"))
    inner = Request(app, ("", 0), request.method, target_of(request.url), "1.1", headers, body=body)
    inner.g.scope = scope
    response = await app.dispatch_request(inner)
    return scope.upgrade if scope.upgrade is not None else _to_js(response)


async def _body(request: Any, length: str | None) -> bytes:
    """The body; nothing of one that is too large, which is let flow by: unread it would cost the connection.

    A body without a declared length is read as far as it is allowed to go, and a little further.
    """
    if request.body is jsnull:
        return b""
    if length is None:
        return await _read_up_to(request.body.getReader(), limits.BODY_MAX_BYTES + 1)
    if int(length) > limits.BODY_MAX_BYTES:
        await request.body.pipeTo(js.WritableStream.new())
        return b""
    body: bytes = (await request.arrayBuffer()).to_bytes()
    return body


async def _read_up_to(reader: Any, enough: int) -> bytes:
    """The beginning of a stream, at least `enough` bytes of it if it has so many; the rest is given up."""
    body = b""
    while len(body) < enough:
        part = await reader.read()
        if part.done:
            return body
        body += part.value.to_bytes()
    await reader.cancel()
    return body


def _to_js(response: Any) -> Any:
    body = response.text if isinstance(response, Reply) else response.body.decode()
    headers = to_js([[name, value] for name, value in response.headers.items()])
    return js.Response.new(jsnull if response.is_head else body, status=response.status_code, headers=headers)
