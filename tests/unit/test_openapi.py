"""The generated API reference is up to date."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tools import api_page, openapi


def test_the_files_are_up_to_date() -> None:
    """`make types` writes them."""
    assert openapi.TARGET.read_text("utf-8") == openapi.render(), "openapi.json is stale: run `make types`."
    assert api_page.TARGET.read_text("utf-8") == api_page.render(), "docs.html is stale: run `make types`."


def test_every_reference_leads_somewhere() -> None:
    """No `$ref` dangles, and no model is unused."""
    document = openapi.document()
    used = set(_references(document))
    known = {f"#/components/{kind}/{name}" for kind in ("schemas", "headers") for name in document["components"][kind]}
    assert used == known


def test_every_operation_has_a_name_of_its_own() -> None:
    """Generated clients name their functions by it."""
    paths = openapi.document()["paths"]
    names = [operation["operationId"] for item in paths.values() for operation in item.values()]
    assert len(names) == len(set(names))


def test_the_page_needs_no_script_and_links_to_what_is_there() -> None:
    """The Content-Security-Policy would block a script; every anchor exists, once."""
    page = api_page.render()
    assert "<script" not in page
    assert "style=" not in page
    anchors = [part.split('"', 1)[0] for part in page.split(' id="')[1:]]
    links = {part.split('"', 1)[0] for part in page.split('href="#')[1:]}
    assert len(anchors) == len(set(anchors))
    assert links <= set(anchors)


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"]
        for value in node.values():
            yield from _references(value)
    elif isinstance(node, list):
        for value in node:
            yield from _references(value)
