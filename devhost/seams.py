"""The main module of a server under test: `entry`, and routes by which a test injects faults.

    POST /__host/evict    {"webSockets": "hibernate" | "close"}   evict every object from memory
    POST /__host/faults   {"drop": 0.2, "delay": 0.1, "seed": 1}  make broadcasts fail: see `Faults`
    POST /__host/break    {"part": "answer" | "upgrade"}          the next one of these fails unexpectedly
    POST /__host/points                                           the data points written since the last call
    POST /__host/wakes                                            the objects constructed since then, by what woke them

The same module runs on the dev host and natively, in servers started with GLINT_TEST_SEAMS=1. Miniflare runs their
cron handler at GET /cdn-cgi/local/scheduled.
"""

from __future__ import annotations

import asyncio
import functools
import json
from collections import Counter, defaultdict, deque
from collections.abc import Awaitable, Callable, Sequence
from random import Random
from typing import Any, Final
from urllib.parse import urlsplit

from _pyodide_entrypoint_helper import doAnImport
from pyodide.ffi import JsException
from workers import Request, Response

import entry
from cf.bindings import binding
from cf.globals import function
from cf.team import TeamObjects

PREFIX: Final = "/__host/"
FAULTS: Final = {"drop", "double", "delay", "fail", "overload"}
DELAY_MAX_MS: Final = 300
# What Analytics Engine records, according to its documentation of November 2026.
FIELDS_MAX: Final = 20
INDEX_MAX_BYTES: Final = 96
BLOBS_MAX_BYTES: Final = 16 * 1024
CALLS_OF_OBJECTS: Final = (
    "fetch", "publish", "deliver", "announce", "rename", "viewers", "expel", "alarm",
    "webSocketMessage", "webSocketClose", "webSocketError",
)  # fmt: skip


class Faults:
    """Makes broadcasts fail the way a network does, chosen by a seed.

    Each number is the share of calls affected. `drop` returns without having called, `double` calls twice, `delay`
    calls after up to `delayMs`, so that later calls overtake it, `fail` raises a retryable error, `overload` that of an
    overloaded object; all other calls go through.
    """

    def __init__(self, *, seed: int = 1, delayMs: float = DELAY_MAX_MS, **shares: float) -> None:  # noqa: N803 - JSON's
        if unknown := shares.keys() - FAULTS:
            raise ValueError(f"No such fault: {', '.join(unknown)}")
        self.counts: Counter[str] = Counter()
        self._random, self._delay_s = Random(seed), delayMs / 1000  # noqa: S311 - not a secret
        self._fates = {**shares, "pass": 1 - sum(shares.values())}

    async def inject(self, call: Callable[[], Awaitable[None]]) -> None:
        """Make the call, or inject the next fault."""
        (fate,) = self._random.choices(list(self._fates), list(self._fates.values()))
        self.counts[fate] += 1
        if fate == "drop":
            return
        if fate in ("fail", "overload"):
            raise platform_error(overloaded=fate == "overload")
        if fate == "double":
            await call()
        if fate == "delay":
            await asyncio.sleep(self._random.random() * self._delay_s)
        await call()


def platform_error(*, overloaded: bool) -> JsException:
    """Create the error that the platform throws for an unreachable object."""
    error: JsException = function("Error.new")("A fault made this broadcast fail")
    error.retryable, error.overloaded = True, overloaded  # type: ignore[attr-defined]  # properties of the JavaScript object
    return error


# Module state survives evictions of the objects.
_faults = Faults()
_points: deque[dict[str, Any]] = deque(maxlen=10_000)
_broken: set[str] = set()
_wakes: defaultdict[str, Counter[str]] = defaultdict(Counter)


def breakable(part: str, call: Callable[..., Any]) -> Callable[..., Any]:
    """Make the call, or fail if it is the next one of a broken part."""

    def made(*args: Any, **named: Any) -> Any:
        if part in _broken:
            _broken.discard(part)
            raise RuntimeError(f"The {part} was broken")
        return call(*args, **named)

    return made


class Default(entry.Default):
    """The Worker, with the seams in front of its `fetch`."""

    def __new__(cls, *_args: Any) -> Any:
        """What the base class gives, with this `fetch`."""
        handlers = super().__new__(cls)
        handlers.fetch = fetch
        return handlers


class TodoSync(entry.TodoSync):  # type: ignore[no-untyped-call]  # the SDK's, half typed
    """The object, which keeps its data points, counts what woke it, and whose upgrades can be broken."""

    def __init__(self, ctx: Any, env: Any) -> None:
        replace_dataset()
        super().__init__(ctx, env)
        self._hub.connect = breakable("upgrade", self._hub.connect)  # type: ignore[method-assign]  # as the docstring says
        self._team_id, self._called = str(ctx.id.name), False
        _wakes[self._team_id]["constructed"] += 1
        for name in CALLS_OF_OBJECTS:
            setattr(self, name, self._counted(name, getattr(self, name)))

    def _counted(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """Make the call; if it is the first one, it is what woke the object."""

        @functools.wraps(call)  # its signature says which arguments the platform passes
        async def made(*args: Any) -> Any:
            if not self._called:
                self._called = True
                _wakes[self._team_id][name] += 1
            return await call(*args)

        return made


class FaultyStub:
    """The stub of an object, with faults: Python's own exceptions would not cross RPC like the platform's."""

    def __init__(self, stub: Any) -> None:
        self._stub = stub

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stub, name)

    async def publish(self, set_id: str, events: str, *holders: str) -> None:
        """Publish, unless a fault is injected."""
        await _faults.inject(functools.partial(self._stub.publish, set_id, events, *holders))


class FaultyObjects(TeamObjects):
    """The namespace, with faults."""

    def _object(self, team_id: str) -> Any:
        return FaultyStub(super()._object(team_id))


@functools.cache
def team_objects() -> FaultyObjects | None:
    """Return the deployment's objects, or None without any."""
    namespace = binding("TODO_SYNC")
    return None if namespace is None else FaultyObjects(namespace)


entry.team_objects = team_objects  # type: ignore[attr-defined]  # where `entry.fetch` looks it up
entry.response_of = breakable("answer", entry.response_of)  # type: ignore[attr-defined]  # likewise


async def fetch(request: Request) -> Any:
    """Answer a seam's request here, any other as in production."""
    replace_dataset()
    raw = request.js_object
    path = urlsplit(str(raw.url)).path
    if not path.startswith(PREFIX):
        return await entry.fetch(request)
    said = json.loads(str(await raw.text()) or "{}")
    return Response(json.dumps(await SEAMS[path.removeprefix(PREFIX)](**said)))


async def evict(webSockets: str = "hibernate") -> None:  # noqa: N803 - JSON's
    """Evict every object from memory."""
    unsafe = (await doAnImport("workerd:unsafe")).default
    how = function("JSON.parse")(json.dumps({"webSockets": webSockets}))
    await unsafe.evictAllDurableObjects(how)


async def set_faults(**settings: Any) -> dict[str, int]:
    """Replace the faults; return how often the previous ones struck."""
    global _faults
    last, _faults = _faults, Faults(**settings)
    return last.counts


async def break_next(part: str) -> None:
    """Make the next answer or upgrade fail."""
    _broken.add(part)


async def take_points() -> list[dict[str, Any]]:
    """Return the data points written since the last call."""
    taken = list(_points)
    _points.clear()
    return taken


async def take_wakes() -> dict[str, Counter[str]]:
    """Return by team how often its object was constructed, and which call came first each time, since the last call."""
    taken = dict(_wakes)
    _wakes.clear()
    return taken


SEAMS: Final[dict[str, Callable[..., Awaitable[Any]]]] = {
    "break": break_next, "evict": evict, "faults": set_faults, "points": take_points, "wakes": take_wakes,
}  # fmt: skip


@functools.cache
def replace_dataset() -> None:
    """Replace Miniflare's dataset, which is a no-op; during an event, before anything is counted."""
    if (dataset := binding("METRICS")) is not None:
        dataset.writeDataPoint = write


def write(point: Any) -> None:
    """Keep a data point. Raises ValueError for what the real dataset would not record."""
    said = point.to_py()
    indexes, blobs, doubles = (said.get(name, []) for name in ("indexes", "blobs", "doubles"))
    recorded = (
        said.keys() <= {"indexes", "blobs", "doubles"}
        and len(indexes) <= 1
        and _bytes(indexes) <= INDEX_MAX_BYTES
        and max(len(blobs), len(doubles)) <= FIELDS_MAX
        and _bytes(blobs) <= BLOBS_MAX_BYTES
        and all(isinstance(double, int | float) for double in doubles)
    )
    if not recorded:
        raise ValueError(f"Not a data point: {said}")
    _points.append(said)


def _bytes(texts: Sequence[str]) -> int:
    return len("".join(texts).encode())
