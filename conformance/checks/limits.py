"""The limits (R54)."""

from __future__ import annotations

import uuid
from typing import Any

from conformance.verdict import check
from conformance.world import World

TITLE_MAX, NAME_MAX, COMMENT_MAX, ID_MAX = 500, 100, 2_000, 64
DEPTH_MAX, ITEMS_MAX, PLACE_MAX, BODY_MAX = 8, 500, 2**50, 64 * 1024


@check(54)
async def the_limits_hold(w: World) -> None:
    """What is on them is accepted, what is beyond is refused."""
    place = await w.new_list()
    todo_id = (await w.ann.add(place, "x" * TITLE_MAX))["todo"]["id"]
    path, one = f"{place.path}/todos", place.todo(todo_id)
    beyond: list[tuple[str, str, dict[str, Any]]] = [
        ("POST", path, {"title": "x" * (TITLE_MAX + 1)}),
        ("POST", path, {"title": "\u200b"}),
        ("POST", path, {"title": "x", "parentId": "x" * (ID_MAX + 1)}),
        ("PATCH", place.path, {"name": "x" * (NAME_MAX + 1)}),
        ("PATCH", one, {"sortOrder": PLACE_MAX + 1}),
        ("POST", f"{one}/comments", {"body": "x" * (COMMENT_MAX + 1)}),
        ("POST", f"{path}/complete", {"ids": [], "completed": True}),
        ("POST", place.todo("reorder"), {"setId": place.id, "items": _items(ITEMS_MAX + 1)}),
        ("PUT", f"{one}/assignees", {"assignees": [f"user-{number}" for number in range(11)]}),
    ]
    for method, where, body in beyond:
        (await w.ann.ask(method, where, body)).refused(422, "invalid")
    (await w.ann.ask("POST", path, {"title": "x" * BODY_MAX})).refused(413, "body_too_large")
    await w.ann.do("PATCH", one, {"sortOrder": PLACE_MAX})
    await w.ann.do("POST", f"{one}/comments", {"body": "x" * COMMENT_MAX})
    below = todo_id
    for _ in range(DEPTH_MAX):
        below = (await w.ann.add(place, parentId=below))["todo"]["id"]
    (await w.ann.ask("POST", path, {"title": "x", "parentId": below})).refused(422, "invalid")


def _items(count: int) -> list[dict[str, object]]:
    return [{"id": str(uuid.uuid4()), "sortOrder": number} for number in range(count)]
