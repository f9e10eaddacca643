"""How often a request crosses the border between Python and JavaScript, and waits for a promise.

A crossing takes 2 to 5 µs and a promise at least ten times that (docs/performance.md), so neither may grow unnoticed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from tests.support.border import NULL, Border, Crossings, imported_over, proxied
from tests.support.sqlite_database import SqliteDatabase

ORIGIN = "http://localhost:8787"


class Worker:
    """The entry point over a platform that counts."""

    def __init__(self, border: Border, entry: Any) -> None:
        self.border, self._entry, self._cookie = border, entry, ""

    def send(self, method: str, path: str, body: object = None, **headers: str) -> Any:
        """Send a request, and wait until its background work is done; the answer."""
        text = b"" if body is None else json.dumps(body).encode()
        sent = {"cookie": self._cookie, "origin": ORIGIN, **headers}
        if body is not None:
            sent |= {"content-type": "application/json", "content-length": str(len(text))}
        request = SimpleNamespace(
            method=method, url=ORIGIN + path, headers=SimpleNamespace(get=lambda name: sent.get(name.lower(), NULL)),
            body=NULL, arrayBuffer=lambda: _buffer(text),
        )  # fmt: skip
        return self.border.loop.run_until_complete(self._answer(request))

    async def _answer(self, request: object) -> Any:
        response = await self._entry.fetch(SimpleNamespace(js_object=proxied(self.border, request)))
        while self.border.background:
            await self.border.background.pop()
        return vars(response)["_target"]

    def cost(self, method: str, path: str, *bodies: object, **headers: str) -> Crossings:
        """What the second of two requests costs, when all that an isolate keeps is there."""
        first, body = bodies or (None, None)
        self.send(method, path, first, **headers)
        before = self.border.crossed
        assert self.send(method, path, body, **headers).status in (101, 200, 201)
        return self.border.crossed - before

    def home(self) -> tuple[str, str]:
        """Sign in and create a team; the paths of the team and of its list."""
        answer = self.send("POST", "/api/auth/dev", {"username": "ada"})
        self._cookie = answer.headers["Set-Cookie"].split(";")[0]
        team = f"/api/teams/{_json(self.send('POST', '/api/teams', {'name': 'Team'}))['team']['id']}"
        return team, f"{team}/sets/{_json(self.send('GET', f'{team}/sets'))['sets'][0]['id']}"


async def _buffer(content: bytes) -> object:
    return SimpleNamespace(to_bytes=lambda: content)


def _json(answer: Any) -> Any:
    return json.loads(answer.body)


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> Iterator[Worker]:
    """The Worker on a platform that counts."""
    database = SqliteDatabase()
    border = Border(database)
    with imported_over(border, monkeypatch) as entry:
        yield Worker(border, entry)
    border.loop.close()
    database.close()


def test_a_change_crosses_the_border_a_known_number_of_times(worker: Worker) -> None:
    """It awaits its body, the database and, after the answer, the team's object."""
    team, todo_set = worker.home()
    todo = f"{team}/todos/{_json(worker.send('POST', f'{todo_set}/todos', {'title': 'Milk'}))['todo']['id']}"
    assert worker.cost("POST", f"{todo_set}/todos", {"title": "Bread"}, {"title": "Tea"}) == Crossings(34, 3)
    assert worker.cost("PATCH", todo, {"title": "Oat milk"}, {"title": "Rye"}) == Crossings(33, 3)
    assert worker.border.published


def test_a_read_and_an_upgrade_await_one_call_each(worker: Worker) -> None:
    """A list awaits the database; an upgrade the team's object as well. Neither depends on the number of todos."""
    _, todo_set = worker.home()
    for _ in range(5):
        worker.send("POST", f"{todo_set}/todos", {"title": "Milk"})
    assert worker.cost("GET", f"{todo_set}/todos") == Crossings(28, 1)
    assert worker.cost("GET", f"{todo_set}/ws", upgrade="websocket") == Crossings(25, 2)
