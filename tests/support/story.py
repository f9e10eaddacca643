"""The main scenario: one person does everything that can be done with todos, others watch."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

from tests.support.people import Json, Person, Place

Between = Callable[[], Awaitable[object]]

KINDS = [
    "todo:created",
    "todo:created",
    "todo:created",
    "todo:updated",
    "todo:updated",
    "todo:reordered",
    "todo:claimed",
    "todo:claimed",
    "todo:assigned",
    "comment:created",
    "comment:deleted",
    "todo:deleted",
]
"""The events of the scenario; their `seq` are 1, 2, 3, …"""


async def nothing() -> None:
    """Do nothing, the default after each step."""


async def tell(author: Person, place: Place, after_each: Between = nothing) -> list[Json]:
    """Do everything that can be done with todos; return the answer of each step."""
    milk, bread, flour, comment = (str(uuid4()) for _ in range(4))
    order = [{"id": bread, "sortOrder": 1}, {"id": milk, "sortOrder": 2.5}]
    steps: list[tuple[str, str, dict[str, Any] | None]] = [
        ("POST", f"{place.path}/todos", {"title": "Milk", "id": milk}),
        ("POST", f"{place.path}/todos", {"title": "Bread", "id": bread}),
        ("POST", f"{place.path}/todos", {"title": "Flour", "id": flour, "parentId": bread}),
        ("PATCH", place.todo(milk), {"title": "Oat milk"}),
        ("PATCH", place.todo(milk), {"completed": True}),
        ("POST", place.todo("reorder"), {"setId": place.set, "items": order}),
        ("POST", place.todo(milk, "/claim"), None),
        ("POST", place.todo(milk, "/claim"), {"claimed": False}),
        ("PUT", place.todo(milk, "/assignees"), {"assignees": [author.id]}),
        ("POST", place.todo(milk, "/comments"), {"body": "Which one?", "id": comment}),
        ("DELETE", place.comment(comment), None),
        ("DELETE", place.todo(bread), None),
    ]
    answers = []
    for method, path, body in steps:
        answers.append(await author.do(method, path, body))
        await after_each()
    return answers
