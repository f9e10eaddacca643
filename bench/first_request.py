"""The first request of an isolate, which finds nothing cached and no code compiled."""

from __future__ import annotations

import http.client
import json
import os
import re
import time
from typing import Any
from urllib.parse import quote, urlsplit

from bench.report import Row
from bench.scene import Scene, make_scene, post
from bench.servers import Server, fresh_state, serving

TODOS = 100
OPS = ("create", "list")


def phase_cold(target: str, d1_ms: int) -> Row:
    """Return a report like bench.load's: the first create and the first list after a start, by a member.

    A start ends with an answer of the health check, so Python runs by then.
    """
    with fresh_state(target) as state:
        with serving(target, state, d1_ms=0) as server:
            scene = make_scene(server.base, members=1)
            for number in range(TODOS):
                post(server.base, f"{_set_path(scene)}/todos", {"title": f"todo {number}"}, scene.cookies[0])
        rows = []
        for op in OPS:
            with serving(target, state, d1_ms=d1_ms) as server:
                rows.append(_first(server, scene, op))
    return {"rows": rows, "errors": {}}


def _set_path(scene: Scene) -> str:
    return f"/api/teams/{quote(scene.team, safe='')}/sets/{quote(scene.todo_set, safe='')}"


def _first(server: Server, scene: Scene, op: str) -> Row:
    """Send one request; return its ms and D1 round trips."""
    client = http.client.HTTPConnection(urlsplit(server.base).netloc)
    client.connect()
    headers = {"Cookie": scene.cookies[1], "Content-Type": "application/json", "Origin": server.base}
    body: Any = json.dumps({"title": f"first {os.getpid()}"}) if op == "create" else None
    start = time.perf_counter()
    client.request("GET" if body is None else "POST", f"{_set_path(scene)}/todos", body, headers)
    response = client.getresponse()
    response.read()
    took = (time.perf_counter() - start) * 1000
    client.close()
    if response.status >= 300:
        raise SystemExit(f"The first {op} was answered with {response.status}.")
    trips = re.search(r'\bd1;desc="(\d+)"', response.headers.get("Server-Timing", ""))
    return {"op": op, "p50": took, "trips": int(trips[1]) if trips else float("nan")}
