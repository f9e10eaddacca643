"""Undoing what brought several todos into a list: a move, or a restore."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from domain.decision import Decision
from domain.errors import CannotUndo, Invalid
from domain.inputs import EMPTY, TodoMove
from domain.permissions import granted
from domain.related import Before, MovedThere, Placed, StoredTodo
from domain.rules import todos
from domain.state import SetState, State

MOVED_ON: Final = "It is not where this change has put it any more. Undo the later change first."
NO_WAY_BACK: Final = "It cannot go back to where it was any more."


def bring_back(state: State, there: MovedThere | None, before: Before, now: str) -> Decision:
    """Move a todo back into the list of the request, out of the one where it was moved."""
    if there is None or there.todo is None:
        raise CannotUndo(MOVED_ON)
    in_other = replace(
        state,
        facts=replace(state.facts, todo_set=SetState(id=there.id, user_id=there.user_id)),
        permissions=granted(state.role, there.overrides, there.id),
        stored_todo=there.todo,
    )
    return _move_back(in_other, there.todo, there.at, before, state.todo_set.id, now)


def send_back(state: State, before: Before, now: str, *, touched: bool) -> Decision:
    """Move a todo out of the list of the request again, or, if it was restored, delete it again."""
    todo = state.stored_todo
    if todo is None:
        raise CannotUndo(MOVED_ON)
    if before.moved_from is not None:
        return _move_back(state, todo, before.at, before, before.moved_from, now)
    if touched:
        raise CannotUndo("What was restored has been changed since. Delete it instead.")
    return todos.delete_todo(state, EMPTY, now)


def _move_back(state: State, todo: StoredTodo, put: Placed | None, before: Before, set_id: str, now: str) -> Decision:
    """Move the todo to its old parent and place in the other list, if it still is where it was put."""
    if put is None or (todo.parent_id, todo.sort_order) != (put.parent_id, put.sort_order):
        raise CannotUndo(MOVED_ON)
    if state.related.move is None or not state.related.move.set_exists:
        raise CannotUndo("The list where it was has been deleted. Restore that one first.")
    back = TodoMove(parent_id=before.parent_id or None, set_id=set_id, sort_order=before.sort_order)
    try:
        return todos.move_todo(state, back, now)
    except Invalid:
        raise CannotUndo(NO_WAY_BACK) from None
