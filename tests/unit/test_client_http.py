"""The Python client's requests, its store and its backlog, without a server."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from glint_client import Conflict, FileStore, Glint, GlintError, Invalid, RateLimited, Saved, Unreachable
from glint_client.changes import WAITING_MAX, Changes
from glint_client.http import Http
from glint_client.pace import Pace
from glint_client.wire import Event, Todo

Reply = httpx.Response | type[httpx.TransportError]
AT_ONCE = Pace(retry_s=0.0)


def refused(status: int, code: str, **headers: str) -> httpx.Response:
    """A refusal as the server sends it."""
    return httpx.Response(status, json={"error": "A sentence.", "code": code}, headers=headers)


def scripted(*replies: Reply) -> tuple[Http, list[httpx.Request]]:
    """A server that gives these answers, and the requests that it has got."""
    script, got = iter(replies), list[httpx.Request]()

    def answer(request: httpx.Request) -> httpx.Response:
        got.append(request)
        reply = next(script)
        if isinstance(reply, httpx.Response):
            return reply
        raise reply("lost")

    client = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    return Http("http://glint", {"Authorization": "Bearer t"}, client=client, pace=AT_ONCE), got


async def test_r13_a_request_is_repeated_with_its_key_until_it_is_answered() -> None:
    """After a lost answer, a server's error, and as long after 429 as the server says."""
    done = httpx.Response(200, json={"ok": True, "seq": 7})
    http, got = scripted(
        httpx.ReadError, refused(503, "not_set_up"), refused(429, "rate_limited", **{"Retry-After": "0"}), done
    )
    assert (await http.answered("DELETE", "/api/x", key="k-1")).body["seq"] == 7
    assert [request.headers["Idempotency-Key"] for request in got] == ["k-1"] * 4
    assert got[0].headers["Authorization"] == "Bearer t"


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (refused(409, "set_full"), Conflict),
        (refused(422, "invalid"), Invalid),
        (refused(429, "quota_spent", **{"Retry-After": "36000"}), RateLimited),
    ],
)
async def test_r50_a_refusal_is_an_exception_with_the_servers_sentence(reply: Reply, kind: type[GlintError]) -> None:
    """It is not repeated, nor is a quota waited for that is spent until midnight."""
    http, got = scripted(reply)
    with pytest.raises(kind, match=r"A sentence\."):
        await http.answered("POST", "/api/x", {}, "k")
    assert len(got) == 1


async def test_patience_ends() -> None:
    """Whoever does not want to wait is told why there is no answer."""
    client = httpx.AsyncClient(transport=httpx.MockTransport(_lost))
    async with Glint("http://glint", patience_s=0.0, client=client) as glint:
        with pytest.raises(Unreachable, match="http://glint does not answer"):
            await glint.teams()


async def test_what_is_not_glint_is_not_asked_again() -> None:
    """A web page, or an address that leads elsewhere."""
    elsewhere = httpx.Response(308, headers={"Location": "https://glint/api/teams"})
    for reply, sentence in (
        (httpx.Response(200, text="<html>"), "as Glint does"),
        (elsewhere, "leads to https://glint"),
    ):
        http, got = scripted(reply)
        with pytest.raises(Unreachable, match=sentence):
            await http.get("/api/teams")
        assert len(got) == 1


def _lost(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("lost", request=request)


def test_a_file_keeps_a_list_and_a_damaged_one_counts_as_none(tmp_path: Path) -> None:
    """Only its owner can read it."""
    file = tmp_path / "below" / "list.json"
    store = FileStore(file)
    assert store.load() is None
    saved = Saved("s", 7, [{"id": "t", "title": "Öl"}])
    store.save(saved)
    assert store.load() == saved
    assert (file.stat().st_mode & 0o777, [path.name for path in file.parent.iterdir()]) == (0o600, ["list.json"])
    file.write_text('{"setId": "s"')
    assert store.load() is None


def test_a_slow_loop_gets_the_newest_list_in_place_of_too_many_events() -> None:
    """What waits is bounded."""
    changes, newest = Changes(), {"t": Todo(id="t", title="Milk", sortOrder=1, createdAt="")}
    changes.begin({}, 0)
    later: list[Event] = [{"type": "todo:later", "seq": seq} for seq in range(1, WAITING_MAX + 2)]
    changes.add(later[:1])
    assert changes.next(newest, 1).event == later[0]
    changes.add(later)
    change = changes.next(newest, WAITING_MAX + 1)
    assert (change.event, change.seq, change.touched()) == (None, WAITING_MAX + 1, [newest["t"]])
    assert not changes.has_next
