"""The set-up that every command begins with."""

from __future__ import annotations

import pytest

from tools.project import CACHE, locked
from tools.setup import set_up


def test_a_command_that_finds_everything_current_waits_for_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    """It says nothing either, while another command installs what only that one needs."""
    with locked(CACHE / "setup.lock"):
        set_up()
    assert capsys.readouterr() == ("", "")
