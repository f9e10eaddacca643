"""Frames on the socket match docs/schemas exactly."""

from __future__ import annotations

import json

import fastjsonschema
import pytest

from tests.support.people import People
from tests.support.story import KINDS, tell
from tests.support.viewer import Viewer
from tools.schemas import schema

pytestmark = pytest.mark.anyio


async def test_r3_every_frame_is_valid_by_the_published_schema(people: People) -> None:
    """All kinds of frames, without members that the schema does not name."""
    closed = schema()
    for kind in closed["$defs"].values():
        kind["additionalProperties"] = kind.get("additionalProperties", False)
    validate = fastjsonschema.compile(closed)
    place, (ann, bob) = await people.team_of("Ann", "Bob")
    async with await Viewer.open(bob, place) as viewer:
        await tell(ann, place)
        await viewer.event(len(KINDS))
        await viewer.ping()
        await ann.do("PATCH", place.path, {"name": "Another name"})
        await viewer.wait_for(lambda f: f["type"] == "team:changed", "the hint")
    frames = [json.loads(text) for text in viewer.texts]
    for frame in frames:
        validate(frame)
    assert {frame["type"] for frame in frames} == {*KINDS, "realtime:ready", "presence", "pong", "team:changed"}
