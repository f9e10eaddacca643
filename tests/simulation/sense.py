"""What an event may say, given the list before it: a change that was decided on a list of the past does not fit."""

from __future__ import annotations

from typing import Final

from glint_client.wire import Event, State

COMMENTED: Final = {"comment:created": 1, "comment:deleted": -1}
"""What each adds to the number of a todo's comments (R130)."""


def check_sense(before: State, event: Event) -> None:
    """Check that an event changes what is there, and that a claim is of a free todo (R19), or of its own holder."""
    needed, absent = _todos_of(event)
    missing = [todo_id for todo_id in needed if todo_id not in before]
    assert not missing, f"{event} is about todos that are not there."
    assert not any(todo_id in before for todo_id in absent), f"{event} adds what is there."
    if event["type"] == "todo:claimed":
        holder = before[event["id"]]["claimedBy"]
        is_free = holder is None or event["claimedBy"] is None or event.get("cause") == "renamed"
        assert is_free, f"{event} takes the claim of {holder}."
    if step := COMMENTED.get(event["type"]):
        counted = before[event["todoId"]]["commentCount"] + step
        assert event["commentCount"] == counted, f"{event} should count {counted}."


def _todos_of(event: Event) -> tuple[list[str], list[str]]:  # noqa: PLR0911 - one per kind
    """The ids of the todos that must be there, and of those that must not."""
    match event["type"]:
        case "todo:created":
            parent = event["todo"]["parentId"]
            return ([parent] if parent else []), [event["todo"]["id"]]
        case "todos:added":
            return [], [todo["id"] for todo in event["todos"]]
        case "todo:updated":
            parent = event["todo"].get("parentId")
            return [event["todo"]["id"], *([parent] if parent else [])], []
        case "todo:reordered" | "todos:changed":
            return [item["id"] for item in event["items"]], []
        case "comment:created" | "comment:deleted":
            return [event["todoId"]], []
        case "todo:deleted" | "todo:claimed" | "todo:assigned":
            return [event["id"]], []
    return [], []
