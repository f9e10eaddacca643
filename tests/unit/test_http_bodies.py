"""Bodies over HTTP: each bad one has its own clear error, and nothing is written."""

from __future__ import annotations

import json

import pytest

from domain.limits import BODY_MAX_BYTES, IMPORT_MAX_BYTES
from tests.support.databases import dump
from tests.support.http_app import Answer, Home
from tests.support.http_routes import SET, TAKING_BODIES, TEAM, TODO, Route

JSON = {"Content-Type": "application/json"}
CREATE = ("POST", f"{SET}/todos")
REORDER = ("POST", f"{TEAM}/todos/reorder")

each_route = pytest.mark.parametrize("route", TAKING_BODIES, ids=lambda route: route.name)


async def _refused(home: Home, answer: Answer, before: dict[str, list[str]], status: int, code: str) -> str:
    """Check for such an error, rendered like all, and that nothing was written; return its message."""
    assert (answer.status, answer.body["code"]) == (status, code)
    assert answer.body.keys() == {"error", "code"}
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    assert answer.headers["Server-Timing"].startswith("d1;desc=")
    assert await dump(home.app.db) == before
    sentence: str = answer.body["error"]
    assert sentence[0].isupper() or sentence[0] == "`"
    assert sentence.endswith(".")
    return sentence


@each_route
@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""])
async def test_r50_another_content_type_is_415(route: Route, kind: str, home: Home) -> None:
    """A body that is not declared as JSON is refused, even when it is JSON."""
    before = await dump(home.app.db)
    answer = await home.request(route.method, route.path, content=b"{}", headers={"Content-Type": kind} if kind else {})
    await _refused(home, answer, before, 415, "not_json")


@each_route
@pytest.mark.parametrize("content", [b"{", b"no json", b"\xff\xfe", b"{'title':'x'}", b"\x00"])
async def test_r50_a_body_that_does_not_parse_is_400(route: Route, content: bytes, home: Home) -> None:
    """A body that is declared as JSON but is not is refused."""
    before = await dump(home.app.db)
    answer = await home.request(route.method, route.path, content=content, headers=JSON)
    await _refused(home, answer, before, 400, "invalid_json")


@pytest.mark.parametrize(
    "content", [b'{"title":"x"} {}', b'{"title":"\xff"}', b'{"title":"\\ud800"}', b'{"title":"a\x00b"}']
)
async def test_r50_malformed_text_is_400(content: bytes, home: Home) -> None:
    """Invalid UTF-8, half of a surrogate pair, a raw NUL, or anything after the object is not JSON."""
    before = await dump(home.app.db)
    answer = await home.request(*CREATE, content=content, headers=JSON)
    await _refused(home, answer, before, 400, "invalid_json")


@each_route
@pytest.mark.parametrize("body", [[], "text", 1, None, True])
async def test_r50_a_body_that_is_not_an_object_is_422(route: Route, body: object, home: Home) -> None:
    """JSON other than an object is refused."""
    before = await dump(home.app.db)
    answer = await home.request(route.method, route.path, body)
    assert "object" in await _refused(home, answer, before, 422, "invalid")


@each_route
async def test_r50_an_unknown_field_is_422_and_named(route: Route, home: Home) -> None:
    """An unknown field is refused, with its name."""
    before = await dump(home.app.db)
    known = route.body if isinstance(route.body, dict) else {}
    answer = await home.request(route.method, route.path, {**known, "surprise": 1})
    assert "`surprise`" in await _refused(home, answer, before, 422, "invalid")


@pytest.mark.parametrize(
    ("method", "path", "body", "field"),
    [
        (*CREATE, {}, "title"),
        (*CREATE, {"title": 3}, "title"),
        (*CREATE, {"title": None}, "title"),
        (*CREATE, {"title": ""}, "title"),
        (*CREATE, {"title": " \n "}, "title"),
        (*CREATE, {"title": "x" * 501}, "title"),
        (*CREATE, {"title": "a\x00b"}, "title"),
        (*CREATE, {"title": "x", "id": "1"}, "id"),
        (*CREATE, {"title": "x", "parentId": "unknown"}, "parentId"),
        (*CREATE, {"title": "x", "parentId": 1}, "parentId"),
        ("PATCH", TODO, {}, "title"),
        ("PATCH", TODO, {"title": "x" * 501}, "title"),
        ("PATCH", TODO, {"completed": "yes"}, "completed"),
        ("PATCH", TODO, {"sortOrder": "1"}, "sortOrder"),
        ("PATCH", TODO, {"sortOrder": 2**53 + 1}, "sortOrder"),
        ("PATCH", TODO, {"sortOrder": None}, "sortOrder"),
        ("POST", f"{TODO}/claim", {"claimed": 1}, "claimed"),
        (*REORDER, {"items": []}, "setId"),
        (*REORDER, {"setId": "<set_id>", "items": []}, "items"),
        (*REORDER, {"setId": "<set_id>", "items": [{"id": "x"}]}, "sortOrder"),
        (*REORDER, {"setId": "<set_id>", "items": [{"id": "x", "sortOrder": 1, "y": 2}]}, "y"),
        (*REORDER, {"setId": "<set_id>", "items": [{"id": "x", "sortOrder": 1}] * 2}, "items"),
        ("POST", f"{TEAM}/sets", {"name": "x" * 101}, "name"),
        ("PATCH", SET, {}, "name"),
        ("PATCH", SET, {"splitCompleted": 1}, "splitCompleted"),
        ("POST", "/api/teams", {"name": "x" * 101}, "name"),
        ("PATCH", f"{TEAM}/members/<user_id>", {"role": "king"}, "role"),
        ("POST", f"{TEAM}/invites", {"maxUses": 0}, "maxUses"),
        ("POST", f"{TEAM}/invites", {"expiresIn": 59}, "expiresIn"),
        ("PUT", f"{TEAM}/permissions", {"overrides": []}, "overrides"),
        (
            "PUT",
            f"{TEAM}/permissions?scope=sets",
            {"overrides": [{"role": "member", "permission": "comment", "allowed": True}]},
            "scope",
        ),
        ("GET", f"{SET}/events?since=-1", None, "since"),
        ("GET", f"{SET}/events?since=x", None, "since"),
        ("GET", f"{SET}/events?since=1.5", None, "since"),
        ("GET", f"{SET}/events?since=9999999999999999", None, "since"),
        ("GET", f"{SET}/events?since=%zz%", None, "since"),
        ("GET", f"{SET}/events?since=%e9", None, "since"),
        ("GET", f"{SET}/history?before=x", None, "before"),
        ("GET", f"{TODO}/history?before=-1", None, "before"),
        ("POST", f"{SET}/undo", {}, "seq"),
        ("POST", f"{SET}/undo", {"seq": 0}, "seq"),
        ("POST", f"{SET}/undo", {"seq": 10**15 + 1}, "seq"),
    ],
)
async def test_r50_r54_what_is_invalid_is_422_and_named(
    method: str, path: str, body: object, field: str, home: Home
) -> None:
    """Whatever is missing, of the wrong type or out of range is refused with the field's name."""
    before = await dump(home.app.db)
    sent = json.loads(json.dumps(body).replace("<set_id>", home.set_id))
    answer = await home.request(method, path, **({} if method == "GET" else {"json_body": sent}))
    assert f"`{field}`" in (await _refused(home, answer, before, 422, "invalid")).replace(f".{field}`", f"`{field}`")


@each_route
@pytest.mark.parametrize("declared", [True, False], ids=["declared", "undeclared"])
async def test_r54_more_than_64_kib_is_413(route: Route, *, declared: bool, home: Home) -> None:
    """A body over 64 KiB, of an import 1 MiB, is refused unparsed, whether its length was declared or not."""
    before = await dump(home.app.db)
    most = IMPORT_MAX_BYTES if route.path.endswith("/import") else BODY_MAX_BYTES
    content = json.dumps({"title": "x" * most}).encode()
    headers = JSON | ({"Content-Length": str(len(content))} if declared else {})
    answer = await home.request(route.method, route.path, content=content, headers=headers)
    await _refused(home, answer, before, 413, "body_too_large")


async def test_r54_exactly_64_kib_are_accepted(home: Home) -> None:
    """A body of 65,536 bytes is not too large: it is its title that is too long."""
    before = await dump(home.app.db)
    content = json.dumps({"title": "x"}).encode()
    content = content.replace(b"x", b"x" * (BODY_MAX_BYTES - len(content) + 1))
    assert len(content) == BODY_MAX_BYTES
    answer = await home.request(*CREATE, content=content, headers=JSON)
    assert "`title`" in await _refused(home, answer, before, 422, "invalid")


@pytest.mark.parametrize("kind", ["application/json", "application/json; charset=utf-8", "Application/JSON"])
async def test_json_may_be_declared_in_many_ways(kind: str, home: Home) -> None:
    """Parameters and case of the content type do not matter."""
    answer = await home.request(*CREATE, content=b'{"title":"x"}', headers={"Content-Type": kind})
    assert answer.status == 201


@pytest.mark.parametrize("content", [b"", b"{}"])
async def test_an_empty_body_needs_no_content_type(content: bytes, home: Home) -> None:
    """A request without a body needs no content type; an empty object is equivalent."""
    answer = await home.request("POST", f"{TODO}/claim", content=content, headers=JSON if content else {})
    assert (answer.status, answer.body["claimedBy"]) == (200, home.user_id)


async def test_r17_a_key_has_64_characters_at_most(home: Home) -> None:
    """A key of 64 characters is accepted, a longer one is refused with nothing written."""
    before = await dump(home.app.db)
    answer = await home.request(*CREATE, {"title": "x"}, headers={"Idempotency-Key": "k" * 65})
    assert "`Idempotency-Key`" in await _refused(home, answer, before, 422, "invalid")
    answer = await home.request(*CREATE, {"title": "x"}, headers={"Idempotency-Key": "k" * 64})
    assert answer.status == 201
