"""`python -m bench.web`: what each act in a list of 5,000 todos costs the browser's main thread, and how it scrolls.

Prints CPU milliseconds of the main thread in Chromium: all of the act, answer and event from the server included, and
its part in JavaScript; beside it the longest time from a key or click to the frame that shows it. `TODOS=300` measures
another length, `PROFILE=folder` writes a CPU profile of each act. Headless and without a GPU: a real device scrolls
better.
"""

from __future__ import annotations

import json
import os
import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import Any, Final

from playwright.sync_api import CDPSession, Locator, Page, expect, sync_playwright

from bench.report import Row, table
from bench.scene import Scene, make_scene, post
from bench.servers import fresh_state, serving, stored_database
from tools.browsers import CHROMIUM, program
from tools.project import say
from tools.settings import require_program, whole_number
from tools.setup import set_up

LIMIT: Final = 5_000
ADDED: Final = 100  # room for what is added while this runs
WAIT_MS: Final = 60_000
QUIET_MS: Final = 500
REPEATS: Final = 5
TURNS: Final = 300
WHEEL_PX: Final = 300
PAUSE_S: Final = 0.2

KEY: Final = "00000000-0000-4000-8000-%012d"
# In each ten: one parent of three, the first of whose sub-todos has one of its own; one is done, one is long.
SEED: Final = """
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?3 - 1)
INSERT INTO todos (id, set_id, team_id, user_id, parent_id, title, completed, sort_order, created_at, updated_at)
SELECT printf('00000000-0000-4000-8000-%012d', i), ?1, ?2, (SELECT user_id FROM todo_sets WHERE id = ?1),
       CASE WHEN i % 10 IN (1, 2, 3) THEN printf('00000000-0000-4000-8000-%012d', i - i % 10)
            WHEN i % 10 = 4 THEN printf('00000000-0000-4000-8000-%012d', i - 3) END,
       CASE i % 10 WHEN 9 THEN 'Todo ' || i || substr(hex(zeroblob(400)), 1, 400)
                   ELSE 'Todo ' || i || ', of quite usual length' END,
       i % 10 = 8, i, '2026-11-01T00:00:00.000Z', '2026-11-01T00:00:00.000Z' FROM n"""

WATCH: Final = """() => {
  window.delays = [0];
  new PerformanceObserver((seen) => window.delays.push(...seen.getEntries().map((entry) => entry.duration)))
    .observe({ type: "event", durationThreshold: 16 });
}"""
DELAY: Final = "() => Math.max(...window.delays.splice(0), 0)"
QUIET: Final = f"""() => new Promise((quiet) => {{
  setTimeout(() => requestAnimationFrame(() => requestIdleCallback(quiet)), {QUIET_MS});
}})"""
START: Final = """() => {
  window.between = [];
  let last = performance.now();
  const frame = (now) => { window.between.push(now - last); last = now; window.frame = requestAnimationFrame(frame); };
  window.frame = requestAnimationFrame(frame);
}"""
STOP: Final = "() => { cancelAnimationFrame(window.frame); return window.between.slice(1); }"


def main() -> None:
    """Seed, measure, and print two tables."""
    executable = program(CHROMIUM) or CHROMIUM[0]
    require_program("GLINT_BROWSER", executable)
    todos = whole_number("TODOS", os.environ, default=LIMIT - ADDED, least=100)
    set_up()
    with fresh_state("web") as state:
        with serving("glint", state) as server:
            scene = make_scene(server.base, members=1)
        say(f"web: writing {todos:,} todos …")
        seed(state, scene, todos)
        with serving("glint", state) as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            acts = Acts(page, server.base, scene)
            table(f"{todos:,} todos: the main thread, ms", acts.measure())
            table(f"{todos:,} todos: between two frames while scrolling, ms", acts.scroll())
            browser.close()


def seed(state: Path, scene: Scene, todos: int) -> None:
    """Fill the list. The server must not be running."""
    with stored_database(state) as db:
        db.execute(SEED, (scene.todo_set, scene.team, todos))


class Acts:
    """What an owner does in the list while a member is in it too."""

    def __init__(self, page: Page, base: str, scene: Scene) -> None:
        self._page, self._base, self._scene = page, base, scene
        self._cdp: CDPSession = page.context.new_cdp_session(page)
        self._rows: list[Row] = []
        self._folder = os.environ.get("PROFILE", "")

    def measure(self) -> list[Row]:
        """Do everything once, repeating what can be repeated; return a row for each."""
        self._start()
        keys = self._page.keyboard
        with self._act("open the list"):
            self._page.get_by_role("row", name="Bench", exact=True).click()
            self._todo(0).wait_for()
            self._live()
        for number in (5, 6, 7, 5, 6):
            self._act_once("tick a todo", self._todo(number).locator(".check-round").click)
        for number in (0, 10):
            self._act_once("tick one with sub-todos", self._todo(number).locator(".check-round").click)
        self._page.keyboard.press("Escape")
        self._focus(5)
        for key in ("Alt+ArrowDown", "Alt+ArrowDown", "Alt+ArrowUp"):
            self._act_once("move a row", partial(keys.press, key))
        for key in ("ArrowDown", "ArrowDown", "ArrowUp"):
            self._act_once("go to another row", partial(keys.press, key))
        self._focus(0)
        for key in ("ArrowLeft", "ArrowRight"):
            self._act_once("collapse, expand", partial(keys.press, key))
        self._change()
        self._write()
        self._search()
        return [summary(name, [row for row in self._rows if row["act"] == name])
                for name in dict.fromkeys(row["act"] for row in self._rows)]  # fmt: skip

    def scroll(self) -> list[Row]:
        """Scroll without changes, and while the member claims and releases todos."""
        self._page.locator("[data-scroller]").hover()
        quiet = scrolled(self._page)
        over = Event()
        author = Thread(target=keep_claiming, args=(self._base, self._scene, over))
        author.start()
        busy = scrolled(self._page)
        over.set()
        author.join()
        return [{"list": "alone", **quiet}, {"list": "with 5 claims a second", **busy}]

    def _start(self) -> None:
        """Sign in, and show another list of the team, which is empty."""
        name, value = self._scene.cookies[0].split("=", 1)
        self._page.context.add_cookies([{"name": name, "value": value, "url": self._base}])
        path = f"/api/teams/{self._scene.team}/sets"
        other = post(self._base, path, {"name": "Other"}, self._scene.cookies[0])["set"]["id"]
        self._page.goto(f"{self._base}/t/{self._scene.team}/s/{other}")
        self._live()
        self._page.evaluate(WATCH)
        self._cdp.send("Performance.enable", {"timeDomain": "threadTicks"})
        self._page.evaluate(QUIET)

    def _change(self) -> None:
        """The member changes what is on the screen: a title."""
        path = f"/api/teams/{self._scene.team}/sets/{self._scene.todo_set}/todos"
        for number in range(REPEATS):
            title = f"From someone else {number}"
            with self._act("another's change arrives"):
                post(self._base, path, {"title": title}, self._scene.cookies[1])

    def _write(self) -> None:
        """Type a todo and add it; then edit a title."""
        keys = self._page.keyboard
        self._page.get_by_role("textbox", name="Add a todo").focus()
        for key in "A new todo":
            self._act_once("type in the composer", partial(keys.press, key))
        self._act_once("add a todo", lambda: keys.press("Enter"))
        self._focus(0)
        self._act_once("open the editor", lambda: keys.press("e"))
        for key in " more":
            self._act_once("type in the editor", partial(keys.press, key))
        self._act_once("save the title", lambda: keys.press("Enter"))

    def _search(self) -> None:
        """Search for something rare, key by key, and end the search."""
        keys = self._page.keyboard
        keys.press("/")
        for key in "todo 4321":
            self._act_once("type in the search", partial(keys.press, key))
        self._act_once("end the search", lambda: keys.press("Escape"))

    def _live(self) -> None:
        expect(self._page.get_by_test_id("connection")).to_have_text("Live", timeout=WAIT_MS)

    def _todo(self, number: int) -> Locator:
        return self._page.locator(f"[role=row][data-key='{KEY % number}']")

    def _focus(self, number: int) -> None:
        self._page.locator("[data-scroller]").evaluate("it => it.scrollTo(0, 0)")
        self._todo(number).evaluate("it => it.focus()")
        self._page.evaluate(QUIET)

    def _act_once(self, name: str, act: Callable[[], object]) -> None:
        with self._act(name):
            act()

    @contextmanager
    def _act(self, name: str) -> Iterator[None]:
        """Measure until the page is quiet again."""
        self._page.evaluate(DELAY)
        before = self._metrics()
        if self._folder:
            self._cdp.send("Profiler.enable")
            self._cdp.send("Profiler.start")
        yield
        self._page.evaluate(QUIET)
        if self._folder:
            profile = self._cdp.send("Profiler.stop")["profile"]
            Path(self._folder, f"{len(self._rows):02} {name}.cpuprofile").write_text(json.dumps(profile))
        after = self._metrics()
        cpu = {part: 1000 * (after[key] - before[key]) for part, key in PARTS.items()}
        self._rows.append({"act": name, **cpu, "to its frame": self._page.evaluate(DELAY)})

    def _metrics(self) -> dict[str, float]:
        answer: Any = self._cdp.send("Performance.getMetrics")
        return {metric["name"]: metric["value"] for metric in answer["metrics"]}


PARTS: Final = {"all": "TaskDuration", "script": "ScriptDuration", "layout": "LayoutDuration"}


def summary(name: str, rows: list[Row]) -> Row:
    """Return the median and the worst of one act, and the medians of its parts."""
    whole = [row["all"] for row in rows]
    parts = {part: statistics.median(row[part] for row in rows) for part in ("script", "layout")}
    slowest = max(row["to its frame"] for row in rows)
    return {"act": name, "times": len(rows), "median": statistics.median(whole), "worst": max(whole), **parts,
            "to its frame": slowest}  # fmt: skip


def scrolled(page: Page) -> Row:
    """Scroll down with the wheel and back up; return the times between two frames."""
    page.evaluate(START)
    for turn in range(TURNS):
        page.mouse.wheel(0, WHEEL_PX if turn < TURNS // 2 else -WHEEL_PX)
        page.evaluate("() => new Promise(requestAnimationFrame)")
    between = sorted(page.evaluate(STOP))
    at = statistics.quantiles(between, n=100)
    over_two = sum(ms > 34 for ms in between)
    return {"frames": len(between), "p50": at[49], "p95": at[94], "p99": at[98], "worst": between[-1],
            "over 34 ms, %": 100 * over_two / len(between)}  # fmt: skip


def keep_claiming(base: str, scene: Scene, over: Event) -> None:
    """Claim and release todos as the member until stopped."""
    number = 0
    while not over.wait(PAUSE_S):
        number += 1
        path = f"/api/teams/{scene.team}/todos/{KEY % (number % 100)}/claim"
        post(base, path, {}, scene.cookies[1])


if __name__ == "__main__":
    main()
