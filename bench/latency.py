"""The phases that send one request after the other."""

from __future__ import annotations

import statistics
from collections.abc import Awaitable, Callable
from functools import partial

from bench.client import Api, bounded, now
from bench.report import Row, cpu_s, summary

WARM_UPS = 40  # V8 recompiles hot WebAssembly while it runs: warm the server up first
BY = ("owner", "member")  # the first cookie, and the second


async def phase_echo(api: Api) -> list[Row]:
    """Measure the minimal request: --echo-path, which needs no session and no database."""

    async def echo(_: int) -> tuple[bool, float]:
        ok, _body, ms = await api.call("GET", api.args.echo_path)
        return ok, ms

    for i in range(WARM_UPS):
        await echo(i)
    row = await timed(api, "echo", api.args.n, echo)
    start = now()
    await bounded(8, [partial(echo, i) for i in range(api.args.requests)])
    return [row | {"req/s @8": api.args.requests / (now() - start)}]


async def phase_latency(api: Api) -> list[Row]:
    """(a) Measure the sequential latency of each operation, by owner and member, and of the list at several set sizes.

    cpu_ms: CPU time of the --pid processes per request, which a busy machine distorts less than elapsed time. trips:
    how often most of the requests queried D1, as their Server-Timing says.
    """
    rows: list[Row] = []
    for i in range(WARM_UPS):
        await api.create(f"warm {i}", i)
    users = range(min(len(BY), len(api.args.cookie)))
    for user in users:
        rows += await _mutations(api, user)
    await api.cleanup()
    for user in users:
        rows.append(await timed(api, "lists of a team", max(20, api.args.n // 4), partial(_sets, api, user), user))
    for size in api.args.list_sizes:
        reached = await api.fill(size)
        for user in users:
            rows.append(await timed(api, f"list @{reached}", max(20, api.args.n // 4), partial(_list, api, user), user))
    await api.cleanup()
    return rows


async def _mutations(api: Api, user: int) -> list[Row]:
    """Create todos, change them, delete them, all by the same user."""
    ids: list[str] = []

    async def create(i: int) -> tuple[bool, float]:
        todo, ms = await api.create(f"todo {i}", user)
        ids.extend([todo] if todo else [])
        return todo is not None, ms

    rows = [await timed(api, "create", api.args.n, create, user)]
    for op, field, value in (("patch title", "title", "edited"), ("patch completed", "completed", True)):
        rows.append(await timed(api, op, len(ids), lambda i: api.patch(ids[i], {field: value}, user), user))  # noqa: B023
    rows.append(await timed(api, "delete", len(ids), lambda i: api.delete(ids[i]), user))
    return rows


async def _list(api: Api, user: int, _: int) -> tuple[bool, float]:
    ok, _todos, ms = await api.list_todos(user)
    return ok, ms


async def _sets(api: Api, user: int, _: int) -> tuple[bool, float]:
    ok, _sets, ms = await api.call("GET", f"{api.team_path}/sets", user=user)
    return ok, ms


async def timed(
    api: Api, op: str, count: int, call: Callable[[int], Awaitable[tuple[bool, float]]], user: int = 0
) -> Row:
    """Time one call after the other; failed ones do not count."""
    before = cpu_s(api.args.pid)
    api.trips.clear()
    got = [await call(i) for i in range(count)]
    spent = (cpu_s(api.args.pid) - before) * 1000 / max(1, count)
    trips = statistics.mode(api.trips) if api.trips else float("nan")
    row = {"op": op, "by": BY[user]} | summary([ms for ok, ms in got if ok])
    return row | {"cpu_ms": spent, "trips": trips}
