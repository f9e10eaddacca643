"""Paths, running programs, and messages to the user."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).absolute().parent.parent
CACHE = ROOT / ".glint"
DEVHOST = ROOT / "devhost"
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
PACKAGES = ROOT / "python_modules"
STUBS = ROOT / ".stubs"
WEB = ROOT / "web"
MODULES_BIN = ROOT / "node_modules" / ".bin"
OUTPUT_LINES = 60
OUTPUT_COLUMNS = 300
OLDEST_NODE = (22, 12)


class CommandFailed(SystemExit):
    """A step failed, and the user has been told why. Ends the command with status 1."""

    def __init__(self, message: str) -> None:
        super().__init__(1)
        say(message)


def say(message: str) -> None:
    """Print a message to stderr. Standard output is left to the program that a command runs."""
    print(message, file=sys.stderr, flush=True)


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment for node programs: the project's own node first, and no telemetry."""
    return {
        **os.environ,
        "PATH": f"{MODULES_BIN}{os.pathsep}{os.environ.get('PATH', '')}",
        "CI": "1",  # no prompts, no colours
        "CLOUDFLARE_CF_FETCH_ENABLED": "false",
        "MINIFLARE_WORKERD_PATH": str(DEVHOST / "tethered_workerd.py"),
        "WRANGLER_LOG_PATH": str(CACHE / "logs"),
        "WRANGLER_SEND_METRICS": "false",
        **(extra or {}),
    }


def run_quietly(command: Sequence[str | Path], *, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> None:
    """Run to the end; on failure print the end of the output and raise `CommandFailed`."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        text=True,
    )
    if done.returncode != 0:
        say(tail(done.stdout))
        raise CommandFailed(f"failed ({done.returncode}): {' '.join(map(str, command))}")


def write_generated(path: Path, text: str) -> None:
    """Write a generated file that is kept in the repository."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    print(f"Wrote {path.relative_to(ROOT)}.")


def tail(output: str) -> str:
    """Return the end of a program's output, as much as one reads."""
    return "\n".join(line[:OUTPUT_COLUMNS] for line in output.splitlines()[-OUTPUT_LINES:])


def run(command: Sequence[str | Path], *, cwd: Path = ROOT) -> bool:
    """Run to the end with visible output; return whether it succeeded."""
    return subprocess.run([str(part) for part in command], cwd=cwd, env=environment(), check=False).returncode == 0


def node() -> Path:
    """Return the node that wrangler needs: the project's own, or else a recent one of the machine."""
    own = MODULES_BIN / "node"
    if own.exists():
        return own
    found = shutil.which("node")
    if found and _node_version(found) >= OLDEST_NODE:
        return Path(found)
    wanted = ".".join(map(str, OLDEST_NODE))
    raise CommandFailed(f"No Node for this platform came with npm: install Node {wanted} or newer.")


def _node_version(program: str) -> tuple[int, ...]:
    text = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    return tuple(int(part) for part in text.strip().lstrip("v").split(".")[:2])


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the file lock `path`; concurrent commands wait for each other."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for the set-up of another command …")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
