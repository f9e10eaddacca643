"""D1 as a `ports.Database`."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any, Final

import msgspec
from msgspec import Struct
from pyodide.ffi import JsException, jsnull, to_js

from cf.bindings import binding
from cf.globals import function
from domain.errors import NotSetUp
from ports import Listing, Row, Rows, Statement, Value, failure_of


class _Result(Struct):
    results: list[dict[str, str | int | float | None]] = []


_results: Final = msgspec.json.Decoder(list[_Result])


class D1:
    """A D1 binding. The results of a batch cross into Python as one JSON text, decoded in C.

    Only what is `passed_on` stays in JavaScript.
    """

    def __init__(self, binding: Any) -> None:
        self._binding = binding
        self._batch = None if binding is None else binding.batch
        self._bind: dict[str, Callable[..., Any]] = {}

    async def batch(self, *statements: Statement) -> list[Rows]:
        """As `Database.batch`."""
        if self._batch is None:
            raise NotSetUp
        try:
            answer = await self._batch(function("Array.of")(*map(self._bound, statements)))
        except JsException as error:
            failure = failure_of(str(error))
            if failure is None:
                raise
            raise failure from None
        passed_on = {i: Passed(answer[i]) for i, statement in enumerate(statements) if statement.passed_on}
        found = _results.decode(function("JSON.stringify")(answer))
        return [passed_on.get(i, result.results) for i, result in enumerate(found)]

    def _bound(self, statement: Statement) -> Any:
        """Bind a statement. Its text crosses the language border once: there are some dozens, composed of constants."""
        if statement.sql not in self._bind:
            self._bind[statement.sql] = self._binding.prepare(statement.sql).bind
        return self._bind[statement.sql](*map(_to_js, statement.params))


class Passed(Sequence[Row]):
    """Rows of one JSON text each that stay in JavaScript, as an array of one-element arrays."""

    def __init__(self, result: Any) -> None:
        self.values = result.results.map(function("Object.values"))
        result.results = function("Array.of")()

    def __len__(self) -> int:
        return int(self.values.length)

    def __getitem__(self, index: Any) -> Any:
        """Convert one row."""
        return {"json": self.values[index][0]}


def written(answer: str | Listing) -> Any:
    """Convert the answer to the body of a `js.Response`.

    Rows that were passed on are never converted: as a part of a blob an array is written as JavaScript writes
    arrays, its elements with commas between, and an array of one string as that string.
    """
    if isinstance(answer, str) or not isinstance(answer.rows, Passed):
        return str(answer)
    return function("Blob.new")(to_js([f"{answer.before}[", answer.rows.values, f"]{answer.after}"]))


@functools.cache
def database() -> D1:
    """The deployment's database, created once per isolate."""
    return D1(binding("DB"))


def _to_js(value: Value) -> Any:
    if value is None:
        return jsnull
    return float(value) if isinstance(value, int) else value  # a large int would become a BigInt, which D1 refuses
