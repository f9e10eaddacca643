"""What an isolate has read before, so that a mutation need not read it again.

Entries are hints; every commit revalidates them (docs/adr/0018).
"""

from __future__ import annotations

from typing import Final, NamedTuple

from cachetools import LRUCache
from msgspec.json import Decoder
from msgspec.structs import replace

from domain.decision import Decision
from domain.events import TodoDeleted, TodoReordered, TodosChanged
from domain.related import Related, StoredTodo
from domain.state import Caller, State, Target

MEMBERS_MAX: Final = 500
TODOS_MAX: Final = 2_000

_stored_todo: Final = Decoder(StoredTodo)

_Member = tuple[tuple[str, ...], str, str]


class Place(NamedTuple):
    """Where a share link leads."""

    team_id: str
    set_id: str


class StateCache:
    """Members and guests in lists, todos, whose sessions are whose, where share links lead.

    The least recently used go first.
    """

    def __init__(self) -> None:
        self._members: LRUCache[_Member, State] = LRUCache(MEMBERS_MAX)
        self._todos: LRUCache[str, tuple[str, StoredTodo]] = LRUCache(TODOS_MAX)
        self._user_ids: LRUCache[tuple[str, ...], str] = LRUCache(MEMBERS_MAX)
        self._places: LRUCache[tuple[str, ...], Place] = LRUCache(MEMBERS_MAX)

    def user_id(self, caller: Caller) -> str | None:
        """Whose session this is or was; None when it is not here."""
        return self._user_ids.get(caller.token_hashes)

    def put_user(self, caller: Caller, user_id: str) -> None:
        """Store whose session this is, which never changes."""
        self._user_ids[caller.token_hashes] = user_id

    def place(self, caller: Caller) -> Place | None:
        """Where the caller's share link leads or led; None when it is not here."""
        return self._places.get(caller.token_hashes)

    def put_place(self, caller: Caller, place: Place) -> None:
        """Store where a share link leads, which never changes."""
        self._places[caller.token_hashes] = place

    def get(self, caller: Caller, target: Target) -> State | None:
        """The state that `load` gave before; None when it is not here, or when the target asks for more."""
        place = Target(team_id=target.team_id, set_id=target.set_id, todo_id=target.todo_id)
        if target != place or not (place.set_id or place.todo_id):
            return None
        text, todo = self._todos.get(target.todo_id, (None, None)) if target.todo_id else (None, None)
        if target.todo_id and todo is None:
            return None
        member = self._members.get((caller.token_hashes, target.team_id, todo.set_id if todo else target.set_id))
        if member is None:
            return None
        texts = (*member.guard_texts[:2], text)
        return replace(member, target=target, stored_todo=todo, guard_texts=texts, cached=True)

    def put(self, caller: Caller, state: State) -> None:
        """Store what was loaded: a member's or a guest's place in a list, and the todo."""
        if (state.facts.role is None and not state.facts.guest) or state.facts.todo_set is None:
            return
        member = replace(state, stored_todo=None, replay=None, related=Related())
        self._members[caller.token_hashes, state.team_id, state.facts.todo_set.id] = member
        if state.stored_todo is not None:
            self._todos[state.stored_todo.id] = (str(state.guard_texts[2]), state.stored_todo)

    def update(self, state: State, decision: Decision, stored_todo: str | None) -> None:
        """Follow a commit; `stored_todo` is the JSON of the todo that changed, as it is stored now."""
        if stored_todo is not None:
            todo = _stored_todo.decode(stored_todo)
            self._todos[todo.id] = (stored_todo, todo)
        for change in decision.changes:
            match change:
                case TodoDeleted(id=todo_id):
                    self._todos.pop(todo_id, None)
                case TodoReordered(items=items) | TodosChanged(items=items):
                    for item in items:
                        self._todos.pop(item.id, None)
        if decision.recheck or decision.announce:
            self._evict_team(state.team_id)

    def evict(self, caller: Caller, target: Target) -> None:
        """Drop what `get` would give."""
        _, todo = self._todos.pop(target.todo_id, (None, None))
        self._members.pop((caller.token_hashes, target.team_id, todo.set_id if todo else target.set_id), None)

    def _evict_team(self, team_id: str) -> None:
        """Drop all members of the team: roles, permissions or lists changed."""
        for key in [key for key in self._members if key[1] == team_id]:
            del self._members[key]
