"""The animated picture of README.md: two people in one list, side by side."""

from __future__ import annotations

from base64 import b64encode
from typing import Any, Final

from playwright.sync_api import Locator, Page, expect

from tools.project import WEB
from tools.studio import Studio, row

FONT: Final = WEB / "node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2"
WINDOW: Final = {"viewport": {"width": 520, "height": 440}, "locale": "en-US"}
LIST: Final = "Demonstration"
TODOS: Final = ("Invite the Countess", "Borrow six chairs", "Oil the printing apparatus", "Write note G")
ADDED: Final = "Print the programmes"
COMMENT: Final = "Fifty copies will do."
HOLD_MS, STEP_MS = 1_100, 70
STEPS: Final = 6

STAGE: Final = """<!doctype html><style>
@font-face { font-family: Inter; src: url(data:font/woff2;base64,%s); font-weight: 100 900 }
body { margin: 0; padding: 14px; display: flex; gap: 14px; width: 1054px; background: #dfe5e0; font: 550 13px Inter }
figure { position: relative; margin: 0; width: 520px; border-radius: 10px; overflow: hidden; background: #22302c;
  color: #fff }
figcaption { padding: 7px 14px }
img { display: block; width: 520px; height: 440px }
svg { position: absolute; width: 20px; filter: drop-shadow(0 1px 2px #0006) }
</style>
<figure><figcaption>Ada</figcaption><img><svg viewBox="0 0 16 20" hidden><path d="M1 1v15l4-4 3 7 3-1-3-7h6z"
  fill="#111" stroke="#fff"/></svg></figure>
<figure><figcaption>Grace</figcaption><img><svg viewBox="0 0 16 20" hidden><path d="M1 1v15l4-4 3 7 3-1-3-7h6z"
  fill="#111" stroke="#fff"/></svg></figure>"""
SHOW: Final = """async ([images, pointers]) => {
  const figures = [...document.querySelectorAll("figure")];
  await Promise.all(figures.map(async (figure, index) => {
    const image = figure.querySelector("img"), pointer = figure.querySelector("svg");
    image.src = `data:image/png;base64,${images[index]}`;
    await image.decode();
    pointer.style.display = pointers[index] ? "block" : "none";
    const [x, y] = pointers[index] ?? [0, 0];
    pointer.style.left = `${x}px`;
    pointer.style.top = `${y + image.offsetTop}px`;
  }));
}"""


def film_together(place: Studio) -> list[tuple[bytes, int]]:
    """Film a short scene; return its images and for how many milliseconds each is shown."""
    ada, grace, _ = place.demo.people
    sets = f"/api/teams/{place.demo.team}/sets"
    todo_set: str = ada.post(sets, {"name": LIST})["set"]["id"]
    for title in TODOS:
        grace.post(f"{sets}/{todo_set}/todos", {"title": title})
    with (
        place.page(ada, WINDOW, todo_set=todo_set, at=None) as left,
        place.page(grace, WINDOW, todo_set=todo_set, at=None) as right,
    ):
        stage = place.browser.new_page(viewport={"width": 1082, "height": 500})
        stage.set_content(STAGE % b64encode(FONT.read_bytes()).decode())
        scene = Scene(stage, left, right)
        scene.play()
        return scene.shots


class Scene:
    """What two people do, each with a pointer."""

    def __init__(self, stage: Page, left: Page, right: Page) -> None:
        self._stage, self._left, self._right = stage, left, right
        self._pointers: dict[Page, tuple[float, float]] = {}
        self.shots: list[tuple[bytes, int]] = []

    def play(self) -> None:
        """Ada adds a todo, Grace completes one, Ada moves one, Grace comments: the other one sees it at once."""
        left, right = self._left, self._right
        for page in (left, right):
            expect(page.locator(".presence .avatar")).to_have_count(1)
        self._shoot(HOLD_MS)
        self._add()
        circle = row(right, "Borrow six chairs").locator(".check-round")
        self._point(right, circle)
        circle.click()
        expect(row(left, "Borrow six chairs").get_by_role("checkbox")).to_be_checked()
        self._shoot(HOLD_MS)
        self._move()
        self._comment()

    def _add(self) -> None:
        field = self._left.locator(".composer-field input")
        self._point(self._left, field)
        field.click()
        for end in range(3, len(ADDED) + 3, 3):
            self._left.keyboard.type(ADDED[end - 3 : end])
            self._shoot(STEP_MS)
        self._left.keyboard.press("Enter")
        row(self._right, ADDED).wait_for()
        self._shoot(HOLD_MS)

    def _move(self) -> None:
        """Drag the last todo to the top."""
        left = self._left
        self._point(left, row(left, ADDED))
        left.mouse.down()
        self._point(left, row(left, TODOS[0]), y=3)
        left.mouse.up()
        left.mouse.move(*(each + 1 for each in self._pointers[left]))
        expect(self._right.locator("[role=row][data-key]").first).to_have_accessible_name(ADDED)
        self._shoot(HOLD_MS)

    def _comment(self) -> None:
        right = self._right
        title = row(right, ADDED).locator(".todo-text")
        self._point(right, title)
        title.click()
        right.keyboard.press("o")
        field = right.locator(".comment-field textarea")
        field.click()
        self._shoot(HOLD_MS // 2)
        for end in range(4, len(COMMENT) + 4, 4):
            right.keyboard.type(COMMENT[end - 4 : end])
            self._shoot(STEP_MS)
        right.keyboard.press("Enter")
        row(self._left, ADDED).locator(".comment-badge").wait_for()
        self._shoot(HOLD_MS)
        right.keyboard.press("Escape")
        self._shoot(2 * HOLD_MS)

    def _point(self, page: Page, at: Locator, *, y: float | None = None) -> None:
        """Move the pointer of this page to the middle of something, or so far below its top."""
        box = at.bounding_box() or {"x": 0, "y": 0, "width": 0, "height": 0}
        end = box["x"] + min(box["width"] / 2, 120), box["y"] + (box["height"] / 2 if y is None else y)
        start = self._pointers.get(page, (420, 330))
        for step in range(1, STEPS + 1):
            part = step / STEPS
            at_x, at_y = (a + (b - a) * part for a, b in zip(start, end, strict=True))
            page.mouse.move(at_x, at_y)
            self._pointers[page] = (at_x, at_y)
            self._shoot(STEP_MS)

    def _shoot(self, ms: int) -> None:
        """Show both pages for so long."""
        images = [b64encode(page.screenshot()).decode() for page in (self._left, self._right)]
        pointers: list[Any] = [self._pointers.get(page) for page in (self._left, self._right)]
        self._stage.evaluate(SHOW, [images, pointers])
        self.shots.append((self._stage.screenshot(), ms))
