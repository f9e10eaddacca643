"""`make test`: every test of the Worker and of the web app, on a real server and in real browsers."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.browsers import require_browsers
from tools.project import ROOT, VENV_PYTHON, WEB, environment, run, say
from tools.settings import switch
from tools.setup import set_up

COVERING = ("tests/unit", "tests/contract")
BROWSERS = "tests/browser"
BESIDE = (
    ("tests/workerd",),
    (
        "tests/smoke",
        "tests/simulation",
        f"{BROWSERS}/test_accessibility.py",
        f"{BROWSERS}/test_editing.py",
        f"{BROWSERS}/test_line_cut.py",
        f"{BROWSERS}/test_offline.py",
        f"{BROWSERS}/test_sign_in.py",
    ),
)
"""What the coverage does not need, and the browsers' other tests not either: parts that take about as long."""


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
    """Run all tests in processes beside each other; show what the others said when that of the browsers is done."""
    ignored = [f"--ignore={each}" for part in BESIDE for each in part]
    browsers = [BROWSERS, *ignored]
    covered = ["tests", "--cov", *ignored, f"--ignore={BROWSERS}"]
    others = *BESIDE, covered
    with TemporaryDirectory() as folder, ExitStack() as stack:
        logs = [stack.enter_context((Path(folder) / f"{number}.log").open("w+")) for number in range(len(others))]
        beside = [
            subprocess.Popen([VENV_PYTHON, "-m", "pytest", *each], cwd=ROOT, env=environment(), stdout=log, stderr=log)
            for each, log in zip(others, logs, strict=True)
        ]
        passed = run([VENV_PYTHON, "-m", "pytest", *browsers])
        for process, log in zip(beside, logs, strict=True):
            passed &= process.wait() == 0
            log.seek(0)
            print(log.read(), end="")
    return passed


def coverage(arguments: Sequence[str]) -> list[str]:
    """Return pytest's coverage options: only where these `arguments` run everything that the coverage needs."""
    folders = {argument.rstrip("/") for argument in arguments}
    narrowed = any(argument.startswith("-") for argument in arguments)
    complete = not folders or "tests" in folders or folders.issuperset(COVERING)
    return ["--cov"] if complete and not narrowed else []


if __name__ == "__main__":
    main()
