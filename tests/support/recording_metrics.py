"""Recorded data points in order, and how to read them where they are stored."""

from __future__ import annotations

from typing import Any

import msgspec

from domain.metrics import Point


class RecordingMetrics:
    """A `ports.Metrics`."""

    def __init__(self) -> None:
        self.points: list[Point] = []

    def count(self, point: Point) -> None:
        """Record the point."""
        self.points.append(point)


def point_of(written: dict[str, Any]) -> Point:
    """Return the point that was written to a dataset as this."""
    values = [*written["indexes"], *written["blobs"], *written["doubles"]]
    return msgspec.convert(dict(zip(Point.__struct_fields__, values, strict=True)), Point)
