"""A deployment that logs each request, and counts nothing."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator

import pytest

from tests.support.people import Json, People, people_at
from tests.support.server import Server
from tests.support.story import KINDS, tell
from tests.support.viewer import Viewer
from tests.support.waiting import eventually

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def telling_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with LOG_REQUESTS and without the METRICS binding."""
    server = Server(tmp_path_factory.mktemp("telling"), metrics=False, variables={"LOG_REQUESTS": "true"})
    server.start()
    yield server
    server.stop()


@pytest.fixture
async def telling(telling_server: Server) -> AsyncIterator[People]:
    """People on it."""
    async with people_at(telling_server) as people:
        yield people


async def line_of(server: Server, request_id: str) -> Json:
    """Return the only line about this request, once it is there."""
    found: list[Json] = []

    async def logged() -> bool:
        lines = [json.loads(line) for line in server.log().splitlines(keepends=True) if line.endswith("\n")]
        found[:] = [line for line in lines if line["requestId"] == request_id]
        return bool(found)

    await eventually(logged, f"a line about {request_id}")
    [line] = found
    return line


async def test_r80_r85_every_request_is_a_line_of_json(telling: People) -> None:
    """The line has the id of the answer, and its team and list."""
    place, (ann,) = await telling.team_of("Ann")
    made = await ann.ask("POST", f"{place.path}/todos", {"title": "Milk"})
    todo_id = made.json()["todo"]["id"]
    changed = await ann.ask("PATCH", place.todo(todo_id), {"completed": True})
    first, second = [await line_of(telling.server, answer.headers["X-Request-Id"]) for answer in (made, changed)]
    assert first.pop("ms") >= 0
    assert first == {
        "event": "request", "requestId": made.headers["X-Request-Id"], "method": "POST",
        "route": "/api/teams/<team_id>/sets/<set_id>/todos", "teamId": place.team, "setId": place.set,
        "d1": 2, "status": 201,
    }  # fmt: skip
    assert (second["setId"], second["todoId"]) == (place.set, todo_id)


async def test_r86_without_the_binding_nothing_is_counted(telling: People) -> None:
    """Sockets, pushes, catch-ups, resyncs and repeats work as usual, without a data point."""
    place, (ann, bob) = await telling.team_of("Ann", "Bob")
    async with await Viewer.open(bob, place) as viewer:
        await tell(ann, place)
        await viewer.event(len(KINDS))
        assert [event["type"] for event in (await bob.events(place))["events"]] == KINDS
        assert (await bob.ask("GET", f"{place.path}/events?since=999")).status_code == 410
        for _ in range(2):
            await ann.do("POST", f"{place.path}/todos", {"title": "Milk"}, key="k1")
    assert await telling.points(place.team) == []
