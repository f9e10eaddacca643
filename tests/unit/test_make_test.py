"""What `make test` hands to pytest."""

from __future__ import annotations

from contextlib import redirect_stderr
from io import StringIO

import pytest

from tools.browsers import require_browsers
from tools.project import CommandFailed
from tools.test import coverage


@pytest.mark.parametrize(
    "arguments", [[], ["tests"], ["tests/unit", "tests/contract"], ["tests/contract/", "tests/workerd", "tests/unit/"]]
)
def test_coverage_is_shown_where_all_that_it_counts_on_has_run(arguments: list[str]) -> None:
    """The whole suite, or at least the two folders that cover `src/`."""
    assert coverage(arguments) == ["--cov"]


@pytest.mark.parametrize("arguments", [["tests/unit"], ["tests", "-k", "claim"], ["-x"], ["tests/unit/test_ids.py"]])
def test_a_part_of_the_suite_is_not_held_to_the_coverage_of_all(arguments: list[str]) -> None:
    """It passes or fails by its tests alone."""
    assert coverage(arguments) == []


def test_browsers_that_are_missing_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where they cannot be installed, one sentence says what to install."""
    monkeypatch.setenv("PATH", "/nonexistent")
    monkeypatch.delenv("GLINT_BROWSER", raising=False)
    with pytest.raises(CommandFailed), redirect_stderr(StringIO()) as said:
        require_browsers()
    assert "chromium fonts-liberation firefox-esr webkit2gtk-driver xvfb dbus" in said.getvalue()
