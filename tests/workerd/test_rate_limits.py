"""The rate limits of wrangler.jsonc, as Miniflare simulates Cloudflare's binding."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from devhost.build import ROOT, read_jsonc
from tests.support.people import People, Person, people_at
from tests.support.server import Server

pytestmark = pytest.mark.anyio

ENTRIES = next(
    item["simple"]["limit"]
    for item in read_jsonc(ROOT / "wrangler.jsonc")["ratelimits"]
    if item["name"] == "LIMIT_ENTRY"
)


@pytest.fixture(scope="module")
def limited_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with RATE_LIMITS=on."""
    with Server(tmp_path_factory.mktemp("limited"), rate_limits=True).running() as server:
        yield server


@pytest.fixture
async def limited(limited_server: Server) -> AsyncIterator[People]:
    """People on it."""
    async with people_at(limited_server) as people:
        yield people


async def test_r82_guessing_invitations_ends_with_429(limited: People) -> None:
    """Beyond the limit 429 with Retry-After; everything else still works."""
    place, (ann,) = await limited.team_of("Ann")
    statuses = [(await ann.ask("POST", f"/api/invites/guess-{number}")).status_code for number in range(ENTRIES + 1)]
    assert statuses[0] == 404
    assert statuses[-1] == 429
    refused = await ann.ask("POST", "/api/invites/guess")
    assert (refused.headers["Retry-After"], refused.json()["code"]) == ("60", "rate_limited")
    await ann.create(place, "Milk")


async def test_every_answer_has_a_request_id(limited: People) -> None:
    """Without Cloudflare in front the isolate numbers them."""
    stranger = Person(limited.http, limited.server)
    ids = {(await stranger.ask("GET", "/api/health")).headers["X-Request-Id"] for _ in range(3)}
    assert len(ids) == 3
    assert all(found.startswith("local-") for found in ids)
