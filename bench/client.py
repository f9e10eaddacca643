"""The HTTP side of the harness, and the opening of many sockets."""

from __future__ import annotations

import argparse
import asyncio
import collections
import json
import re
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import quote, urlsplit

import aiohttp  # type: ignore[import-not-found]  # the harness's own, in .glint/bench_modules

from bench.report import Row, percentile
from bench.wsviewer import Hub, Viewer

now = time.perf_counter
Job = Callable[[], Awaitable[Any]]
TRIPS = re.compile(r'\bd1;desc="(\d+)"')


@dataclass
class Api:
    """The public API. `user` is an index into the cookies; nothing here raises for I/O."""

    http: aiohttp.ClientSession
    args: argparse.Namespace
    created: dict[str, int] = field(default_factory=dict)  # by todo id: its author
    failures: collections.Counter[str] = field(default_factory=collections.Counter)
    trips: list[int] = field(default_factory=list)  # to D1, of each request whose answer says so

    @property
    def team_path(self) -> str:
        """Return the path of the team."""
        return f"/api/teams/{quote(self.args.team, safe='')}"

    @property
    def set_path(self) -> str:
        """Return the path of the set."""
        return f"{self.team_path}/sets/{quote(self.args.set, safe='')}"

    def todo_path(self, todo_id: str) -> str:
        """Return the path of a todo."""
        return f"{self.team_path}/todos/{quote(todo_id, safe='')}"

    def headers(self, user: int) -> dict[str, str]:
        """Return Cookie, Origin (as a browser would send it) and the --header extras."""
        extra = dict(h.split(":", 1) for h in self.args.header)
        base = {"Cookie": self.args.cookie[user % len(self.args.cookie)], "Origin": self.args.base}
        return base | {name.strip(): value.strip() for name, value in extra.items()}

    async def call(self, method: str, path: str, body: Any = None, user: int = 0) -> tuple[bool, Any, float]:
        """Send one request; return whether its status was 2xx, its JSON or None, and its milliseconds."""
        start = now()
        try:
            url, headers = self.args.base + path, self.headers(user)
            async with self.http.request(method, url, json=body, headers=headers) as response:
                raw = await response.read()
            took = (now() - start) * 1000
            if trips := TRIPS.search(response.headers.get("Server-Timing", "")):
                self.trips.append(int(trips[1]))
            if not 200 <= response.status < 300:
                self.failures[f"{method} HTTP {response.status}"] += 1
                return False, None, took
            return True, json.loads(raw) if raw else None, took
        except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as error:
            self.failures[f"{method} {type(error).__name__}"] += 1
            return False, None, (now() - start) * 1000

    async def create(self, title: str, user: int = 0) -> tuple[str | None, float]:
        """Create a todo and remember it for the clean-up; return its id or None, and milliseconds."""
        ok, data, ms = await self.call("POST", f"{self.set_path}/todos", {"title": title}, user)
        todo = data.get("todo") if ok and isinstance(data, dict) else None
        if not isinstance(todo, dict) or "id" not in todo:
            if ok:
                self.failures["POST answered without a todo"] += 1
            return None, ms
        self.created[str(todo["id"])] = user
        return str(todo["id"]), ms

    async def patch(self, todo_id: str, body: dict[str, Any], user: int = 0) -> tuple[bool, float]:
        """Change a todo; return whether it worked, and milliseconds."""
        ok, _, ms = await self.call("PATCH", self.todo_path(todo_id), body, user)
        return ok, ms

    async def delete(self, todo_id: str) -> tuple[bool, float]:
        """Delete a todo as the user who created it."""
        ok, _, ms = await self.call("DELETE", self.todo_path(todo_id), user=self.created.pop(todo_id, 0))
        return ok, ms

    async def list_todos(self, user: int = 0) -> tuple[bool, list[Any], float]:
        """Load the whole list."""
        ok, data, ms = await self.call("GET", f"{self.set_path}/todos", user=user)
        return ok, (data or {}).get("todos", []), ms

    async def fill(self, size: int) -> int:
        """Create todos (8 at a time) until the set has `size`; return the size reached."""
        have = len((await self.list_todos())[1])
        made = await bounded(8, [partial(self.create, f"fill {i}") for i in range(size - have)])
        return have + sum(1 for m in made if m and m[0])

    async def cleanup(self) -> None:
        """Delete everything that this run has created."""
        await bounded(8, [partial(self.delete, todo) for todo in list(self.created)])


async def bounded(limit: int, jobs: list[Job]) -> list[Any]:
    """Run the jobs, at most `limit` at a time; return results in order, None for one that raised."""
    results: list[Any] = [None] * len(jobs)
    queue = iter(enumerate(jobs))

    async def worker() -> None:
        for index, job in queue:
            try:
                results[index] = await job()
            except Exception as error:  # noqa: BLE001 - a worker must outlive a bad job
                print(f"  ! {type(error).__name__}: {error}", file=sys.stderr)

    await asyncio.gather(*(worker() for _ in range(min(limit, len(jobs)))))
    return results


async def open_viewer(api: Api, hub: Hub, number: int) -> tuple[Viewer | None, str]:
    """Open a socket as the user of this number; return it if it opened, and "ok" or why not."""
    url = urlsplit(api.args.base)
    viewer = Viewer(number, hub, url.netloc, f"{api.set_path}/ws", api.headers(number))
    try:
        async with asyncio.timeout(api.args.timeout):
            await asyncio.get_running_loop().create_connection(lambda: viewer, url.hostname, url.port or 80)
            verdict = await viewer.ready
    except (TimeoutError, OSError) as error:
        verdict = type(error).__name__
    if verdict == "ok":
        return viewer, verdict
    viewer.close()
    return None, verdict


async def connect_viewers(api: Api, hub: Hub, count: int, first: int = 0) -> tuple[list[Viewer], Row]:
    """Open `count` sockets, --connect-concurrency at a time; return the open ones, and a row of results.

    They are numbered from `first`.
    """
    wrong = collections.Counter[str]()
    times: list[float] = []

    async def one(number: int) -> Viewer | None:
        start = now()
        viewer, verdict = await open_viewer(api, hub, number)
        if viewer:
            times.append((now() - start) * 1000)
        else:
            wrong[verdict] += 1
        return viewer

    start = now()
    opened = await bounded(api.args.connect_concurrency, [partial(one, first + i) for i in range(count)])
    took = now() - start
    viewers = [viewer for viewer in opened if viewer]
    return viewers, {
        "sockets": count,
        "opened": len(viewers),
        "failed": count - len(viewers),
        "total_s": took,
        "per_s": len(viewers) / took if took else 0.0,
        "p50": percentile(times, 50),
        "p95": percentile(times, 95),
        "why": dict(wrong) or "-",
    }


async def close_viewers(viewers: list[Viewer]) -> None:
    """Close them all, and let the server finish before anything else is measured."""
    for viewer in viewers:
        viewer.close()
    await asyncio.sleep(1.0)
