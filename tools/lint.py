"""`make lint`: formatting, rules and types. Runs all checks, even after one has failed.

`python -m tools.lint eslint mypy` runs only those, as .pre-commit-config.yaml does.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from tools.project import VENV, WEB, CommandFailed, run, say
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
    failed = [name for name in names or CHECKS if not run(CHECKS[name])]
    say(f"lint: {', '.join(failed)} failed" if failed else "lint: all good")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
