"""The generated TypeScript is what the Structs say."""

from __future__ import annotations

from tools import wire_types


def test_the_typescript_types_are_fresh() -> None:
    """Whoever changes a Struct runs `make types`."""
    assert wire_types.TARGET.read_text() == wire_types.render()
