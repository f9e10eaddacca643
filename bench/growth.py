"""`python -m bench.growth`: what gets slower as a list, its log and its viewers grow.

Lists and logs are written straight into the database of a stopped server, in the server's own format; creating 100,000
events over HTTP would take ten minutes.
"""

from __future__ import annotations

import http.client
import json
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bench.chart import lines_svg
from bench.harness import HARNESS, RESULTS, measure
from bench.report import Row, table
from bench.scene import Scene, make_scene
from bench.servers import Server, fresh_state, running, serving, stored_database
from tools.project import say
from tools.setup import set_up

STEPS = [(10, 0), (1_000, 0), (4_900, 0), (10, 100_000), (4_900, 100_000)]
VIEWERS = [1, 100, 500, 1_000, 2_000]
SAMPLES = 60
WARM_UPS = 10

_TODOS = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?3)
INSERT INTO todos (id, set_id, team_id, user_id, title, sort_order, created_at, updated_at)
SELECT printf('00000000-0000-4000-8000-%012d', i), ?1, ?2, (SELECT user_id FROM todo_sets WHERE id = ?1),
       'A todo of quite usual length, number ' || i, i, '2026-11-01T00:00:00.000Z', '2026-11-01T00:00:00.000Z' FROM n"""
_EVENTS = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2)
INSERT INTO events (set_id, seq, payload, created_at)
SELECT ?1, i, json_object('type', 'todo:updated', 'setId', ?1, 'seq', i, 'todo', json_object(
         'id', printf('00000000-0000-4000-8000-%012d', 1 + i % 10), 'title', 'Another title, number ' || i,
         'updatedAt', '2026-11-01T00:00:00.000Z')), strftime('%Y-%m-%dT%H:%M:%fZ') FROM n"""


def main() -> None:
    """Measure, print, and write a table, a chart and JSON to bench/results/."""
    os.environ["GLINT_NO_WEB"] = "1"  # the web app is not measured
    set_up(HARNESS)
    load = os.getloadavg()[0]
    rows = []
    for todos, events in STEPS:
        say(f"growth: {todos:,} todos, {events:,} events …")
        rows.append({"todos": todos, "events": events} | grown(todos, events))
    table("growth of a list and its log: p50, ms", rows)
    say("growth: viewers …")
    with running("glint") as server:
        options = [f"--viewers={','.join(map(str, VIEWERS))}", "--mutations=20"]
        report = measure(server, make_scene(server.base), "delivery", options)
    viewers = report["phases"]["delivery"]["rows"]
    table("growth of the audience: p50, ms", [_audience(row) for row in viewers])
    write(rows, viewers, load)


def grown(todos: int, events: int) -> Row:
    """Measure the medians of each operation on a list with so many todos and such a log."""
    with fresh_state("growth") as state:
        with serving("glint", state) as server:
            scene = make_scene(server.base)
        seed(state, scene, todos, events)
        with serving("glint", state) as server:
            return medians(server, scene, events)


def seed(state: Path, scene: Scene, todos: int, events: int) -> None:
    """Fill the list and its log. The server must not be running."""
    with stored_database(state) as db:
        db.execute(_TODOS, (scene.todo_set, scene.team, todos))
        if events:
            db.execute(_EVENTS, (scene.todo_set, events))
            db.execute("UPDATE todo_sets SET seq = ?2 WHERE id = ?1", (scene.todo_set, events))


def medians(server: Server, scene: Scene, events: int) -> Row:
    """Send one request after the other over one connection."""
    client = http.client.HTTPConnection(server.base.removeprefix("http://"))
    headers = {"Cookie": scene.cookies[0], "Content-Type": "application/json"}

    def ask(method: str, path: str, body: Row | None = None) -> Any:
        client.request(method, path, None if body is None else json.dumps(body), headers)
        response = client.getresponse()
        data = response.read()
        if response.status >= 300:
            raise SystemExit(f"{method} {path}: {response.status} {data[:300]!r}")
        return json.loads(data)

    team = f"/api/teams/{quote(scene.team, safe='')}"
    path = f"{team}/sets/{scene.todo_set}"
    todo = "00000000-0000-4000-8000-000000000001"
    row = {
        "create": _median(lambda i: ask("POST", f"{path}/todos", {"title": f"new {i}"})),
        "patch": _median(lambda i: ask("PATCH", f"{team}/todos/{todo}", {"title": f"edited {i}"})),
        "list": _median(lambda _: ask("GET", f"{path}/todos")),
    }
    head = ask("GET", f"{path}/todos")["seq"]
    row["catch up on 100"] = _median(lambda _: ask("GET", f"{path}/events?since={head - 100}"))
    far = f"{path}/events?since={head - 4_000}"
    row["catch up on 4,000"] = _median(lambda _: ask("GET", far)) if events else float("nan")
    return row


def _median(call: Callable[[int], Any]) -> float:
    times = []
    for i in range(SAMPLES + WARM_UPS):
        start = time.perf_counter()
        call(i)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times[WARM_UPS:])


def _audience(row: Row) -> Row:
    names = ("viewers", "first p50", "median p50", "last p50", "http p50", "cpu_ms", "missing")
    return {name: row[name] for name in names}


def write(rows: list[Row], viewers: list[Row], load: float) -> None:
    """Write the chart and the numbers."""
    labels = [f"{row['todos']:,}" + (" + log" if row["events"] else "") for row in rows]
    lists = {name: [row[name] for row in rows] for name in ("create", "patch", "catch up on 100", "list")}
    watched = [f"{row['viewers']:,}" for row in viewers]
    names = {"first p50": "first viewer", "last p50": "last viewer", "http p50": "the author's answer"}
    audience = {label: [row[name] for row in viewers] for name, label in names.items()}
    panels = [("ms by todos in the list", labels, lists), ("ms by viewers of the list", watched, audience)]
    RESULTS.mkdir(parents=True, exist_ok=True)
    title = f"Growth, {time.strftime('%Y-%m-%d', time.gmtime())}, load average {load:.1f} before"
    (RESULTS / "growth.svg").write_text(lines_svg(panels, title))
    data = json.dumps({"loadavg": load, "lists": rows, "viewers": viewers}, indent=1)
    (RESULTS / "growth.json").write_text(data.replace("NaN", "null") + "\n")
    say("Written: bench/results/growth.json and .svg")


if __name__ == "__main__":
    main()
