"""A deployment without the TODO_SYNC binding: everything works except live push."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.support.people import People, people_at, refused
from tests.support.server import Server
from tests.support.story import KINDS, tell
from tests.workerd.test_ws_refusals import upgrade

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def plain_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server without the binding."""
    with Server(tmp_path_factory.mktemp("plain"), push=False).running() as server:
        yield server


@pytest.fixture
async def plain(plain_server: Server) -> AsyncIterator[People]:
    """People on the server without the binding."""
    async with people_at(plain_server) as people:
        yield people


async def test_r28_without_the_binding_everything_else_works(plain: People) -> None:
    """The whole scenario over HTTP, polling, access changes, sign-out; and nothing in the log."""
    place, (ann, bob) = await plain.team_of("Ann", "Bob")
    answers = await tell(ann, place)
    log = await bob.events(place)
    assert [event["seq"] for event in log["events"]] == [answer["seq"] for answer in answers]
    assert [event["type"] for event in log["events"]] == KINDS
    await ann.do("DELETE", f"{place.team_path}/members/{bob.id}")
    refused(await bob.ask("GET", f"{place.path}/events?since=0"), 403, "not_a_member")
    await ann.do("DELETE", place.path)
    await ann.do("POST", "/api/auth/logout")
    assert plain.server.log() == ""


async def test_r22_r46_without_the_binding_the_socket_is_refused(plain: People) -> None:
    """503 for an upgrade and for a plain GET, so that a browser can find out; missing access is reported first."""
    place, (ann,) = await plain.team_of("Ann")
    refused(await upgrade(ann, place), 503, "push_unavailable")
    refused(await ann.ask("GET", f"{place.path}/ws"), 503, "push_unavailable")
    refused(await upgrade(plain.stranger, place), 401, "not_signed_in")
