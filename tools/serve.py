"""`make serve`: the server in the foreground, quiet, with all its state in one folder.

The process becomes the server (exec), so that a signal to it reaches the server directly.
"""

from __future__ import annotations

import argparse
import os

from devhost.build import Settings, build, build_native
from tools.migrations import write_migrations
from tools.project import DEVHOST, ROOT, environment, node
from tools.settings import port, require_free, switch, whole_number
from tools.setup import PYODIDE_BUNDLE, set_up
from tools.state import state_folder, take_state


def main() -> None:
    """Set up, build, and become the server."""
    parser = argparse.ArgumentParser(prog="make serve")
    parser.add_argument("--port", type=port, default=8787)
    parser.add_argument("--state", type=state_folder, default=ROOT / ".glint" / "serve")
    args = parser.parse_args()
    settings = Settings.from_environment(os.environ)
    native, lan = switch("NATIVE", os.environ), switch("LAN", os.environ)
    d1_ms = whole_number("D1_DISTANCE_MS", os.environ, default=0, least=0)
    inspector = whole_number("INSPECTOR_PORT", os.environ, default=0, least=0)
    take_state(args.state)
    require_free(args.port)
    set_up(*([PYODIDE_BUNDLE] if native else []))
    folder = args.state / "host"
    (build_native if native else build)(folder, settings)
    write_migrations(folder / "migrations.json")
    command = [node(), DEVHOST / "serve.mjs", "--folder", folder, "--state", args.state, "--port", args.port]
    command += ["--host", "0.0.0.0"] if lan else []  # noqa: S104 - LAN=1 asks for it
    command += ["--d1-ms", d1_ms, *(["--inspector-port", inspector] if inspector else [])]
    os.execve(command[0], [str(part) for part in command], environment())


if __name__ == "__main__":
    main()
