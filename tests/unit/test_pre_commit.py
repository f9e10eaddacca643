"""The hooks that git runs before a commit."""

from __future__ import annotations

import re
from pathlib import Path

from tools.lint import CHECKS

CONFIG = Path(__file__).parents[2] / ".pre-commit-config.yaml"


def test_the_hooks_are_the_checks_of_make_lint() -> None:
    """All of them, each by the command that `make lint` runs, and none from anywhere else."""
    text = CONFIG.read_text("utf-8")
    assert re.findall(r"- id: (.*)", text) == list(CHECKS)
    assert re.findall(r"entry: (.*)", text) == [f"python3 -m tools.lint {name}" for name in CHECKS]
    assert re.findall(r"- repo: (.*)", text) == ["local"]
