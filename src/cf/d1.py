"""D1 as a `store.database.Database`."""

from __future__ import annotations

from typing import Any, Final

import js
import msgspec
from msgspec import Struct
from pyodide.ffi import JsException, jsnull, to_js

from store.database import Row, Statement, Value, constraint_failure


class _Result(Struct):
    results: list[dict[str, str | int | float | None]] = []


_results: Final = msgspec.json.Decoder(list[_Result])


class D1:
    """A D1 binding. All results of a batch cross into Python as one JSON text, decoded in C."""

    def __init__(self, binding: Any) -> None:
        self._binding = binding

    async def batch(self, *statements: Statement) -> list[list[Row]]:
        """As `Database.batch`."""
        prepared = to_js([self._prepare(statement) for statement in statements])
        try:
            answer = await self._binding.batch(prepared)
        except JsException as error:
            failure = constraint_failure(str(error))
            if failure is None:
                raise
            raise failure from None
        return [list(result.results) for result in _results.decode(js.JSON.stringify(answer))]

    def _prepare(self, statement: Statement) -> Any:
        prepared = self._binding.prepare(statement.sql)
        return prepared.bind(*map(_to_js, statement.params)) if statement.params else prepared


def _to_js(value: Value) -> Any:
    if value is None:
        return jsnull
    return int(value) if isinstance(value, bool) else value
