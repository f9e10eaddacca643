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
    """A server with RATE_LIMITS=on and a small daily quota."""
    quota = {"LOG_BYTES_PER_PERSON": "5000"}
    with Server(tmp_path_factory.mktemp("limited"), rate_limits=True, variables=quota).running() as server:
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


async def test_r108_a_quota_of_the_deployment_ends_with_429(limited: People) -> None:
    """The variables set it; the answer says to come back tomorrow, and others go on."""
    limited.http.headers["CF-Connecting-IP"] = "192.0.2.8"  # its sign-ins are counted apart
    place, (ann, bob) = await limited.team_of("Ann", "Bob")
    long = {"title": "x" * 500}
    answers = [await ann.ask("POST", f"{place.path}/todos", long) for _ in range(8)]
    assert [answer.status_code for answer in answers] == [201] * 5 + [429] * 3  # of about 1,000 bytes each
    assert answers[-1].json()["code"] == "quota_spent"
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 86_400
    await bob.create(place, "Milk")
