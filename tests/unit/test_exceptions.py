"""Every exception to a rule of a linter or a type checker says why it is one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("src", "tests", "tools", "devhost", "bench", "web/src", "web/scripts")
SUFFIXES = (".py", ".ts", ".tsx", ".mjs")
EXCEPTION = re.compile(r"(?:#|//|/\*) *(?:noqa|type: ignore|eslint-disable|@ts-)")
WITH_A_REASON = re.compile(
    r"# noqa: [A-Z0-9]+(?:, [A-Z0-9]+)* - \S"
    r"|# type: ignore\[[a-z, -]+\]  # \S"
    r"|eslint-disable(?:-next-line)? [\w@/, -]+? -- \S"
)


def _exceptions(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if EXCEPTION.search(line)]


def test_every_exception_says_why() -> None:
    """Nothing is switched off without a word."""
    files = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.suffix in SUFFIXES]
    files.remove(Path(__file__))
    found = [(path.name, line) for path in files for line in _exceptions(path.read_text("utf-8"))]
    assert found
    assert [(name, line) for name, line in found if not WITH_A_REASON.search(line)] == []


@pytest.mark.parametrize("line", ["x = 1  # noqa: S608", "x = 1  # type: ignore[misc]", "// eslint-disable no-var"])
def test_one_without_a_reason_would_be_seen(line: str) -> None:
    """A code alone is no reason."""
    assert _exceptions(line) == [line]
    assert not WITH_A_REASON.search(line)
