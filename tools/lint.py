"""`make lint`: formatting, rules and types. Everything is checked, even after the first complaint."""

from __future__ import annotations

import sys

from tools.project import ROOT, VENV, WEB, run, say
from tools.setup import TYPE_STUBS, set_up

BIN = VENV / "bin"


def main() -> None:
    """Check, and end with status 1 if anything is amiss."""
    set_up(TYPE_STUBS)
    checks = {
        "ruff check": run([BIN / "ruff", "check", "."]),
        "ruff format": run([BIN / "ruff", "format", "--check", "."]),
        "mypy": run([BIN / "mypy"]),
    }
    if (WEB / "package.json").is_file():
        prettier = WEB / "node_modules" / ".bin" / "prettier"
        checks["prettier"] = run([prettier, "--check", "--log-level=warn", ROOT / "devhost"])
        checks["web"] = run(["npm", "run", "--silent", "lint"], cwd=WEB)
    failed = [name for name, passed in checks.items() if not passed]
    say(f"lint: {', '.join(failed)} failed" if failed else "lint: all good")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
