"""The browsers that the tests drive: found on the machine, or installed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from tools.project import CommandFailed, run_quietly, say
from tools.settings import require_program

CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first one is without windows, toolbars and their processes: a third less work for the same pages."""
FIREFOX = ("firefox-esr", "firefox")
WEBKIT = ("WebKitWebDriver",)
DISPLAY = ("Xvfb",)
BUS = ("dbus-run-session",)
PACKAGES = {
    CHROMIUM: ("chromium", "fonts-liberation"),
    FIREFOX: ("firefox-esr",),
    WEBKIT: ("webkit2gtk-driver",),
    DISPLAY: ("xvfb",),
    BUS: ("dbus",),
}
"""The Debian package of each."""


def program(names: tuple[str, ...]) -> str | None:
    """Find the first of these programs that is installed; GLINT_BROWSER names another Chromium."""
    chosen = os.environ.get("GLINT_BROWSER") if names is CHROMIUM else None
    return chosen or next(filter(None, map(shutil.which, names)), None)


def mini_browser() -> Path | None:
    """Find WebKitGTK's MiniBrowser, which each system keeps elsewhere, and never in PATH."""
    return next(Path("/usr").glob("lib*/**/webkit2gtk-4*/MiniBrowser"), None)


def require_browsers() -> None:
    """Install missing browsers with apt, or say what to install."""
    if chosen := os.environ.get("GLINT_BROWSER"):
        require_program("GLINT_BROWSER", chosen)
    packages = [package for names, needed in PACKAGES.items() if not program(names) for package in needed]
    if not packages:
        return
    if not shutil.which("apt-get") or os.geteuid() != 0:
        raise CommandFailed(
            f"The tests need more browsers than are here. Install, by Debian's names: {' '.join(packages)}. "
            "(GLINT_BROWSER may name a Chromium.)"
        )
    say(f"Installing {', '.join(packages)} for the browser tests (about a minute) …")
    run_quietly(["apt-get", "update", "--quiet"])
    run_quietly(["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", *packages])
