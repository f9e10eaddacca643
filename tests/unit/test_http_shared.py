"""Share links over HTTP: a list for people who do not sign in."""

from __future__ import annotations

import json
from typing import Any

from msgspec.structs import replace

from domain import limits
from domain.instants import epoch_ms
from domain.viewer import SocketAttachment
from tests.support.databases import dump
from tests.support.http_app import ORIGIN, Answer, Home, make_home
from tests.support.http_routes import SET, TEAM, TODO
from tests.support.recording_push import RecordingPush

LINKS = f"{SET}/links"
UPGRADE = {"Upgrade": "websocket", "Origin": ORIGIN}


async def _share(home: Home, **more: object) -> dict[str, Any]:
    made: dict[str, Any] = (await home.request("POST", LINKS, {"name": "Board", **more})).body["link"]
    return made


async def _see(home: Home, token: str, below: str = "", **headers: str) -> Answer:
    return await home.app.request("GET", f"/api/shared/{token}{below}", headers=headers)


async def test_r210_the_token_of_a_link_is_shown_once(home: Home) -> None:
    """The answer has it, and whoever asks for the list of links, or reads the database, does not see it."""
    link = await _share(home)
    token = link.pop("token")
    assert link.pop("url") == f"{ORIGIN}/shared/{token}"
    assert epoch_ms(link["expiresAt"]) - epoch_ms(link["createdAt"]) == limits.LINK_DEFAULT_S * 1000
    listed = await home.request("GET", LINKS)
    assert listed.body["links"] == [link]
    assert token not in listed.text + json.dumps(await dump(home.app.db))


async def test_r216_a_link_allows_what_is_said_of_it(home: Home) -> None:
    """Nothing if nothing is; it is changed without another token, and holds at once. Each right once, in order."""
    plain, open_ = await _share(home), await _share(home, allows=["comment", "create", "comment"])
    assert (plain["allows"], open_["allows"]) == ([], ["create", "comment"])
    changed = await home.request("PATCH", f"{LINKS}/{plain['id']}", {"allows": ["complete", "edit"]})
    assert plain == {**plain, **changed.body["link"], "allows": []}
    listed = {link["id"]: link["allows"] for link in (await home.request("GET", LINKS)).body["links"]}
    assert listed == {plain["id"]: ["edit", "complete"], open_["id"]: ["create", "comment"]}
    for link, held in (
        (plain, {"view_todos", "edit_any_todo", "edit_own_todos", "reorder_todos", "complete_any_todo"}),
        (open_, {"view_todos", "create_todos", "add_subtodos", "comment", "delete_own_comments"}),
    ):
        permissions = (await _see(home, link["token"])).body["permissions"]
        assert {name for name in permissions if permissions[name]} == held
    refused = await home.request("PATCH", f"{LINKS}/{plain['id']}", {"allows": ["delete"]})
    assert (refused.status, refused.body["code"]) == (422, "invalid")


async def test_r211_a_guest_sees_the_list_whoever_is_signed_in(home: Home) -> None:
    """Its todos with the `seq`, the events since the link was made, and nothing of what a cookie or token would add."""
    token = (await _share(home))["token"]
    other = await make_home(home.app, "bob")
    await home.request("PATCH", TODO, {"title": "Bread"})
    for more in ({}, {"Cookie": f"session={other.session}"}, await other.issue("read")):
        seen = await _see(home, token, **more)
        assert seen.body["set"] == {"id": home.set_id, "name": "Todos", "splitCompleted": False}
        assert ([todo["title"] for todo in seen.body["todos"]], seen.body["seq"]) == (["Bread"], 2)
        assert [name for name, held in seen.body["permissions"].items() if held] == ["view_todos"]
    caught_up = await _see(home, token, "/events?since=1")
    assert ([event["seq"] for event in caught_up.body["events"]], caught_up.body["seq"]) == ([2], 2)
    assert (await _see(home, token, "/events?since=0")).body["code"] == "resync"


async def test_r211_the_token_of_a_link_signs_nobody_in(home: Home) -> None:
    """Neither as a cookie nor as an access token; signing out with it does not end the link."""
    token = (await _share(home))["token"]
    for headers, code in (({"Cookie": f"session={token}"}, "not_signed_in"),
                          ({"Authorization": f"Bearer {token}"}, "invalid_token")):  # fmt: skip
        refused = await home.app.request("GET", home.path(f"{SET}/todos"), headers=headers)
        assert (refused.status, refused.body["code"]) == (401, code)
    await home.app.request("POST", "/api/auth/logout", headers={"Cookie": f"session={token}"})
    assert (await _see(home, token)).status == 200
    assert (await _see(home, home.session)).status == 404


async def test_r212_no_person_is_in_what_a_guest_sees(home: Home) -> None:
    """No id, name, picture or access token, in any kind of event; nor another list."""
    link = await _share(home)
    bob = await make_home(home.app, "bob")
    invite = (await home.request("POST", f"{TEAM}/invites", {})).body["invite"]
    await home.app.request("POST", f"/api/invites/{invite['token']}", session=bob.session)
    elsewhere = (await home.request("POST", f"{TEAM}/sets", {"name": "Elsewhere"})).body["set"]["id"]
    program = await home.issue("write")
    second = (await home.request("POST", f"{SET}/todos", {"title": "Bread"})).body["todo"]["id"]
    third = (await home.request("POST", f"{SET}/todos", {"title": "Cheese"})).body["todo"]["id"]
    asked: list[tuple[str, str, object]] = [
        ("POST", f"{TODO}/claim", {"claimed": True}),
        ("PUT", f"{TODO}/assignees", {"assignees": [bob.user_id, home.user_id]}),
        ("PATCH", TODO, {"title": "Oat milk"}),
        ("POST", f"{TODO}/comments", {"body": "Which one?"}),
        ("POST", f"{TEAM}/todos/{second}/move", {"parentId": None, "setId": elsewhere}),
        ("DELETE", f"{TEAM}/todos/{third}", {}),
        ("POST", f"{TEAM}/todos/{third}/restore", {}),
        ("POST", f"{SET}/import", {"todos": [{"title": "Eggs", "comments": [{"body": "Six", "writtenBy": "ada l."}]}]}),
        ("POST", f"{TODO}/claim", {"claimed": False}),
        ("POST", f"{TODO}/claim", {"claimed": True}),
    ]
    for method, path, body in asked:
        assert (await home.request(method, path, body)).status < 300, path
    await home.app.request("PATCH", home.path(TODO), {"completed": True}, headers=program)
    events, seen = await _see(home, link["token"], "/events?since=1"), await _see(home, link["token"])
    kinds = {event["type"] for event in events.body["events"]}
    assert kinds == {"todo:created", "todo:claimed", "todo:assigned", "todo:updated", "comment:created",
                     "todo:deleted", "todos:added"}  # fmt: skip
    for text in (events.text, seen.text):
        for secret in (home.user_id, bob.user_id, home.team_id, elsewhere, "ada", "backup script", "actorId"):
            assert secret not in text
    held = next(todo for todo in seen.body["todos"] if todo["id"] == home.todo_id)
    assert (held["userId"], held["claimedBy"], held["claimedByName"]) == ("somebody", "somebody", "Someone")


async def test_r213_a_link_that_is_over_is_unknown(home: Home) -> None:
    """After its end, the next token, its time, and the deletion of its list, which is undone with it."""
    kept, ended, rotated = [await _share(home) for _ in range(3)]
    assert (await home.request("DELETE", f"{LINKS}/{ended['id']}")).body == {"ok": True}
    fresh = (await home.request("POST", f"{LINKS}/{rotated['id']}/rotate")).body["link"]
    assert fresh == {**rotated, "token": fresh["token"], "url": f"{ORIGIN}/shared/{fresh['token']}"}
    for below in ("", "/events", "/ws"):
        for token in (ended["token"], rotated["token"], "unknown"):
            refused = await _see(home, token, below)
            assert (refused.status, refused.body["code"]) == (404, "not_found")
    assert (await _see(home, fresh["token"])).status == 200
    await home.request("DELETE", SET)
    assert (await _see(home, kept["token"])).status == 404
    await home.request("POST", f"{SET}/restore")
    assert (await _see(home, kept["token"])).status == 200
    home.pass_time(limits.LINK_DEFAULT_S)
    assert (await _see(home, kept["token"])).status == 404


async def test_r214_nothing_of_it_is_indexed_or_referred_to(home: Home) -> None:
    """Found or not."""
    for token in ((await _share(home))["token"], "unknown"):
        headers = (await _see(home, token)).headers
        assert (headers["X-Robots-Tag"], headers["Referrer-Policy"]) == ("noindex", "no-referrer")
        assert headers["Cache-Control"] == "no-store"


async def test_r215_a_guest_opens_a_socket(home: Home) -> None:
    """As nobody, on the list alone, until the link expires; no other site's page opens one."""
    home.app.push = push = RecordingPush()
    link = await _share(home)
    assert (await _see(home, link["token"], "/ws", **UPGRADE)).status == 101
    [(team_id, viewer)] = push.connected
    assert (team_id, viewer.set_id, viewer.guest, viewer.user.name) == (home.team_id, home.set_id, True, "Guest")
    assert viewer.session_ends_ms == epoch_ms(link["expiresAt"])
    socket = SocketAttachment(id=viewer.id, set_id=viewer.set_id, user=viewer.user, token_hash=viewer.token_hash,
                              ends_ms=viewer.session_ends_ms, guest=True)  # fmt: skip
    assert socket.tags == (f"guests:{home.set_id}", "guests", f"session:{viewer.token_hash}")
    assert (socket.audience, replace(socket, guest=False).audience) == (socket.tags[0], home.set_id)
    foreign = await _see(home, link["token"], "/ws", **UPGRADE | {"Origin": "https://evil.example"})
    assert foreign.body["code"] == "origin_not_allowed"
