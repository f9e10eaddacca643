"""Guests who write: what a share link allows, over HTTP (docs/SPEC.md, R216 to R218)."""

from __future__ import annotations

from typing import Any, Final, NamedTuple, get_args

import pytest

from domain.models import GuestRight
from routes.app import table
from tests.support.databases import dump
from tests.support.http_app import Answer, Home
from tests.support.http_routes import SET, TEAM, TODO

LINKS: Final = f"{SET}/links"
RIGHTS: Final[tuple[GuestRight, ...]] = get_args(GuestRight)


class Write(NamedTuple):
    """One request of a guest's below the link, in which `<…>` is an id, and all that it takes of the link."""

    takes: set[GuestRight]
    method: str
    path: str
    body: dict[str, Any]
    status: int = 200

    @property
    def route(self) -> str:
        """The name of its route."""
        path = self.path.replace("<own>", "<todo_id>")
        return f"{self.method} /api/shared/<token>{path}"


WRITES: Final = (
    Write({"create"}, "POST", "/todos", {"title": "Eggs"}, 201),
    Write({"create"}, "POST", "/todos", {"title": "Eggs", "parentId": "<todo_id>"}, 201),
    Write({"edit"}, "PATCH", "/todos/<todo_id>", {"title": "Oat milk"}),
    Write({"edit"}, "PATCH", "/todos/<own>", {"dueOn": "2026-12-02"}),
    Write({"edit"}, "PATCH", "/todos/<todo_id>", {"sortOrder": 7}),
    Write({"complete"}, "PATCH", "/todos/<todo_id>", {"completed": True}),
    Write({"complete"}, "PATCH", "/todos/<own>", {"completed": True}),
    Write({"complete", "edit"}, "PATCH", "/todos/<todo_id>", {"completed": True, "title": "Oat milk"}),
    Write({"complete"}, "POST", "/todos/complete", {"ids": ["<todo_id>", "<own>"], "completed": True}),
    Write({"edit"}, "POST", "/todos/reorder", {"setId": "<set_id>", "items": [{"id": "<todo_id>", "sortOrder": 7}]}),
    Write({"edit"}, "POST", "/todos/<own>/move", {"parentId": "<todo_id>"}),
    Write({"comment"}, "POST", "/todos/<todo_id>/comments", {"body": "Which one?"}, 201),
    Write({"comment"}, "DELETE", "/comments/<comment_id>", {}),
)
each_write = pytest.mark.parametrize("write", WRITES, ids=lambda write: f"{write.method} {write.path} {write.body}")


class Guest:
    """Someone with a share link, which has brought a todo (`own`) and a comment already."""

    def __init__(self, home: Home, link: dict[str, Any]) -> None:
        self.home, self.link = home, link
        self.ids = {"todo_id": home.todo_id, "set_id": home.set_id}

    async def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """Send a request below the link."""
        filled = _filled(body, self.ids)
        return await self.home.request(
            method, f"/api/shared/{self.link['token']}{_filled(path, self.ids)}", filled, headers=headers
        )

    async def allow(self, *rights: GuestRight) -> None:
        """Change what the link allows."""
        await self.home.request("PATCH", f"{LINKS}/{self.link['id']}", {"allows": rights})


def _filled(template: Any, ids: dict[str, str]) -> Any:
    match template:
        case dict():
            return {name: _filled(value, ids) for name, value in template.items()}
        case list():
            return [_filled(value, ids) for value in template]
        case str():
            for name, value in ids.items():
                template = template.replace(f"<{name}>", value)
    return template


async def _guest(home: Home) -> Guest:
    made = await home.request("POST", LINKS, {"name": "Board", "allows": RIGHTS})
    guest = Guest(home, made.body["link"])
    guest.ids["own"] = (await guest.ask("POST", "/todos", {"title": "Bread"})).body["todo"]["id"]
    commented = await guest.ask("POST", "/todos/<todo_id>/comments", {"body": "Which one?"})
    guest.ids["comment_id"] = commented.body["comment"]["id"]
    return guest


def test_r217_a_guest_has_no_other_routes() -> None:
    """Whoever adds one says above what it takes."""
    writing = {route.name for route in table() if route.by_link and route.method != "GET"}
    assert writing == {write.route for write in WRITES}


@each_write
async def test_r216_a_guest_writes_what_the_link_allows(write: Write, home: Home) -> None:
    """With all but one of the rights that it takes it is 403 and changes nothing; with these alone it is done."""
    guest = await _guest(home)
    for missing in write.takes:
        await guest.allow(*(right for right in RIGHTS if right != missing))
        before = await dump(home.app.db)
        refused = await guest.ask(write.method, write.path, write.body)
        assert (refused.status, refused.body["code"]) == (403, "forbidden")
        assert await dump(home.app.db) == before
    await guest.allow(*write.takes)
    done = await guest.ask(write.method, write.path, write.body)
    assert done.status == write.status, done.text
    head = (await home.request("GET", f"{SET}/todos")).body["seq"]
    assert done.body["seq"] == head


@each_write
async def test_r217_a_repeat_is_answered_as_before_and_redacted(write: Write, home: Home) -> None:
    """It has its effect once; nobody is in the answer. Its event has the key, and the link's name for members."""
    guest = await _guest(home)
    first, again = [await guest.ask(write.method, write.path, write.body, **{"Idempotency-Key": "k1"}) for _ in "12"]
    assert (first.status, again.text) == (write.status, first.text)
    for secret in (guest.link["id"], home.user_id, home.team_id, "Guest", "Board"):
        assert secret not in first.text
    since = first.body["seq"] - 1
    [event] = (await home.request("GET", f"{SET}/events?since={since}")).body["events"]
    assert (event["actorId"], event["via"], event["mutationId"]) == (guest.link["id"], "Board", "k1")
    [seen] = (await guest.ask("GET", f"/events?since={since}")).body["events"]
    assert seen["mutationId"] == "k1"
    assert not {"actorId", "via"} & set(seen)
    other = await guest.ask("POST", "/todos", {"title": "Another"}, **{"Idempotency-Key": "k1"})
    assert (other.status, other.body["code"]) == (422, "idempotency_key_reused")


async def test_r217_nothing_of_other_lists_is_in_reach(home: Home) -> None:
    """Neither to be changed, nor as a place to go, nor for their comments; as if it did not exist."""
    guest = await _guest(home)
    elsewhere = (await home.request("POST", f"{TEAM}/sets", {"name": "Elsewhere"})).body["set"]["id"]
    other = (await home.request("POST", f"{TEAM}/sets/{elsewhere}/todos", {"title": "Eggs"})).body["todo"]["id"]
    comment = (await home.request("POST", f"{TEAM}/todos/{other}/comments", {"body": "Six"})).body["comment"]["id"]
    own = (await home.request("POST", f"{TODO}/comments", {"body": "This one"})).body["comment"]["id"]
    items = [{"id": other, "sortOrder": 1}]
    for todo, comment_id, list_id in ((other, comment, elsewhere), ("unknown", "unknown", "unknown")):
        for method, path, body, status in (
            ("PATCH", f"/todos/{todo}", {"title": "x"}, 404),
            ("POST", f"/todos/{todo}/move", {"parentId": None}, 404),
            ("POST", "/todos/<todo_id>/move", {"parentId": None, "setId": list_id}, 403),
            ("POST", "/todos/<todo_id>/move", {"parentId": todo}, 422),
            ("POST", "/todos", {"title": "x", "parentId": todo}, 422),
            ("POST", "/todos/complete", {"ids": [todo], "completed": True}, 404),
            ("POST", "/todos/reorder", {"setId": list_id, "items": items}, 404),
            ("POST", "/todos/reorder", {"setId": home.set_id, "items": items}, 404),
            ("GET", f"/todos/{todo}/comments", None, 404),
            ("POST", f"/todos/{todo}/comments", {"body": "x"}, 404),
            ("DELETE", f"/comments/{comment_id}", {}, 404),
        ):
            assert (await guest.ask(method, path, body)).status == status, (method, path, body)
    assert (await guest.ask("DELETE", f"/comments/{own}", {})).status == 403


async def test_r217_a_guest_reads_a_thread_without_its_authors(home: Home) -> None:
    """Whatever the link allows, in pages as members do."""
    guest = await _guest(home)
    await guest.allow()
    await home.request("POST", f"{TODO}/comments", {"body": "This one"})
    answer = await guest.ask("GET", "/todos/<todo_id>/comments")
    assert [(each["userId"], each["displayName"], each["body"]) for each in answer.body["comments"]] == [
        ("somebody", "Someone", "Which one?"), ("somebody", "Someone", "This one"),
    ]  # fmt: skip
    assert (answer.body["next"], answer.body["seq"]) == (None, 4)
    assert home.user_id not in answer.text
    assert (await guest.ask("GET", "/todos/<todo_id>/comments?after=x")).status == 422


async def test_r218_what_a_guest_wrote_stays(home: Home) -> None:
    """With its author, and in the history with the link's name, when the link is over; a link without leaves nobody."""
    guest = await _guest(home)
    idle = (await home.request("POST", LINKS, {"name": "Idle"})).body["link"]
    for link in (guest.link, idle):
        await home.request("DELETE", f"{LINKS}/{link['id']}")
    assert (await guest.ask("GET", "")).status == 404
    assert (await guest.ask("POST", "/todos", {"title": "Eggs"})).status == 404
    author = {"id": guest.link["id"], "displayName": "Guest", "avatarUrl": None}
    entries = (await home.request("GET", f"{SET}/history")).body["entries"]
    assert [(each["actor"], each["via"]) for each in entries[:2]] == [(author, "Board")] * 2
    [comment] = (await home.request("GET", f"{TODO}/comments")).body["comments"]
    assert (comment["userId"], comment["displayName"]) == (guest.link["id"], "Guest")
    people = " ".join((await dump(home.app.db))["users"])
    assert (guest.link["id"] in people, idle["id"] in people) == (True, False)
