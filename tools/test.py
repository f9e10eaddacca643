"""`make test`: every test of the Worker and of the web app, on a real server and a real browser."""

from __future__ import annotations

import os
import shutil
import sys

from tools.project import ROOT, VENV_PYTHON, WEB, CommandFailed, run, run_quietly, say
from tools.setup import set_up

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main() -> None:
    """Test, with further arguments handed on to pytest. Ends with status 1 if anything failed."""
    set_up()
    if any((ROOT / "tests" / "browser").glob("**/test_*.py")):
        _require_browser()
    web_passed = True
    if (WEB / "package.json").is_file() and not sys.argv[1:]:
        web_passed = run(["npm", "test", "--silent"], cwd=WEB)
    # Last, so that its summary is the last line.
    passed = run([VENV_PYTHON, "-m", "pytest", *sys.argv[1:]])
    if not web_passed:
        say("The web app's tests FAILED, see further up.")
    sys.exit(0 if passed and web_passed else 1)


def _require_browser() -> None:
    if os.environ.get("GLINT_BROWSER") or any(map(shutil.which, BROWSERS)):
        return
    if not shutil.which("apt-get") or os.geteuid() != 0:
        raise CommandFailed("The browser tests need Chromium: install it, or name one in GLINT_BROWSER.")
    say("Installing Chromium for the browser tests (about 40 s) …")
    run_quietly(["apt-get", "update", "--quiet"])
    install = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends"]
    run_quietly([*install, "chromium", "fonts-liberation"])


if __name__ == "__main__":
    main()
