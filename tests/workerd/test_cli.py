"""`glint`, the command, on a real server."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from glint_client.cli.main import main
from tests.support.connections import fetch
from tests.support.server import Server

CLIENT = Path(__file__).absolute().parents[2] / "clients" / "python" / "src"


class Terminal:
    """Someone at a terminal, with settings of their own."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys

    def fails(self, status: int, *arguments: str) -> str:
        """Run a command that must end like this; return what it says."""
        assert main(arguments) == status
        out, err = self._capsys.readouterr()
        return out if status == 0 else err

    def run(self, *arguments: str) -> str:
        """Run a command."""
        return self.fails(0, *arguments)


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Nobody has signed in yet."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    return Terminal(tmp_path, capsys)


def test_a_list_is_read_changed_watched_and_exported(server: Server, terminal: Terminal) -> None:
    """Each command does what it says, and says in its status what went wrong."""
    assert "glint login" in terminal.fails(3, "lists")
    terminal.run("login", server.url, "--username", f"Ann {uuid4().hex[:8]}")
    (account,) = terminal.folder.rglob("account.json")
    assert account.stat().st_mode & 0o777 == 0o600
    said = json.loads(account.read_text())
    fetch("POST", f"{server.url}/api/teams", headers=said["headers"], json={"name": "Home"})
    *_, found = json.loads(terminal.run("lists", "--json"))
    name = f"{found['team']['name']}/{found['name']}"
    assert f"{found['id']}  {name}\n" in terminal.run("lists")
    state = str(terminal.folder / "state.json")
    with _watching(name, state) as watching:
        milk = json.loads(terminal.run("add", name, "Milk > all", "--due", "2026-12-02", "--json"))
        assert _next(watching)["todo"]["title"] == "Milk > all"
        terminal.run("add", found["id"], "Oat", "--below", milk["id"][:8])
        assert _next(watching)["todo"]["parentId"] == milk["id"]
    assert "[x] Oat" in terminal.run("done", name, "oat")
    with _watching(name, state) as watching:
        assert _next(watching)["seq"] >= 2  # what the last run has not handled to the end comes again
    assert terminal.run("show", name).splitlines()[1].endswith("    [x] Oat")
    exported = json.loads(terminal.run("export", name))
    (todo,) = exported["todos"]
    assert (exported["name"], todo["title"], todo["dueOn"]) == (found["name"], "Milk > all", "2026-12-02")
    assert [(each["title"], each["completed"]) for each in todo["todos"]] == [("Oat", True)]
    file = terminal.folder / "list.md"
    terminal.run("export", name, "--format", "markdown", "--output", str(file))
    assert "- [ ] Milk > all <!-- {" in file.read_text()
    today = datetime.now(UTC).date().isoformat()
    terminal.run("add", name, "Eggs", "--due", today)
    mine = json.loads(terminal.run("show", name, "--json"))["todos"][-1]
    path = f"{server.url}/api/teams/{found['team']['id']}/todos/{mine['id']}/claim"
    fetch("POST", path, headers=said["headers"], json={"claimed": True})
    line = f"{today}  due  {found['team']['name']}/{found['name']}  Eggs\n"
    assert terminal.run("notifications", "--read") == line
    assert (terminal.run("notifications"), terminal.run("notifications", "--all")) == ("", line)
    assert "no list" in terminal.fails(4, "show", "Nothing")
    assert "no todo" in terminal.fails(4, "done", name, "Nothing")
    assert "title" in terminal.fails(1, "add", name, " ")
    assert "token is not valid" in terminal.fails(3, "login", server.url, "--token", "glint_wrong")
    terminal.fails(5, "login", "http://127.0.0.1:1", "--username", "Ann")


class _watching:  # noqa: N801 - a context manager
    def __init__(self, name: str, state: str) -> None:
        command = [sys.executable, "-m", "glint_client", "watch", name, "--json", "--state", state]
        environ = {**os.environ, "PYTHONPATH": str(CLIENT)}
        # Where pytest was started with `&`, SIGINT is ignored, which the command would inherit.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        self._process = subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True)

    def __enter__(self) -> subprocess.Popen[str]:
        assert _next(self._process)["type"] == "list:opened"
        return self._process

    def __exit__(self, *_: object) -> None:
        self._process.send_signal(signal.SIGINT)
        assert self._process.wait(20) == 130
        if self._process.stdout:
            self._process.stdout.close()


def _next(process: subprocess.Popen[str]) -> dict[str, Any]:
    assert process.stdout is not None
    found: dict[str, Any] = json.loads(process.stdout.readline())
    return found
