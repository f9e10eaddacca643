"""What was counted, in the order in which it was, and how to read it where it was written."""

from __future__ import annotations

from typing import Any

import msgspec

from domain.metrics import Point


class RecordingMetrics:
    """A `ports.Metrics`."""

    def __init__(self) -> None:
        self.points: list[Point] = []

    def count(self, point: Point) -> None:
        """As `Metrics.count`."""
        self.points.append(point)


def point_of(written: dict[str, Any]) -> Point:
    """The point that was written to a dataset as this."""
    values = [*written["indexes"], *written["blobs"], *written["doubles"]]
    return msgspec.convert(dict(zip(Point.__struct_fields__, values, strict=True)), Point)
