"""A platform in Python that counts: each time that Python reaches for an object of JavaScript, and each promise.

It stands in for the modules `js`, `pyodide.ffi` and `workers`, so that the real entry point runs on CPython.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import logging
import sys
import uuid
from collections.abc import Awaitable, Callable, Generator, Iterator
from contextlib import contextmanager
from types import ModuleType, SimpleNamespace
from typing import Any, Final

import pytest
from msgspec import Struct

from ports import Statement
from tests.support.sqlite_database import SqliteDatabase

NULL: Final = SimpleNamespace()
"""JavaScript's null, as Python sees it."""
OURS: Final = ("cf", "durable_objects", "entry")
"""The packages that import the platform; they are imported again over this one."""


class Crossings(Struct, frozen=True):
    """How often Python crossed the border: by attributes, calls and items, and by awaiting promises."""

    crossings: int
    promises: int

    def __sub__(self, before: Crossings) -> Crossings:
        return Crossings(self.crossings - before.crossings, self.promises - before.promises)


class JsException(Exception):
    """What JavaScript throws."""


class JsArray(list[Any]):
    """An array."""

    @property
    def length(self) -> int:
        """How many elements it has."""
        return len(self)

    def map(self, function: Callable[[Any], Any]) -> JsArray:
        """A new array of what the function makes of each."""
        return JsArray(map(function, self))


class Border:
    """The modules of the platform, over one database and one namespace of objects."""

    def __init__(self, database: SqliteDatabase) -> None:
        self.count, self.promises = 0, 0
        self.loop = asyncio.new_event_loop()
        self.background: list[Awaitable[Any]] = []
        self.published: list[tuple[str, str]] = []
        self._database = database

    @property
    def crossed(self) -> Crossings:
        """What has been counted."""
        return Crossings(self.count, self.promises)

    def modules(self) -> dict[str, ModuleType]:
        """The modules that the platform offers to Python, by name."""
        js, ffi, workers = ModuleType("js"), ModuleType("pyodide.ffi"), ModuleType("workers")
        vars(js).update({name: proxied(self, value) for name, value in self._globals().items()})
        vars(ffi).update(
            JsException=JsException, JsProxy=JsProxy, jsnull=NULL, create_proxy=lambda function: function,
            to_js=lambda value, **_: proxied(self, JsArray(value) if isinstance(value, list) else value),
        )  # fmt: skip
        vars(workers).update(
            Request=object, Response=object, WorkerEntrypoint=object, DurableObject=object,
            import_from_javascript=lambda _: proxied(self, SimpleNamespace(
                env=self._env(), waitUntil=self.background.append)),
        )  # fmt: skip
        return {"js": js, "pyodide": ModuleType("pyodide"), "pyodide.ffi": ffi, "workers": workers}

    def _globals(self) -> dict[str, object]:
        return {
            "JSON": SimpleNamespace(stringify=json.dumps, parse=json.loads),
            "Array": SimpleNamespace(of=lambda *items: JsArray(items)),
            "Object": SimpleNamespace(values=lambda row: JsArray(row.values()), fromEntries=dict),
            "Date": SimpleNamespace(now=lambda: 1_700_000_000_000.0),
            "crypto": SimpleNamespace(randomUUID=lambda: str(uuid.uuid4())),
            "Response": SimpleNamespace(new=lambda body, init: SimpleNamespace(body=body, status=init["status"],
                                                                               headers=init["headers"])),
            "Blob": SimpleNamespace(new=lambda parts: parts),
            "scheduler": SimpleNamespace(wait=lambda _: Later()),
            "setTimeout": lambda run, _: asyncio.BaseEventLoop.call_soon(self.loop, run),  # type: ignore[arg-type]
            "console": SimpleNamespace(),
        }  # fmt: skip

    def _env(self) -> SimpleNamespace:
        prepare = lambda sql: SimpleNamespace(bind=lambda *params: Statement(sql, params))  # noqa: E731
        return SimpleNamespace(
            DB=SimpleNamespace(prepare=prepare, batch=self._batch),
            TODO_SYNC=SimpleNamespace(getByName=lambda _: SimpleNamespace(publish=self._publish, fetch=self._upgrade)),
            DEV_LOGIN="true",
        )

    async def _batch(self, statements: JsArray) -> JsArray:
        given = [s._replace(params=tuple(None if v is NULL else v for v in s.params)) for s in statements]
        return JsArray(SimpleResult(JsArray(rows)) for rows in self._database.run(*given))

    async def _publish(self, set_id: str, events: str, *_: str) -> None:
        self.published.append((set_id, events))

    async def _upgrade(self, _url: str, _init: object) -> object:
        return SimpleNamespace(status=101)


class SimpleResult(dict[str, Any]):
    """A result of D1, with `results` as an attribute too."""

    def __init__(self, results: JsArray) -> None:
        super().__init__(results=results)

    def __getattr__(self, name: str) -> Any:
        return self[name]

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value


class Later:
    """A promise of nothing, which has the `then` of Pyodide's."""

    def then(self, work: Callable[[None], Awaitable[Any]]) -> Awaitable[Any]:
        """The work's own promise."""
        return work(None)


class JsProxy:
    """An object of JavaScript as Python has it: whatever is done with it is counted."""

    def __init__(self, border: Border, target: Any) -> None:
        vars(self).update(_border=border, _target=target)

    def __getattr__(self, name: str) -> Any:
        self._border.count += 1
        return proxied(self._border, getattr(self._target, name))

    def __setattr__(self, name: str, value: Any) -> None:
        self._border.count += 1
        setattr(self._target, name, plain(value))

    def __getitem__(self, index: Any) -> Any:
        self._border.count += 1
        return proxied(self._border, self._target[index])

    def __call__(self, *args: Any) -> Any:
        """Call it, with what JavaScript makes of the arguments."""
        self._border.count += 1
        return proxied(self._border, self._target(*map(plain, args)))

    def __await__(self) -> Generator[Any, None, Any]:
        self._border.promises += 1
        return proxied(self._border, (yield from self._target.__await__()))

    def __iter__(self) -> Iterator[Any]:
        self._border.count += len(self._target)
        return (proxied(self._border, item) for item in self._target)


def proxied(border: Border, value: Any) -> Any:
    """The value as Python gets it: text and numbers are converted, everything else stays over there."""
    return value if value is NULL or isinstance(value, str | int | float | bytes | None) else JsProxy(border, value)


def plain(value: Any) -> Any:
    """The value as JavaScript gets it."""
    return value._target if isinstance(value, JsProxy) else value  # noqa: SLF001 - the other side of the border


@contextmanager
def imported_over(border: Border, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The entry point, imported over this platform for as long as the block runs, and so Glint's log on its console."""
    log = logging.getLogger("glint")
    for name, value in {"handlers": log.handlers[:], "level": log.level, "propagate": log.propagate}.items():
        monkeypatch.setattr(log, name, value)
    for name in _imported():
        monkeypatch.delitem(sys.modules, name)
    for name, module in border.modules().items():
        monkeypatch.setitem(sys.modules, name, module)
    yield importlib.import_module("entry")
    for name in _imported():
        del sys.modules[name]


def _imported() -> list[str]:
    return [name for name in sys.modules if name.split(".")[0] in OURS]
