"""The main module's start-up: no randomness, and no JavaScript objects except by name (docs/devhost.md).

The interpreter is the Worker's own, on node.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.production import startup_problems
from tools.project import PACKAGES, ROOT

REFUSED = {
    "chance": ("import secrets\nTOKEN = secrets.token_hex()", "Randomness"),
    "a timer": ("import asyncio\nasyncio.get_event_loop().call_later(5, print)", "A timer"),
    "an object of JavaScript in a cache": (
        "import functools, js\n@functools.cache\ndef options():\n    return js.JSON.parse('{}')\noptions()",
        "a JavaScript object (Object)",
    ),
    "a function for JavaScript": ("from pyodide.ffi import create_proxy\nRUN = create_proxy(print)", "(PyProxy)"),
}
ALLOWED = """
import secrets, uuid
import js
from js import Date
from workers import WorkerEntrypoint

PARSE = js.JSON.parse
NEW_ID, NEW_TOKEN = uuid.uuid4, secrets.token_hex

class Default(WorkerEntrypoint):
    pass
"""


def test_glint_follows_the_rules_of_a_native_start_up() -> None:
    """Nothing in `src/` violates the rules of a start-up, and its memory can be snapshotted."""
    assert list(startup_problems(ROOT / "src", PACKAGES)) == []


@pytest.mark.parametrize("what", REFUSED)
def test_what_a_start_up_may_not_do_is_named(what: str, tmp_path: Path) -> None:
    """The violation is reported in a sentence."""
    code, said = REFUSED[what]
    (tmp_path / "entry.py").write_text(code)
    (problem,) = startup_problems(tmp_path, PACKAGES)
    assert said in problem


def test_what_a_start_up_may_do_passes(tmp_path: Path) -> None:
    """Names of JavaScript are found again after a snapshot, and functions that nothing calls do nothing."""
    (tmp_path / "entry.py").write_text(ALLOWED)
    assert list(startup_problems(tmp_path, PACKAGES)) == []
