"""What a member waits for, as chains of the requests that the web app sends one after the other."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from typing import Any

from bench.client import Api, now, open_viewer
from bench.latency import timed
from bench.report import Row
from bench.wsviewer import Hub

OWNER, MEMBER = 0, 1
TODOS = 100
MISSED = 100  # events while offline
WARM_UPS = 10

Sample = Callable[[int], Awaitable[tuple[bool, float]]]


async def phase_felt(api: Api) -> list[Row]:
    """(f) Measure what a member waits for, in a list of 100 todos.

    open the app: who one is, one's lists, the list. see a change: from the owner's patch to its event at the member's
    socket. reconnect: a new socket, and a catch-up on nothing; come back: on 100 events.
    """
    await api.fill(TODOS)
    todo, _ms = await api.create("felt", MEMBER)
    samples = {
        "open the app": _chain(api, "/api/auth/me", f"{api.team_path}/sets", f"{api.set_path}/todos"),
        "open a list": _chain(api, f"{api.set_path}/todos"),
        "tick a todo": lambda i: api.patch(str(todo), {"completed": i % 2 == 0}, MEMBER),
        "see a change": _Seen(api).sample,
        "reconnect": _connected(api, 0),
        "come back": _connected(api, MISSED),
    }
    rows = []
    for name, sample in samples.items():
        for i in range(WARM_UPS):
            await sample(i)
        rows.append(await timed(api, name, max(20, api.args.n // 4), sample, MEMBER))
    await api.cleanup()
    return rows


def _chain(api: Api, *paths: str) -> Sample:
    """Return a sample that asks for one path after the other."""

    async def sample(_: int) -> tuple[bool, float]:
        start = now()
        answers = [await api.call("GET", path, user=MEMBER) for path in paths]
        return all(ok for ok, _data, _ms in answers), (now() - start) * 1000

    return sample


def _connected(api: Api, missed: int) -> Sample:
    """Return a sample that opens a socket and then catches up on so many events."""

    async def sample(_: int) -> tuple[bool, float]:
        _ok, found, _ms = await api.call("GET", f"{api.set_path}/todos", user=MEMBER)
        since = max(0, int((found or {}).get("seq") or 0) - missed)
        start = now()
        viewer, _verdict = await open_viewer(api, Hub(), MEMBER)
        ok, _events, _ms = await api.call("GET", f"{api.set_path}/events?since={since}", user=MEMBER)
        took = (now() - start) * 1000
        if viewer:
            viewer.close()
        return ok and viewer is not None, took

    return sample


class _Seen:
    """One member who watches the list while the owner changes it."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._hub = Hub()
        self._viewer: Any = None
        self._todo = ""

    async def sample(self, i: int) -> tuple[bool, float]:
        """Change a title; wait until the viewer has seen it."""
        if self._viewer is None:
            self._viewer, _verdict = await open_viewer(self._api, self._hub, MEMBER)
            self._todo = str((await self._api.create("seen", OWNER))[0])
        marker = f"mk-{os.getpid()}-{i}-{now():.9f}-end".replace(".", "-")
        self._hub.arm([marker], 1)
        start = now()
        ok, _ms = await self._api.patch(self._todo, {"title": marker}, OWNER)
        await self._hub.wait(self._api.args.grace)
        seen = self._hub.seen[marker.encode()]
        return ok and bool(seen), (max(seen.values(), default=start) - start) * 1000
