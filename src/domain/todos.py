"""The rules of todos: pure decisions over what was read. What they return is then committed, if still so."""

from __future__ import annotations

from msgspec import UNSET, Struct

from domain import limits
from domain.errors import AlreadyClaimed, Forbidden, Invalid
from domain.events import TodoPatch
from domain.inputs import TodoChange, trimmed
from domain.models import Number
from domain.permissions import Permission


class StoredTodo(Struct, frozen=True, kw_only=True):
    """What a decision needs to know of a todo."""

    id: str
    set_id: str
    user_id: str
    title: str
    completed: bool
    sort_order: Number
    claimed_by: str | None


def child_depth(parent_depth: int) -> int:
    """How deep a sub-todo of a todo at `parent_depth` stands; Invalid when that is too deep."""
    if parent_depth >= limits.SUBTODO_MAX_DEPTH:
        raise Invalid(f"`parentId` is too deep: sub-todos go {limits.SUBTODO_MAX_DEPTH} levels down.")
    return parent_depth + 1


def check_may_change(todo: StoredTodo, change: TodoChange, user_id: str, held: frozenset[Permission]) -> None:
    """Forbidden unless this user may make every part of this change. Completing one's own is always allowed."""
    own = todo.user_id == user_id
    if change.title is not UNSET and ("edit_own_todos" if own else "edit_any_todo") not in held:
        raise Forbidden("You are not allowed to edit this todo.")
    if change.completed is not UNSET and not own and "complete_any_todo" not in held:
        raise Forbidden("You are not allowed to complete this todo.")
    if change.sort_order is not UNSET and "reorder_todos" not in held:
        raise Forbidden("You are not allowed to reorder todos.")


def check_may_delete(todo: StoredTodo, user_id: str, held: frozenset[Permission]) -> None:
    """Forbidden unless this user may delete this todo."""
    if ("delete_own_todos" if todo.user_id == user_id else "delete_any_todo") not in held:
        raise Forbidden("You are not allowed to delete this todo.")


def patch_of(todo: StoredTodo, change: TodoChange, now: str) -> TodoPatch | None:
    """What really changes, or None when nothing does. Invalid when nothing is given or the title is bad."""
    if change.title is UNSET and change.completed is UNSET and change.sort_order is UNSET:
        raise Invalid("Give at least one of `title`, `completed` and `sortOrder`.")
    title = change.title if change.title is UNSET else trimmed(change.title, "title", limits.TITLE_MAX_CHARS)
    patch = TodoPatch(
        id=todo.id,
        title=UNSET if title == todo.title else title,
        completed=UNSET if change.completed == todo.completed else change.completed,
        sort_order=UNSET if change.sort_order == todo.sort_order else change.sort_order,
        updated_at=now,
    )
    unchanged = patch.title is UNSET and patch.completed is UNSET and patch.sort_order is UNSET
    return None if unchanged else patch


def claimer_after(todo: StoredTodo, user_id: str, *, claimed: bool | None) -> str | None:
    """Who holds the todo after this user's claim (True), release (False) or toggle (None).

    AlreadyClaimed when somebody else holds it, whatever was asked: nobody releases another's claim.
    """
    if todo.claimed_by not in (None, user_id):
        raise AlreadyClaimed
    wanted = todo.claimed_by is None if claimed is None else claimed
    return user_id if wanted else None
