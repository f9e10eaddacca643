"""The API as OpenAPI 3.1: its routes from the application, its models from the Structs, their pairs from the table.

`make types` writes docs/openapi.json, the copy that is served at /api/openapi.json, and the page at /api/docs.
tests/unit/test_openapi.py fails when one of them is stale, or when a route is not in the table.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any, Final

import msgspec
from microdot import Microdot

from tools.openapi_table import OPERATIONS, PERMISSION_MAP, SCHEMAS, Operation, Schema
from tools.project import ROOT, write_generated

from domain import errors, limits  # isort: skip - the table has put src on the path
from routes.app import make_app  # isort: skip

TARGETS: Final = (ROOT / "docs" / "openapi.json", ROOT / "web" / "public" / "api" / "openapi.json")
PARAMETER: Final = re.compile(r"<(\w+)>")
Handler = Callable[..., object]
WRITES: Final = frozenset({"POST", "PATCH", "PUT", "DELETE"})
HEADERS: Final = {
    "Server-Timing": 'The D1 round trips of the answer: d1;desc="<count>".',
    "X-Request-Id": "The id under which the log knows the request.",
    "Retry-After": "Seconds to wait.",
}
EVERYWHERE: Final = ("Server-Timing", "X-Request-Id")


def document() -> dict[str, Any]:
    """The whole document."""
    paths: dict[str, dict[str, Any]] = {}
    for method, path, handler in routes_of(make_app()):
        described = OPERATIONS[f"{method} {path}"]
        paths.setdefault(PARAMETER.sub(r"{\1}", path), {})[method.lower()] = operation(method, path, handler, described)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Glint",
            "version": "1",
            "description": "Todo lists that a team works in together. Live updates: docs/realtime.md.",
        },
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": schemas(),
            "headers": {name: {"description": text, "schema": {"type": "string"}} for name, text in HEADERS.items()},
            "securitySchemes": {"session": {"type": "apiKey", "in": "cookie", "name": "session"}},
        },
    }


def routes_of(app: Microdot) -> Iterator[tuple[str, str, Handler]]:
    """Each route: method, path and handler."""
    for methods, pattern, handler, *_ in app.url_map:
        yield from ((method, pattern.url_pattern, handler) for method in methods)


def operation(method: str, path: str, handler: Handler, described: Operation) -> dict[str, Any]:
    """One operation."""
    summary = (handler.__doc__ or "").splitlines()[0]
    made: dict[str, Any] = {
        "operationId": _camel(handler.__name__),
        "summary": summary,
        "tags": [_tag(path)],
        "parameters": list(_parameters(method, path, described)),
        "responses": dict(_responses(method, path, described)),
    }
    if not described.public:
        made["security"] = [{"session": []}]
    if described.body is not None:
        content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{described.body.__name__}"}}}
        made["requestBody"] = {"content": content, "required": bool(_required(described.body))}
    return made


def _parameters(method: str, path: str, described: Operation) -> Iterator[dict[str, Any]]:
    for name in PARAMETER.findall(path):
        yield {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
    for name, schema in described.query.items():
        yield {"name": name, "in": "query", "schema": schema}
    if method in WRITES and described.repeatable:
        yield {
            "name": "Idempotency-Key",
            "in": "header",
            "description": "The same request with the same key has its effect once, and is answered as the first time.",
            "schema": {"type": "string", "maxLength": limits.IDEMPOTENCY_KEY_MAX_CHARS},
        }


def _responses(method: str, path: str, described: Operation) -> Iterator[tuple[str, dict[str, Any]]]:
    success = {"description": HTTPStatus(described.status).phrase, "headers": _headers(*EVERYWHERE)}
    if described.answer is not None:
        success["content"] = {"application/json": {"schema": described.answer}}
    yield str(described.status), success
    by_status: dict[int, set[str]] = {}
    for kind in {*_refusals(method, path, described), *described.refusals}:
        by_status.setdefault(kind.status, set()).add(kind.code)
    for status, codes in sorted(by_status.items()):
        extra = ("Retry-After",) if status == HTTPStatus.TOO_MANY_REQUESTS else ()
        yield (
            str(status),
            {
                "description": f"{HTTPStatus(status).phrase}: {', '.join(f'`{code}`' for code in sorted(codes))}",
                "headers": _headers(*EVERYWHERE, *extra),
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/ErrorBody"}}},
            },
        )


def _refusals(method: str, path: str, described: Operation) -> Iterator[type[errors.GlintError]]:
    """What follows from the method and the path alone."""
    yield from (errors.RateLimited, errors.Internal)
    if not described.public:
        yield errors.NotSignedIn
    if "<team_id>" in path:
        yield from (errors.NotAMember, errors.Forbidden)
    if PARAMETER.search(path):
        yield errors.NotFound
    if described.query:
        yield errors.Invalid
    if method in WRITES:
        yield from (errors.OriginNotAllowed, errors.BodyTooLarge, errors.NotJson, errors.InvalidJson, errors.Invalid)
        yield from (errors.Conflict, errors.KeyReused) if described.repeatable else ()


def schemas() -> dict[str, Schema]:
    """Every model that a body or an answer has."""
    bodies = {item.body for item in OPERATIONS.values() if item.body is not None}
    _, found = msgspec.json.schema_components([*SCHEMAS, *bodies], ref_template="#/components/schemas/{name}")
    return {name: found[name] for name in sorted(found)} | {"Permissions": PERMISSION_MAP}


def _required(body: type) -> list[str]:
    return [field.name for field in msgspec.structs.fields(body) if field.required]


def _headers(*names: str) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _tag(path: str) -> str:
    words = [part for part in path.split("/")[2:] if not part.startswith("<")]
    return next((word for word in reversed(words) if word in ("todos", "sets", "invites", "members")), words[0])


def render() -> str:
    """The document as text."""
    return json.dumps(document(), indent=1, ensure_ascii=False) + "\n"


def main() -> None:
    """Write it everywhere."""
    for target in TARGETS:
        write_generated(target, render())


if __name__ == "__main__":
    main()
