"""What a client of a set has to do, at its shortest: the reference that the server and the web app are held against.

It knows nothing of `src/`: everything is a plain wire dict, as it came out of the JSON.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Required, TypedDict


class Todo(TypedDict, total=False):
    """A todo of the wire, or those fields of one that changed."""

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
    createdAt: str
    updatedAt: str


class Position(TypedDict):
    """One item of `todo:reordered`."""

    id: str
    sortOrder: int | float


class Event(TypedDict, total=False):
    """Any event: `type` says which of the other members are there."""

    type: Required[str]
    setId: str
    seq: int
    mutationId: str
    actorId: str
    cause: str
    todo: Todo
    id: str
    items: list[Position]
    todos: list[Todo]
    claimedBy: str | None
    claimedByName: str | None
    claimedByAvatar: str | None


State = Mapping[str, Todo]
"""The todos by id. Never changed in place."""


def apply_event(state: State, event: Event) -> State:  # noqa: PLR0911 - one for each kind
    """The list after this event. Pure; the same event again changes nothing; unknown types change nothing."""
    match event["type"]:
        case "todo:created":
            return {**state, event["todo"]["id"]: event["todo"]}
        case "todos:added":
            return {**state, **{todo["id"]: todo for todo in event["todos"]}}
        case "todo:updated":
            return _changed(state, event["todo"])
        case "todo:deleted":
            return _without(state, event["id"])
        case "todo:reordered":
            for item in event["items"]:
                state = _changed(state, {"id": item["id"], "sortOrder": item["sortOrder"]})
            return state
        case "todo:claimed":
            claim: Todo = {
                "id": event["id"],
                "claimedBy": event["claimedBy"],
                "claimedByName": event["claimedByName"],
                "claimedByAvatar": event["claimedByAvatar"],
            }
            return _changed(state, claim)
    return state


class Replica:
    """One set as one client has it: events are applied in the order of their `seq`, each once, without a gap."""

    def __init__(self, state: State, seq: int) -> None:
        self._state = state
        self._held: dict[int, Event] = {}
        self.seq = seq

    @classmethod
    def from_list(cls, todos: Iterable[Todo], seq: int) -> Replica:
        """Start from `GET …/todos`: the list, and the `seq` that it is exact for."""
        return cls({todo["id"]: todo for todo in todos}, seq)

    def reload(self, todos: Iterable[Todo], seq: int) -> None:
        """Start again from a list (after `410 resync`); what came early and is still new stays held."""
        self._state = {todo["id"]: todo for todo in todos}
        self.seq = seq
        self._held = {early: event for early, event in self._held.items() if early > seq}
        self._drain()

    def receive(self, event: Event) -> None:
        """Take a frame of the socket or an event of a catch-up, in any order and any number of times.

        What is old is dropped, what is early is held. Messages of the connection are no events of the set:
        they have no `seq`, or as `realtime:ready` somebody else's.
        """
        if event.get("seq", 0) > self.seq and not event["type"].startswith("realtime:"):
            self._held[event["seq"]] = event
            self._drain()

    @property
    def gap(self) -> bool:
        """Whether something is held back by something missing: time to catch up from `seq`."""
        return bool(self._held)

    def todos(self) -> list[Todo]:
        """The list as `GET …/todos` has it: by `sortOrder`, then `createdAt`, then `id`."""
        return sorted(self._state.values(), key=lambda todo: (todo["sortOrder"], todo["createdAt"], todo["id"]))

    def _drain(self) -> None:
        while event := self._held.pop(self.seq + 1, None):
            self._state = apply_event(self._state, event)
            self.seq += 1


def _changed(state: State, patch: Todo) -> State:
    """With these fields changed; a todo that is not there stays away."""
    if patch["id"] not in state:
        return state
    return {**state, patch["id"]: {**state[patch["id"]], **patch}}


def _without(state: State, todo_id: str) -> State:
    """Without this todo and all that stands below it."""
    gone = {todo_id}
    while more := {todo["id"] for todo in state.values() if todo.get("parentId") in gone} - gone:
        gone |= more
    return {key: todo for key, todo in state.items() if key not in gone}
