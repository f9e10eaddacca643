"""What people may do with todos, and what changes when they do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from msgspec import UNSET
from msgspec.structs import replace

from domain import limits
from domain.changes import TodoPurged, TodosMoved, TodosRestored
from domain.decision import Decision
from domain.errors import AlreadyClaimed, Conflict, Forbidden, IdTaken, Invalid, NotFound
from domain.events import (
    DecidedEvent,
    TodoAssigned,
    TodoClaimed,
    TodoCreated,
    TodoDeleted,
    TodoPatch,
    TodoReordered,
    TodosChanged,
    TodoUpdated,
)
from domain.ids import canonical_uuid
from domain.inputs import (
    Assignees,
    Claim,
    Completion,
    NewTodo,
    Nothing,
    TodoChange,
    TodoMove,
    TodoOrder,
    check_ids,
    check_positions,
)
from domain.models import Position, Role, Todo
from domain.permissions import Permission, granted
from domain.related import DeletedTodo, MoveState, StoredTodo
from domain.rules.due import due_of, next_due_of
from domain.state import State
from domain.text import description_of, trimmed
from domain.zones import LocalTime

MAY_NOT_COMPLETE: Final = "You are not allowed to complete this todo."
MAY_NOT_MOVE_AWAY: Final = "You are not allowed to move this todo away."
NOT_IN_TRASH: Final = "There is no deleted todo with this id in this team."


def create_todo(state: State, body: NewTodo, now: str, *, new_id: str, local_time: LocalTime) -> Decision:
    """Add a todo, last in its list. Its `sort_order` is assigned when it is stored.

    Raises Invalid for a bad title, id, parent or date, Forbidden, NotFound.
    """
    title = trimmed(body.title, "title", limits.TITLE_MAX_CHARS)
    todo_id = new_id if body.id is None else canonical_uuid(body.id)
    if todo_id is None:
        raise Invalid("`id` must be a UUID.")
    due = due_of(None, body, local_time)
    set_id = state.todo_set.id
    state.require("view_todos")
    state.require("create_todos" if body.parent_id is None else "add_subtodos")
    if body.parent_id is not None:
        _check_depth(state.related.parent_depth)
    todo = Todo(id=todo_id, user_id=state.user.id, parent_id=body.parent_id, title=title, completed=False,
                sort_order=0, comment_count=0, claimed_by=None, claimed_by_name=None, claimed_by_avatar=None,
                created_at=now, updated_at=now, **due)  # fmt: skip
    return _decide(state, TodoCreated(set_id=set_id, todo=todo))


def _check_depth(parent_depth: int | None, levels: int = 0) -> None:
    """Raise Invalid unless a todo with so many levels below it fits below a parent at this depth."""
    if parent_depth is None:
        raise Invalid("`parentId` is not a todo in this list.")
    if parent_depth + levels >= limits.SUBTODO_MAX_DEPTH:
        raise Invalid(f"`parentId` is too deep: sub-todos go {limits.SUBTODO_MAX_DEPTH} levels down.")


def update_todo(state: State, body: TodoChange, now: str, *, local_time: LocalTime) -> Decision:
    """Change title, description, completion, position or when it is due. Completing one's own todo is always allowed.

    What one has claimed or is assigned to takes another right than what is someone else's.

    Raises Forbidden, NotFound, and Invalid when nothing is given, or the title or the date is bad.
    """
    todo = state.todo
    state.require("view_todos")
    if todo.repeat is not None and body.completed is True and not todo.completed:
        return _complete_date(state, body, now, local_time)
    return change_todo(state, body, now, due_of(todo, body, local_time))


def change_todo(state: State, body: TodoChange, now: str, due: Mapping[str, Any]) -> Decision:
    """Change a todo as the body says, and when it is due to all four fields of `due`, if there are any."""
    _require_rights(state, body, due)
    patch = _patch_of(state.todo, body, now, due)
    if body.description is not UNSET:
        patch = _described(state, body.description, patch, now)
    return _decide(state, *([] if patch is None else [TodoUpdated(set_id=state.todo.set_id, todo=patch)]))


def _described(state: State, text: str | None, patch: TodoPatch | None, now: str) -> TodoPatch | None:
    """The patch with the new description, which the target has asked for, if that is another one."""
    description = description_of(text, "description")
    if description == state.related.description:
        return patch
    return replace(patch or TodoPatch(id=state.todo.id, updated_at=now), description=description)


def _complete_date(state: State, body: TodoChange, now: str, local_time: LocalTime) -> Decision:
    """Complete the date that a repeating todo is due on: it is due on the next one, and all below it is open again.

    Someone may have completed the given date already; then nothing changes.
    """
    todo = state.todo
    if any(value is not UNSET for value in (body.description, body.due_time, body.due_zone, body.repeat)):
        raise Invalid(
            "`description`, `dueTime`, `dueZone` and `repeat` cannot change while a repeating todo is completed."
        )
    _require_rights(state, body, {})
    if body.due_on not in (UNSET, None) and str(body.due_on) != todo.due_on:
        return _decide(state)
    rest = replace(body, completed=UNSET, due_on=UNSET)
    patch = _patch_of(todo, rest, now, next_due_of(todo, now, local_time))
    assert patch is not None  # noqa: S101 - the next date is another one
    completed_on = todo.due_on or UNSET
    return _decide(state, TodosChanged(set_id=todo.set_id, id=todo.id, completed_on=completed_on, items=[patch]))


def _require_rights(state: State, body: TodoChange, due: Mapping[str, Any]) -> None:
    own = state.todo.user_id == state.user.id
    if body.title is not UNSET or body.description is not UNSET or due:
        state.require("edit_own_todos" if own else "edit_any_todo", "You are not allowed to edit this todo.")
    if body.completed is not UNSET:
        require_completion(state, state.todo)
    if body.sort_order is not UNSET:
        state.require("reorder_todos")


def complete_todos(state: State, body: Completion, now: str) -> Decision:
    """Complete or reopen several todos of a list, as one change. Those that are not in it any more are left out.

    Raises Invalid, also for a repeating todo that would be completed, Forbidden when one of them may not be, and
    NotFound when none is in the list.
    """
    check_ids(body.ids)
    set_id = state.todo_set.id
    state.require("view_todos")
    if not state.related.todos:
        raise NotFound("None of these todos is in this list.")
    changing = [todo for todo in state.related.todos if todo.completed != body.completed]
    for todo in changing:
        require_completion(state, todo)
        if body.completed and todo.repeat is not None:
            raise Invalid("`ids` names a todo that repeats: complete that one by itself.")
    items = [TodoPatch(id=todo.id, completed=body.completed, updated_at=now) for todo in changing]
    return _decide(state, *([TodosChanged(set_id=set_id, items=items)] if items else []))


def require_completion(state: State, todo: StoredTodo) -> None:
    """Raise Forbidden unless the person may complete and reopen this todo, as every member may their own."""
    if todo.user_id == state.user.id and not state.facts.guest:
        return
    held = state.user.id in (todo.claimed_by, *todo.assignees) and state.allows("complete_assigned_todos")
    state.require("complete_assigned_todos" if held else "complete_any_todo", MAY_NOT_COMPLETE)


def _patch_of(todo: StoredTodo, body: TodoChange, now: str, due: Mapping[str, Any]) -> TodoPatch | None:
    """The fields, but the description, that differ from the stored ones, or None."""
    given = (body.title, body.description, body.completed, body.sort_order)
    if all(value is UNSET for value in given) and not due:
        raise Invalid(
            "Give at least one of `title`, `description`, `completed`, `sortOrder`, `dueOn`, `dueTime`, `dueZone` and "
            "`repeat`."
        )
    title = body.title if body.title is UNSET else trimmed(body.title, "title", limits.TITLE_MAX_CHARS)
    other = due if any(value != getattr(todo, name) for name, value in due.items()) else {}
    patch = TodoPatch(
        id=todo.id,
        title=UNSET if title == todo.title else title,
        completed=UNSET if body.completed == todo.completed else body.completed,
        sort_order=UNSET if body.sort_order == todo.sort_order else body.sort_order,
        updated_at=now,
        **other,
    )
    unchanged = patch.title is UNSET and patch.completed is UNSET and patch.sort_order is UNSET and not other
    return None if unchanged else patch


def move_todo(state: State, body: TodoMove, now: str) -> Decision:
    """Put a todo below another one or on the top level, in its own list or, with all below it, in another of the team.

    Raises Forbidden, NotFound, and Invalid when it does not fit below its new parent.
    """
    todo, move = state.todo, state.related.move
    state.require("view_todos")
    to_set_id = todo.set_id if body.set_id is UNSET else body.set_id
    if to_set_id != todo.set_id and state.facts.guest:
        raise Forbidden(MAY_NOT_MOVE_AWAY)  # whether that list exists or not
    if move is None or not move.set_exists:
        raise NotFound("There is no such list in this team.")
    if to_set_id == todo.set_id:
        state.require("reorder_todos")
    else:
        own = todo.user_id == state.user.id
        state.require("delete_own_todos" if own else "delete_any_todo", MAY_NOT_MOVE_AWAY)
        _require_there(state.role, move, to_set_id, "add_subtodos" if body.parent_id else "create_todos")
    if body.parent_id is not None:
        _check_depth(move.parent_depth, move.levels)
        if move.inside:
            raise Invalid("`parentId`: a todo cannot be moved below itself.")
    if to_set_id != todo.set_id:
        order = None if body.sort_order is UNSET else body.sort_order
        moved = TodosMoved(id=todo.id, from_set_id=todo.set_id, set_id=to_set_id, parent_id=body.parent_id,
                           sort_order=order, todos=move.todos)  # fmt: skip
        return _decide(state, TodoDeleted(set_id=todo.set_id, id=todo.id, moved_to=to_set_id), moved)
    patch = TodoPatch(id=todo.id, updated_at=now,
                      parent_id=UNSET if body.parent_id == todo.parent_id else body.parent_id,
                      sort_order=UNSET if body.sort_order == todo.sort_order else body.sort_order)  # fmt: skip
    stays = patch.parent_id is UNSET and patch.sort_order is UNSET
    return _decide(state, *([] if stays else [TodoUpdated(set_id=todo.set_id, todo=patch)]))


def _require_there(role: Role, move: MoveState, set_id: str, adds: Permission) -> None:
    """Raise Forbidden unless todos may be seen in the other list, and added to it."""
    there = granted(role, move.overrides, set_id)
    if "view_todos" not in there or adds not in there:
        raise Forbidden("You are not allowed to add todos to that list.")


def delete_todo(state: State, body: Nothing, now: str) -> Decision:
    """Delete a todo and its sub-todos."""
    todo = state.todo
    state.require("view_todos")
    own = todo.user_id == state.user.id
    state.require("delete_own_todos" if own else "delete_any_todo", "You are not allowed to delete this todo.")
    return _decide(state, TodoDeleted(set_id=todo.set_id, id=todo.id))


def restore_todo(state: State, body: Nothing, now: str) -> Decision:
    """Undo the deletion of a todo, with its sub-todos, claims and comments. What is there again stays as it is.

    Whoever may delete a todo may restore it. Raises Conflict when its parent is gone, IdTaken when the id is in use.
    """
    deleted = state.related.deleted
    if deleted is None:
        if state.stored_todo is None:
            raise NotFound(NOT_IN_TRASH)
        state.require("view_todos")
        return _decide(state)
    _check_deleted(state, deleted)
    if not deleted.parent_exists:
        raise Conflict("The todo that this one belongs to was deleted too. Restore that one first.")
    change = TodosRestored(set_id=state.todo_set.id, deletion=deleted.deletion, todos=deleted.todos)
    return Decision(changes=(change,), answer={"ok": True, "seq": state.seq})


def purge_todo(state: State, body: Nothing, now: str) -> Decision:
    """Delete a todo for good, out of the trash, with all that was below it. Raises IdTaken when its id is in use."""
    deleted = state.related.deleted
    if deleted is None:
        raise NotFound(NOT_IN_TRASH)
    _check_deleted(state, deleted)
    return Decision(changes=(TodoPurged(set_id=state.todo_set.id, deletion=deleted.deletion),), announce=True)


def _check_deleted(state: State, deleted: DeletedTodo) -> None:
    """Raise unless the person may delete what is in the trash, and its id is not in use again."""
    _ = state.todo_set
    state.require("view_todos")
    own = deleted.user_id == state.user.id
    state.require(
        "delete_own_todos" if own else "delete_any_todo", "You are not allowed to restore or delete this todo."
    )
    if state.stored_todo is not None:
        raise IdTaken


def reorder_todos(state: State, body: TodoOrder, now: str) -> Decision:
    """Give todos of one list other places, all or none. Raises NotFound when one is not in the list."""
    check_positions(body.items)
    set_id = state.todo_set.id
    state.require("view_todos")
    state.require("reorder_todos")
    if state.related.found != len(body.items):
        raise NotFound("`items` names a todo that is not in this list.")
    if state.related.unmoved == len(body.items):
        return _decide(state)
    items = [Position(id=item.id, sort_order=item.sort_order) for item in body.items]
    return _decide(state, TodoReordered(set_id=set_id, items=items))


def claim_todo(state: State, body: Claim, now: str) -> Decision:
    """Claim (`claimed` true), release (false) or toggle (None).

    Raises AlreadyClaimed when someone else holds it, whose claim only those who may edit any todo can release.
    """
    todo, user = state.todo, state.user
    state.require("view_todos")
    taken = todo.claimed_by not in (None, user.id)
    releases_another = taken and body.claimed is False and state.allows("edit_any_todo")
    if not releases_another:
        state.require("claim_todos")
    if taken and not releases_another:
        raise AlreadyClaimed
    claims = todo.claimed_by is None if body.claimed is None else body.claimed
    holder = TodoClaimed(
        set_id=todo.set_id,
        id=todo.id,
        claimed_by=user.id if claims else None,
        claimed_by_name=user.display_name if claims else None,
        claimed_by_avatar=user.avatar_url if claims else None,
    )
    answer = {
        "claimedBy": holder.claimed_by,
        "claimedByName": holder.claimed_by_name,
        "claimedByAvatar": holder.claimed_by_avatar,
    }
    return _decide(state, *([] if holder.claimed_by == todo.claimed_by else [holder]), **answer)


def assign_todo(state: State, body: Assignees, now: str) -> Decision:
    """Say whose a todo is, all at once. Raises Forbidden, NotFound, and Invalid, which names who is not a member."""
    todo = state.todo
    state.require("view_todos")
    state.require("assign_todos")
    wanted = checked_assignees(state, body.assignees, "assignees")
    assigned = TodoAssigned(set_id=todo.set_id, id=todo.id, assignees=wanted)
    return _decide(state, *([] if wanted == list(todo.assignees) else [assigned]))


def checked_assignees(state: State, user_ids: Sequence[str], field: str) -> list[str]:
    """These people in order. Raises Invalid, naming `field`, unless all are members, each named once."""
    if len(set(user_ids)) != len(user_ids):
        raise Invalid(f"`{field}` names the same person twice.")
    if unknown := [user_id for user_id in user_ids if user_id not in state.related.members]:
        raise Invalid(f"`{field}` names people who are not in this team: {', '.join(sorted(unknown))}.")
    return sorted(user_ids)


def _decide(state: State, *changes: DecidedEvent | TodosMoved, **answer: object) -> Decision:
    """A decision about a list; its answer has the head of the log, which an event replaces by its own `seq`."""
    return Decision(changes=changes, answer={"ok": True, **answer, "seq": state.seq})
