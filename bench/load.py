r"""Black-box load harness for a todo server with a realtime WebSocket feed.

It only uses the public HTTP API, so any implementation can be measured:

    POST   /api/teams/:team/sets/:set/todos   {title}              -> 201 {todo: {id, ...}}
    PATCH  /api/teams/:team/todos/:id         {title?|completed?}  -> 200
    GET    /api/teams/:team/sets/:set/todos                        -> 200 {todos: [...]}
    DELETE /api/teams/:team/todos/:id                              -> 2xx
    GET    /api/teams/:team/sets/:set/ws      (WebSocket; events are JSON {type: "todo:...", ...})

Example (phases run in the order given):

    python -m bench.load --base http://127.0.0.1:8900 --cookie session=owner1 --cookie session=member1 \
        --team team1 --set set1 --pid 123 --json out.json latency throughput delivery burst connect

How to read the numbers
* Client and server share one machine and the client is one Python process, so every figure includes
  the client's own cost: against an in-memory stub about 0.6 ms a request, and at most 20 ms (uvloop)
  or 45 ms (plain asyncio) for the last of 1000 viewers.  Compare servers with each other; a figure is
  not the server's absolute cost.
* Viewers are bare asyncio protocols (wsviewer.py), not aiohttp sockets: an arrival is timestamped
  as soon as its bytes are read, which keeps that cost small with 1000 viewers.
* The first --cookie makes the sequential and the delivery mutations; viewers and the throughput
  workers rotate over all cookies (a user edits the todos which that user created).
* Everything the harness creates is deleted again, except in the phase abuse; start with an empty set
  for comparable lists.
* Needs Python 3.11 and aiohttp (uvloop is optional).  Only loopback targets are accepted.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import time
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp  # type: ignore[import-not-found]  # the harness's own, in .glint/bench_modules

from bench.client import Api, now
from bench.phases import PHASES
from bench.report import Row, process_rows, table


def new_loop() -> asyncio.AbstractEventLoop:
    """Create an event loop, uvloop's if installed: it halves the client's share of the figures."""
    try:
        import uvloop  # type: ignore[import-not-found]  # noqa: PLC0415 - optional
    except ImportError:
        return asyncio.new_event_loop()
    loop: asyncio.AbstractEventLoop = uvloop.new_event_loop()
    return loop


async def run(args: argparse.Namespace) -> Row:
    """Run the chosen phases; return a report of everything that is printed."""
    report = _head(args)
    client = aiohttp.ClientSession(
        cookie_jar=aiohttp.DummyCookieJar(),
        connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=5),  # workerd closes after 15 s
        timeout=aiohttp.ClientTimeout(total=args.timeout),
    )
    async with client as http:
        api = Api(http, args)
        if not (await api.list_todos())[0]:
            raise SystemExit(f"cannot list {args.base}{api.set_path}/todos: {dict(api.failures)}")
        try:
            for name in args.phase:
                report["phases"][name] = await _run_phase(api, name)
        finally:
            await api.cleanup()
    return report


async def _run_phase(api: Api, name: str) -> Row:
    args, start = api.args, now()
    api.failures.clear()
    rows: list[Row] = []
    try:
        rows = await asyncio.wait_for(PHASES[name](api), args.phase_timeout)
    except TimeoutError:
        api.failures["phase timed out"] += 1
    used = process_rows([*args.pid, os.getpid()])
    table(f"{args.label} {name} ({now() - start:.1f} s; errors: {dict(api.failures) or 'none'})", rows)
    table(f"processes after this phase ({os.getpid()} is the harness)", used)
    return {"rows": rows, "processes": used, "errors": dict(api.failures)}


def _head(args: argparse.Namespace) -> Row:
    return {
        "label": args.label,
        "base": args.base,
        "started": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "loadavg": os.getloadavg(),
        "cpus": os.cpu_count(),
        "loop": type(asyncio.get_running_loop()).__module__,
        "phases": {},
        "args": {key: value for key, value in vars(args).items() if key not in ("cookie", "header")},
    }


def whole_numbers(text: str) -> list[int]:
    """Format numbers with thousands separators."""
    return [int(part) for part in text.split(",") if part]


def parse(argv: list[str] | None = None) -> argparse.Namespace:
    """Parse the command line; refuse targets that are not on loopback."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("phase", nargs="+", choices=PHASES)
    p.add_argument("--base", default="http://127.0.0.1:8900")
    p.add_argument("--cookie", action="append", default=[], help="'session=...' (repeatable: several users)")
    p.add_argument("--header", action="append", default=[], help="extra 'Name: value' header (repeatable)")
    p.add_argument("--team", required=True)
    p.add_argument("--set", required=True)
    p.add_argument("--n", type=int, default=200, help="samples per operation (latency, echo)")
    p.add_argument("--echo-path", default="/api/health", help="a route without session and database (echo)")
    p.add_argument("--list-sizes", type=whole_numbers, default=[100, 1000])
    p.add_argument("--concurrency", type=whole_numbers, default=[1, 8, 32])
    p.add_argument("--requests", type=int, default=400, help="requests per level (throughput, burst)")
    p.add_argument("--viewers", type=whole_numbers, default=[1, 50, 200, 1000])
    p.add_argument("--mutations", type=int, default=40, help="mutations per viewer count (delivery)")
    p.add_argument("--burst-viewers", type=int, default=50, help="sockets that watch (burst)")
    p.add_argument("--delivery-op", choices=("create", "patch"), default="create")
    p.add_argument("--gap", type=float, default=0.02, help="seconds between deliveries")
    p.add_argument("--grace", type=float, default=5.0, help="seconds before an event counts as missing")
    p.add_argument("--connect-n", type=whole_numbers, default=[200, 1000])
    p.add_argument("--connect-concurrency", type=int, default=50)
    p.add_argument("--seconds", type=int, default=60, help="how long (sustained, work, abuse)")
    p.add_argument("--only", action="append", default=[], help="a part of an act's name (abuse; repeatable)")
    p.add_argument("--timeout", type=float, default=30.0, help="seconds for one request or connect")
    p.add_argument("--phase-timeout", type=float, default=400.0, help="seconds for one phase")
    p.add_argument("--pid", type=int, action="append", default=[], help="report RSS and CPU (repeatable)")
    p.add_argument("--inspector-port", type=int, help="workerd's inspector (memory, sustained)")
    p.add_argument("--json", metavar="FILE")
    p.add_argument("--label", default="")
    args = p.parse_args(argv)
    args.base = args.base.rstrip("/")
    args.cookie = args.cookie or [""]
    url = urlsplit(args.base)
    if url.scheme != "http" or url.hostname not in ("127.0.0.1", "localhost", "::1"):
        p.error("--base must be an http:// URL on loopback")
    return args


def main() -> None:
    """Measure, print, and write the report to --json."""
    args = parse()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with asyncio.Runner(loop_factory=new_loop) as runner:
        report = runner.run(run(args))
    if args.json:
        plain = json.loads(json.dumps(report), parse_constant=lambda _: None)  # NaN is not JSON
        Path(args.json).write_text(json.dumps(plain, indent=1) + "\n")


if __name__ == "__main__":
    main()
