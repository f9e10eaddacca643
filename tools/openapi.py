"""The API as OpenAPI 3.1, from the table of routes (`src/routes/router.py`) and the Structs that it names.

`make types` writes /api/openapi.json and the page at /api/docs. tests/unit/test_openapi.py fails when one is stale.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any, Final

import msgspec

from tools.project import ROOT, write_generated

sys.path.insert(0, str(ROOT / "src"))

from domain import errors, limits
from domain.version import VERSION
from routes.app import table
from routes.router import Route

TARGET: Final = ROOT / "web" / "public" / "api" / "openapi.json"
PARAMETER: Final = re.compile(r"<(\w+)>")
REF: Final = "#/components/schemas/{name}"
Schema = dict[str, Any]
WRITES: Final = frozenset({"POST", "PATCH", "PUT", "DELETE"})
HEADERS: Final = {
    "Server-Timing": 'The D1 round trips of the answer: d1;desc="<count>".',
    "X-Request-Id": "The id under which the log knows the request.",
    "Retry-After": "Seconds to wait.",
}
EVERYWHERE: Final = ("Server-Timing", "X-Request-Id")


def document() -> dict[str, Any]:
    """Build the whole document."""
    paths: dict[str, dict[str, Any]] = {}
    for route in table():
        paths.setdefault(PARAMETER.sub(r"{\1}", route.path), {})[route.method.lower()] = operation(route)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Glint",
            "version": VERSION,
            "description": "Todo lists that a team works in together. The protocol of live updates: docs/SPEC.md.",
        },
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": schemas(),
            "headers": {name: {"description": text, "schema": {"type": "string"}} for name, text in HEADERS.items()},
            "securitySchemes": {
                "session": {
                    "type": "apiKey",
                    "in": "cookie",
                    "name": "session",
                    "description": "`__Host-session` over https.",
                },
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "An access token, which a person makes in the account's menu; with its scopes.",
                },
            },
        },
    }


def operation(route: Route) -> dict[str, Any]:
    """Build one operation."""
    made: dict[str, Any] = {
        "operationId": _camel(route.handler.__name__),
        "summary": (route.handler.__doc__ or "").splitlines()[0],
        "tags": [_tag(route.path)],
        "parameters": list(_parameters(route)),
        "responses": dict(_responses(route)),
    }
    if not route.public:
        made["security"] = [{"session": []}, *([{"token": [route.scope]}] if route.scope else [])]
    if route.body is not None:
        required = any(field.required for field in msgspec.structs.fields(route.body))
        made["requestBody"] = {"content": {"application/json": {"schema": _ref(route.body)}}, "required": required}
    return made


def _parameters(route: Route) -> Iterator[dict[str, Any]]:
    for name in PARAMETER.findall(route.path):
        yield {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
    for name, kind in route.query.items():
        yield {"name": name, "in": "query", "schema": msgspec.json.schema(kind)}
    if route.method in WRITES and route.replayable:
        yield {
            "name": "Idempotency-Key",
            "in": "header",
            "description": "The same request with the same key has its effect once, and is answered as the first time.",
            "schema": {"type": "string", "maxLength": limits.IDEMPOTENCY_KEY_MAX_CHARS},
        }


def _responses(route: Route) -> Iterator[tuple[str, dict[str, Any]]]:
    success: Schema = {"description": HTTPStatus(route.status).phrase, "headers": _headers(*EVERYWHERE)}
    if route.answer is not None:
        success["content"] = {route.media_type: {"schema": _schema(route.answer)}}
    yield str(route.status), success
    by_status: dict[int, set[str]] = {}
    for kind in {*_refusals(route), *route.refusals}:
        by_status.setdefault(kind.status, set()).add(kind.code)
    for status, codes in sorted(by_status.items()):
        extra = ("Retry-After",) if status == HTTPStatus.TOO_MANY_REQUESTS else ()
        yield (
            str(status),
            {
                "description": f"{HTTPStatus(status).phrase}: {', '.join(f'`{code}`' for code in sorted(codes))}",
                "headers": _headers(*EVERYWHERE, *extra),
                "content": {"application/json": {"schema": _ref(errors.ErrorBody)}},
            },
        )


def _refusals(route: Route) -> Iterator[type[errors.GlintError]]:
    """What follows from the method and the path alone."""
    yield from (errors.RateLimited, errors.Internal, errors.NotSetUp)
    if not route.by_link:
        yield errors.InvalidToken
    if not route.by_link and route.scope != "read":
        yield errors.OutOfScope
    if not route.public:
        yield errors.NotSignedIn
    if "<team_id>" in route.path:
        yield from (errors.NotAMember, errors.Forbidden)
    if PARAMETER.search(route.path):
        yield errors.NotFound
    if route.query:
        yield errors.Invalid
    if route.method in WRITES:
        yield from (errors.OriginNotAllowed, errors.BodyTooLarge, errors.NotJson, errors.InvalidJson, errors.Invalid)
        yield from (errors.Conflict, errors.KeyReused, errors.QuotaSpent) if route.replayable else ()


def schemas() -> dict[str, Schema]:
    """Return every model that is a body or part of an answer."""
    named = {shape for route in table() for shape in (route.body, route.answer) if shape is not None}
    _, found = msgspec.json.schema_components([*named, errors.ErrorBody], ref_template=REF)
    return {name: found[name] for name in sorted(found)}


def _schema(shape: type) -> Schema:
    return {"type": "string"} if shape is str else _ref(shape)


def _ref(shape: type) -> Schema:
    return {"$ref": REF.format(name=shape.__name__)}


def _headers(*names: str) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _tag(path: str) -> str:
    words = [part for part in path.split("/")[2:] if not part.startswith("<")]
    return next((word for word in reversed(words) if word in ("todos", "sets", "invites", "members")), words[0])


def render() -> str:
    """Render the document as text."""
    return json.dumps(document(), indent=1, ensure_ascii=False) + "\n"


def main() -> None:
    """Write the file."""
    write_generated(TARGET, render())


if __name__ == "__main__":
    main()
