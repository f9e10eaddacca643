"""Refused requests: each with its status, its code and a message, and nothing is written."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import httpx
import pytest

from tests.support.people import Json, People, Person, Place, refused
from tests.support.waiting import DEADLINE_S

pytestmark = pytest.mark.anyio

JSON_TYPE = {"Content-Type": "application/json"}


async def send(person: Person, method: str, path: str, content: bytes, content_type: str = "") -> httpx.Response:
    """Send a request with any bytes as its body."""
    headers = {**person.headers, **({"Content-Type": content_type} if content_type else {})}
    return await person.http.request(method, path, content=content, headers=headers)


@pytest.mark.parametrize(
    ("content", "content_type", "status", "code"),
    [
        (b'{"title":"Milk"}', "text/plain", 415, "not_json"),
        (b'{"title":"Milk"}', "", 415, "not_json"),
        (b"title=Milk", "application/x-www-form-urlencoded", 415, "not_json"),
        (b'{"title":', "application/json", 400, "invalid_json"),
        (b'{"title":"\xff"}', "application/json", 400, "invalid_json"),
        (b"[]", "application/json", 422, "invalid"),
        (b"null", "application/json", 422, "invalid"),
        (b"", "application/json", 422, "invalid"),
        (b'{"title":5}', "application/json", 422, "invalid"),
        (b'{"title":"   "}', "application/json", 422, "invalid"),
        (b'{"title":"\\u200b\\u3164"}', "application/json", 422, "invalid"),
        (json.dumps({"title": "x" * 501}).encode(), "application/json", 422, "invalid"),
        (b'{"title":"Milk","id":"not-a-uuid"}', "application/json", 422, "invalid"),
        (b'{"title":"Milk","parentId":"not-there"}', "application/json", 422, "invalid"),
        (b'{"title":"Milk","completed":true}', "application/json", 422, "invalid"),
        (json.dumps({"title": "x" * 70_000}).encode(), "application/json", 413, "body_too_large"),
    ],
)  # fmt: skip
async def test_r1_r50_r54_a_bad_body_is_refused_and_nothing_is_written(
    people: People, content: bytes, content_type: str, status: int, code: str
) -> None:
    """Each kind of bad body has its own error; neither the list nor the log changes."""
    place, (ann,) = await people.team_of("Ann")
    refused(await send(ann, "POST", f"{place.path}/todos", content, content_type), status, code)
    todos = await ann.todos(place)
    assert (todos["todos"], todos["seq"]) == ([], 0)


async def test_r54_a_body_that_is_too_large_does_not_close_the_connection(people: People) -> None:
    """After 413 the next request on the same connection is answered.

    Not so after one of undeclared length: its rest would be taken for a request, so the server closes the connection.
    """
    place, (ann,) = await people.team_of("Ann")
    large = json.dumps({"title": "x" * 300_000}).encode()
    for _ in range(2):
        headers = {**ann.headers, **JSON_TYPE}
        answer = await people.http.post(f"{place.path}/todos", content=large, headers=headers)
        refused(answer, 413, "body_too_large")
        assert (await ann.todos(place))["seq"] == 0


async def test_a_chunked_body_is_accepted(people: People) -> None:
    """Even if a character is split."""
    place, (ann,) = await people.team_of("Ann")
    text = json.dumps({"title": "Öl für die Lampe"}, ensure_ascii=False).encode()

    async def in_bytes() -> AsyncIterator[bytes]:
        for number in range(len(text)):
            yield text[number : number + 1]

    answer = await people.http.post(f"{place.path}/todos", content=in_bytes(), headers={**ann.headers, **JSON_TYPE})
    assert (answer.status_code, answer.json()["todo"]["title"]) == (201, "Öl für die Lampe")


async def test_r54_a_body_without_an_end_is_not_waited_for(people: People) -> None:
    """The answer is sent as soon as the limit is exceeded, while the client is still sending."""
    place, (ann,) = await people.team_of("Ann")
    reader, writer = await asyncio.open_connection("127.0.0.1", people.server.port)
    head = {**ann.headers, **JSON_TYPE, "Host": "glint", "Transfer-Encoding": "chunked"}
    lines = [f"POST {place.path}/todos HTTP/1.1", *(f"{name}: {value}" for name, value in head.items()), "", ""]
    writer.write("\r\n".join(lines).encode())
    chunk = b"x" * 10_000
    for _ in range(8):
        writer.write(b"%x\r\n%s\r\n" % (len(chunk), chunk))
    await writer.drain()
    async with asyncio.timeout(DEADLINE_S):
        status = await reader.readline()
    writer.close()
    assert status.split()[1] == b"413"


async def test_r50_a_refusal_names_the_field(people: People) -> None:
    """The message of a 422 says which field is wrong, even deep inside an array."""
    place, (ann,) = await people.team_of("Ann")
    path = f"{place.path}/todos"
    assert "`title`" in refused(await ann.ask("POST", path, {"title": ""}), 422, "invalid")
    assert "`extra`" in refused(await ann.ask("POST", path, {"title": "x", "extra": 1}), 422, "invalid")
    assert "title" in refused(await ann.ask("POST", path, {}), 422, "invalid")
    items = [{"id": "x", "sortOrder": "first"}]
    answer = await ann.ask("POST", place.todo("reorder"), {"setId": place.set, "items": items})
    assert "sortOrder" in refused(answer, 422, "invalid")


async def test_r50_a_request_without_a_body_needs_no_content_type(people: People) -> None:
    """Claims, deletions and sign-out work with no body, with an empty object, and with neither type nor length."""
    place, (ann,) = await people.team_of("Ann")
    todo = (await ann.create(place, "Milk"))["todo"]["id"]
    assert (await send(ann, "POST", place.todo(todo, "/claim"), b"")).status_code == 200
    assert (await send(ann, "POST", place.todo(todo, "/claim"), b"{}", "application/json")).status_code == 200
    assert (await send(ann, "DELETE", place.todo(todo), b"")).status_code == 200
    assert (await send(ann, "POST", "/api/auth/logout", b"")).status_code == 200


async def test_r50_ids_of_other_teams_are_unknown(people: People) -> None:
    """A todo, a set, a parent or a member of another team is answered 404 or 422, and stays as it is."""
    place, (ann,) = await people.team_of("Ann")
    elsewhere, (cat,) = await people.team_of("Cat")
    foreign = (await cat.create(elsewhere, "Foreign"))["todo"]["id"]
    requests: list[tuple[str, str, Json | None]] = [
        ("PATCH", place.todo(foreign), {"title": "Mine"}),
        ("DELETE", place.todo(foreign), None),
        ("POST", place.todo(foreign, "/claim"), None),
        ("GET", f"{Place(place.team, elsewhere.set).path}/todos", None),
        ("GET", f"{Place(place.team, elsewhere.set).path}/events?since=0", None),
        ("POST", f"{Place(place.team, elsewhere.set).path}/todos", {"title": "x"}),
        ("PATCH", Place(place.team, elsewhere.set).path, {"name": "x"}),
        ("DELETE", Place(place.team, elsewhere.set).path, None),
        ("DELETE", f"{place.team_path}/members/{cat.id}", None),
    ]
    for method, path, body in requests:
        refused(await ann.ask(method, path, body), 404, "not_found")
    refused(await ann.ask("POST", f"{place.path}/todos", {"title": "x", "parentId": foreign}), 422, "invalid")
    todos = await cat.todos(elsewhere)
    assert ([todo["title"] for todo in todos["todos"]], todos["seq"]) == (["Foreign"], 1)


async def test_r50_unknown_addresses_and_methods_have_answers_of_their_own(people: People) -> None:
    """404 below /api for unknown paths; 405 with `Allow` for a method that a path does not support."""
    place, (ann,) = await people.team_of("Ann")
    for path in ("/api/", "/api/nothing", f"{place.path}/nothing", f"{place.team_path}/sets/a/b/todos"):
        refused(await ann.ask("GET", path), 404, "not_found")
    answer = await ann.ask("PUT", f"{place.path}/todos", {})
    refused(answer, 405, "method_not_allowed")
    assert {method.strip() for method in answer.headers["Allow"].split(",")} == {"GET", "HEAD", "OPTIONS", "POST"}


async def test_r50_head_and_options_are_answered_without_a_body(people: People) -> None:
    """HEAD is answered like GET; OPTIONS names the methods."""
    place, (ann,) = await people.team_of("Ann")
    head, full = await ann.ask("HEAD", f"{place.path}/todos"), await ann.ask("GET", f"{place.path}/todos")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == full.headers["content-type"]
    assert (await people.stranger.ask("HEAD", f"{place.path}/todos")).status_code == 401
    options = await ann.ask("OPTIONS", f"{place.path}/todos")
    assert (options.is_success, options.content) == (True, b"")
    assert "POST" in options.headers["Allow"]


async def test_r53_a_personal_space_is_private(people: People) -> None:
    """Another user is answered as for any team that is not theirs, and nobody can be invited."""
    ann, bob = await people.sign_in("Ann"), await people.sign_in("Bob")
    place = await ann.first_set(f"personal:{ann.id}")
    await ann.create(place, "Secret")
    refused(await bob.ask("GET", f"{place.path}/todos"), 403, "not_a_member")
    refused(await bob.ask("GET", f"/api/teams/personal:{ann.id}/sets"), 403, "not_a_member")
    refused(await ann.ask("POST", f"{place.team_path}/invites", {}), 403, "forbidden")


async def test_r51_every_answer_counts_its_round_trips(people: People) -> None:
    """A read takes one round trip, a mutation two, or one in an open list, a refusal one or none."""
    place, (ann, bob, cem) = await people.team_of("Ann", "Bob", "Cem")
    todos = f"{place.path}/todos"

    async def trips(person: Person, method: str, path: str, body: Json | None = None, key: str = "") -> int:
        header = (await person.ask(method, path, body, key=key)).headers["Server-Timing"]
        name, _, description = header.partition(";desc=")
        assert name == "d1"
        return int(description.strip('"'))

    assert await trips(people.stranger, "GET", "/api/health") == 0
    assert await trips(people.stranger, "GET", todos) == 0
    assert await trips(ann, "GET", "/api/nothing") == 0
    assert await trips(ann, "GET", todos) == 1
    assert await trips(ann, "GET", f"{place.path}/events?since=0") == 1
    assert await trips(bob, "DELETE", place.path) == 1
    assert await trips(ann, "POST", todos, {"title": "Milk"}, key="once") == 1
    assert await trips(ann, "POST", todos, {"title": "Milk"}, key="once") == 2
    assert await trips(cem, "POST", todos, {"title": "Bread"}, key="once") == 2
    assert await trips(cem, "POST", todos, {"title": "Eggs"}) == 1


async def test_r52_the_cookie_is_guarded_and_only_its_hash_is_known(people: People) -> None:
    """The cookie's flags, and that no answer repeats its token."""
    name = (await people.sign_in("Ann")).name
    answer = await people.http.post("/api/auth/dev", json={"username": name})
    cookie = answer.headers["set-cookie"]
    token, *flags = [part.strip() for part in cookie.split(";")]
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(flags)
    assert token.removeprefix("session=") not in answer.text
    assert answer.headers["cache-control"] == "no-store"


async def test_r54_the_limits_of_lists_hold(people: People) -> None:
    """Sub-todos end at level 8, a reorder at 500 items, a key at 64 characters, a title at 500."""
    place, (ann,) = await people.team_of("Ann")
    parent = (await ann.create(place, "x" * 500))["todo"]["id"]
    for level in range(1, 9):
        parent = (await ann.create(place, f"Level {level}", parentId=parent))["todo"]["id"]
    refused(await ann.ask("POST", f"{place.path}/todos", {"title": "Deep", "parentId": parent}), 422, "invalid")
    items = [{"id": str(number), "sortOrder": number} for number in range(501)]
    refused(await ann.ask("POST", place.todo("reorder"), {"setId": place.set, "items": items}), 422, "invalid")
    refused(await ann.ask("POST", f"{place.path}/todos", {"title": "Key"}, key="k" * 65), 422, "invalid")
    far = {"sortOrder": 2**53 + 2}
    refused(await ann.ask("PATCH", place.todo(parent), far), 422, "invalid")
    assert (await ann.todos(place))["seq"] == 9
