"""Workers Analytics Engine as `ports.Metrics`."""

from __future__ import annotations

import functools
import logging
from typing import Any

import msgspec
from pyodide.ffi import JsException

from cf.bindings import binding
from cf.globals import function
from domain.metrics import Point, data_point

_log = logging.getLogger("glint.metrics")


class AnalyticsEngine:
    """A dataset. A point crosses the language border as one text, because every broadcast records one."""

    def __init__(self, dataset: Any) -> None:
        self._write, self._parse = dataset.writeDataPoint, function("JSON.parse")

    def count(self, point: Point) -> None:
        """As `Metrics.count`. The runtime writes it in the background."""
        try:
            self._write(self._parse(data_point(point)))
        except JsException as error:
            details = {"event": "count_failed", "kind": point.kind, "error": type(error).__name__}
            _log.warning(msgspec.json.encode(details).decode())


@functools.cache
def metrics() -> AnalyticsEngine | None:
    """The deployment's dataset, or None when it has none."""
    dataset = binding("METRICS")
    return None if dataset is None else AnalyticsEngine(dataset)
