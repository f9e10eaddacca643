"""What it takes to undo a change, and what changes then."""

from __future__ import annotations

from typing import Any, Final, assert_never

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from domain.decision import Decision
from domain.errors import CannotUndo, Forbidden, Invalid, NotFound
from domain.events import (
    CommentCreated,
    CommentDeleted,
    TodoAssigned,
    TodoClaimed,
    TodoCreated,
    TodoDeleted,
    TodoPatch,
    TodoReordered,
    TodosAdded,
    TodosChanged,
    TodoUpdated,
)
from domain.inputs import EMPTY, Assignees, Claim, TodoChange, TodoMove, Undo
from domain.models import Comment, Number, Position
from domain.related import Author, Before, StoredTodo, Undone
from domain.rules import comments, moved, todos
from domain.state import DUE_FIELDS, State

TOO_OLD: Final = "This change cannot be undone any more: changes are kept for 30 days."
CHANGED: Final = "This was changed again since. Undo the later change first."
GONE: Final = "The todo is not in this list any more."
NO_EFFECT: Final = "This changed nothing, so there is nothing to undo."
UNKNOWN: Final = "It is not known any more what was there before this change."
UNDONE: Final = "This deletion was undone already."
FOR_GOOD: Final = "What was changed there has been deleted for good since."
_FIELDS: Final = ("title", "description", "completed", "sort_order", "parent_id", *DUE_FIELDS)
NO_FIT: Final = "What was there before is not possible any more."
NOT_HOLDER: Final = "Only the person who had claimed this todo can claim it again."
OTHERS_CLAIM: Final = "You are not allowed to release this claim."


def undo(state: State, body: Undo, now: str) -> Decision:
    """Undo one change, as whoever may make the opposite one.

    Raises NotFound, Forbidden, and CannotUndo when a later change would be lost, or when it is not known any more what
    was there before.
    """
    undone = state.related.undo
    _ = state.todo_set
    state.require("view_todos")
    if undone is None:
        raise CannotUndo(TOO_OLD) if body.seq <= state.seq else NotFound("There is no such change in this list.")
    if body.mutation_id not in (UNSET, undone.event.mutation_id):
        raise CannotUndo(NO_EFFECT)
    if undone.event.cause is not UNSET:
        raise CannotUndo("Nobody made this change: it followed from another one.")
    if undone.before is not None and undone.before.redacted:
        raise CannotUndo(FOR_GOOD)
    return replace(_opposite(state, undone, now), answer={"ok": True, "seq": state.seq})


def _opposite(state: State, undone: Undone, now: str) -> Decision:  # noqa: C901, PLR0911, PLR0912 - one case a kind
    match undone.event:
        case TodoUpdated(todo=patch):
            return _undo_update(state, patch, _before(undone), now)
        case TodosChanged(id=UnsetType(), items=items):
            return _undo_completion(state, items, _before(undone), now)
        case TodoClaimed() as event:
            return _undo_claim(state, event, _before(undone), now)
        case TodoAssigned() as event:
            return _undo_assignment(state, event, _before(undone), now)
        case TodoReordered() as event:
            return _undo_reorder(state, event, undone.places, _before(undone))
        case TodosChanged() as event:
            return _undo_changes(state, event, undone.todos, _before(undone), now)
        case TodoCreated() as event:
            return _undo_creation(state, event, undone.attached, now)
        case TodoDeleted(moved_to=str()):
            return moved.bring_back(state, undone.there, _before(undone), now)
        case TodoDeleted():
            return _undo_deletion(state, now)
        case TodosAdded():
            return moved.send_back(state, _before(undone), now, touched=undone.touched)
        case CommentCreated():
            if state.related.comment is None:
                raise CannotUndo("The comment is not there any more.")
            return comments.delete_comment(state, EMPTY, now)
        case CommentDeleted(id=comment_id):
            return _undo_comment_deletion(state, comment_id, _before(undone), undone.author)
        case _:
            assert_never(undone.event)


def _before(undone: Undone) -> Before:
    if undone.before is None:
        raise CannotUndo(UNKNOWN)
    return undone.before


def _present(state: State) -> StoredTodo:
    if state.stored_todo is None:
        raise CannotUndo(GONE)
    return state.stored_todo


def _undo_update(state: State, patch: TodoPatch, before: Before, now: str) -> Decision:
    """Give the fields that changed their old values, if each still has the new one."""
    todo = _present(state)
    changed = _changed_by(patch)
    description = state.related.description
    if any(getattr(patch, name) != (description if name == "description" else getattr(todo, name)) for name in changed):
        raise CannotUndo(CHANGED)
    old: dict[str, Any] = {name: getattr(before, name) for name in changed}
    due: dict[str, Any] = {name: old.pop(name) for name in DUE_FIELDS if name in old}
    try:
        if "parent_id" in old:
            return todos.move_todo(state, TodoMove(**old), now)
        return todos.change_todo(state, TodoChange(**old), now, due)
    except Invalid:
        raise CannotUndo(NO_FIT) from None


def _changed_by(patch: TodoPatch) -> list[str]:
    return [name for name in _FIELDS if getattr(patch, name) is not UNSET]


def _undo_changes(state: State, event: TodosChanged, are: dict[str, Before], before: Before, now: str) -> Decision:
    """Give several todos what they had before a date was completed, if each still is as it was left then.

    Whoever may complete the todo may undo that.
    """
    _present(state)
    todos.require_completion(state, _present(state))
    items = []
    for patch in event.items:
        changed = _changed_by(patch)
        if patch.id not in are or any(getattr(are[patch.id], name) != getattr(patch, name) for name in changed):
            raise CannotUndo(CHANGED)
        old = {name: getattr(before.todos[patch.id], name) for name in changed}
        items.append(TodoPatch(id=patch.id, updated_at=now, **old))
    return Decision(changes=(TodosChanged(set_id=state.todo_set.id, id=event.id, items=items),))


def _undo_completion(state: State, items: list[TodoPatch], before: Before, now: str) -> Decision:
    """Complete or reopen all of these todos again, if each is in the list and still as the change set it."""
    found = {todo.id: todo for todo in state.related.todos}
    if len(found) != len(items):
        raise CannotUndo("One of these todos is not in this list any more.")
    if any(found[item.id].completed != item.completed for item in items):
        raise CannotUndo(CHANGED)
    for todo in found.values():
        todos.require_completion(state, todo)
    old = [TodoPatch(id=item.id, completed=before.todos[item.id].completed, updated_at=now) for item in items]
    return Decision(changes=(TodosChanged(set_id=state.todo_set.id, items=old),))


def _undo_comment_deletion(state: State, comment_id: str, before: Before, author: Author | None) -> Decision:
    """Bring a comment back, with its author under their name of now, and its time."""
    _ = _present(state)
    if state.related.comment is not None:
        raise CannotUndo(UNDONE)
    assert author is not None  # noqa: S101 - a person's row stays when their account goes
    comment = Comment(id=comment_id, user_id=author.id, display_name=author.display_name,
                      avatar_url=author.avatar_url, body=before.body, created_at=before.created_at)  # fmt: skip
    return comments.restore_comment(state, comment)


def _undo_claim(state: State, event: TodoClaimed, before: Before, now: str) -> Decision:
    """Release what was claimed, or have whoever held it claim it again."""
    todo = _present(state)
    if todo.claimed_by != event.claimed_by:
        raise CannotUndo(CHANGED)
    if event.claimed_by is None and before.claimed_by != state.user.id:
        raise Forbidden(NOT_HOLDER)
    if event.claimed_by not in (None, state.user.id):
        state.require("edit_any_todo", OTHERS_CLAIM)
    return todos.claim_todo(state, Claim(claimed=event.claimed_by is None), now)


def _undo_assignment(state: State, event: TodoAssigned, before: Before, now: str) -> Decision:
    """Assign those again whose the todo was before, if all of them are still members."""
    if list(_present(state).assignees) != event.assignees:
        raise CannotUndo(CHANGED)
    try:
        return todos.assign_todo(state, Assignees(assignees=before.assignees), now)
    except Invalid:
        raise CannotUndo(NO_FIT) from None


def _undo_reorder(state: State, event: TodoReordered, places: dict[str, Number], before: Before) -> Decision:
    """Put all todos back, if each is in the list and still where the change put it."""
    state.require("reorder_todos")
    if places != {each.id: each.sort_order for each in event.items}:
        raise CannotUndo(CHANGED)
    items = [Position(id=todo_id, sort_order=place) for todo_id, place in before.items.items()]
    return Decision(changes=(TodoReordered(set_id=state.todo_set.id, items=items),))


def _undo_deletion(state: State, now: str) -> Decision:
    """Restore what was deleted, unless that was done already."""
    if state.related.deleted is None:
        raise CannotUndo("This deletion was undone already.")
    return todos.restore_todo(state, EMPTY, now)


def _undo_creation(state: State, event: TodoCreated, attached: int, now: str) -> Decision:
    """Delete what was created, if it is as it was then, and nothing is attached to it."""
    todo, new = _present(state), event.todo
    now_is = (todo.title, todo.completed, todo.sort_order, todo.parent_id, todo.claimed_by, list(todo.assignees))
    was = (new.title, new.completed, new.sort_order, new.parent_id, new.claimed_by, new.assignees)
    if attached or now_is != was or any(getattr(todo, name) != getattr(new, name) for name in DUE_FIELDS):
        raise CannotUndo("The todo was changed since. Delete it instead.")
    return todos.delete_todo(state, EMPTY, now)
