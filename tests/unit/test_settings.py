"""An invalid setting is reported in one sentence with the valid values."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from devhost.build import Settings
from tools.project import ROOT
from tools.settings import WrongSetting, port, require_free, require_program, switch, variables, whole_number
from tools.state import state_folder

WRONG_SWITCHES = ("banana", "ON", "true", "2")


def make(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Call make as from a shell, without what the outer make passes to its children."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(
        ["make", "--silent", *arguments],  # noqa: S607 - the one on the path
        cwd=ROOT, env={**outside, "GLINT_NO_WEB": "1", **environ}, stdin=subprocess.DEVNULL, capture_output=True,
        text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("serve", "PORT=abc"), "PORT is “abc”; it must be a whole number from 1 to 65535, such as 8787."),
        (("serve", "PORT=99999"), "PORT is “99999”; it must be a whole number from 1 to 65535, such as 8787."),
        (("serve", "PORT="), "PORT is “”; it must be a whole number from 1 to 65535, such as 8787."),
        (("serve", "STATE_DIR="), "STATE_DIR is empty: name a folder, such as .glint/serve."),
        (
            ("serve", "STATE_DIR=README.md/x"),
            "{root}/README.md/x cannot hold the state (Not a directory): name another",
        ),
        (
            ("serve", "RATE_LIMITS=banana"),
            "RATE_LIMITS is “banana”; it must be on, or off, which is what it is without",
        ),
        (("serve", "NATIVE=yes"), "NATIVE is “yes”; it must be 1, or 0, which is what it is without it."),
        (("serve", "GLINT_VARS={"), "GLINT_VARS is “{{”; it must be a JSON object of texts, such as"),
        (("dev", "PORT=abc"), "PORT is “abc”; it must be a whole number from 1 to 65535, such as 8787."),
        (("dev", "METRICS=yes"), "METRICS is “yes”; it must be on, or off, which is what it is without it."),
        (("test", "NATIVE=yes"), "NATIVE is “yes”; it must be 1, or 0, which is what it is without it."),
        (("soak", "SEEDS=many"), "SEEDS is “many”; it must be a whole number from 1 on, such as 20."),
        (("soak", "KILLS=-1"), "KILLS is “-1”; it must be a whole number from 0 on, such as 2."),
        (("bench", "ROUNDS=0"), "ROUNDS is “0”; it must be a whole number from 1 on, such as 3."),
        (("bench", "TARGETS=js,go"), "TARGETS must be some of glint, js, js-log, with js among them."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_command_says_what_is_wrong(arguments: tuple[str, ...], said: str) -> None:
    """It ends with status 2 and one sentence, not with a traceback; the other line is make's own."""
    done = make(*arguments)
    waits = "Waiting for the set-up of another command …"  # other tests may install what they need
    first, last = (line for line in done.stderr.splitlines() if line != waits)
    assert first.startswith(said.format(root=ROOT))
    assert (done.returncode, done.stdout, last.startswith("make: ***")) == (2, "", True)


def test_a_port_in_use_is_reported(tmp_path: Path) -> None:
    """Another one is suggested."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        done = make("serve", f"PORT={taken}", f"STATE_DIR={tmp_path}")
    assert done.stderr.startswith(f"Port {taken} cannot be used (Address already in use): name another PORT.")
    assert done.returncode == 2


@pytest.mark.parametrize("text", WRONG_SWITCHES)
@pytest.mark.parametrize("name", ["GLINT_NO_PUSH", "GLINT_TEST_SEAMS", "RATE_LIMITS", "METRICS"])
def test_a_switch_is_on_or_off(name: str, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Anything else is refused."""
    with pytest.raises(WrongSetting) as refused:
        Settings.from_environment({name: text})
    assert (refused.value.code, capsys.readouterr().err.startswith(f"{name} is “{text}”")) == (2, True)


@pytest.mark.parametrize(("environ", "on"), [({}, False), ({"X": ""}, False), ({"X": "0"}, False), ({"X": "1"}, True)])
def test_a_switch_is_off_by_default(environ: Mapping[str, str], *, on: bool) -> None:
    """Its default may be set explicitly."""
    assert switch("X", environ) is on


@pytest.mark.parametrize("text", ["[]", "1", '{"A":true}', '{"A":null}', "{'A':'b'}"])
def test_variables_of_the_worker_are_texts_lists_or_objects(text: str) -> None:
    """A `true` without quotation marks would not reach the Worker."""
    with pytest.raises(WrongSetting):
        variables("X", {"X": text})
    assert variables("X", {"X": '{"A":"true","B":[{}]}'}) == {"A": "true", "B": [{}]}


def test_the_largest_port_is_a_port() -> None:
    """So is the smallest; the message suggests none beyond."""
    assert (port("1"), port("65535"), whole_number("X", {}, default=3)) == (1, 65_535, 3)
    for text in ("0", "65536", "-1", "80.0", " "):
        with pytest.raises(WrongSetting):
            port(text)


def test_other_invalid_settings() -> None:
    """A folder without a name, a browser that does not exist."""
    with pytest.raises(WrongSetting):
        state_folder(" ")
    with pytest.raises(WrongSetting):
        require_program("GLINT_BROWSER", "/nonexistent")
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(WrongSetting):
        require_free(other.getsockname()[1])
