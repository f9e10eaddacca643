"""A test's own server: `make serve` on a free port with its own state, which may be killed and restarted."""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import signal
import socket
import sqlite3
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from bench.servers import workerd_of

ROOT = Path(__file__).absolute().parents[2]
START_WITHIN_S = 180.0  # the first start in a checkout sets everything up
STOP_WITHIN_S = 30.0
POLL_S = 0.05


class Server:
    """A server with the test seams, not started yet. Its output goes to `<folder>/log`.

    With `source`, the zipped `src/` of another release, it runs that release's code, without seams.
    """

    def __init__(
        self,
        folder: Path,
        *,
        push: bool = True,
        rate_limits: bool = False,
        metrics: bool = True,
        native: bool = False,
        source: Path | None = None,
        variables: Mapping[str, object] | None = None,
    ) -> None:
        self._state = folder / "state"
        self._log = folder / "log"
        self._environ = {
            **os.environ,
            "GLINT_TEST_SEAMS": "1",
            "GLINT_VARS": json.dumps(dict(variables or {})),
            **({} if push else {"GLINT_NO_PUSH": "1"}),
            **({"RATE_LIMITS": "on"} if rate_limits else {}),
            **({"METRICS": "on"} if metrics else {}),
            **({"NATIVE": "1"} if native else {}),
            **({"GLINT_SOURCE": str(source), "GLINT_TEST_SEAMS": "0", "NATIVE": "0"} if source else {}),
        }
        self._process: subprocess.Popen[bytes] | None = None
        self.port = free_port()

    @property
    def url(self) -> str:
        """Return its address; the same after a restart."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def workerd(self) -> int:
        """Return the process that does the work."""
        assert self._process is not None, "The server must run."
        return workerd_of(self._process.pid)

    def start(self) -> None:
        """Start it and wait until it answers."""
        command = ["make", "--silent", "serve", f"PORT={self.port}", f"STATE_DIR={self._state}"]
        self._log.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=self._environ, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip
        deadline = time.monotonic() + START_WITHIN_S
        while not self._answers():
            assert self._process.poll() is None, f"The server ended while it started:\n{self.log()}"
            assert time.monotonic() < deadline, f"The server does not answer:\n{self.log()}"
            time.sleep(POLL_S)

    @contextmanager
    def running(self) -> Iterator[Server]:
        """Run it until the block ends."""
        self.start()
        yield self
        self.stop()

    def stop(self) -> None:
        """Stop it with SIGTERM; its children end with it."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """Kill all of its processes at once with SIGKILL."""
        self._end(signal.SIGKILL)

    def restart(self) -> None:
        """Kill it and start it again on the same port and state."""
        self.kill()
        self.start()

    def deploy(self) -> None:
        """Replace another release's code by this one's, on the same port and state."""
        self.stop()
        self._environ |= {"GLINT_SOURCE": "", "GLINT_TEST_SEAMS": "1"}
        self.start()

    @contextmanager
    def down(self) -> Iterator[None]:
        """Keep it down until the block ends."""
        self.kill()
        try:
            yield
        finally:
            self.start()

    def log(self, start: int = 0) -> str:
        """Return its output since byte `start`."""
        return self._log.read_bytes()[start:].decode(errors="replace") if self._log.exists() else ""

    def log_size(self) -> int:
        """Return the current size of the log."""
        return self._log.stat().st_size if self._log.exists() else 0

    @contextmanager
    def database(self) -> Iterator[sqlite3.Connection]:
        """Open D1's tables, to read or change them while the server is stopped."""
        assert self._process is None, "The server must not run."
        with (self._state / "lock").open() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # held by every process of the server until it is gone
            connection = sqlite3.connect(self._database_file())
            try:
                with connection:
                    yield connection
            finally:
                connection.close()

    def _database_file(self) -> Path:
        for file in self._state.rglob("*.sqlite"):
            connection = sqlite3.connect(file)
            try:
                if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'todo_sets'").fetchone():
                    return file
            finally:
                connection.close()
        raise AssertionError(f"There is no D1 database in {self._state}.")

    def _answers(self) -> bool:
        try:
            with urlopen(f"{self.url}/api/health", timeout=5) as response:  # noqa: S310 - the test's own server
                return bool(response.status == 200)
        except (URLError, OSError):
            return False

    def _end(self, how: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        os.killpg(process.pid, how)
        try:
            process.wait(STOP_WITHIN_S)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        while is_taken(self.port):  # its children may outlive it by a moment
            time.sleep(POLL_S)


def is_taken(port: int) -> bool:
    """Return whether something listens on this port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    """Return a port that nothing listens on, below those that the system gives to whoever names none."""
    while True:
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", secrets.randbelow(20_000) + 10_000))
            return int(probe.getsockname()[1])
