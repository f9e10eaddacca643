"""The JSON Schemas of every frame that a client may receive, and of webhooks, from the Structs: part of `make types`.

tests/unit/test_schemas.py fails when one in docs/schemas/ is stale; tests/workerd/test_schemas.py validates real
frames against it.
"""

from __future__ import annotations

import json
import sys
from typing import Any, Final

import msgspec

from tools.project import ROOT, write_generated

FOLDER: Final = ROOT / "docs" / "schemas"
sys.path.insert(0, str(ROOT / "src"))

from domain import events, webhooks  # noqa: E402 - src is put on the path above

TODO_EVENTS: Final = tuple(events.TodoEvent.__args__)
FRAMES: Final = (
    *TODO_EVENTS,
    events.RealtimeReady,
    events.Presence,
    events.Pong,
    events.TeamChanged,
    events.MineChanged,
    events.SharedChanged,
)


def schema() -> dict[str, Any]:
    """Build one schema for any frame; each kind has its own below `$defs`."""
    _, components = msgspec.json.schema_components(FRAMES, ref_template="#/$defs/{name}")
    for kind in TODO_EVENTS:
        found = components[kind.__name__]
        # The Struct's 0 means "not stored yet"; what is sent always has its number.
        found["properties"]["seq"] = {"type": "integer", "minimum": 1}
        found["required"] = [*found["required"], "seq"]
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A frame that Glint sends",
        "anyOf": [{"$ref": f"#/$defs/{kind.__name__}"} for kind in FRAMES],
        "$defs": components,
    }


def delivery_schema() -> dict[str, Any]:
    """Build the schema of the body of a webhook's delivery."""
    (delivery, resync), components = msgspec.json.schema_components(
        (webhooks.Delivery, webhooks.Resync), ref_template="#/$defs/{name}"
    )
    logged = [{"$ref": f"frames.json#/$defs/{kind.__name__}"} for kind in TODO_EVENTS]
    components["Delivery"]["properties"]["events"]["items"] = {"anyOf": [*logged, resync]}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "What Glint sends to a webhook",
        "anyOf": [delivery],
        "$defs": components,
    }


SCHEMAS: Final = {FOLDER / "frames.json": schema, FOLDER / "delivery.json": delivery_schema}


def render(built: dict[str, Any]) -> str:
    """Render a whole file."""
    return json.dumps(built, indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Write the files."""
    for target, build in SCHEMAS.items():
        write_generated(target, render(build()))


if __name__ == "__main__":
    main()
