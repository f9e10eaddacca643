"""`make serve`: the server in the foreground, quiet, with all its state in one folder.

The process becomes the server (exec), so that a signal to it reaches the server directly.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from devhost.build import Settings, build, build_native
from tools.migrations import write_migrations
from tools.project import DEVHOST, ROOT, environment, node
from tools.setup import PYODIDE_BUNDLE, set_up
from tools.state import take_state


def main() -> None:
    """Set up, build, and become the server."""
    parser = argparse.ArgumentParser(prog="make serve")
    parser.add_argument("--port", default="8787")
    parser.add_argument("--state", type=Path, default=ROOT / ".glint" / "serve")
    parser.add_argument("--native", action="store_true", help="on Cloudflare's Python runtime: see docs/native.md")
    args = parser.parse_args()
    state = args.state.expanduser().absolute()
    set_up(*([PYODIDE_BUNDLE] if args.native else []))
    take_state(state)
    folder = state / "host"
    (build_native if args.native else build)(folder, Settings.from_environment(os.environ))
    write_migrations(folder / "migrations.json")
    command = [node(), DEVHOST / "serve.mjs", "--folder", folder, "--state", state, "--port", args.port]
    os.execve(command[0], [str(part) for part in command], environment())


if __name__ == "__main__":
    main()
