"""A minimal replica of a set: the reference implementation that server and web app are compared with.

It imports nothing of `src/`: everything is a plain dict, as parsed from JSON.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Required, TypedDict


class Todo(TypedDict, total=False):
    """A todo on the wire, or its changed fields."""

    id: Required[str]
    userId: str
    parentId: str | None
    title: str
    completed: bool
    sortOrder: int | float
    commentCount: int
    claimedBy: str | None
    claimedByName: str | None
    claimedByAvatar: str | None
    assignees: list[str]
    dueOn: str | None
    dueTime: str | None
    dueZone: str | None
    repeat: Mapping[str, object] | None
    createdAt: str
    updatedAt: str


class Comment(TypedDict):
    """A comment on the wire."""

    id: str
    userId: str
    displayName: str
    avatarUrl: str | None
    body: str
    createdAt: str


class Event(TypedDict, total=False):
    """Any event: `type` says which other members there are."""

    type: Required[str]
    setId: str
    seq: int
    mutationId: str
    actorId: str
    cause: str
    todo: Todo
    id: str
    completedOn: str
    items: list[Todo]
    todos: list[Todo]
    todoId: str
    comment: Comment
    commentCount: int
    claimedBy: str | None
    claimedByName: str | None
    claimedByAvatar: str | None
    assignees: list[str]


State = Mapping[str, Todo]
"""The todos by id. Never modified in place."""
Threads = Mapping[str, Mapping[str, Comment]]
"""The comments by todo and id. Never modified in place."""


def apply_event(state: State, event: Event) -> State:  # noqa: PLR0911 - one per kind
    """Return the list after this event. Pure and idempotent; unknown types change nothing."""
    match event["type"]:
        case "todo:created":
            return {**state, event["todo"]["id"]: event["todo"]}
        case "todos:added":
            return {**state, **{todo["id"]: todo for todo in event["todos"]}}
        case "todo:updated":
            return _changed(state, event["todo"])
        case "todo:deleted":
            return _without(state, event["id"])
        case "todo:reordered" | "todos:changed":
            for item in event["items"]:
                state = _changed(state, item)
            return state
        case "todo:claimed":
            claim: Todo = {
                "id": event["id"],
                "claimedBy": event["claimedBy"],
                "claimedByName": event["claimedByName"],
                "claimedByAvatar": event["claimedByAvatar"],
            }
            return _changed(state, claim)
        case "todo:assigned":
            return _changed(state, {"id": event["id"], "assignees": event["assignees"]})
        case "comment:created" | "comment:deleted":
            return _changed(state, {"id": event["todoId"], "commentCount": event["commentCount"]})
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


class Replica:
    """A client's replica of one set: events are applied in the order of their `seq`, each once, without a gap."""

    def __init__(self, state: State, seq: int) -> None:
        self._state = state
        self._threads: Threads = {}
        self._held: dict[int, Event] = {}
        self.seq = seq

    @classmethod
    def from_list(cls, todos: Iterable[Todo], seq: int) -> Replica:
        """Start from `GET …/todos`: the list, and the `seq` that it is exact for."""
        return cls({todo["id"]: todo for todo in todos}, seq)

    def reload(self, todos: Iterable[Todo], seq: int) -> None:
        """Start again from a list (after `410 resync`); buffered events that are newer stay buffered."""
        self._state = {todo["id"]: todo for todo in todos}
        self.seq = seq
        self._held = {early: event for early, event in self._held.items() if early > seq}
        self._drain()

    def receive(self, event: Event) -> None:
        """Take a frame of the socket or an event of a catch-up, in any order and any number of times.

        Old ones are dropped, early ones buffered. Connection messages are not events of the set: they have no `seq`, or
        in `realtime:ready` the head.
        """
        if event.get("seq", 0) > self.seq and not event["type"].startswith("realtime:"):
            self._held[event["seq"]] = event
            self._drain()

    @property
    def state(self) -> State:
        """Return the todos by id."""
        return self._state

    @property
    def gap(self) -> bool:
        """Return whether an event is missing before a buffered one: time to catch up from `seq`."""
        return bool(self._held)

    def todos(self) -> list[Todo]:
        """Return the list like `GET …/todos`: by `sortOrder`, then `createdAt`, then `id`."""
        return sorted(self._state.values(), key=lambda todo: (todo["sortOrder"], todo["createdAt"], todo["id"]))

    def thread(self, todo_id: str) -> list[Comment]:
        """Return the comments on a todo like `GET …/comments`, as far as they were made since the start."""
        return sorted(self._threads.get(todo_id, {}).values(), key=lambda each: (each["createdAt"], each["id"]))

    def _drain(self) -> None:
        while event := self._held.pop(self.seq + 1, None):
            self._state = apply_event(self._state, event)
            self._threads = apply_to_threads(self._threads, event)
            self.seq += 1


def _changed(state: State, patch: Todo) -> State:
    """Change these fields; a todo that is gone stays gone."""
    if patch["id"] not in state:
        return state
    return {**state, patch["id"]: {**state[patch["id"]], **patch}}


def _without(state: State, todo_id: str) -> State:
    """Remove this todo and everything below it."""
    gone = {todo_id}
    while more := {todo["id"] for todo in state.values() if todo.get("parentId") in gone} - gone:
        gone |= more
    return {key: todo for key, todo in state.items() if key not in gone}
