"""Every rule in docs/SPEC.md has a test, and no test names a missing rule."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).absolute().parents[2]
RULE = re.compile(r"^- \*\*R(\d+)\*\*", re.MULTILINE)
PYTHON_NAME = re.compile(r"test_((?:r\d+_)+)")
WEB_TITLE = re.compile(r"""\b(?:test|it|describe)(?:\.\w+)*(?:\([^)]*\))?\(\s*["'`](R\d+(?:,? (?:and )?R\d+)*)\b""")
WEB_FOLDERS = ("src", "client/src")


def rules() -> list[int]:
    """Return the numbers of the rules, in order."""
    return [int(number) for number in RULE.findall((ROOT / "docs" / "SPEC.md").read_text())]


def named_by_python() -> Iterator[tuple[str, int]]:
    """Yield each Python test with each rule in its name."""
    for path in (ROOT / "tests").rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (found := PYTHON_NAME.match(node.name)):
                yield from ((node.name, int(number)) for number in re.findall(r"r(\d+)_", found[1]))


def named_by_the_web_app() -> Iterator[tuple[str, int]]:
    """Yield each test of the web app with each rule at the beginning of its title."""
    for folder in WEB_FOLDERS:
        for path in (ROOT / "web" / folder).rglob("*.test.ts*"):
            for title in WEB_TITLE.findall(path.read_text()):
                yield from ((f"{path.name}: {title}", int(number)) for number in re.findall(r"R(\d+)", title))


def test_every_rule_has_a_test_that_is_named_after_it() -> None:
    """`test_r13_…`, or `R13 …` for the title of a test of the web app."""
    tested = {number for _, number in (*named_by_python(), *named_by_the_web_app())}
    assert set(rules()) - tested == set()


def test_no_test_is_named_after_a_missing_rule() -> None:
    """When a rule is removed, its tests lose its number."""
    known = set(rules())
    assert [name for name, number in (*named_by_python(), *named_by_the_web_app()) if number not in known] == []


def test_the_numbers_of_the_rules_only_grow() -> None:
    """Each rule has its own number, in increasing order within the document."""
    assert rules() == sorted(set(rules()))
