"""Waiting for a server to start."""

from __future__ import annotations

import subprocess
import time
import urllib.error
import urllib.request

from tools.project import CommandFailed

START_TIMEOUT_S = 90.0
POLL_S = 0.02


def wait_for_answer(server: subprocess.Popen[bytes], url: str, *, patience_s: float = 5.0) -> str:
    """Wait until the server answers; return '' if it is healthy, otherwise what it says is wrong.

    A request that is not answered within `patience_s` is abandoned and sent again. Raises `CommandFailed` when the
    process ends, or does not answer within `START_TIMEOUT_S`.
    """
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise CommandFailed("The server ended instead of starting.")
        try:
            with urllib.request.urlopen(f"{url}/api/health", timeout=patience_s):
                return ""
        except urllib.error.HTTPError as error:
            return error.read().decode(errors="replace") or str(error)
        except OSError:
            time.sleep(POLL_S)
    raise CommandFailed(f"The server did not answer within {START_TIMEOUT_S:.0f} s.")
