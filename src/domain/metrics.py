"""What is counted: one data point for each thing that happened, of ids and numbers alone.

A deployment without Workers Analytics Engine has no Metrics (None), and then nothing is put together either.
"""

from __future__ import annotations

from typing import Final, Literal

import msgspec
from msgspec import Struct

Kind = Literal["broadcast", "connect", "close", "sweep", "catch_up", "resync", "retry", "repeat"]


class Point(Struct, frozen=True, kw_only=True):
    """One data point. Its fields are the columns, in this order: `team` is the index, by which Cloudflare samples.

    New fields go to the end: the columns of points that are stored already do not move.
    """

    team: str
    kind: Kind
    set: str = ""
    reached: int = 0
    failed: int = 0
    open: int = 0
    code: int = 0
    events: int = 0
    retries: int = 0


USES: Final[dict[Kind, tuple[str, ...]]] = {
    "broadcast": ("set", "reached", "failed"),
    "connect": ("set",),
    "close": ("set", "code"),
    "sweep": ("open",),
    "catch_up": ("set", "events"),
    "resync": ("set",),
    "retry": ("set", "failed", "retries"),
    "repeat": ("set",),
}
"""What a point of each kind says beyond its team; its other numbers are 0. docs/operations.md says what it means."""

_TEXTS: Final = ("kind", "set")
_FIRST_DOUBLE: Final = 1 + len(_TEXTS)


class _DataPoint(Struct, frozen=True):
    indexes: tuple[object, ...]
    blobs: tuple[object, ...]
    doubles: tuple[object, ...]


_encode: Final = msgspec.json.Encoder().encode


def data_point(point: Point) -> str:
    """The JSON text of what `writeDataPoint` of Workers Analytics Engine takes."""
    values = msgspec.structs.astuple(point)
    return _encode(_DataPoint(values[:1], values[1:_FIRST_DOUBLE], values[_FIRST_DOUBLE:])).decode()


def columns() -> dict[str, str]:
    """The fields of a Point by their columns in SQL: `index1`, `blob1`, `double1` and so on."""
    doubles = Point.__struct_fields__[_FIRST_DOUBLE:]
    return {
        "index1": "team",
        **{f"blob{number}": name for number, name in enumerate(_TEXTS, 1)},
        **{f"double{number}": name for number, name in enumerate(doubles, 1)},
    }
