"""`make pictures`: the pictures of README.md, taken of the app with demo data in Chromium.

What can be fixed is: the data, the time that is shown, the sizes. `ONLY=phone` takes those whose names have this in
them.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from playwright.sync_api import Page, expect

from tools.browsers import require_browsers
from tools.film import film_together
from tools.project import ROOT, CommandFailed, say
from tools.setup import PILLOW, PILLOW_STEP, set_up
from tools.studio import Studio, row, studio

FOLDER: Final = ROOT / "docs" / "screenshots"
DESKTOP: Final = {"viewport": {"width": 1280, "height": 760}}
PHONE: Final = {
    "viewport": {"width": 390, "height": 760},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
CARDS: Final = "Punch the cards for the Bernoulli numbers"
QUALITY: Final = 88
MAX_BYTES: Final = 2_000_000
STILL_MS: Final = 300


def look(_: Page) -> None:
    """Do nothing."""


def hover(page: Page) -> None:
    """Point at a row, which then shows what can be done with it."""
    row(page, "Write note G").hover()


def open_panel(page: Page) -> None:
    """Open the todo of which there is most to show."""
    row(page, CARDS).locator(".comment-badge").last.click()
    expect(page.locator(".comment")).to_have_count(2)
    page.mouse.move(0, 0)


def search(page: Page) -> None:
    """Search in all lists."""
    page.keyboard.press("Control+k")
    page.keyboard.type("card")
    expect(page.get_by_role("option")).not_to_have_count(0)


@dataclass(frozen=True, kw_only=True)
class Still:
    """One picture: what it is taken with, and what is done before."""

    device: dict[str, Any]
    act: Callable[[Page], None] = look
    theme: str = "light"
    locale: str = "en-US"


CHINESE: Final = "zh-CN"
STILLS: Final = {
    "list-light": Still(device=DESKTOP, act=hover),
    "list-dark": Still(device=DESKTOP, act=hover, theme="dark"),
    "todo-light": Still(device=DESKTOP, act=open_panel),
    "commands-dark": Still(device=DESKTOP, act=search, theme="dark"),
    "chinese-light": Still(device=DESKTOP, act=open_panel, locale=CHINESE),
    "phone-light": Still(device=PHONE),
}
FILMS: Final = {"together": film_together}


def main() -> None:
    """Take all of the pictures, or those that are asked for."""
    set_up(PILLOW_STEP)
    require_browsers()
    sys.path.append(str(PILLOW))
    is_wanted = re.compile(os.environ.get("ONLY", "")).search
    if any(STILLS[name].locale == CHINESE for name in filter(is_wanted, STILLS)):
        require_chinese_font()
    FOLDER.mkdir(exist_ok=True)
    with studio() as place:
        for name in filter(is_wanted, STILLS):
            save(name, [(take(place, STILLS[name]), 0)])
        for name in filter(is_wanted, FILMS):
            save(name, FILMS[name](place))
    if (size := sum(each.stat().st_size for each in FOLDER.iterdir())) > MAX_BYTES:
        raise CommandFailed(f"pictures: {size:,} bytes together, more than {MAX_BYTES:,}.")


def require_chinese_font() -> None:
    """Raise CommandFailed without a font for Chinese: the picture would have boxes instead of words."""
    fonts = shutil.which("fc-list")
    if fonts is None or not subprocess.check_output([fonts, f":lang={CHINESE.lower()}"]):
        raise CommandFailed(
            "pictures: there is no font for Chinese. Install one, by Debian's name fonts-noto-cjk, or leave the picture"
            " out with ONLY, such as ONLY='list|todo|commands|phone|together'."
        )


def take(place: Studio, still: Still) -> bytes:
    """Take a picture of what Ada sees, while Grace has the list open too."""
    ada, grace, _ = place.demo.people
    options = {**still.device, "color_scheme": still.theme, "locale": still.locale}
    with place.page(grace, DESKTOP), place.page(ada, options) as page:
        page.locator(".presence .avatar").first.wait_for()
        page.evaluate("() => document.fonts.ready.then(() => null)")
        still.act(page)
        page.wait_for_timeout(STILL_MS)  # for what fades in
        return page.screenshot()


def save(name: str, shots: Sequence[tuple[bytes, int]]) -> None:
    """Write a picture as WebP: of one image, or of several, each shown for so many milliseconds, again and again."""
    from PIL import Image  # noqa: PLC0415 - installed by `main`

    first, *others = (Image.open(BytesIO(image)).convert("RGB") for image, _ in shots)
    path = FOLDER / f"{name}.webp"
    moving = {"save_all": True, "append_images": others, "duration": [ms for _, ms in shots], "loop": 0}
    first.save(path, quality=QUALITY, method=6, **(moving if others else {}))
    say(f"pictures: {path.relative_to(ROOT)}, {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
