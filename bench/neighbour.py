"""The bad neighbour of `make abuse`: one account that takes all it can get, of everything at once."""

from __future__ import annotations

import asyncio
import collections
import random
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from bench.client import Api, close_viewers, connect_viewers, now
from bench.report import Row
from bench.wsviewer import Hub, Viewer

AT_ONCE = 5  # of each kind of request
EVERY_S = 0.2  # so each kind is sent up to 25 times a second: together more than any limit of R82 allows
REORDER = 500
BEHIND = 3_900  # events that are just within R105, until changes have made the log longer

Act = Callable[[Api], Awaitable[int]]  # returns how often it succeeded; failures are counted in the Api


async def phase_abuse(api: Api) -> list[Row]:
    """(f) Abuse one's own team for --seconds; count the answers to each kind of request by status.

    --only leaves out all acts but those whose name contains one of its values. All cookies are sessions of one person.
    Needs a list of at least 500 todos and, to be of any weight, a long log.
    """
    _ok, data, _ms = await api.call("GET", f"{api.set_path}/todos")
    ids, head = [todo["id"] for todo in data["todos"]], data["seq"]
    opened: list[Viewer] = []
    acts: dict[str, Act] = {
        "open sockets": partial(_open, opened, reads=True),
        "open sockets, never read": partial(_open, opened, reads=False),
        "load the list": _send("GET", f"{api.set_path}/todos"),
        "catch up from 0": _send("GET", f"{api.set_path}/events?since=0"),
        f"catch up on {BEHIND:,}": _send("GET", f"{api.set_path}/events?since={max(0, head - BEHIND)}"),
        "reorder 500": _send("POST", f"{api.team_path}/todos/reorder", partial(_reorder, api.args.set, ids)),
        "create todos": _send("POST", f"{api.set_path}/todos", lambda: {"title": "x" * 500}),
        "create lists": _send("POST", f"{api.team_path}/sets", lambda: {"name": "x" * 100}),
        "create teams": _send("POST", "/api/teams", lambda: {"name": "x" * 100}),
        "create invitations": _send("POST", f"{api.team_path}/invites", dict),
    }
    only, until = api.args.only or [""], now() + api.args.seconds
    chosen = {name: act for name, act in acts.items() if any(part in name for part in only)}
    rows = await asyncio.gather(*(_repeat(api, name, act, until) for name, act in chosen.items()))
    await close_viewers(opened)
    return list(rows)


async def _repeat(api: Api, name: str, act: Act, until: float) -> Row:
    own, answers = Api(api.http, api.args), collections.Counter[str]()

    async def worker() -> None:
        while (start := now()) < until:
            succeeded = await act(own)
            answers["ok"] += succeeded
            await asyncio.sleep(max(0.0, start + EVERY_S - now()))

    await asyncio.gather(*(worker() for _ in range(AT_ONCE)))
    for failure, count in own.failures.items():
        answers[failure.rsplit(" ", 1)[-1]] += count
    return {"what": name, "answers": dict(answers)}


def _send(method: str, path: str, body: Callable[[], Any] = lambda: None) -> Act:
    async def act(api: Api) -> int:
        ok, _data, _ms = await api.call(method, path, body())
        return int(ok)

    return act


def _reorder(todo_set: str, ids: list[str]) -> Row:
    items = random.sample(ids, REORDER)
    return {"setId": todo_set, "items": [{"id": each, "sortOrder": place} for place, each in enumerate(items)]}


async def _open(opened: list[Viewer], api: Api, *, reads: bool) -> int:
    """Open one socket for each session."""
    viewers, row = await connect_viewers(api, Hub(), len(api.args.cookie))
    for viewer in viewers:
        if viewer.transport and not reads:
            viewer.transport.pause_reading()
    opened += viewers
    if row["failed"]:
        api.failures.update({f"GET {why}": count for why, count in row["why"].items()})
    return len(viewers)
