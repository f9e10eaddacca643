"""docs/operations.md lists exactly what the code logs and counts."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from domain.metrics import USES, columns

ROOT = Path(__file__).absolute().parents[2]
DOC = (ROOT / "docs" / "operations.md").read_text("utf-8")


def table(first: str) -> list[list[str]]:
    """Return the cells of the table whose heading begins like this, row by row."""
    _, _, rest = DOC.partition(f"\n| {first} |")
    rows = rest.partition("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in row.strip("| ").split(" | ")] for row in rows]


def logged() -> Iterator[str]:
    """Yield the `event` of every line that the code logs: in a dict, or as an argument of `_line` or `_warn`."""
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Dict):
                found = [value for key, value in zip(node.keys, node.values, strict=True) if _text(key) == "event"]
            else:
                found = node.args if isinstance(node, ast.Call) and _called(node) in ("_line", "_warn") else []
            yield from (text for value in found if (text := _text(value)))


def _called(node: ast.Call) -> str:
    return str(getattr(node.func, "id", "") or getattr(node.func, "attr", ""))


def _text(node: ast.expr | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def test_every_line_of_the_log_is_explained() -> None:
    """The events in the code are those of the table, each once."""
    assert sorted(name.strip("`") for name, *_ in table("`event`")) == sorted(set(logged()))


def test_every_column_is_explained() -> None:
    """The columns and their names are those of the code, in order."""
    assert {column.strip("`"): name.strip("`") for column, name, _ in table("column")} == columns()


def test_every_kind_is_explained() -> None:
    """The kinds and what they use are those of the code."""
    assert {kind.strip("`"): tuple(re.findall(r"\w+", uses)) for kind, _, uses in table("`kind`")} == USES
