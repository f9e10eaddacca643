"""`python -m bench.scrolling`: how smoothly 5,000 todos scroll in Chromium while a member keeps changing them.

Prints the browser's own times between frames in milliseconds, of a headless window without a GPU: a real device does
better.
"""

from __future__ import annotations

import os
import shutil
import statistics
import time
from threading import Event, Thread
from typing import Final

from playwright.sync_api import Page, expect, sync_playwright

from bench.growth import seed
from bench.report import table
from bench.scene import Scene, make_scene, post
from bench.servers import fresh_state, serving
from tools.project import say
from tools.settings import require_program
from tools.setup import set_up

TODOS: Final = 4_900  # and room for those that the member adds
BROWSER: Final = "chromium"
WAIT_MS: Final = 60_000
TURNS: Final = 300
WHEEL_PX: Final = 300
PAUSE_S: Final = 0.2

START: Final = """() => {
  window.between = [];
  let last = performance.now();
  const frame = (now) => { window.between.push(now - last); last = now; window.frame = requestAnimationFrame(frame); };
  window.frame = requestAnimationFrame(frame);
}"""
STOP: Final = "() => { cancelAnimationFrame(window.frame); return window.between.slice(1); }"


def main() -> None:
    """Measure without changes and with them, and print."""
    executable = os.environ.get("GLINT_BROWSER") or shutil.which(BROWSER) or BROWSER
    require_program("GLINT_BROWSER", executable)
    set_up()
    with fresh_state("scrolling") as state:
        with serving("glint", state) as server:
            scene = make_scene(server.base)
        say(f"scrolling: writing {TODOS:,} todos …")
        seed(state, scene, TODOS, 0)
        with serving("glint", state) as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            open_list(page, server.base, scene)
            quiet = scrolled(page)
            over = Event()
            author = Thread(target=keep_adding, args=(server.base, scene, over))
            author.start()
            busy = scrolled(page)
            over.set()
            author.join()
            browser.close()
    rows = [{"list": "alone", **quiet}, {"list": "with 5 new todos a second", **busy}]
    table(f"between two frames while {TODOS:,} todos scroll, ms", rows)


def open_list(page: Page, base: str, scene: Scene) -> None:
    """Show the list to its owner, once it is live."""
    name, value = scene.cookies[0].split("=", 1)
    page.context.add_cookies([{"name": name, "value": value, "url": base}])
    page.goto(f"{base}/t/{scene.team}/s/{scene.todo_set}")
    expect(page.get_by_test_id("connection")).to_have_text("Live", timeout=WAIT_MS)
    page.get_by_role("treegrid").hover()


def scrolled(page: Page) -> dict[str, float]:
    """Scroll down with the wheel and back up; return the times between two frames."""
    page.evaluate(START)
    for turn in range(TURNS):
        page.mouse.wheel(0, WHEEL_PX if turn < TURNS // 2 else -WHEEL_PX)
        page.evaluate("() => new Promise(requestAnimationFrame)")
    between = sorted(page.evaluate(STOP))
    at = statistics.quantiles(between, n=100)
    over_two = sum(ms > 1000 / 30 for ms in between)
    return {"frames": len(between), "p50": at[49], "p95": at[94], "p99": at[98], "worst": between[-1],
            "longer than 33 ms": over_two}  # fmt: skip


def keep_adding(base: str, scene: Scene, over: Event) -> None:
    """Add todos as the member until stopped."""
    number = 0
    while not over.is_set():
        number += 1
        post(base, f"/api/teams/{scene.team}/sets/{scene.todo_set}/todos", {"title": f"new {number}"}, scene.cookies[1])
        time.sleep(PAUSE_S)


if __name__ == "__main__":
    main()
