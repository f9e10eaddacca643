"""The page at /api/docs: the OpenAPI document as plain HTML without a script."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any, Final

from tools.openapi import document
from tools.project import ROOT, write_generated

TARGET: Final = ROOT / "web" / "public" / "api" / "docs.html"
METHODS: Final = ("get", "post", "patch", "put", "delete")
HEAD: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Glint API</title>
<link rel="stylesheet" href="/api/docs.css">
</head>
<body>
<main>
"""

Json = dict[str, Any]


def render() -> str:
    """Render the whole page."""
    api = document()
    groups: dict[str, list[tuple[str, str, Json]]] = {}
    for path, item in api["paths"].items():
        for method in METHODS:
            if method in item:
                groups.setdefault(item[method]["tags"][0], []).append((method, path, item[method]))
    parts = [HEAD, *_intro(api, groups)]
    for group, operations in groups.items():
        parts.append(f'<section aria-labelledby="about-{group}">\n<h2 id="about-{group}">{group.capitalize()}</h2>\n')
        for operation in operations:
            parts += _operation(*operation)
        parts.append("</section>\n")
    parts.append('<section aria-labelledby="about-models">\n<h2 id="about-models">Models</h2>\n')
    for name, schema in api["components"]["schemas"].items():
        parts += _model(name, schema)
    return "".join([*parts, "</section>\n</main>\n</body>\n</html>\n"])


def _intro(api: Json, groups: Json) -> Iterator[str]:
    yield f"<h1>Glint API</h1>\n<p>{escape(api['info']['description'])} "
    yield 'The same as data: <a href="/api/openapi.json">openapi.json</a>.</p>\n'
    yield "<p>One signs in with the cookie <code>session</code>, <code>__Host-session</code> over https, or with an "
    yield "access token, <code>Authorization: Bearer</code>, which needs the named scope. "
    yield "Bodies are JSON. Every refusal is "
    yield '<a href="#ErrorBody">ErrorBody</a>, and every answer names its D1 round trips in '
    yield "<code>Server-Timing</code> and itself in <code>X-Request-Id</code>.</p>\n"
    links = [f'<li><a href="#about-{group}">{group.capitalize()}</a></li>' for group in [*groups, "models"]]
    yield f'<nav aria-label="Sections"><ul>{"".join(links)}</ul></nav>\n'


def _operation(method: str, path: str, operation: Json) -> Iterator[str]:
    name = operation["operationId"]
    yield f'<article aria-labelledby="{name}">\n<h3 id="{name}"><span class="method">{method.upper()}</span> '
    yield f"<code>{escape(path)}</code></h3>\n<p>{escape(operation['summary'])}"
    yield f"{_access(operation.get('security', []))}</p>\n"
    rows = [(p["name"], p["in"], _type(p["schema"]), p.get("description", "")) for p in operation["parameters"]]
    if "requestBody" in operation:
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        rows.append(("", "body", _type(schema), "" if operation["requestBody"]["required"] else "may be left out"))
    if rows:
        yield _table("Takes", ("name", "in", "type", "note"), rows)
    answers = [
        (code, " or ".join(_type(each["schema"]) for each in answer.get("content", {}).values()),
         _marked(answer["description"]))
        for code, answer in operation["responses"].items()
    ]  # fmt: skip
    yield _table("Answers", ("status", "body", "meaning"), answers)
    yield "</article>\n"


def _access(security: Sequence[Json]) -> str:
    """What the operation needs besides a browser's session."""
    if not security:
        return " Needs no session."
    scopes = [scope for each in security for scope in each.get("token", ())]
    return f" Scope: <code>{scopes[0]}</code>." if scopes else " Takes no access token."


def _model(name: str, schema: Json) -> Iterator[str]:
    yield f'<article aria-labelledby="{name}">\n<h3 id="{name}"><code>{name}</code></h3>\n'
    yield f"<p>{_marked(escape(schema.get('description', '')))}</p>\n"
    required = schema.get("required", [])
    rows = [
        (field, _type(kind), kind.get("description", "") if field in required else "may be left out")
        for field, kind in schema.get("properties", {}).items()
    ]
    yield _table("Members", ("name", "type", "note"), rows) if rows else ""
    yield "</article>\n"


def _table(caption: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Render a table whose cells are HTML already."""
    head = "".join(f'<th scope="col">{text}</th>' for text in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>\n" for row in rows)
    return (
        f'<div class="scroll" tabindex="0" role="group" aria-label="{caption}"><table><caption>{caption}</caption>'
        f"<thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table></div>\n"
    )


def _type(schema: Json) -> str:
    """Describe a schema in a few words of HTML."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        return f'<a href="#{name}">{name}</a>'
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_type(option) for option in schema["anyOf"]))
    if "enum" in schema or "const" in schema:
        values = schema.get("enum") or [schema["const"]]
        return " or ".join(f"<code>{escape(json.dumps(value))}</code>" for value in values)
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'])}"
    if schema.get("type") == "object" and "properties" in schema:
        return "{ " + ", ".join(f"{name}: {_type(kind)}" for name, kind in schema["properties"].items()) + " }"
    bounds = [f"{word} {schema[key]}" for key, word in BOUNDS.items() if key in schema]
    return escape(" ".join([str(schema.get("type", "anything")), *bounds]))


BOUNDS: Final = {"minLength": "from", "maxLength": "to", "minimum": "from", "maximum": "to", "format": "as"}


def _marked(text: str) -> str:
    """Mark back-quoted words as code."""
    parts = text.split("`")
    return "".join(f"<code>{part}</code>" if index % 2 else part for index, part in enumerate(parts))


def main() -> None:
    """Write the page."""
    write_generated(TARGET, render())


if __name__ == "__main__":
    main()
