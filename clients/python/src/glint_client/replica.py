"""A client's copy of a list: events are applied in the order of their `seq`, each once, without a gap (R37)."""

from __future__ import annotations

from collections.abc import Iterable

from glint_client.apply import apply_event, apply_to_descriptions, apply_to_threads, in_order, patched
from glint_client.wire import Comment, Descriptions, Event, State, Threads, Todo


class Replica:
    """The list at `seq`, and the early events that wait for those before them."""

    def __init__(self, state: State, seq: int) -> None:
        self._state = state
        self._threads: Threads = {}
        self._descriptions: Descriptions = {}
        self._held: dict[int, Event] = {}
        self.seq = seq

    @classmethod
    def from_list(cls, todos: Iterable[Todo], seq: int) -> Replica:
        """Start from `GET …/todos`: the list, and the `seq` that it is exact for; or from what a replica had.

        One that knew no descriptions has kept them in their todos.
        """
        return cls({todo["id"]: patched(todo, todo) for todo in todos}, seq)

    def reload(self, todos: Iterable[Todo], seq: int) -> None:
        """Start again from a list (after `410 resync`); buffered events that are newer stay buffered."""
        self._state = {todo["id"]: todo for todo in todos}
        self.seq = seq
        self._held = {early: event for early, event in self._held.items() if early > seq}

    def receive(self, event: Event) -> list[Event]:
        """Take an event, in any order and any number of times; return those that are applied now, in order.

        Old ones are dropped, early ones buffered. Messages of the connection have no place in the log: no `seq`, or as
        in `realtime:ready` the head.
        """
        if event.get("seq", 0) > self.seq and not event["type"].startswith("realtime:"):
            self._held[event["seq"]] = event
        return self.drain()

    def drain(self) -> list[Event]:
        """Apply the buffered events that are next, and return them."""
        applied = []
        while event := self._held.pop(self.seq + 1, None):
            self._state = apply_event(self._state, event)
            self._threads = apply_to_threads(self._threads, event)
            self._descriptions = apply_to_descriptions(self._descriptions, event)
            self.seq += 1
            applied.append(event)
        return applied

    @property
    def state(self) -> State:
        """Return the todos by id."""
        return self._state

    @property
    def gap(self) -> bool:
        """Return whether an event is missing before a buffered one: time to catch up from `seq`."""
        return bool(self._held)

    def todos(self) -> list[Todo]:
        """Return the list like `GET …/todos`."""
        return in_order(self._state)

    def thread(self, todo_id: str) -> list[Comment]:
        """Return the comments on a todo like `GET …/comments`, as far as they were made since the start."""
        return sorted(self._threads.get(todo_id, {}).values(), key=lambda each: (each["createdAt"], each["id"]))

    def description(self, todo_id: str) -> str | None:
        """Return what a todo says beyond its title, as far as it was written since the start."""
        return self._descriptions.get(todo_id)
