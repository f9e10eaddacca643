"""The tests named in docs/security.md exist."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).absolute().parents[2]
TESTS = re.compile(r"`(test_\w+)`")


def test_every_threat_names_tests_that_exist() -> None:
    """A renamed test is renamed there too."""
    text = (ROOT / "docs" / "security.md").read_text("utf-8").partition("\n## What is stored\n")[0]
    rows = [line for line in text.splitlines() if line.startswith("| ") and not line.startswith(("| someone", "| ---"))]
    existing = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"def (test_\w+)", path.read_text("utf-8"))
    }
    named = [TESTS.findall(row.rsplit("|", 2)[1]) for row in rows]
    assert all(named), "Every threat needs a test."
    assert {name for names in named for name in names} - existing == set()
