"""Draw the app's icons from web/public/favicon.svg with Chromium: run `python -m tools.icons` after it has changed."""

from __future__ import annotations

import os
import shutil
from typing import Final, NamedTuple

from playwright.sync_api import sync_playwright

from tools.project import WEB, CommandFailed

GREEN: Final = "#0f6b5c"


class Icon(NamedTuple):
    """A square picture; if `whole`, the system cuts the shape, and only the middle four fifths are safe."""

    name: str
    size: int
    whole: bool


ICONS: Final = (
    Icon("icon-192", 192, whole=False),
    Icon("icon-512", 512, whole=False),
    Icon("icon-maskable", 512, whole=True),
    Icon("apple-touch-icon", 180, whole=True),
)


def main() -> None:
    """Write web/public/icons/*.png."""
    executable = os.environ.get("GLINT_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
    if not executable:
        raise CommandFailed("The icons are drawn by Chromium, which is not here.")
    drawing = (WEB / "public" / "favicon.svg").read_text("utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        for icon in ICONS:
            page = browser.new_page(viewport={"width": icon.size, "height": icon.size})
            page.set_content(_page_of(icon, drawing))
            page.screenshot(path=WEB / "public" / "icons" / f"{icon.name}.png", omit_background=True)
        browser.close()


def _page_of(icon: Icon, drawing: str) -> str:
    background, inset = (GREEN, "10%") if icon.whole else ("transparent", "0")
    style = f"body{{margin:0;background:{background}}}svg{{position:fixed;inset:{inset}}}"
    return f"<style>{style}</style>{drawing}"


if __name__ == "__main__":
    main()
