"""`python -m conformance` on the server that it was written for, and on servers that break a rule."""

from __future__ import annotations

import httpx
import pytest

from conformance.run import verdicts
from conformance.unseen import explained
from conformance.verdict import FAILS, HOLDS
from domain.scopes import SCOPES
from tests.support.people import People
from tests.support.server import Server

pytestmark = pytest.mark.anyio

ONE_PERSONS = {1, 2, 3, 8, 13, 24, 54, 145, 190}


async def test_every_rule_that_can_be_seen_holds(server: Server) -> None:
    """With people who sign in by name."""
    found = await verdicts(server.url)
    assert [each for each in found if each.found == FAILS] == []
    assert {each.rule for each in found if each.found == HOLDS}.isdisjoint(explained())
    assert sum(each.found == HOLDS for each in found) > 90


async def test_a_token_is_enough_for_what_one_person_can_see(server: Server, people: People) -> None:
    """In the personal space, in lists that are removed again."""
    ann = await people.sign_in()
    _, program = await ann.issue(*SCOPES, name="Conformance")
    found = await verdicts(server.url, program.token, only=ONE_PERSONS)
    assert {each.rule for each in found if each.found == HOLDS} == ONE_PERSONS
    space = f"/api/teams/personal%3A{ann.id}"
    assert [each["name"] for each in (await ann.get(f"{space}/sets"))["sets"]] == ["Todos"]
    assert (await ann.get(f"{space}/deleted-sets"))["sets"] == []


class _Mutant(httpx.AsyncHTTPTransport):
    """A server that forgets keys, and has nothing against clients that are ahead of it."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        request.headers.pop("Idempotency-Key", None)
        answer = await super().handle_async_request(request)
        return httpx.Response(200, json={"events": [], "seq": 0}) if answer.status_code == 410 else answer


async def test_a_server_that_breaks_rules_is_found_out(server: Server) -> None:
    """Those and no others."""
    found = await verdicts(server.url, only={1, 2, 9, 10, 13, 14, 15, 18}, transport=_Mutant())
    assert [each.rule for each in found if each.found == FAILS] == [10, 13, 14, 15]
    assert "not 410 resync" in next(each.why for each in found if each.rule == 10)
