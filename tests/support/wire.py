"""The shapes of everything on the wire, and whether one side still understands the other.

A shape is a type's name, a constant in quotes, `{"[]": shape}` for an array, `{"*": shape}` for a mapping, `{"name":
shape, "optional?": shape}` for an object, or a list of alternatives.
"""

from __future__ import annotations

import functools
import json
import re
from typing import Any

Shape = Any
JSON_BODY = "application/json"
GROWING = {"permission"}
"""Members whose values are added to: clients look for those that they know."""


def wire(openapi: dict[str, Any], frames: dict[str, Any]) -> dict[str, Any]:
    """Describe every route with its body and answer, and every frame that the server sends."""
    routes = {}
    for path, item in openapi["paths"].items():
        for method, operation in item.items():
            name = f"{method.upper()} {re.sub('{.*?}', '{}', path)}"
            routes[name] = {
                "query": _query(operation, openapi),
                "body": _content(operation.get("requestBody"), openapi),
                "answers": {
                    status: _content(answer, openapi)
                    for status, answer in operation["responses"].items()
                    if status < "400"
                },
            }
    kinds = (shape(each, frames) for each in frames["anyOf"])
    return {"routes": routes, "frames": {json.loads(kind["type"]): kind for kind in kinds}}


def _query(operation: dict[str, Any], document: dict[str, Any]) -> Shape:
    return {
        _member(each["name"], required=each.get("required", False)): shape(each["schema"], document)
        for each in operation["parameters"]
        if each["in"] == "query"
    }


def _content(part: dict[str, Any] | None, document: dict[str, Any]) -> Shape:
    content = (part or {}).get("content", {}).get(JSON_BODY)
    return shape(content["schema"], document) if content else None


def shape(schema: dict[str, Any], document: dict[str, Any]) -> Shape:
    """Return the shape of a JSON Schema; references point into `document`."""
    found: Shape = schema.get("type", "any")
    if "$ref" in schema:
        parts = schema["$ref"].removeprefix("#/").split("/")
        found = shape(functools.reduce(lambda node, part: node[part], parts, document), document)
    elif options := schema.get("anyOf"):
        found = [shape(option, document) for option in options]
    elif constants := schema.get("enum", [schema["const"]] if "const" in schema else []):
        found = sorted(json.dumps(value) for value in constants)
    elif found == "array":
        found = {"[]": shape(schema["items"], document)}
    elif "properties" in schema:
        required = schema.get("required", ())
        members = schema["properties"].items()
        found = {_member(name, required=name in required): shape(each, document) for name, each in members}
    elif found == "object":
        found = {"*": shape(schema["additionalProperties"], document)} if "additionalProperties" in schema else {}
    return found[0] if isinstance(found, list) and len(found) == 1 else found


def _member(name: str, *, required: bool) -> str:
    return name if required else f"{name}?"


def understood(sent: Shape, known: Shape, *, ignores: bool) -> bool:
    """Return whether a receiver that knows one shape understands everything sent in the other.

    `ignores` is for clients: they ignore unknown members and events, and need all that they know. A server accepts no
    unknown member.
    """
    if isinstance(sent, list):
        return all(understood(option, known, ignores=ignores) for option in sent)
    if isinstance(known, list):
        kinds = {each.get("type") for each in known if isinstance(each, dict)}
        is_new_event = ignores and isinstance(sent, dict) and sent.get("type") not in kinds
        return is_new_event or any(understood(sent, option, ignores=ignores) for option in known)
    if isinstance(sent, dict) and isinstance(known, dict):
        return _members_understood(sent, known, ignores=ignores)
    is_wider = (sent, known) == ("integer", "number") or (known == "string" and str(sent).startswith('"'))
    return is_wider or bool(sent == known)


def _members_understood(sent: dict[str, Shape], known: dict[str, Shape], *, ignores: bool) -> bool:
    if "*" in sent:  # whose names the recorded answers have
        return all(understood(sent["*"], each, ignores=ignores) for each in known.values())
    given, wanted = ({name.rstrip("?"): each for name, each in side.items()} for side in (sent, known))
    few, many = (wanted, given) if ignores else (given, wanted)
    required = {name for name in known if not name.endswith("?")}
    return (
        few.keys() <= many.keys()
        and required <= sent.keys()
        and all((ignores and name in GROWING) or understood(given[name], wanted[name], ignores=ignores) for name in few)
    )
