"""The live side over HTTP: opening a socket, and what happens after an answer."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from domain.instants import instant
from domain.viewer import SocketAttachment
from live import effects
from ports import Statement
from routes.ws import CONNECT_ATTEMPTS_MAX
from tests.support.http_app import ORIGIN, Home
from tests.support.http_routes import SET, TEAM, TODO
from tests.support.recording_push import RecordingPush

WS = f"{SET}/ws"
UPGRADE = {"Upgrade": "websocket", "Connection": "Upgrade", "Origin": ORIGIN}


@pytest.fixture
def push(home: Home) -> RecordingPush:
    """A live side that records its calls."""
    home.app.push = RecordingPush()
    return home.app.push


async def test_an_upgrade_is_forwarded_to_the_teams_object(home: Home, push: RecordingPush) -> None:
    """The object is told the person, the session's expiry, and the current head."""
    answer = await home.request("GET", WS, headers=UPGRADE)
    assert answer.status == 101
    [(team_id, viewer)] = push.connected
    assert (team_id, viewer.set_id, viewer.seq) == (home.team_id, home.set_id, 1)
    assert (viewer.user.id, viewer.user.name, viewer.user.avatar_url) == (home.user_id, "ada", None)
    sessions = await home.app.db.batch(Statement("SELECT expires_at FROM sessions"))
    assert instant(viewer.session_ends_ms) == sessions[0][0]["expires_at"]


async def test_r198_an_upgrade_on_a_team_is_of_no_list(home: Home, push: RecordingPush) -> None:
    """Its socket is found by its person and its session, and by nothing that a list's sockets are found by."""
    assert (await home.request("GET", f"{TEAM}/ws", headers=UPGRADE)).status == 101
    [(team_id, viewer)] = push.connected
    assert (team_id, viewer.set_id, viewer.seq) == (home.team_id, "", 0)
    found: dict[str, Any] = {
        "id": viewer.id,
        "user": viewer.user,
        "token_hash": viewer.token_hash,
        "ends_ms": viewer.session_ends_ms,
    }
    person = (f"user:{home.user_id}", f"session:{viewer.token_hash}")
    assert SocketAttachment(set_id=viewer.set_id, **found).tags == person
    assert SocketAttachment(set_id="s1", **found).tags == ("s1", *person, f"s1:{home.user_id}")


@pytest.mark.parametrize("upgrade", ["WebSocket", "websocket"])
async def test_the_upgrade_header_is_case_insensitive(upgrade: str, home: Home, push: RecordingPush) -> None:
    """The case of `Upgrade` does not matter."""
    assert (await home.request("GET", WS, headers=UPGRADE | {"Upgrade": upgrade})).status == 101
    assert len(push.connected) == 1


async def test_r22_without_an_upgrade_it_is_426(home: Home, push: RecordingPush) -> None:
    """A plain request to the ws route says how to upgrade, which also says that push is available."""
    for headers in ({}, {"Upgrade": "h2c"}):
        answer = await home.request("GET", WS, headers=headers)
        assert (answer.status, answer.body["code"], answer.headers["Upgrade"]) == (426, "upgrade_required", "websocket")
    assert push.connected == []


@pytest.mark.parametrize("headers", [{}, UPGRADE])
async def test_r22_without_the_binding_it_is_503(headers: dict[str, str], home: Home) -> None:
    """A deployment without live push says so, to a plain request too."""
    answer = await home.request("GET", WS, headers=headers)
    assert (answer.status, answer.body["code"]) == (503, "push_unavailable")


@pytest.mark.usefixtures("push")
async def test_r22_refusals_come_before_everything_else(home: Home) -> None:
    """401, 403 and 404 come first, before 426 and 503."""
    eve = await home.app.sign_in("eve")
    path, unknown = home.path(WS), home.path(WS).replace(home.set_id, "unknown")
    for push in (home.app.push, None):
        home.app.push = push
        for headers in ({}, UPGRADE):
            answers = [
                await home.app.request("GET", path, headers=headers),
                await home.app.request("GET", path, session=eve, headers=headers),
                await home.app.request("GET", unknown, session=home.session, headers=headers),
            ]
            assert [answer.status for answer in answers] == [401, 403, 404]


async def test_r23_a_page_of_another_site_gets_no_socket(home: Home, push: RecordingPush) -> None:
    """An upgrade from another origin is refused: browsers send cookies with it."""
    answer = await home.request("GET", WS, headers=UPGRADE | {"Origin": "https://evil.example"})
    assert (answer.status, answer.body["code"]) == (403, "origin_not_allowed")
    assert push.connected == []


async def test_an_outdated_authorization_is_repeated(home: Home, push: RecordingPush) -> None:
    """When access changed in the team meanwhile, the viewer is authorized once more, at a later time."""
    push.stale = 1
    assert (await home.request("GET", WS, headers=UPGRADE)).status == 101
    first, second = (viewer for _, viewer in push.connected)
    assert second.authorized_ms > first.authorized_ms
    assert second.id != first.id


async def test_repeated_changes_of_access_are_a_conflict(home: Home, push: RecordingPush) -> None:
    """When access changes again and again, the upgrade is refused for now."""
    push.stale = 99
    answer = await home.request("GET", WS, headers=UPGRADE)
    assert (answer.status, answer.body["code"], len(push.connected)) == (409, "conflict", CONNECT_ATTEMPTS_MAX)


@pytest.mark.parametrize(("failures", "status"), [(CONNECT_ATTEMPTS_MAX - 1, 101), (CONNECT_ATTEMPTS_MAX, 500)])
async def test_r26_an_upgrade_to_an_unreachable_object_is_retried(
    home: Home, push: RecordingPush, monkeypatch: pytest.MonkeyPatch, failures: int, status: int
) -> None:
    """As for a push: after a delay, authorized again, and with a limit."""
    monkeypatch.setattr(effects, "RETRY_AFTER_S", (0.0,) * len(effects.RETRY_AFTER_S))
    push.failures = failures
    assert (await home.request("GET", WS, headers=UPGRADE)).status == status
    assert push.calls == CONNECT_ATTEMPTS_MAX


async def test_r26_an_overloaded_object_is_called_once_for_an_upgrade(home: Home, push: RecordingPush) -> None:
    """The client reconnects later."""
    push.failures, push.retryable = 1, False
    assert (await home.request("GET", WS, headers=UPGRADE)).status == 500
    assert push.calls == 1


async def test_r4_r26_an_event_is_pushed_after_the_answer(home: Home, push: RecordingPush) -> None:
    """The answer comes first; the event is published afterwards, once, as it is stored."""
    answer = await home.request("PATCH", TODO, {"completed": True})
    assert (answer.text, push.calls) == ('{"ok":true,"seq":2}', 0)
    await home.app.after_answers()
    [(team_id, set_id, event)] = push.published
    assert (team_id, set_id) == (home.team_id, home.set_id)
    log = await home.request("GET", f"{SET}/events?since=1")
    assert log.text == f'{{"events":[{event}],"seq":2}}'
    assert json.loads(event)["actorId"] == home.user_id


async def test_r16_a_repeat_is_pushed_again(home: Home, push: RecordingPush) -> None:
    """The same request with the same key gets the same bytes, and its event is published again."""
    key = {"Idempotency-Key": "k1"}
    answers = [await home.request("PATCH", TODO, {"completed": True}, headers=key) for _ in range(2)]
    assert answers[0].text == answers[1].text
    await home.app.after_answers()
    assert len(push.published) == 2
    assert push.published[0] == push.published[1]


async def test_r26_a_failing_push_does_not_affect_the_answer(
    home: Home, push: RecordingPush, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the team's object fails for good, the change is committed and answered all the same."""
    monkeypatch.setattr(effects, "RETRY_AFTER_S", ())
    push.failures = 99
    assert (await home.request("PATCH", TODO, {"completed": True})).status == 200
    await home.app.after_answers()
    assert (push.calls, push.published) == (1, [])
    assert (await home.request("GET", f"{SET}/todos")).body["seq"] == 2


async def test_reads_and_no_ops_push_nothing(home: Home, push: RecordingPush) -> None:
    """What changes nothing starts no background task."""
    for method, path, body in (
        ("PATCH", TODO, {"completed": False}),
        ("PATCH", TODO, {}),
        ("PATCH", f"{TEAM}/todos/unknown", {"completed": True}),
    ):
        await home.request(method, path, body)
    await home.request("GET", f"{SET}/todos")
    assert (home.app.deferred, push.calls) == ([], 0)


async def test_r28_without_the_binding_there_are_no_background_tasks(home: Home) -> None:
    """Without live push there is nothing to do after an answer."""
    assert (await home.request("PATCH", TODO, {"completed": True})).status == 200
    assert home.app.deferred == []


async def test_r14_eight_at_once_are_answered_alike(home: Home) -> None:
    """Eight concurrent requests with one key have one effect, and all get the same bytes."""
    sending = (home.request("POST", f"{TODO}/claim", {}, headers={"Idempotency-Key": "k1"}) for _ in range(8))
    answers = await asyncio.gather(*sending)
    assert len({answer.text for answer in answers}) == 1
    assert (await home.request("GET", f"{SET}/todos")).body["seq"] == 2
