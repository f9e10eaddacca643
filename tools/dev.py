"""`make dev`: the app with demo data on stock `wrangler dev`, which serves saved files at once."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
from pathlib import Path

from devhost.build import Settings, build
from devhost.tethered_workerd import tether
from tools.demo import load_demo
from tools.migrations import apply_migrations
from tools.project import CACHE, ROOT, environment, node, say
from tools.readiness import wait_for_answer
from tools.settings import port, require_free, switch
from tools.setup import set_up
from tools.state import take_state

STOP_TIMEOUT_S = 10.0
# Not bin/wrangler.js, which starts this in a child process that would survive when it is killed.
WRANGLER = ROOT / "node_modules" / "wrangler" / "wrangler-dist" / "cli.js"

WELCOME = """
  Glint is running on {url}

  Sign in with a username, no password: ada, grace or linus.
  They share the team “{team}”. Open a second browser, or a private
  window, as someone else to watch changes arrive.

  A saved file below src/ is served after about two seconds. For the web app:
      cd web && npm run dev
  Ctrl-C ends everything; the data stays in {state}.
"""


def main() -> None:
    """Set up, start, load the demo data, print the address, and wait until the server ends."""
    parser = argparse.ArgumentParser(prog="make dev")
    parser.add_argument("--port", type=port, default=8787)
    number = parser.parse_args().port
    settings = Settings.from_environment(os.environ)
    tether(signal.SIGTERM)
    require_free(number)
    state = CACHE / "dev"
    take_state(state)
    set_up()
    server = _start(state, number, settings)
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, lambda *_: server.terminate())
    try:
        url = f"http://localhost:{number}"
        if wrong := wait_for_answer(server, url):
            say(f"{wrong}\nThe server is running; it will answer once the error above is fixed.")
        team = load_demo(url, state)
        say(WELCOME.format(url=url, team=team, state=state.relative_to(ROOT)))
        server.wait()
    except KeyboardInterrupt:
        pass
    finally:
        _stop(server)


def _start(state: Path, number: int, settings: Settings) -> subprocess.Popen[bytes]:
    folder = state / "host"
    build(folder, settings)
    apply_migrations(folder, state)
    options = ["--persist-to", state, "--port", number, "--inspector-port", 0]
    options += ["--ip", "0.0.0.0"] if switch("LAN", os.environ) else []  # noqa: S104 - LAN=1 asks for it
    command = [node(), "--no-warnings", WRANGLER, "dev", "--config", folder / "wrangler.json", *options]
    return subprocess.Popen(
        [*map(str, command), "--show-interactive-dev-session=false", "--log-level=warn"],
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.DEVNULL,
        preexec_fn=tether,  # noqa: PLW1509 - no threads here
    )


def _stop(server: subprocess.Popen[bytes]) -> None:
    if server.poll() is None:
        server.terminate()
    try:
        server.wait(STOP_TIMEOUT_S)
    except subprocess.TimeoutExpired:
        server.kill()


if __name__ == "__main__":
    main()
