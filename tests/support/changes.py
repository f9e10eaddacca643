"""Changes of todos, chosen at random from what someone sees."""

from __future__ import annotations

import random
import uuid
from typing import Final, Protocol

from domain.limits import COMMENT_MAX_MENTIONS
from glint_client.replica import Replica
from glint_client.wire import Todo
from tests.support.people import Place

DATES: Final[list[dict[str, object]]] = [
    {"dueOn": "2026-12-02"},
    {"dueOn": "2026-12-31", "repeat": {"unit": "month", "day": 31}},
    {"dueOn": "2026-11-30", "dueTime": "17:30", "dueZone": "Europe/Berlin", "repeat": {"unit": "day"}},
    {"dueOn": None},
]


class Author(Protocol):
    """Someone who changes a list, as far as they see it; `deleted` are the todos that they have deleted."""

    deleted: list[str]

    @property
    def place(self) -> Place:
        """Return where the list is."""
        ...

    @property
    def replica(self) -> Replica:
        """Return the list that they see."""
        ...


def choose(author: Author, chance: random.Random) -> tuple[str, str, object]:  # noqa: PLR0911 - one per kind
    """Choose the next mutation: method, path and body."""
    place, todos = author.place, author.replica.todos()
    kinds = ["create", "sub", "edit", "complete", "complete many", "move", "claim", "assign", "delete", "restore",
             "comment", "uncomment", "undo", "date", "nest", "import", "describe"]  # fmt: skip
    kind = chance.choices(kinds, [6, 3, 4, 3, 2, 3, 4, 3, 2, 2, 4, 2, 4, 3, 3, 1, 3])[0]
    if kind == "restore" and author.deleted:
        return "POST", place.todo(chance.choice(author.deleted), "/restore"), None
    if kind == "undo" and author.replica.seq > 0:
        return "POST", f"{place.path}/undo", {"seq": chance.randint(max(1, author.replica.seq - 5), author.replica.seq)}
    if kind == "import":
        return "POST", f"{place.path}/import", _file(chance)
    if kind == "create" or not todos:
        return "POST", f"{place.path}/todos", {"title": f"T{chance.random():.6f}", "id": _uuid(chance)}
    todo = chance.choice(todos)
    if kind in {"move", "nest"}:
        return _move(kind, place, todos, chance)
    if kind == "complete many":
        ids = [each["id"] for each in chance.sample(todos, min(len(todos), 3))]
        return "POST", f"{place.path}/todos/complete", {"ids": ids, "completed": chance.choice([True, True, False])}
    if kind == "delete":
        author.deleted.append(todo["id"])
    if kind == "uncomment" and (thread := author.replica.thread(todo["id"])):
        return "DELETE", place.comment(chance.choice(thread)["id"]), None
    people = sorted({each["userId"] for each in todos})
    return _change(kind, place, todo, people, chance)


def _file(chance: random.Random) -> dict[str, object]:
    """Choose what is imported: a todo and one below it; in place of what there is, or not."""
    todos = [{"title": f"I{chance.random():.6f}", "completed": True}, {"title": "Below", "level": 1}]
    return {"todos": todos, "replace": chance.random() < 1 / 4}


def _move(kind: str, place: Place, todos: list[Todo], chance: random.Random) -> tuple[str, str, object]:
    """Choose another order of some todos, or another parent of one, maybe one that is below it."""
    if kind == "nest":
        todo, parent = chance.choice(todos), chance.choice([None, *todos])
        return "POST", place.todo(todo["id"], "/move"), {"parentId": parent["id"] if parent else None}
    moved = chance.sample(todos, min(len(todos), 3))
    items = [{"id": item["id"], "sortOrder": chance.randint(0, 1000) / 4} for item in moved]
    return "POST", place.todo("reorder"), {"setId": place.set, "items": items}


def _change(kind: str, place: Place, todo: Todo, people: list[str], chance: random.Random) -> tuple[str, str, object]:  # noqa: PLR0911 - one per kind
    """Choose how to change this todo, or what to add to it. Some of the people may have left."""
    one = place.todo(todo["id"])
    match kind:
        case "delete":
            return "DELETE", one, None
        case "edit":
            return "PATCH", one, {"title": f"E{chance.random():.6f}"}
        case "complete":
            return "PATCH", one, {"completed": not todo["completed"]}
        case "date":
            return "PATCH", one, chance.choice(DATES)
        case "describe":
            return "PATCH", one, {"description": chance.choice([f"D{chance.random():.6f}\r\nmore ", None])}
        case "claim":
            return "POST", f"{one}/claim", chance.choice([{}, {"claimed": True}, {"claimed": False}])
        case "assign":
            assigned = chance.sample(people, chance.randint(0, min(len(people), 2)))
            return "PUT", f"{one}/assignees", {"assignees": assigned}
        case "comment" | "uncomment":
            return "POST", f"{one}/comments", _comment(people, chance)
    body = {"title": f"S{chance.random():.6f}", "id": _uuid(chance), "parentId": todo["id"]}
    return "POST", f"{place.path}/todos", body


def _comment(people: list[str], chance: random.Random) -> dict[str, object]:
    """Choose a comment, which often mentions those of the people who have these names."""
    text, chosen = f"C{chance.random():.6f}", {"id": _uuid(chance)}
    if int(text[-1]) % 2:
        return {"body": text, **chosen}
    return {"body": f"{text} @ann @bob @cleo", "mentions": people[:COMMENT_MAX_MENTIONS], **chosen}


def _uuid(chance: random.Random) -> str:
    return str(uuid.UUID(int=chance.getrandbits(128), version=4))
