"""Access over HTTP: sessions, cookies, origins, and signing in by name."""

from __future__ import annotations

import re

import pytest

from domain.ids import digest
from domain.settings import Settings
from tests.support.databases import dump
from tests.support.http_app import ORIGIN, Home, HttpApp
from tests.support.http_routes import ROUTES, TAKING_BODIES, Route

EVIL = "https://evil.example"
IN_A_TEAM = [route for route in ROUTES if "<team_id>" in route.path]

each_route = pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
each_changing_route = pytest.mark.parametrize("route", TAKING_BODIES, ids=lambda route: route.name)


@each_route
@pytest.mark.parametrize("session", [None, "unknown"])
async def test_r11_r50_without_a_session_every_route_is_401(route: Route, session: str | None, home: Home) -> None:
    """Without a session, or with an unknown one, every route is 401 and nothing changes."""
    before = await dump(home.app.db)
    answer = await home.app.request(route.method, home.path(route.path), route.body, session=session)
    assert (answer.status, answer.body) == (401, {"error": "Please sign in first.", "code": "not_signed_in"})
    assert await dump(home.app.db) == before


@each_changing_route
async def test_without_a_cookie_the_body_is_not_validated(route: Route, home: Home) -> None:
    """Someone who is not signed in learns nothing about valid bodies."""
    answer = await home.app.request(route.method, home.path(route.path), content=b"no json")
    assert (answer.status, answer.headers["Server-Timing"]) == (401, 'd1;desc="0"')


@pytest.mark.parametrize("route", IN_A_TEAM, ids=lambda route: route.name)
async def test_a_stranger_is_not_a_member(route: Route, home: Home) -> None:
    """In a team of others every route is 403, as in one that does not exist."""
    eve = await home.app.sign_in("eve")
    before = await dump(home.app.db)
    for path in (home.path(route.path), home.path(route.path).replace(home.team_id, "unknown")):
        answer = await home.app.request(route.method, path, route.body, session=eve)
        assert (answer.status, answer.body["code"]) == (403, "not_a_member")
    assert await dump(home.app.db) == before


async def test_r52_a_session_cookie_is_out_of_reach_of_scripts_and_other_sites(app: HttpApp) -> None:
    """Signing in sets `__Host-session`, HttpOnly, Secure, SameSite=Lax, for 30 days; only its hash is stored."""
    answer = await app.request("POST", "/api/auth/dev", {"username": "ada"})
    flags = "Path=/; Max-Age=2592000; HttpOnly; Secure; SameSite=Lax"
    assert re.fullmatch(rf"__Host-session=[^;]+; {flags}", answer.headers["Set-Cookie"])
    assert digest(answer.session) in "".join((await dump(app.db))["sessions"])
    assert answer.body["user"]["username"] == "ada"


async def test_signing_out_clears_the_cookie(home: Home) -> None:
    """Signing out ends the session and clears the cookie, and may be repeated."""
    for _ in range(2):
        answer = await home.request("POST", "/api/auth/logout")
        assert (answer.status, answer.text) == (200, '{"ok":true}')
        assert answer.headers["Set-Cookie"] == "__Host-session=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Lax"
    assert (await home.request("GET", "/api/auth/me")).text == '{"user":null}'


async def test_other_cookies_are_left_alone(home: Home) -> None:
    """The session is found among other cookies, and no other one is mistaken for it."""
    for cookie, status in (
        (f"a=b; __Host-session={home.session}; c", 200),
        (f"x__Host-session={home.session}", 401),
        (f"session={home.session}", 401),
        ("__Host-session=", 401),
    ):
        answer = await home.app.request("GET", "/api/teams", headers={"Cookie": cookie})
        assert answer.status == status


@each_changing_route
async def test_r23_a_page_of_another_site_changes_nothing(route: Route, home: Home) -> None:
    """Every mutation is refused when another site's page sent it."""
    before = await dump(home.app.db)
    answer = await home.request(route.method, route.path, route.body, headers={"Origin": EVIL})
    assert (answer.status, answer.body["code"]) == (403, "origin_not_allowed")
    assert await dump(home.app.db) == before


@pytest.mark.parametrize("origin", [ORIGIN, ""])
async def test_r23_the_servers_own_page_and_programs_are_accepted(origin: str, home: Home) -> None:
    """The server's own origin, and none at all, are accepted."""
    answer = await home.request("POST", "/api/teams", {"name": "x"}, headers={"Origin": origin})
    assert answer.status == 201


async def test_r23_an_allowed_origin_is_accepted(home: Home) -> None:
    """An origin in ALLOWED_ORIGINS is accepted like the server's own; others, and `null`, are not."""
    home.app.settings = Settings(version="1", dev_login=True, allowed_origins=frozenset({EVIL}))
    for origin, status in ((EVIL, 201), (EVIL + ".com", 403), ("null", 403), ("http://glint.localhost", 403)):
        answer = await home.request("POST", "/api/teams", {"name": "x"}, headers={"Origin": origin})
        assert answer.status == status


async def test_r23_reading_needs_no_origin(home: Home) -> None:
    """Reads are answered for any page: the browser withholds the answer from it."""
    assert (await home.request("GET", "/api/teams", headers={"Origin": EVIL})).status == 200


@pytest.mark.parametrize("origin", ["https://glint.example", "https://8.8.8.8", "https://localhost.example"])
async def test_r118_nobody_signs_in_by_name_over_the_internet(origin: str, app: HttpApp) -> None:
    """DEV_LOGIN that was deployed by mistake lets nobody in; the page does not offer it."""
    app.origin = origin
    answer = await app.request("POST", "/api/auth/dev", {"username": "ada"})
    assert (answer.status, answer.body["code"]) == (404, "not_found")
    assert not any((await dump(app.db)).values())
    assert (await app.request("GET", "/api/auth/providers")).body["devLogin"] is False


async def test_signing_in_by_name_is_for_development(app: HttpApp) -> None:
    """Without DEV_LOGIN the route does not exist, and no user is created."""
    app.settings = Settings(version="1")
    for body in ({"username": "ada"}, {}, {"surprise": 1}):
        answer = await app.request("POST", "/api/auth/dev", body)
        assert (answer.status, answer.body["code"]) == (404, "not_found")
    assert not any((await dump(app.db)).values())
    assert (await app.request("GET", "/api/auth/providers")).body["devLogin"] is False
