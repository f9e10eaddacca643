"""The processes of a browser."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

START_WITHIN_S = 60
STOP_WITHIN_S = 30
POLL_S = 0.02


@contextmanager
def running(
    command: Sequence[str], log: Path, ready: str = "", environ: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Run a program until the block ends, then end all of its children; yield what its log says when it is `ready`."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, env={**os.environ, **(environ or {})}, stdin=subprocess.DEVNULL, stdout=output,
            stderr=output, start_new_session=True,
        )  # fmt: skip
    try:
        deadline = time.monotonic() + START_WITHIN_S
        while not (found := re.search(ready, log.read_text(errors="replace"), re.MULTILINE)):
            assert process.poll() is None, f"{command[0]} ended:\n{log.read_text(errors='replace')}"
            assert time.monotonic() < deadline, f"{command[0]} does not start:\n{log.read_text(errors='replace')}"
            time.sleep(POLL_S)
        yield found[0]
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(STOP_WITHIN_S)
