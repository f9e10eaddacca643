"""The documents of the repository, as the tests that hold them against the code read them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).absolute().parents[2]
DOCUMENTS: Final = sorted(
    [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
    ]
)
_FENCED: Final = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)
_TICKED: Final = re.compile(r"`([^`\n]+)`")


def document(name: str) -> str:
    """The text of a document, by its path in the repository."""
    return (ROOT / name).read_text("utf-8")


def fenced(text: str) -> Iterator[str]:
    """What stands in each fenced block."""
    for block in _FENCED.findall(text):
        yield "\n".join(block.splitlines()[1:-1])


def ticked(text: str) -> list[str]:
    """What stands in backticks, fenced blocks apart."""
    return _TICKED.findall(_FENCED.sub("", text))


def rows(text: str, after: str = "") -> list[list[str]]:
    """The cells of each row of the first table after a text, its heading apart."""
    lines = iter(text[text.index(after) :].splitlines())
    table: list[list[str]] = []
    for line in lines:
        if line.lstrip().startswith("|"):
            table.append([cell.strip() for cell in line.strip().strip("|").split("|")])
        elif table:
            break
    return [row for row in table[2:] if row]


def rule(number: int) -> str:
    """A rule of docs/SPEC.md, its table included."""
    text = document("docs/SPEC.md")
    start = text.index(f"- **R{number}** ")
    ends = (text.find(mark, start + 1) for mark in ("\n- **R", "\n## "))
    return text[start : min((end for end in ends if end > 0), default=len(text))]
