"""The server on Cloudflare's own Python runtime, in place of the dev host: `uv run pywrangler dev`.

It has the configuration, the settings and the state of `make serve`, and runs the same `src/`. What it needs and
neither PyPI nor npm has is downloaded by uv and by workerd: see docs/native.md.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import Final, NoReturn

from devhost.build import Settings, localized, read_jsonc, write_if_changed
from tools.migrations import apply_migrations
from tools.project import CACHE, PACKAGES, ROOT, CommandFailed, environment, say, tail
from tools.setup import UV, UV_STEP, set_up

PYTHON_MISSING: Final = (
    "The native runtime needs CPython 3.14 and the Python of Pyodide, which uv downloads, and which could not be "
    "downloaded (see above). make test without NATIVE=1 needs neither."
)
BUNDLE_MISSING: Final = (
    "The native runtime needs Cloudflare's Pyodide bundle, which workerd downloads when it starts, and which could not "
    "be downloaded (see above). make test without NATIVE=1 does not need it."
)
BUNDLE_FAILED: Final = "Request for Pyodide bundle failed"


def native_environment() -> dict[str, str]:
    """The environment for uv and what it starts; its packages are kept apart from those of .venv."""
    return environment({"PYWRANGLER_LOG": "error", "UV_PROJECT_ENVIRONMENT": str(CACHE / "native")})


def set_up_native() -> None:
    """Bring up to date what `pywrangler dev` needs; CommandFailed says what could not be downloaded."""
    set_up(UV_STEP)
    command = [str(UV), "run", "--quiet", "pywrangler", "sync"]
    done = subprocess.run(command, cwd=ROOT, env=native_environment(), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        say(tail(done.stdout + done.stderr))
        raise CommandFailed(PYTHON_MISSING)


def build(folder: Path, settings: Settings) -> None:
    """Write the configuration, beside what wrangler looks for there: the source, and the vendored packages."""
    config = {**localized(read_jsonc(ROOT / "wrangler.jsonc"), settings, root=ROOT), "main": "src/entry.py"}
    write_if_changed(folder / "wrangler.json", json.dumps(config, indent=2).encode() + b"\n")
    for target in (ROOT / "src", PACKAGES):
        link = folder / target.name
        if not link.is_symlink():
            link.symlink_to(target)


def become_server(folder: Path, state: Path, port: str) -> NoReturn:
    """Build into `folder`, apply the migrations, and become the server."""
    build(folder, Settings.from_environment(os.environ))
    apply_migrations(folder, state)
    options = ["--config", folder / "wrangler.json", "--persist-to", state, "--ip", "127.0.0.1", "--port", port]
    plain = ["--inspector-port", "0", "--show-interactive-dev-session=false", "--log-level=warn"]
    command = [UV, "run", "--quiet", "pywrangler", "dev", *options, *plain]
    os.chdir(ROOT)
    os.execve(UV, [str(part) for part in command], native_environment())


def require_native() -> None:
    """Start a server once; CommandFailed says why none can start here."""
    from tests.support.server import Server  # noqa: PLC0415 - tools run without tests, except for this

    set_up_native()
    with tempfile.TemporaryDirectory(prefix="glint-native-") as folder:
        server = Server(Path(folder))
        try:
            server.start()
        except AssertionError:
            say(tail(server.log()))
            why = BUNDLE_MISSING if BUNDLE_FAILED in server.log() else "The native server does not start (see above)."
            raise CommandFailed(why) from None
        finally:
            server.stop()
