"""Sessions over HTTP: the cookie, and what happens after the answer."""

from __future__ import annotations

from domain import limits
from domain.instants import instant
from ports import Statement
from tests.support.databases import dump
from tests.support.http_app import Home, HttpApp
from tests.support.http_routes import SET
from tests.support.recording_push import RecordingPush
from tests.support.scene import START_MS

UPGRADE = {"Upgrade": "websocket"}
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"


async def test_r72_the_browser_is_stored_in_words(app: HttpApp) -> None:
    """Only a summary of the `User-Agent` at sign-in is stored and shown."""
    headers = {"User-Agent": FIREFOX}
    session = (await app.request("POST", "/api/auth/dev", {"username": "ada"}, headers=headers)).session
    [here] = (await app.request("GET", "/api/auth/sessions", session=session)).body["sessions"]
    assert (here["device"], here["current"]) == ("Firefox on Linux", True)
    assert "Mozilla" not in "".join((await dump(app.db))["sessions"])


async def test_r71_signing_in_again_changes_the_token(home: Home) -> None:
    """A browser that signs in again gets another token; the previous one is invalid, and its sockets are rechecked."""
    home.app.push = push = RecordingPush()
    await home.request("GET", f"{SET}/ws", headers=UPGRADE)
    connected = push.calls
    answer = await home.request("POST", "/api/auth/dev", {"username": "ada"})
    assert answer.session != home.session
    assert (await home.request("GET", "/api/teams")).status == 401
    assert (await home.app.request("GET", "/api/teams", session=answer.session)).status == 200
    await home.app.after_answers()
    assert push.calls > connected


async def test_r72_ending_all_others_rechecks_their_sockets(home: Home) -> None:
    """The sockets of a session that is ended elsewhere are closed after the answer."""
    elsewhere = await home.app.sign_in("ada")
    home.app.push = push = RecordingPush()
    await home.app.request("GET", home.path(f"{SET}/ws"), session=elsewhere, headers=UPGRADE)
    connected = push.calls
    assert (await home.request("DELETE", "/api/auth/sessions")).body == {"ok": True, "ended": 1}
    assert push.calls == connected
    await home.app.after_answers()
    assert push.calls > connected
    assert (await home.app.request("GET", "/api/teams", session=elsewhere)).status == 401


async def test_r51_r70_a_session_is_renewed_after_the_answer(home: Home) -> None:
    """The first request after an hour reports one round trip, whether it is refused or not."""
    stale = instant(START_MS - limits.SESSION_RENEW_AFTER_S * 1000)
    for path, status in (("/api/teams/unknown/members", 403), ("/api/teams/<team_id>/members", 200)):
        await home.app.db.batch(Statement("UPDATE sessions SET used_at = ?1", (stale,)))
        answer = await home.request("GET", path)
        assert (answer.status, answer.headers["Server-Timing"]) == (status, 'd1;desc="1"')
        await home.app.after_answers()
        assert stale not in "".join((await dump(home.app.db))["sessions"])
        await home.request("GET", path)
        assert home.app.deferred == []
