"""The generated TypeScript is up to date."""

from __future__ import annotations

import re

from domain import limits
from tools import wire_types
from tools.project import ROOT


def test_the_typescript_types_are_up_to_date() -> None:
    """After a change of a Struct run `make types`."""
    assert wire_types.TARGET.read_text() == wire_types.render()


def test_the_web_app_sends_no_place_that_the_server_refuses() -> None:
    """Its limit of `sortOrder` is next to its arithmetic, which imports nothing."""
    source = (ROOT / "web" / "src" / "todos" / "positions.ts").read_text("utf-8")
    found = re.search(r"SORT_ORDER_MAX = 2 \*\* (\d+);", source)
    assert found is not None
    assert 2 ** int(found[1]) <= limits.SORT_ORDER_MAX
