"""Refused upgrades, and their status."""

from __future__ import annotations

from collections.abc import Mapping

import httpx
import pytest

from tests.support.people import People, Person, Place, refused, team_path
from tests.support.viewer import Viewer
from tests.support.waiting import eventually

pytestmark = pytest.mark.anyio

UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


async def upgrade(person: Person, place: Place, headers: Mapping[str, str] | None = None) -> httpx.Response:
    """Attempt a socket that is refused."""
    return await person.ask("GET", f"{place.path}/ws", headers={**UPGRADE, **(headers or {})})


async def test_r22_nobody_without_a_session_gets_a_socket(people: People) -> None:
    """Without a session, with an unknown one and with an ended one: 401."""
    place, (ann,) = await people.team_of("Ann")
    refused(await upgrade(people.stranger, place), 401, "not_signed_in")
    forged = Person(people.http, people.server, token="0" * 43)
    refused(await upgrade(forged, place), 401, "not_signed_in")
    await ann.do("POST", "/api/auth/logout")
    refused(await upgrade(ann, place), 401, "not_signed_in")


async def test_r22_strangers_get_no_socket(people: People) -> None:
    """403 for someone else's team and for one that does not exist, indistinguishably."""
    place, _ = await people.team_of("Ann")
    cat = await people.sign_in("Cat")
    theirs = refused(await upgrade(cat, place), 403, "not_a_member")
    nobodys = refused(await upgrade(cat, Place("no-such-team", place.set)), 403, "not_a_member")
    assert theirs == nobodys


@pytest.mark.parametrize("scope", ["global", "set"])
async def test_r22_without_view_todos_there_is_no_socket(people: People, scope: str) -> None:
    """403 once `view_todos` is revoked from the role, team-wide or in this set; owners are not affected."""
    place, (ann, bob) = await people.team_of("Ann", "Bob")
    where = "global" if scope == "global" else f"set:{place.set}"
    overrides = [{"role": "member", "permission": "view_todos", "allowed": False}]
    await ann.do("PUT", f"{place.team_path}/permissions?scope={where}", {"overrides": overrides})
    refused(await upgrade(bob, place), 403, "forbidden")
    async with await Viewer.open(ann, place):
        pass


async def test_r22_unknown_sets_have_no_socket(people: People) -> None:
    """404 for an unknown set, for one of another team, and for a deleted one."""
    place, (ann,) = await people.team_of("Ann")
    elsewhere, _ = await people.team_of("Cat")
    gone = await ann.create_set(place.team)
    await ann.do("DELETE", gone.path)
    for set_id in ("no-such-set", elsewhere.set, gone.set):
        refused(await upgrade(ann, Place(place.team, set_id)), 404, "not_found")


async def test_r22_the_address_speaks_websocket_only(people: People) -> None:
    """A member's plain GET is answered 426; others are refused as usual."""
    place, (ann,) = await people.team_of("Ann")
    refused(await ann.ask("GET", f"{place.path}/ws"), 426, "upgrade_required")
    refused(await people.stranger.ask("GET", f"{place.path}/ws"), 401, "not_signed_in")
    refused(await ann.ask("POST", f"{place.path}/ws"), 405, "method_not_allowed")


async def test_r23_a_page_of_another_site_gets_no_socket(people: People) -> None:
    """403 for a foreign Origin, even one with the same prefix or suffix; the server's own and none are accepted."""
    place, (ann,) = await people.team_of("Ann")
    own = people.server.url
    for origin in ("https://evil.example", "null", f"{own}.evil.example", own.replace("http:", "https:"), f"{own}0"):
        refused(await upgrade(ann, place, {"Origin": origin}), 403, "origin_not_allowed")
    async with await Viewer.open(ann, place, {"Origin": own}), await Viewer.open(ann, place):
        pass


async def test_r23_a_page_of_another_site_changes_nothing(people: People) -> None:
    """A mutation from a foreign Origin is refused, whatever it is about; reading is left to the browser's own rules."""
    place, (ann,) = await people.team_of("Ann")
    foreign = {"Origin": "https://evil.example"}
    answer = await ann.ask("POST", f"{place.path}/todos", {"title": "Evil"}, headers=foreign)
    refused(answer, 403, "origin_not_allowed")
    refused(await ann.ask("DELETE", place.path, headers=foreign), 403, "origin_not_allowed")
    assert (await ann.todos(place))["todos"] == []
    assert (await ann.ask("GET", f"{place.path}/todos", headers=foreign)).status_code == 200


async def test_r22_a_client_cannot_forge_its_authorization(people: People) -> None:
    """The header with the viewer is the Worker's own: a forged one is overwritten."""
    place, (ann, bob) = await people.team_of("Ann", "Bob")
    forged = {"x-glint-viewer": '{"id":"1","set_id":"other","user":{"id":"x","name":"Eve"}}'}
    async with await Viewer.open(bob, place, forged) as viewer:
        await viewer.presence(bob.name)
        await ann.create(place, "Milk")
        await viewer.event(1)
    refused(await people.stranger.ask("GET", f"{team_path('x')}/sets/y/ws", headers={**UPGRADE, **forged}), 401,
            "not_signed_in")  # fmt: skip


@pytest.mark.parametrize(("part", "trips"), [("answer", 1), ("upgrade", 2)])
async def test_r50_what_nothing_catches_is_json_too(people: People, part: str, trips: int) -> None:
    """Whatever escapes from the Worker or from the team's object is 500 `internal`, with an id for the log."""
    place, (ann,) = await people.team_of("Ann")
    await people.seam("break", {"part": part})
    path = place.path + ("/ws" if part == "upgrade" else "/todos")
    answer = await ann.ask("GET", path, headers=UPGRADE if part == "upgrade" else {})
    refused(answer, 500, "internal")
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    assert (answer.headers["server-timing"], answer.headers["x-request-id"] != "") == (f'd1;desc="{trips}"', True)

    async def logged() -> bool:
        return f'"requestId":"{answer.headers["x-request-id"]}"' in people.server.log()

    await eventually(logged, "the id in the log, whose lines take another way than answers")
