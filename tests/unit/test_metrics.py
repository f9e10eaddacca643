"""Data points: what is counted, and how it is written."""

from __future__ import annotations

import json
from typing import get_args

import pytest
from msgspec.structs import astuple

from domain.metrics import USES, Kind, Point, columns, data_point
from tests.support.recording_metrics import point_of

FIELDS_MAX = 20
PERSONAL = "personal:0f3a9c1e-0000-4000-8000-000000000000"


def test_a_point_is_written_by_column() -> None:
    """The team is the index, strings are blobs, numbers are doubles, each at its position even when unused."""
    point = Point(team="t1", kind="broadcast", set="s1", reached=12, failed=1)
    assert data_point(point) == '{"indexes":["t1"],"blobs":["broadcast","s1"],"doubles":[12,1,0,0,0,0]}'


def test_what_is_written_can_be_read() -> None:
    """No number gets lost or moves."""
    point = Point(team=PERSONAL, kind="retry", set="s1", reached=1, failed=2, open=3, code=4, events=5, retries=6)
    assert point_of(json.loads(data_point(point))) == point


def test_every_field_has_a_column() -> None:
    """The columns are the fields in their order, at most as many as Cloudflare accepts."""
    assert tuple(columns().values()) == Point.__struct_fields__
    kinds = ("index", "blob", "double")
    assert [name.rstrip("0123456789") for name in columns()] == sorted(
        (name.rstrip("0123456789") for name in columns()), key=kinds.index
    )
    assert len(columns()) <= FIELDS_MAX


@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_kind_lists_existing_fields(kind: Kind) -> None:
    """Every kind is listed with existing fields; the others are unused."""
    assert set(USES[kind]) <= set(Point.__struct_fields__) - {"team", "kind"}
    assert astuple(Point(team="t1", kind=kind))[2:] == ("", 0, 0, 0, 0, 0, 0)


def test_a_team_fits_the_index() -> None:
    """Cloudflare accepts 96 bytes; the longest id is that of a personal space."""
    assert len(PERSONAL.encode()) <= 96
