"""The web client of the last release works with this server: it is understood, and understands."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.support.last_release import FOLDER
from tests.support.wire import understood, wire
from tools import openapi, schemas

BEFORE = json.loads((FOLDER / "wire.json").read_text("utf-8"))
NOW = wire(openapi.document(), schemas.schema())
TODO = {"id": "string", "title?": "string", "place": ["integer", "null"]}


@pytest.mark.parametrize("name", BEFORE["routes"])
def test_a_route_accepts_and_returns_what_it_did(name: str) -> None:
    """It accepts no less and requires no more; it answers the same statuses with no less."""
    before, now = BEFORE["routes"][name], NOW["routes"][name]
    for part in ("query", "body"):
        assert understood(before[part], now[part], ignores=False)
    assert set(before["answers"]) == set(now["answers"])
    for status, known in before["answers"].items():
        assert understood(now["answers"][status], known, ignores=True)


@pytest.mark.parametrize("kind", BEFORE["frames"])
def test_a_frame_keeps_its_members(kind: str) -> None:
    """New kinds of frames are ignored (R37)."""
    assert understood(NOW["frames"][kind], BEFORE["frames"][kind], ignores=True)


@pytest.mark.parametrize(
    ("sent", "from_client", "from_server"),
    [
        (TODO, True, True),
        ({**TODO, "more": "string"}, False, True),
        ({"id": "string", "place": "integer"}, True, False),
        ({"title": "string", "place": "integer"}, False, False),
        ({**TODO, "id": '"constant"'}, True, True),
        ({**TODO, "place": ["integer", "string"]}, False, False),
        ({**TODO, "id": {"[]": "string"}}, False, False),
    ],
)
def test_breaks_are_found(sent: dict[str, Any], *, from_client: bool, from_server: bool) -> None:
    """A missing member, a changed type, or a member that is unknown to a server."""
    assert (understood(sent, TODO, ignores=False), understood(sent, TODO, ignores=True)) == (from_client, from_server)
