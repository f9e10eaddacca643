"""`make test`: every test of the Worker and of the web app, on a real server and in real browsers."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

from tools.browsers import require_browsers
from tools.project import CACHE, ROOT, VENV_PYTHON, WEB, environment, run, say
from tools.settings import switch
from tools.setup import set_up

COVERING = {"tests/unit", "tests/contract"}
WAITING = ("tests/browser", "tests/smoke")
"""Tests that spend most of their time waiting for browsers; all others take about as long."""


def main() -> None:
    """Run all tests, with further arguments passed to pytest. Exits with status 1 if any failed."""
    arguments, native = sys.argv[1:], switch("NATIVE", os.environ)
    set_up()
    if native:
        sys.exit(0 if run([VENV_PYTHON, "-m", "pytest", *(arguments or ["tests/workerd"])]) else 1)
    require_browsers()
    web_passed = True
    if (WEB / "package.json").is_file() and not arguments:
        web_passed = run(["npm", "test", "--silent"], cwd=WEB)
    # Last, so that its summary is the last line.
    passed = run([VENV_PYTHON, "-m", "pytest", *arguments, *coverage(arguments)]) if arguments else run_all()
    if not web_passed:
        say("The web app's tests FAILED, see further up.")
    sys.exit(0 if passed and web_passed else 1)


def run_all() -> bool:
    """Run all tests, those that mostly wait beside the others, whose output is shown when both are done."""
    log = CACHE / "tests.log"
    others = [str(VENV_PYTHON), "-m", "pytest", "--cov", *(f"--ignore={folder}" for folder in WAITING)]
    with (
        log.open("w") as output,
        subprocess.Popen(others, cwd=ROOT, env=environment(), stdout=output, stderr=subprocess.STDOUT) as beside,
    ):
        passed = run([VENV_PYTHON, "-m", "pytest", *WAITING])
    print(log.read_text(), end="")
    return passed and beside.returncode == 0


def coverage(arguments: Sequence[str]) -> list[str]:
    """Return pytest's coverage options: only where these `arguments` run everything that the coverage needs."""
    folders = {argument.rstrip("/") for argument in arguments}
    narrowed = any(argument.startswith("-") for argument in arguments)
    complete = not folders or "tests" in folders or folders >= COVERING
    return ["--cov"] if complete and not narrowed else []


if __name__ == "__main__":
    main()
