"""What an isolate has read before, so that a change need not read it again.

Nothing in here is believed. Who decides on it puts `proof` into the batch that commits, and the batch aborts
itself unless the database would still give the very same (docs/adr/0018).
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Generic, TypeVar

from msgspec.structs import replace

from domain.todos import StoredTodo
from store.access import Access, Ask

SEATS_MAX = 500
TODOS_MAX = 2_000

Key = TypeVar("Key")
Value = TypeVar("Value")


class Memory:
    """People in lists, and todos. Whatever was used longest ago is forgotten first."""

    def __init__(self) -> None:
        self._seats: _Latest[tuple[str, str, str], Access] = _Latest(SEATS_MAX)
        self._todos: _Latest[str, StoredTodo] = _Latest(TODOS_MAX)

    def recall(self, ask: Ask) -> Access | None:
        """What a read of `ask` gave before, without what its Idempotency-Key was answered."""
        todo = self._todos.get(ask.todo_id) if ask.todo_id else None
        if ask.todo_id and todo is None:
            return None
        seat = self._seats.get((ask.token_hash or "", ask.team_id, todo.set_id if todo else ask.set_id))
        return None if seat is None else replace(seat, todo=todo)

    def keep(self, ask: Ask, access: Access) -> None:
        """Remember what was read: a member's place in a list, and the todo that it was about."""
        if access.role is None or access.todo_set is None:
            return
        seat = replace(access, todo=None, past=None)
        self._seats.put((ask.token_hash or "", ask.team_id, access.todo_set.id), seat)
        if access.todo is not None:
            self.keep_todo(access.todo)

    def keep_todo(self, todo: StoredTodo) -> None:
        """Remember a todo as it is stored now."""
        self._todos.put(todo.id, todo)

    def forget_todos(self, *todo_ids: str) -> None:
        """These todos are gone, or stored otherwise."""
        for todo_id in todo_ids:
            self._todos.pop(todo_id)

    def forget(self, ask: Ask) -> None:
        """Read this anew next time."""
        todo = self._todos.pop(ask.todo_id)
        self._seats.pop((ask.token_hash or "", ask.team_id, todo.set_id if todo else ask.set_id))

    def clear(self) -> None:
        """Forget everything."""
        self._seats.clear()
        self._todos.clear()


class _Latest(Generic[Key, Value]):
    """The `most` values that were used last."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[Key, Value] = OrderedDict()

    def get(self, key: Key) -> Value | None:
        if key not in self._values:
            return None
        self._values.move_to_end(key)
        return self._values[key]

    def put(self, key: Key, value: Value) -> None:
        self._values[key] = value
        self._values.move_to_end(key)
        if len(self._values) > self._most:
            self._values.popitem(last=False)

    def pop(self, key: Key) -> Value | None:
        return self._values.pop(key, None)

    def clear(self) -> None:
        self._values.clear()
