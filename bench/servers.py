"""The servers under test, each with its own state folder and a port chosen by the system."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools.project import VENV_PYTHON, CommandFailed, environment, node
from tools.readiness import START_TIMEOUT_S, wait_for_answer

BASELINE = Path(__file__).absolute().parent / "baseline" / "serve.mjs"
STOP_TIMEOUT_S = 10.0
TARGETS = ("glint", "js", "js-log")


@dataclass(frozen=True, kw_only=True)
class Server:
    """A running server. `start_s`: from the start of its process to its first answer."""

    name: str
    base: str
    process: subprocess.Popen[bytes]
    start_s: float

    @property
    def workerd(self) -> int:
        """Return the process that does the work, a child of the node that started it."""
        return workerd_of(self.process.pid)


@contextmanager
def running(name: str, *, d1_ms: int = 0) -> Iterator[Server]:
    """Run the target `name` on fresh state; leave nothing behind."""
    with fresh_state(name) as state, serving(name, state, d1_ms=d1_ms) as server:
        yield server


@contextmanager
def fresh_state(name: str) -> Iterator[Path]:
    """Create an empty folder, which is removed afterwards."""
    state = Path(tempfile.mkdtemp(prefix=f"bench-{name}-"))
    try:
        yield state
    finally:
        shutil.rmtree(state, ignore_errors=True)


@contextmanager
def stored_database(state: Path) -> Iterator[sqlite3.Connection]:
    """Open the database of a server that has run on this state and does not now; commit at the end."""
    for file in state.glob("v3/d1/**/*.sqlite"):
        with closing(sqlite3.connect(file)) as db:
            if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'todo_sets'").fetchone():
                yield db
                db.commit()
                return
    raise CommandFailed(f"{state} has no database.")


@contextmanager
def serving(
    name: str, state: Path, *, rate_limits: bool = False, d1_ms: int = 0, inspector_port: int = 0
) -> Iterator[Server]:
    """Run the target `name` on this state until the block ends: with D1 so many ms away, and an inspector if asked."""
    options = {
        "RATE_LIMITS": "on" if rate_limits else "",
        "D1_DISTANCE_MS": str(d1_ms),
        "INSPECTOR_PORT": str(inspector_port),
    }
    port = free_port()
    started = time.monotonic()
    process = subprocess.Popen(_command(name, state, port, options), env=environment(options), stdin=subprocess.DEVNULL)
    try:
        base = f"http://127.0.0.1:{port}"
        if wrong := wait_for_answer(process, base, patience_s=START_TIMEOUT_S):
            raise CommandFailed(wrong)
        yield Server(name=name, base=base, process=process, start_s=time.monotonic() - started)
    finally:
        _stop(process)


def _command(name: str, state: Path, port: int, options: Mapping[str, str]) -> Sequence[str]:
    if name == "glint":
        return [str(VENV_PYTHON), "-m", "tools.serve", "--port", str(port), "--state", str(state)]
    log = "on" if name == "js-log" else "off"
    command = [str(node()), str(BASELINE), "--state", str(state), "--port", str(port), "--log", log]
    command += ["--d1-ms", options["D1_DISTANCE_MS"]]
    return command + (["--inspector-port", inspector] if (inspector := options["INSPECTOR_PORT"]) != "0" else [])


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(STOP_TIMEOUT_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def workerd_of(pid: int) -> int:
    """Return the workerd among the process's descendants."""
    return next(below for below in descendants(pid) if _name(below) == "workerd")


def descendants(pid: int) -> list[int]:
    """Return the process's descendants (Linux only)."""
    children: list[int] = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
        if parent == pid:
            children.append(int(folder.name))
    return children + [below for child in children for below in descendants(child)]


def _name(pid: int) -> str:
    try:
        return os.path.basename(os.readlink(f"/proc/{pid}/exe"))  # noqa: PTH119, PTH115 - the text, not a path
    except OSError:
        return ""
