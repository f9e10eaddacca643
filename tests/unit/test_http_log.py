"""The request log."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.support.http_app import Home
from tests.support.http_routes import SET, TODO


@pytest.fixture
def lines(home: Home) -> list[str]:
    """Record the lines of a deployment with LOG_REQUESTS."""
    found: list[str] = []
    home.app.log = found.append
    return found


def _said(lines: list[str]) -> dict[str, Any]:
    [line] = lines
    assert "\n" not in line
    lines.clear()
    found: dict[str, Any] = json.loads(line)
    assert found.pop("ms") > 0
    return found


async def test_r85_a_request_is_one_line(home: Home, lines: list[str]) -> None:
    """Its id, method and route, team and set, outcome, and cost."""
    await home.request("GET", f"{SET}/todos")
    assert _said(lines) == {
        "event": "request", "requestId": "request-1", "method": "GET",
        "route": "/api/teams/<team_id>/sets/<set_id>/todos", "teamId": home.team_id, "setId": home.set_id,
        "d1": 1, "status": 200,
    }  # fmt: skip


async def test_r85_a_change_names_its_set(home: Home, lines: list[str]) -> None:
    """Even if the path contains only the todo, and nothing had to be read."""
    await home.request("PATCH", TODO, {"title": "Oat milk"})
    lines.clear()
    await home.request("PATCH", TODO, {"completed": True})
    said = _said(lines)
    assert (said["teamId"], said["setId"], said["todoId"]) == (home.team_id, home.set_id, home.todo_id)
    assert (said["status"], said["d1"]) == (200, 1)


async def test_r85_a_refusal_is_a_line_with_its_code(home: Home, lines: list[str]) -> None:
    """From an action, the framework, or a page for people. An unknown path is not in it."""
    asked = {
        f"{SET}/events?since=99": (410, "resync"),
        "/api/nothing": (404, "not_found"),
        "/api/auth/callback": (400, "sign_in_failed"),
    }
    for path, (status, code) in asked.items():
        await home.request("GET", path, headers={"Accept": "text/html"})
        said = _said(lines)
        assert (said["status"], said["code"]) == (status, code)
    await home.request("PUT", "/api/health")
    said = _said(lines)
    assert (said["status"], said["code"], said["route"]) == (405, "method_not_allowed", "")


async def test_r85_without_log_requests_there_are_no_lines(home: Home, caplog: pytest.LogCaptureFixture) -> None:
    """A request that succeeds leaves nothing in the log."""
    await home.request("GET", f"{SET}/todos")
    await home.request("PATCH", TODO, {"completed": True})
    assert caplog.records == []


async def test_r81_a_line_has_nothing_that_a_person_wrote(home: Home, lines: list[str]) -> None:
    """Neither of bodies, names, queries and headers, nor of a path, which may contain an invitation's token."""
    headers = {"Idempotency-Key": "MARK-KEY", "User-Agent": "MARK-AGENT"}
    await home.request("POST", f"{SET}/todos", {"title": "MARK-TITLE"}, headers=headers)
    await home.request("POST", "/api/teams", {"name": "MARK-NAME"})
    for path in ("/api/invites/MARK-TOKEN", "/api/teams/MARK-TEAM/sets/MARK-SET/todos?q=MARK", "/api/MARK/MARK"):
        await home.request("POST", path, {"title": "MARK"})
    assert len(lines) == 5
    assert not any("MARK" in line for line in lines)
    assert json.loads(lines[2])["route"] == "/api/invites/<token>"


async def test_r214_a_line_has_no_token_that_looks_like_an_id(home: Home, lines: list[str]) -> None:
    """As that of a share link may that another Glint made."""
    shown = "6f1c2d3e-0000-4000-8000-00000000beef"
    for path in (f"/api/shared/{shown}", f"/api/images/{shown}", f"/api/invites/{shown}"):
        await home.request("GET", path)
    assert len(lines) == 3
    assert not any("beef" in line for line in lines)
