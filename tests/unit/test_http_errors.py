"""Errors over HTTP: always JSON with a message and a code, never internals."""

from __future__ import annotations

import json
import logging

import pytest

from domain import errors
from ports import Rows, Statement
from routes.reply import last_resort
from tests.support.databases import dump
from tests.support.http_app import Home, HttpApp, make_home
from tests.support.http_routes import ROUTES, SET, TEAM, TODO, Route

OF_OTHERS = [route for route in ROUTES if "<set_id>" in route.path or "<todo_id>" in route.path]


@pytest.mark.parametrize(
    "path", ["/api", "/api/", "/api/nothing", "/api/teams/", "/api/teams/x/sets/y/todos/z", "/api//me"]
)
async def test_r50_an_unknown_path_is_404(path: str, home: Home) -> None:
    """An unknown path is not found, signed in or not."""
    for session in (home.session, None):
        answer = await home.app.request("GET", path, session=session)
        assert (answer.status, answer.body) == (404, {"error": "This could not be found.", "code": "not_found"})


async def test_r115_an_address_that_leads_nowhere_is_a_page_for_browsers(app: HttpApp) -> None:
    """It says so and leads back; a path of the API is none."""
    browser = {"Accept": "text/html,application/xhtml+xml"}
    page = await app.request("GET", "/nothing", headers=browser)
    assert (page.status, page.headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert page.headers["Cache-Control"] == "no-store"
    assert "<h1>Page not found</h1>" in page.text
    assert (await app.request("GET", "/api/nothing", headers=browser)).body["code"] == "not_found"
    assert (await app.request("GET", "/assets/index-NotThere.js")).body["code"] == "not_found"


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/api/health", {"GET", "HEAD", "OPTIONS"}),
        ("DELETE", "/api/teams", {"GET", "HEAD", "POST", "OPTIONS"}),
        ("GET", TODO, {"PATCH", "DELETE", "OPTIONS"}),
        ("POST", f"{SET}/events", {"GET", "HEAD", "OPTIONS"}),
        ("PATCH", f"{TEAM}/permissions", {"GET", "HEAD", "PUT", "OPTIONS"}),
        ("BREW", "/api/auth/me", {"DELETE", "GET", "HEAD", "OPTIONS"}),
    ],
)
async def test_r50_another_method_is_405_with_those_allowed(
    method: str, path: str, allowed: set[str], home: Home
) -> None:
    """An existing path lists the methods that it accepts."""
    answer = await home.request(method, path)
    assert (answer.status, answer.body["code"]) == (405, "method_not_allowed")
    assert set(answer.headers["Allow"].split(", ")) == allowed


@pytest.mark.parametrize("route", OF_OTHERS, ids=lambda route: route.name)
async def test_r50_ids_of_another_team_are_404(route: Route, home: Home) -> None:
    """Through one's own team, sets and todos of another are as unknown as those that do not exist."""
    others = await make_home(home.app, "eve")
    before = await dump(home.app.db)
    foreign = route.path.replace("<set_id>", others.set_id).replace("<todo_id>", others.todo_id)
    for path in (foreign, route.path.replace("<set_id>", "unknown").replace("<todo_id>", "unknown")):
        answer = await home.request(route.method, path, route.body)
        assert (answer.status, answer.body["code"]) == (404, "not_found")
    assert await dump(home.app.db) == before


@pytest.mark.parametrize("item", ["todo", "unknown"])
async def test_a_reorder_of_another_teams_items_is_404(item: str, home: Home) -> None:
    """A reorder that names a set or a todo of another team moves nothing."""
    others = await make_home(home.app, "eve")
    before = await dump(home.app.db)
    items = [{"id": others.todo_id if item == "todo" else item, "sortOrder": 9}]
    for set_id in (home.set_id, others.set_id):
        answer = await home.request("POST", f"{TEAM}/todos/reorder", {"setId": set_id, "items": items})
        assert (answer.status, answer.body["code"]) == (404, "not_found")
    answer = await home.request("POST", f"{TEAM}/sets/reorder", {"items": [{"id": others.set_id, "sortOrder": 1}]})
    assert answer.status == 404
    assert await dump(home.app.db) == before


@pytest.mark.parametrize(
    "name", ["%00", "%F0%9F%8E%89", "%ff", "a%3Fb", "a%2Fb", "..", "x" * 5_000, "' OR 1=1 --", "%25"]
)
async def test_malformed_ids_are_unknown(name: str, home: Home) -> None:
    """Whatever is in place of an id is an unknown id, never an error 500."""
    for path in (f"{TEAM}/sets/{name}/todos", f"{TEAM}/sets/{name}/ws"):
        answer = await home.request("GET", path.replace(" ", "%20"))
        assert (answer.status, answer.body["code"]) == (404, "not_found")
    answer = await home.request("GET", f"/api/teams/{name}/sets".replace(" ", "%20"))
    assert answer.status in {403, 404}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
async def test_r51_every_answer_has_its_number_of_round_trips(route: Route, home: Home) -> None:
    """Every answer carries `Server-Timing` with the number of round trips: reads one, mutations at most two."""
    answer = await home.request(route.method, route.path, route.body)
    trips = answer.headers["Server-Timing"].removeprefix('d1;desc="').removesuffix('"')
    assert int(trips) in ({1} if route.method == "GET" else {1, 2})


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/health"),
        ("GET", "/api/auth/me"),
        ("GET", "/api/nothing"),
        ("PUT", "/api/health"),
        ("OPTIONS", "/api/teams"),
        ("HEAD", "/api/health"),
        ("POST", "/api/auth/logout"),
    ],
)
async def test_r51_without_a_session_no_answer_asks_the_database(method: str, path: str, app: HttpApp) -> None:
    """What needs no session, and every refusal for lack of one, costs no round trip, and says so."""
    answer = await app.request(method, path)
    assert answer.headers["Server-Timing"] == 'd1;desc="0"'


async def test_health_needs_neither_session_nor_database(app: HttpApp) -> None:
    """`health` returns the version, without session and database."""
    answer = await app.request("GET", "/api/health")
    assert (answer.status, answer.body["ok"], answer.body["version"]) == (200, True, "1.2.3")


async def test_answers_are_json_that_is_not_cached(home: Home) -> None:
    """Every answer is JSON in UTF-8, not cacheable, and without MIME sniffing."""
    for answer in (await home.request("GET", f"{SET}/todos"), await home.request("GET", "/api/nothing")):
        assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


async def test_hsts_is_sent_over_https_only(app: HttpApp) -> None:
    """A local server without TLS must not send HSTS."""
    app.origin = "http://localhost:8787"
    answer = await app.request("GET", "/api/health")
    assert "Strict-Transport-Security" not in answer.headers


class _Broken:
    """A database that fails with a message that only a developer should see."""

    async def batch(self, *_statements: Statement) -> list[Rows]:
        """Fail."""
        raise RuntimeError("secret internals")


async def test_r50_an_unhandled_exception_is_500_internal(home: Home, caplog: pytest.LogCaptureFixture) -> None:
    """An unhandled exception is logged, without details in the answer."""
    working, home.app.db = home.app.db, _Broken()
    answer = await home.request("GET", f"{SET}/todos")
    home.app.db = working
    assert (answer.status, answer.body) == (500, {"error": errors.Internal.sentence, "code": "internal"})
    [record] = caplog.records
    assert (record.name, record.levelno) == ("glint.http", logging.ERROR)
    said = json.loads(record.getMessage())
    assert (said["event"], said["error"], said["requestId"]) == ("request_failed", "RuntimeError", "request-1")
    assert (said["teamId"], said["setId"], said["ms"] > 0) == (home.team_id, home.set_id, True)
    assert "test_http_errors.py" in said["where"][-1]
    assert (record.exc_info, "secret internals" in record.getMessage()) == (None, False)


def test_r50_what_escapes_the_application_is_answered_alike(caplog: pytest.LogCaptureFixture) -> None:
    """The Worker and the object answer an exception that nothing caught in the same way."""
    reply = last_resort(RuntimeError("secret internals"), "request-1", trips=2)
    assert (reply.status_code, json.loads(str(reply.answer))["code"]) == (500, "internal")
    assert (reply.headers["Server-Timing"], reply.headers["X-Request-Id"]) == ('d1;desc="2"', "request-1")
    said = json.loads(caplog.records[0].getMessage())
    assert said == {"event": "request_failed", "requestId": "request-1", "error": "RuntimeError", "where": []}


async def test_r81_nothing_that_a_person_wrote_is_logged(home: Home, caplog: pytest.LogCaptureFixture) -> None:
    """Neither bodies, names, paths and headers nor a database's messages about them."""
    home.app.db = _Broken()
    marks = {"title": "MARK-TITLE", "id": "MARK-ID"}
    path = "/api/teams/MARK-TEAM/sets/MARK-SET/todos?q=MARK-QUERY"
    answer = await home.app.request(
        "POST", path, marks, session="MARK-TOKEN", headers={"Idempotency-Key": "MARK-KEY", "User-Agent": "MARK-AGENT"}
    )
    assert answer.status in (422, 500)
    body = {"title": "MARK-TITLE"}
    assert (await home.app.request("POST", path, body, session="MARK-TOKEN")).status == 500
    evil = await home.request("POST", f"{SET}/todos", body, headers={"Origin": "https://MARK-ORIGIN.example"})
    assert evil.status == 403
    assert [json.loads(record.getMessage())["event"] for record in caplog.records][-2:] == [
        "request_failed", "request_refused"
    ]  # fmt: skip
    assert "MARK" not in caplog.text


async def test_r80_every_answer_names_its_request(home: Home) -> None:
    """Answers, errors and unknown paths alike: the id is the one in the log."""
    for path in (f"{SET}/todos", f"{TEAM}/members/nobody", "/api/nothing"):
        assert (await home.request("GET", path)).headers["X-Request-Id"] == "request-1"
