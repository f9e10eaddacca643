"""Which cookie counts, over http and https, and among several."""

from __future__ import annotations

import itertools

import pytest

from domain.ids import digest
from tests.support.databases import dump
from tests.support.http_app import Home, HttpApp
from tests.support.http_routes import SET, TODO

LOCAL = "http://localhost:8787"
LAN = "http://192.168.1.20:8787"
READS = ("/api/teams", f"{SET}/todos", f"{SET}/events?since=0", "/api/auth/sessions")


@pytest.mark.parametrize("origin", [LOCAL, LAN])
async def test_r52_over_http_the_cookie_is_not_secure(origin: str, app: HttpApp) -> None:
    """WebKit rejects a Secure cookie from http://localhost, every browser one from a phone's http://192.168.1.20."""
    app.origin = origin
    answer = await app.request("POST", "/api/auth/dev", {"username": "ada"})
    flags = "Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax"
    assert answer.headers["Set-Cookie"] == f"session={answer.session}; {flags}"
    assert (await app.request("GET", "/api/teams", session=answer.session)).status == 200


async def _both(home: Home, path: str, *sessions: str) -> set[int]:
    """Return the statuses of a request with these sessions in either order; each answer cost one round trip or none."""
    statuses = set()
    for order in itertools.permutations(sessions):
        cookies = "; ".join(f"__Host-session={session}" for session in order)
        answer = await home.app.request("GET", home.path(path), headers={"Cookie": cookies})
        assert answer.headers["Server-Timing"] in ('d1;desc="1"', 'd1;desc="0"')
        statuses.add(answer.status)
    return statuses


@pytest.mark.parametrize("path", READS)
async def test_r52_a_stale_cookie_does_not_hide_the_valid_one(path: str, home: Home) -> None:
    """A second cookie of the same name with an expired or unknown session is ignored."""
    over = await home.app.sign_in("eve")
    await home.app.request("POST", "/api/auth/logout", session=over)
    assert await _both(home, path, home.session, over, "never-was") == {200}
    assert await _both(home, path, over, "never-was") == {401}


@pytest.mark.parametrize("path", READS)
async def test_r52_of_two_valid_cookies_none_counts(path: str, home: Home) -> None:
    """An attacker may have planted the second one, to have the user write into another account."""
    assert await _both(home, path, home.session, await home.app.sign_in("eve")) == {401}
    assert await _both(home, path, home.session, home.session) == {200}


async def test_r52_a_change_is_made_by_the_valid_session(home: Home) -> None:
    """Whether loaded or cached; and the object is given the hash of the valid one."""
    cookies = {"Cookie": f"__Host-session=never-was; __Host-session={home.session}"}
    for completed in (True, False, True):
        answer = await home.app.request("PATCH", home.path(TODO), {"completed": completed}, headers=cookies)
        assert (answer.status, answer.body["ok"]) == (200, True)


async def test_r52_signing_out_ends_every_session_that_was_sent(home: Home) -> None:
    """None of them is left for whoever planted it."""
    eve = await home.app.sign_in("eve")
    cookies = {"Cookie": f"__Host-session={eve}; __Host-session={home.session}"}
    await home.app.request("POST", "/api/auth/logout", headers=cookies)
    stored = "".join((await dump(home.app.db))["sessions"])
    assert digest(eve) not in stored
    assert digest(home.session) not in stored
