"""docs/operations.md against the code: its tables say what is logged and counted, and its queries fit what is."""

from __future__ import annotations

import ast
import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from devhost.build import read_jsonc
from domain.metrics import USES, Point, columns, data_point

ROOT = Path(__file__).absolute().parents[2]
DOC = (ROOT / "docs" / "operations.md").read_text("utf-8")
QUERIES = dict(re.findall(r"^### ([^\n]+)\n+```sql\n(.+?)\n```", DOC, re.DOTALL | re.MULTILINE))
COLUMN = re.compile(r"\b(?:index|blob|double)\d+\b")
KIND = re.compile(r"'([a-z]+(?:_[a-z]+)*)'")
NOT_SUMS = frozenset({"hour", "moment", "team", "kind", "code", "open", "p50", "p95", "most"})

every_query = pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES.keys())


def table(first: str) -> list[list[str]]:
    """The cells of the table whose head begins with this, row by row."""
    _, _, rest = DOC.partition(f"\n| {first} |")
    rows = rest.partition("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in row.strip("| ").split(" | ")] for row in rows]


def logged() -> Iterator[str]:
    """The `event` of every line that the code logs: in a dict, or as an argument of `_line` or `_warn`."""
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


def test_every_kind_has_a_query() -> None:
    """What is counted can be asked for."""
    assert {kind for query in QUERIES.values() for kind in KIND.findall(query)} == set(USES)


@every_query
def test_a_query_asks_for_what_its_kinds_say(query: str) -> None:
    """It reads the dataset of the configuration, and of the columns only those that its kinds use."""
    [dataset] = read_jsonc(ROOT / "wrangler.jsonc")["analytics_engine_datasets"]
    assert re.findall(r"FROM (\w+)", query) == [dataset["dataset"]]
    used = {field for kind in KIND.findall(query) for field in USES[kind]} | {"team", "kind"}
    assert {columns()[name] for name in COLUMN.findall(query)} <= used


@every_query
def test_a_query_weighs_what_was_sampled(query: str) -> None:
    """When each row stands for two, every sum is twice as large, and everything else as it was."""
    [once], [twice] = (answers(query, sample_interval)[:1] for sample_interval in (1, 2))
    sums = once.keys() - NOT_SUMS
    assert {name: twice[name] for name in sums} == {name: once[name] * 2 for name in sums}
    assert {name: twice[name] for name in NOT_SUMS & once.keys()} == {
        name: once[name] for name in NOT_SUMS & once.keys()
    }


class _Quantile:
    """`quantileExactWeighted`, as an aggregate of SQLite."""

    def __init__(self) -> None:
        self._level, self._values = 0.0, list[float]()

    def step(self, level: float, value: float, weight: int) -> None:
        """One row."""
        self._level = level
        self._values += [value] * weight

    def finalize(self) -> float:
        """The quantile of all rows."""
        return sorted(self._values)[min(int(self._level * len(self._values)), len(self._values) - 1)]


def answers(query: str, sample_interval: int) -> list[dict[str, float]]:
    """What the query finds where two points of each kind were written, each of them standing for so many."""
    database = sqlite3.connect(":memory:")
    database.row_factory = sqlite3.Row
    database.create_function("toStartOfInterval", 2, lambda timestamp, _: timestamp)
    database.create_aggregate("quantileExactWeighted", 3, _Quantile)  # type: ignore[arg-type]  # a class by its shape
    database.execute(f"CREATE TABLE glint (timestamp, _sample_interval, {', '.join(columns())})")
    for kind in USES:
        for number in (1, 2):
            numbers = {field: number for field in USES[kind] if field != "set"}
            written = json.loads(data_point(Point(team="t1", kind=kind, set="s1", **numbers)))
            values = [1, sample_interval, *written["indexes"], *written["blobs"], *written["doubles"]]
            database.execute(f"INSERT INTO glint VALUES ({', '.join('?' * len(values))})", values)  # noqa: S608 - only places
    try:
        return [dict(row) for row in database.execute(_for_sqlite(query))]
    finally:
        database.close()


def _for_sqlite(query: str) -> str:
    query = re.sub(r"NOW\(\) - INTERVAL '\d+' [A-Z]+", "0", query)
    query = re.sub(r"INTERVAL ('\d+') [A-Z]+", r"\1", query)
    query = re.sub(r"quantileExactWeighted\((.+?)\)\(", r"quantileExactWeighted(\1, ", query)
    return query.replace("IF(", "IIF(")
