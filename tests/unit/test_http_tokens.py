"""Access tokens over HTTP: programs sign in with `Authorization: Bearer`."""

from __future__ import annotations

import pytest
from msgspec import UNSET

from domain.models import Scope
from domain.permissions import PERMISSIONS
from domain.scopes import PERMISSIONS_OF, SCOPES
from routes.app import table
from routes.router import Route
from tests.support.databases import dump
from tests.support.http_app import Answer, Home, make_home
from tests.support.http_routes import EXAMPLES, PUBLIC, SET, TEAM, TODO

CLOSED = {"POST /api/auth/dev", "GET /api/auth/login", "GET /api/auth/callback", "POST /api/auth/logout",
          "GET /api/images/<token>"}  # fmt: skip
"""Public routes that take no token."""


async def test_r200_a_token_takes_the_place_of_the_cookie(home: Home) -> None:
    """Neither a cookie nor an `Origin` is needed; another site's is no matter, and another's cookie does not count."""
    program = await home.issue("write")
    other = await make_home(home.app, "bob")
    path = home.path(f"{SET}/todos")
    for more in ({}, {"Origin": "https://evil.example"}, {"Cookie": f"__Host-session={other.session}"}):
        made = await home.app.request("POST", path, {"title": "Bread"}, headers=program | more)
        assert (made.status, made.body["todo"]["userId"]) == (201, home.user_id)
    me = await home.app.request("GET", "/api/auth/me", headers=program)
    assert [team["id"] for team in me.body["user"]["teams"]] == [home.team_id]


async def test_r200_an_unknown_token_is_refused(home: Home) -> None:
    """Whatever is no token, a browser's session among it, is 401 everywhere, and a token is no session's cookie."""
    secret = (await home.issue("read"))["Authorization"].removeprefix("Bearer ")
    for path in ("/api/auth/me", "/api/teams", f"{SET}/todos"):
        for sent in ("glint_unknown", home.session, ""):
            headers = {"Authorization": f"bearer {sent}"}
            refused = await home.request("GET", path, headers=headers)
            assert (refused.status, refused.body["code"]) == (401, "invalid_token")
            assert refused.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'
        assert (await home.request("GET", path, headers={"Authorization": "Basic eDp5"})).status == 200
    assert (await home.app.request("GET", "/api/teams", session=secret)).body["code"] == "not_signed_in"


async def _send(home: Home, route: Route, headers: dict[str, str]) -> Answer:
    path = home.path(route.path).replace("<comment_id>", "unknown").replace("<token_id>", "unknown")
    body = EXAMPLES[route.body]
    return await home.app.request(route.method, path, body, headers=headers)


async def test_r201_each_route_takes_its_scope(home: Home) -> None:
    """Without the scope a route is 403 `insufficient_scope` and nothing happens; some take no token at all."""
    programs = {scope: await home.issue(*(each for each in SCOPES if each != scope)) for scope in SCOPES}
    before = await dump(home.app.db)
    for route in table():
        if route.scope != "read" and not route.by_link:
            refused = await _send(home, route, programs[route.scope or "read"])
            assert (route.name, refused.status, refused.body["code"]) == (route.name, 403, "insufficient_scope")
    await home.app.after_answers()
    assert {**await dump(home.app.db), "sessions": []} == {**before, "sessions": []}
    whole = await home.issue(*SCOPES)
    order: dict[Scope | None, int] = {"read": 0, "write": 1, "comment": 2, "manage": 3}
    for route in sorted((each for each in table() if each.scope), key=lambda each: order[each.scope]):
        answer = await _send(home, route, whole)
        assert answer.status != 401, route.name
        assert '"insufficient_scope"' not in answer.text, route.name
    assert {
        route.name for route in table() if route.public and route.scope is None and not route.by_link
    } == CLOSED & PUBLIC


def test_r201_every_permission_is_of_one_scope() -> None:
    """A new permission has to be given to a scope."""
    assert sorted(PERMISSIONS) == sorted(name for names in PERMISSIONS_OF.values() for name in names)


@pytest.mark.parametrize(
    ("scopes", "method", "template", "body"),
    [
        (["write"], "POST", f"{SET}/undo", {"seq": 2}),
        (["manage"], "POST", f"{TEAM}/sets/import", {"name": "New", "todos": [{"title": "x"}]}),
        (["write"], "POST", f"{SET}/import", {"todos": [{"title": "x", "comments": [{"body": "x"}]}]}),
    ],
)
async def test_r201_a_scope_narrows_permissions(
    scopes: list[str], method: str, template: str, body: object, home: Home
) -> None:
    """What a route does beyond its scope needs the other scope as well: an owner's token is refused, the owner not."""
    await home.request("POST", f"{TODO}/comments", {"body": "Which one?"})
    refused = await home.app.request(method, home.path(template), body, headers=await home.issue(*scopes))
    assert (refused.status, refused.body["code"]) == (403, "forbidden")
    assert (await home.request(method, template, body)).status < 300


async def test_r202_a_token_of_one_team_sees_no_other(home: Home) -> None:
    """Other teams are as for a stranger, and in no list of teams, of lists or of todos."""
    other = (await home.request("POST", "/api/teams", {"name": "Other"})).body["team"]["id"]
    set_id = (await home.request("GET", f"/api/teams/{other}/sets")).body["sets"][0]["id"]
    made = await home.request("POST", f"/api/teams/{other}/sets/{set_id}/todos", {"title": "Hidden"})
    for team_id, todo_id in ((other, made.body["todo"]["id"]), (home.team_id, home.todo_id)):
        await home.request("POST", f"/api/teams/{team_id}/todos/{todo_id}/claim")
    program = await home.issue("manage", "write", team_id=home.team_id)
    for method, path, body in (
        ("GET", f"/api/teams/{other}/sets/{set_id}/todos", UNSET),
        ("GET", f"/api/teams/{other}/search?q=hidden", UNSET),
        ("PATCH", f"/api/teams/{other}/todos/{made.body['todo']['id']}", {"title": "x"}),
        ("GET", f"/api/teams/personal:{home.user_id}/sets", UNSET),
    ):
        refused = await home.app.request(method, path, body, headers=program)
        assert (refused.status, refused.body["code"]) == (403, "not_a_member")
    mine = await home.app.request("GET", "/api/me/todos", headers=program)
    assert [each["teamId"] for each in mine.body["lists"]] == [home.team_id]
    for path in ("/api/teams", "/api/auth/me"):
        found = (await home.app.request("GET", path, headers=program)).body
        assert [team["id"] for team in found.get("user", found)["teams"]] == [home.team_id]


async def test_r203_a_token_is_shown_once(home: Home) -> None:
    """Its secret begins with `glint_`; only a hash is stored. `read` is in any; 90 days, where nothing is said."""
    made = await home.request("POST", "/api/auth/me/tokens", {"name": " backup ", "scopes": ["write", "write"]})
    token = made.body["token"]
    secret = token.pop("secret")
    assert secret.startswith("glint_")
    assert (token["name"], token["scopes"], token["teamId"], token["usedAt"]) == (
        "backup",
        ["read", "write"],
        None,
        None,
    )
    assert secret not in "".join((await dump(home.app.db))["sessions"])
    assert (await home.request("GET", "/api/auth/me/tokens")).body == {"tokens": [token]}
    refusable: tuple[dict[str, object], ...] = (
        {"expiresIn": 365 * 86_400 + 1},
        {"scopes": []},
        {"scopes": ["all"]},
        {"name": "x" * 61},
    )
    for wrong in refusable:
        refused = await home.request("POST", "/api/auth/me/tokens", {"name": "x", "scopes": ["read"], **wrong})
        assert refused.status == 422


async def test_r206_an_event_says_by_which_token(home: Home) -> None:
    """Each event of a request with a token has its name as `via`, and so has the history; others have none."""
    program = await home.issue("write")
    await home.app.request("PATCH", home.path(TODO), {"title": "Bread"}, headers=program)
    imported = {"todos": [{"title": "Cheese"}], "replace": True}
    await home.app.request("POST", home.path(f"{SET}/import"), imported, headers=program)
    events = (await home.request("GET", f"{SET}/events?since=0")).body["events"]
    said = [(event["type"], event["actorId"], event.get("via")) for event in events]
    by_token = [(kind, home.user_id, "backup script") for kind in ("todo:updated", "todo:deleted", "todos:added")]
    assert said == [("todo:created", home.user_id, None), *by_token]
    entries = (await home.request("GET", f"{SET}/history")).body["entries"]
    assert [entry["via"] for entry in entries] == ["backup script"] * 3 + [None]
