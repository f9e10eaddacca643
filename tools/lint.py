"""`make lint`: formatting, rules and types. Runs all checks beside each other, even after one has failed.

`python -m tools.lint eslint mypy` runs only those, as .pre-commit-config.yaml does.
"""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from tools.project import ROOT, VENV, WEB, CommandFailed, environment, say
from tools.setup import TYPE_STUBS, set_up

BIN: Final = VENV / "bin"
WEB_BIN: Final = WEB / "node_modules" / ".bin"
MODULES: Final = ("devhost", "bench", "tests")  # where there is JavaScript outside of web/

CHECKS: Final[dict[str, list[str | Path]]] = {
    "ruff-check": [BIN / "ruff", "check", "."],
    "ruff-format": [BIN / "ruff", "format", "--check", "."],
    "mypy": [BIN / "mypy"],
    "eslint": [WEB_BIN / "eslint", "--config", WEB / "eslint.modules.config.js", "--max-warnings=0", *MODULES],
    "prettier": [WEB_BIN / "prettier", "--check", "--log-level=warn", *(f"{folder}/**/*.mjs" for folder in MODULES)],
    "web": ["npm", "run", "--silent", "--prefix", WEB, "lint"],
}


def main(names: list[str]) -> None:
    """Run the checks of these names, or all, and exit with status 1 if one fails."""
    if unknown := sorted(set(names) - CHECKS.keys()):
        raise CommandFailed(f"lint: there is no {', '.join(unknown)}; there are {', '.join(CHECKS)}")
    set_up(TYPE_STUBS)
    names = names or list(CHECKS)
    failed = []
    with ThreadPoolExecutor() as pool:
        for name, done in zip(names, pool.map(_run, names), strict=True):
            print(done.stdout, end="", flush=True)
            if done.returncode:
                failed.append(name)
    say(f"lint: {', '.join(failed)} failed" if failed else "lint: all good")
    sys.exit(1 if failed else 0)


def _run(name: str) -> subprocess.CompletedProcess[str]:
    """Run a check to its end; its output is shown in one piece."""
    return subprocess.run(
        [str(part) for part in CHECKS[name]],
        cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1:])
