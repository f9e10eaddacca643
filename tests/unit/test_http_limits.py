"""Rate limits over HTTP: by address before everything else, by person before any change."""

from __future__ import annotations

from collections import Counter

import pytest
from msgspec import UNSET

from devhost.build import ROOT, read_jsonc
from domain import limits
from domain.networks import network_of
from ports import RateLimit
from routes.app import table
from routes.router import Route
from tests.support.databases import dump
from tests.support.http_app import Home
from tests.support.http_routes import SET

ADDRESS = {"CF-Connecting-IP": "192.0.2.7"}
SETS = "/api/teams/<team_id>/sets"


class Counting:
    """A limiter that counts, and refuses more than `most` per key."""

    def __init__(self, **most: int) -> None:
        self.most = most
        self.counts: Counter[tuple[RateLimit, str]] = Counter()

    async def allows(self, limit: RateLimit, key: str) -> bool:
        """Count the request."""
        self.counts[limit, key] += 1
        return self.counts[limit, key] <= self.most.get(limit, 1_000)


async def test_r82_requests_are_limited_per_address(home: Home) -> None:
    """429 with Retry-After, before the session is looked up; other addresses are not affected."""
    home.app.limiter = Counting(address=2)
    answers = [await home.request("GET", "/api/teams", headers=ADDRESS) for _ in range(3)]
    assert [answer.status for answer in answers] == [200, 200, 429]
    assert answers[2].body["code"] == "rate_limited"
    assert answers[2].headers["Retry-After"] == str(limits.RATE_PERIODS_S["address"])
    assert answers[2].headers["Server-Timing"] == 'd1;desc="0"'
    other = await home.request("GET", "/api/teams", headers={"CF-Connecting-IP": "192.0.2.8"})
    assert other.status == 200


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::7", "2001:DB8:1:2:ffff::8", True),
        ("2001:db8:1:2::7", "2001:db8:1:3::7", False),
        ("::ffff:192.0.2.7", "192.0.2.7", True),
        ("::ffff:192.0.2.7", "::ffff:192.0.2.8", False),
        ("192.0.2.7", "192.0.2.8", False),
        ("unknown", "fe80::1%eth0", False),
    ],
)
def test_r82_one_client_has_a_64_of_ipv6_or_an_address_of_ipv4(one: str, other: str, same: bool) -> None:
    """However many addresses its network gives it."""
    assert (network_of(one) == network_of(other)) is same


async def test_r82_guesses_from_one_network_count_together(home: Home) -> None:
    """Another address of the same /64 for each guess helps nobody."""
    home.app.limiter = Counting(entry=30)
    statuses = [
        (await home.request("POST", "/api/invites/guess", headers={"CF-Connecting-IP": f"2001:db8::{number:x}"})).status
        for number in range(200)
    ]
    assert Counter(statuses) == {404: 30, 429: 170}


READING = ["/api/auth/me", *(route.path for route in table() if route.method == "GET" and not route.public)]


@pytest.mark.parametrize("path", READING)
async def test_r82_a_person_who_reads_too_much_waits(path: str, home: Home) -> None:
    """By person, from all their addresses and sessions; beyond the limit the database is not asked."""
    home.app.limiter = Counting(reads=1, sockets=0)
    other = await home.app.sign_in("ada")
    for session, status in ((other, 200), (home.session, 429)):
        answer = await home.app.request("GET", "/api/teams", session=session)
        assert answer.status == status
    refused = await home.request("GET", path, headers=ADDRESS)
    limit = "sockets" if path.endswith("/ws") else "reads"
    assert (refused.status, refused.headers["Retry-After"]) == (429, str(limits.RATE_PERIODS_S[limit]))
    assert refused.headers["Server-Timing"] == 'd1;desc="0"'
    assert (await home.request("POST", SETS, {"name": "One"})).status == 201


@pytest.mark.parametrize("route", [route for route in table() if route.by_link], ids=lambda route: route.name)
async def test_r214_requests_by_a_share_link_are_counted_by_the_link(route: Route, home: Home) -> None:
    """From wherever they come; beyond the limit the database is not asked. Another link has its own."""
    one, other = [(await home.request("POST", f"{SET}/links", {"name": "Board"})).body["link"] for _ in range(2)]
    home.app.limiter = Counting(reads=1, sockets=0, user=0)
    for link in (one, other):
        assert (await home.app.request("GET", f"/api/shared/{link['token']}")).status == 200
    refused = await home.app.request(route.method, route.path.replace("<token>", one["token"]), headers=ADDRESS)
    assert (refused.status, refused.headers["Server-Timing"]) == (429, 'd1;desc="0"')


async def test_r234_requests_for_an_image_are_counted_by_its_token(home: Home) -> None:
    """Beyond the limit the database is not asked. Another image has its own."""
    made = [(await home.request("PUT", f"{SET}/images/{kind}")).body["image"] for kind in ("badge", "checklist")]
    one, other = [f"/api/images/{image['token']}" for image in made]
    home.app.limiter = Counting(reads=1)
    answers = [await home.app.request("GET", path) for path in (one, one, other)]
    assert [answer.status for answer in answers] == [200, 429, 200]
    assert answers[1].headers["Server-Timing"] == 'd1;desc="0"'


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/api/auth/dev"), ("POST", "/api/auth/logout"), ("POST", "/api/invites/guess")]
)
async def test_r82_sign_in_and_invitations_have_stricter_limits(method: str, path: str, home: Home) -> None:
    """Sign-in and invitations are counted separately, by address."""
    home.app.limiter = Counting(entry=1)
    statuses = [(await home.request(method, path, headers=ADDRESS)).status for _ in range(2)]
    assert statuses[0] != 429
    assert statuses[1] == 429


@pytest.mark.parametrize("path", ["/api/auth/me", "/api/auth/providers", "/api/teams"])
async def test_requests_of_every_page_are_not_counted_as_sign_in(path: str, home: Home) -> None:
    """Opening the app counts like any request."""
    home.app.limiter = counting = Counting()
    await home.request("GET", path, headers=ADDRESS)
    assert ("entry", "192.0.2.7") not in counting.counts


async def test_r82_mutations_are_limited_per_person(home: Home) -> None:
    """Per person, not per session or address: the change is refused, reading still works."""
    home.app.limiter = Counting(user=1)
    again = await home.app.sign_in("ada")
    first = await home.request("POST", SETS, {"name": "One"}, headers=ADDRESS)
    before = await dump(home.app.db)
    second = await home.app.request("POST", home.path(SETS), {"name": "Two"}, session=again)
    assert (first.status, second.status, second.headers["Retry-After"]) == (201, 429, "10")
    assert await dump(home.app.db) == before
    assert (await home.request("GET", SETS)).status == 200


async def test_r82_opened_sockets_are_counted_by_themselves(home: Home) -> None:
    """Each is authorized and accepted, which costs more than a read."""
    home.app.limiter = counting = Counting(sockets=1)
    statuses = [(await home.request("GET", f"{SET}/ws")).status for _ in range(2)]
    assert statuses == [503, 429]
    assert counting.counts["reads", home.user_id] == 0


@pytest.fixture
def everything_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list, catch-up or order of one is large."""
    monkeypatch.setattr(limits, "BULK_ROWS", 0)
    monkeypatch.setattr(limits, "BULK_ITEMS", 0)


def _bulk(home: Home) -> list[tuple[str, str, object]]:
    items = [{"id": home.todo_id, "sortOrder": 7}]
    return [
        ("GET", f"{SET}/todos", UNSET),
        ("GET", f"{SET}/events?since=0", UNSET),
        ("POST", "/api/teams/<team_id>/todos/reorder", {"setId": home.set_id, "items": items}),
    ]


@pytest.mark.usefixtures("everything_is_large")
async def test_r125_whoever_had_too_much_that_is_large_waits(home: Home) -> None:
    """The one that exceeds the limit is still answered; then whatever might be large is refused, and nothing else."""
    home.app.limiter = counting = Counting(bulk=2)
    assert [(await home.request(*each)).status for each in _bulk(home)] == [200, 200, 200]
    for each in _bulk(home):
        refused = await home.request(*each)
        assert (refused.status, refused.headers["Retry-After"]) == (429, str(limits.RATE_PERIODS_S["bulk"]))
        assert refused.headers["Server-Timing"] == 'd1;desc="0"'
    assert counting.counts["bulk", home.user_id] == 3
    assert (await home.request("GET", SETS)).status == 200
    assert (await home.request("POST", f"{SET}/todos", {"title": "Bread"})).status == 201
    home.pass_time(limits.RATE_PERIODS_S["bulk"])
    assert (await home.request("GET", f"{SET}/todos")).status == 200


async def test_r125_what_is_small_is_not_counted_as_large(home: Home) -> None:
    """However often it is asked for."""
    home.app.limiter = counting = Counting(bulk=0)
    assert [(await home.request(*each)).status for each in 2 * _bulk(home)] == [200] * 6
    assert counting.counts["bulk", home.user_id] == 0


@pytest.mark.parametrize("kind", ["comments", "descriptions"])
async def test_r125_a_page_for_an_export_counts_by_its_length(
    kind: str, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To export many lists of which there is little to say is not large."""
    home.app.limiter = counting = Counting(bulk=0)
    assert [(await home.request("GET", f"{SET}/{kind}")).status for _ in range(2)] == [200, 200]
    monkeypatch.setattr(limits, "BULK_PAGE_CHARS", 0)
    assert [(await home.request("GET", f"{SET}/{kind}")).status for _ in range(2)] == [200, 429]
    assert counting.counts["bulk", home.user_id] == 1


async def test_r126_a_refusal_is_repeated_without_any_work(home: Home, caplog: pytest.LogCaptureFixture) -> None:
    """For a second: not counted, not decoded, not looked up, and logged once. Then the limit is asked again."""
    lines: list[str] = []
    home.app.limiter = Counting()
    await home.request("GET", SETS)
    home.app.limiter = counting = Counting(user=0)
    home.app.log = lines.append
    for _ in range(3):
        refused = await home.request("POST", SETS, content=b"{", headers=ADDRESS)
        assert (refused.status, refused.headers["Server-Timing"]) == (429, 'd1;desc="0"')
    assert (counting.counts["user", home.user_id], counting.counts["address", ADDRESS["CF-Connecting-IP"]]) == (1, 0)
    assert (len(lines), len(caplog.records)) == (1, 1)
    home.pass_time(limits.REFUSAL_KEPT_S)
    await home.request("POST", SETS, {"name": "One"})
    assert counting.counts["user", home.user_id] == 2


async def test_r82_a_person_is_limited_where_nothing_is_cached(home: Home) -> None:
    """The limit does not depend on what the isolate has seen before."""
    home.app.limiter, home.app.cache = Counting(user=1), None
    answers = [await home.request("POST", SETS, {"name": name}, headers=ADDRESS) for name in ("One", "Two")]
    assert [answer.status for answer in answers] == [201, 429]


async def test_r82_limits_cost_no_round_trip(home: Home) -> None:
    """A mutation still takes two round trips."""
    home.app.limiter = Counting()
    answer = await home.request("POST", SETS, {"name": "One"})
    assert answer.headers["Server-Timing"] == 'd1;desc="2"'


def test_retry_after_is_the_period_of_the_binding() -> None:
    """Clients are told the period in wrangler.jsonc."""
    bindings = read_jsonc(ROOT / "wrangler.jsonc")["ratelimits"]
    periods = {item["name"].removeprefix("LIMIT_").lower(): item["simple"]["period"] for item in bindings}
    assert periods == limits.RATE_PERIODS_S
