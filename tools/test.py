"""`make test`: every test of the Worker and of the web app, on a real server and a real browser."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence

from tools.project import ROOT, VENV_PYTHON, WEB, CommandFailed, run, run_quietly, say
from tools.settings import require_program, switch
from tools.setup import set_up

COVERING = {"tests/unit", "tests/contract"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main() -> None:
    """Test, with further arguments handed on to pytest. Ends with status 1 if anything failed."""
    arguments, native = sys.argv[1:], switch("NATIVE", os.environ)
    set_up()
    if native:
        sys.exit(0 if run([VENV_PYTHON, "-m", "pytest", *(arguments or ["tests/workerd"])]) else 1)
    if any((ROOT / "tests" / "browser").glob("**/test_*.py")):
        _require_browser()
    web_passed = True
    if (WEB / "package.json").is_file() and not arguments:
        web_passed = run(["npm", "test", "--silent"], cwd=WEB)
    # Last, so that its summary is the last line.
    passed = run([VENV_PYTHON, "-m", "pytest", *arguments, *coverage(arguments)])
    if not web_passed:
        say("The web app's tests FAILED, see further up.")
    sys.exit(0 if passed and web_passed else 1)


def coverage(arguments: Sequence[str]) -> list[str]:
    """What has pytest show branch coverage: only where these `arguments` run all that it counts on."""
    folders = {argument.rstrip("/") for argument in arguments}
    narrowed = any(argument.startswith("-") for argument in arguments)
    complete = not folders or "tests" in folders or folders >= COVERING
    return ["--cov"] if complete and not narrowed else []


def _require_browser() -> None:
    if named := os.environ.get("GLINT_BROWSER"):
        require_program("GLINT_BROWSER", named)
        return
    if any(map(shutil.which, BROWSERS)):
        return
    if not shutil.which("apt-get") or os.geteuid() != 0:
        raise CommandFailed("The browser tests need Chromium: install it, or name one in GLINT_BROWSER.")
    say("Installing Chromium for the browser tests (about 40 s) …")
    run_quietly(["apt-get", "update", "--quiet"])
    install = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends"]
    run_quietly([*install, "chromium", "fonts-liberation"])


if __name__ == "__main__":
    main()
