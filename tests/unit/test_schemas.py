"""docs/schemas is up to date, and accepts and rejects the right frames."""

from __future__ import annotations

import json
from typing import Any

import fastjsonschema
import pytest

from tools import schemas

validate = fastjsonschema.compile(schemas.schema())
EVENT: dict[str, Any] = {"type": "todo:deleted", "setId": "s", "seq": 7, "actorId": "u", "id": "t"}


def test_the_schemas_are_up_to_date() -> None:
    """After a change of a Struct run `make types`."""
    for target, build in schemas.SCHEMAS.items():
        assert target.read_text("utf-8") == schemas.render(build())


def test_a_frame_as_it_is_sent_is_valid() -> None:
    """Even with members of a later version: clients ignore what they do not know."""
    validate(EVENT)
    validate({**EVENT, "later": True})


@pytest.mark.parametrize(
    "change", [{"type": "todo:gone"}, {"seq": 0}, {"seq": "7"}, {"id": None}, {"mutationId": None}], ids=json.dumps
)
def test_an_invalid_frame_is_rejected(change: dict[str, Any]) -> None:
    """Unknown types, impossible numbers, and wrong members are rejected."""
    with pytest.raises(fastjsonschema.JsonSchemaValueException):
        validate({**EVENT, **change})


@pytest.mark.parametrize("name", ["type", "setId", "seq", "id"])
def test_what_every_event_has_is_required(name: str) -> None:
    """A frame without it is invalid."""
    with pytest.raises(fastjsonschema.JsonSchemaValueException):
        validate({key: value for key, value in EVENT.items() if key != name})
