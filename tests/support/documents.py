"""The repository's documents, parsed for the tests that compare them with the code."""

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
        *(ROOT / "clients").glob("*/README.md"),
        ROOT / "web" / "client" / "README.md",
    ]
)
_FENCED: Final = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)
_TICKED: Final = re.compile(r"`([^`\n]+)`")


def document(name: str) -> str:
    """Return the text of a document, by its path in the repository."""
    return (ROOT / name).read_text("utf-8")


def fenced(text: str) -> Iterator[str]:
    """Yield the content of each fenced block."""
    for block in _FENCED.findall(text):
        yield "\n".join(block.splitlines()[1:-1])


def ticked(text: str) -> list[str]:
    """Return everything in backticks, except in fenced blocks."""
    return _TICKED.findall(_FENCED.sub("", text))


def rows(text: str, after: str = "") -> list[list[str]]:
    """Return the cells of each row of the first table after a text, without its heading."""
    lines = iter(text[text.index(after) :].splitlines())
    table: list[list[str]] = []
    for line in lines:
        if line.lstrip().startswith("|"):
            table.append([cell.strip() for cell in line.strip().strip("|").split("|")])
        elif table:
            break
    return [row for row in table[2:] if row]


def rule(number: int) -> str:
    """Return a rule of docs/SPEC.md, including its table."""
    text = document("docs/SPEC.md")
    start = text.index(f"- **R{number}** ")
    ends = (text.find(mark, start + 1) for mark in ("\n- **R", "\n## "))
    return text[start : min((end for end in ends if end > 0), default=len(text))]
