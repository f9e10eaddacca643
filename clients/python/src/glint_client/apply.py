"""What each event does to a list. Pure: a new state is returned, the given one stays as it is."""

from __future__ import annotations

from collections.abc import Iterable

from glint_client.wire import Descriptions, Event, State, Threads, Todo


def apply_event(state: State, event: Event) -> State:  # noqa: PLR0911 - one per kind
    """Return the list after this event. Idempotent; unknown types change nothing."""
    match event["type"]:
        case "todo:created":
            return {**state, event["todo"]["id"]: event["todo"]}
        case "todos:added":
            return {**state, **{todo["id"]: todo for todo in event["todos"]}}
        case "todo:updated":
            return _changed(state, [event["todo"]])
        case "todo:deleted":
            return _without(state, event["id"])
        case "todo:reordered" | "todos:changed":
            return _changed(state, event["items"])
        case "todo:claimed":
            claim: Todo = {
                "id": event["id"],
                "claimedBy": event["claimedBy"],
                "claimedByName": event["claimedByName"],
                "claimedByAvatar": event["claimedByAvatar"],
            }
            return _changed(state, [claim])
        case "todo:assigned":
            return _changed(state, [{"id": event["id"], "assignees": event["assignees"]}])
        case "comment:created" | "comment:deleted":
            return _changed(state, [{"id": event["todoId"], "commentCount": event["commentCount"]}])
    return state


def apply_to_threads(threads: Threads, event: Event) -> Threads:
    """Return the comments after this event. Those of a deleted todo are kept: they come back with it."""
    if event["type"] not in ("comment:created", "comment:deleted"):
        return threads
    thread = threads.get(event["todoId"], {})
    if event["type"] == "comment:created":
        thread = {**thread, event["comment"]["id"]: event["comment"]}
    else:
        thread = {key: comment for key, comment in thread.items() if key != event["id"]}
    return {**threads, event["todoId"]: thread}


def apply_to_descriptions(descriptions: Descriptions, event: Event) -> Descriptions:
    """Return what is known of descriptions after this event. Those of a deleted todo are kept, as comments are."""
    if event["type"] != "todo:updated" or "description" not in event["todo"]:
        return descriptions
    return {**descriptions, event["todo"]["id"]: event["todo"]["description"]}


def patched(todo: Todo, patch: Todo) -> Todo:
    """Return the todo with these fields; of its description a list says only whether there is one (R237)."""
    merged: Todo = {**todo, **patch}
    if "description" in patch:
        merged.pop("hasDescription", None)
        if merged.pop("description") is not None:
            merged["hasDescription"] = True
    return merged


def in_order(state: State) -> list[Todo]:
    """Return the todos as `GET …/todos` has them: by `sortOrder`, then `createdAt`, then `id`."""
    return sorted(state.values(), key=lambda todo: (todo["sortOrder"], todo["createdAt"], todo["id"]))


def _changed(state: State, patches: Iterable[Todo]) -> State:
    """Change these fields; a todo that is gone stays gone."""
    known = [patch for patch in patches if patch["id"] in state]
    if not known:
        return state
    changed = dict(state)
    for patch in known:
        changed[patch["id"]] = patched(changed[patch["id"]], patch)
    return changed


def _without(state: State, todo_id: str) -> State:
    """Remove this todo and everything below it."""
    gone = {todo_id}
    while more := {todo["id"] for todo in state.values() if todo.get("parentId") in gone} - gone:
        gone |= more
    return {key: todo for key, todo in state.items() if key not in gone}
