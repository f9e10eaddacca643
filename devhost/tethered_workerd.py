#!/usr/bin/env -S python3 -IS
"""Run workerd so that it dies with the process that started it, even by SIGKILL.

Miniflare starts this in place of workerd (MINIFLARE_WORKERD_PATH). Otherwise a workerd whose parent was killed would
keep the port and the database.
"""

import ctypes
import os
import signal
import sys
from pathlib import Path

PR_SET_PDEATHSIG = 1
ROOT = Path(__file__).absolute().parent.parent
# Locally made Pyodide bundles, for which Miniflare has no option: see tools/pyodide_bundle.py.
BUNDLES = ROOT / ".glint" / "bundles"


def tether(number: int = signal.SIGKILL) -> None:
    """Have the kernel send this process a signal when its parent dies.

    Linux only; elsewhere the process is not tethered.
    """
    if sys.platform != "linux":
        return
    parent = os.getppid()
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, number)
    if os.getppid() != parent:  # it died in between
        sys.exit(1)


def workerd() -> Path:
    """Return the binary itself: what npm puts into .bin may be a node script, which alone would be tethered."""
    return next((ROOT / "node_modules").glob("@cloudflare/workerd-*/bin/workerd"))


if __name__ == "__main__":
    tether()
    command, *options = sys.argv[1:]
    bundles = [f"--pyodide-bundle-disk-cache-dir={BUNDLES}"] if BUNDLES.exists() else []
    os.execv(workerd(), ["workerd", command, *bundles, *options])
