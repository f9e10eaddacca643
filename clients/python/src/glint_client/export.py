"""Lists as the web app exports and imports them: sub-todos within their parent, people by name (R190, R194)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from glint_client.place import Place
from glint_client.wire import Member, Todo

Json = dict[str, Any]
INDENT: Final = "  "
DUE: Final = ("dueOn", "dueTime", "dueZone", "repeat")


async def export_list(place: Place, name: str, members: Sequence[Member]) -> Json:
    """Read a whole list, with its comments and descriptions."""
    todos, _ = await place.load()
    described = any(todo.get("hasDescription") for todo in todos)
    descriptions = await place.all_descriptions() if described else {}
    return exported(name, todos, await place.all_comments(), members, descriptions)


def exported(
    name: str,
    todos: Sequence[Todo],
    comments: Iterable[Json],
    members: Iterable[Member],
    descriptions: Mapping[str, str],
) -> Json:
    """Return a list as a file has it; what says nothing is left out."""
    names = {member["userId"]: member["displayName"] for member in members}
    threads: dict[str, list[Json]] = {}
    for comment in comments:
        by = comment.get("writtenBy") or comment["displayName"]
        said = {"by": by, "at": comment["createdAt"], "text": _lines(comment["body"])}
        threads.setdefault(comment["todoId"], []).append(said)
    children: dict[str | None, list[Todo]] = {}
    for todo in todos:
        children.setdefault(todo["parentId"], []).append(todo)

    def below(parent: str | None) -> list[Json]:
        return [
            _todo(todo, names, descriptions.get(todo["id"]), threads.get(todo["id"], []), below(todo["id"]))
            for todo in children.get(parent, [])
        ]

    return {"name": name, "todos": below(None)}


def _todo(
    todo: Todo, names: Mapping[str, str], description: str | None, comments: list[Json], todos: list[Json]
) -> Json:
    said: Json = {
        "title": _lines(todo["title"]),
        "description": description,
        "completed": todo["completed"],
        "claimedBy": todo["claimedByName"],
        "assignees": [names[user_id] for user_id in todo.get("assignees", []) if user_id in names],
        **{field: todo.get(field) for field in DUE},
        "createdAt": todo["createdAt"],
        "comments": comments,
        "todos": todos,
    }
    return {field: value for field, value in said.items() if value not in (None, False, [])}


def as_json(lists: Sequence[Json]) -> str:
    """Write lists as JSON, one by itself."""
    whole = lists[0] if len(lists) == 1 else {"lists": lists}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def as_markdown(lists: Iterable[Json]) -> str:
    """Write lists as headings and check boxes, two spaces a level; the web app loses none of it.

    A description is a quote below its todo, a comment one with a line that says who and when.
    """
    return "\n".join(
        f"# {_escaped(each['name'])}\n\n" + "".join(line for todo in each["todos"] for line in _todo_lines(todo, ""))
        for each in lists
    )


def _todo_lines(todo: Json, pad: str) -> Iterable[str]:
    box = "[x]" if todo.get("completed") else "[ ]"
    yield f"{pad}- {box} {_escaped(todo['title'])}{_extras(todo)}\n"
    inside = pad + INDENT
    if "description" in todo:
        yield from _quoted(todo["description"], inside)
    for comment in todo.get("comments", ()):
        yield f"{inside}> **{_escaped(comment['by'])}** {comment['at']}\n"
        yield from _quoted(comment["text"], inside)
    for each in todo.get("todos", ()):
        yield from _todo_lines(each, inside)


def _quoted(text: str, pad: str) -> Iterable[str]:
    for line in text.split("\n"):
        yield f"{pad}> {re.sub(_LOOKS_LIKE_A_HEAD, _WITH_BACKSLASH, line)}".rstrip(" ") + "\n"


def _extras(todo: Json) -> str:
    """What is not shown where Markdown is."""
    due = {field: todo[field] for field in DUE if field in todo}
    extras: Json = {field: todo[field] for field in ("claimedBy", "assignees") if field in todo}
    extras |= {**({"due": due} if due else {}), "createdAt": todo["createdAt"]}
    text = json.dumps(extras, ensure_ascii=False, separators=(",", ":")).replace(">", "\\u003e")
    return f" <!-- {text} -->"


_LOOKS_LIKE_A_HEAD: Final = re.compile(r"^(\\*\*\*)")
_WITH_BACKSLASH: Final = r"\\\1"


def _escaped(text: str) -> str:
    """Keep what Markdown would take for something else."""
    text = re.sub(r"\\(?=[!-/:-@\[-`{-~\n])", r"\\\\", text)
    return re.sub(r"<(?=!--|br>)", r"\\<", text).replace("\n", "<br>")


def _lines(text: str) -> str:
    """With one kind of line end, which is all that Markdown keeps."""
    return re.sub(r"\r\n?", "\n", text)
