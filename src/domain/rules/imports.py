"""What may be imported, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from domain import limits
from domain.changes import ImportedComment, ImportedRow, SetCreated, TodosImported
from domain.decision import Decision
from domain.errors import Invalid
from domain.inputs import FileTodo, SetImport, TodosImport
from domain.permissions import Permission
from domain.rules.due import due_of
from domain.rules.sets import new_set, require_room_for_set
from domain.rules.todos import checked_assignees
from domain.state import State
from domain.text import description_of, trimmed
from domain.zones import LocalTime

NewId = Callable[[], str]


def people_in(todos: Sequence[FileTodo]) -> Sequence[str]:
    """Whom the todos name, each once."""
    claimed = {todo.claimed_by for todo in todos if todo.claimed_by}
    return sorted(claimed.union(*(todo.assignees for todo in todos)))


def import_set(state: State, body: SetImport, now: str, *, new_id: NewId, local_time: LocalTime) -> Decision:
    """Import todos as a new list. Raises Invalid, Forbidden, LimitReached."""
    name = trimmed(body.name, "name", limits.SET_NAME_MAX_CHARS)
    state.require("manage_sets")
    require_room_for_set(state)
    todo_set = new_set(new_id(), state.user.id, name, now)
    reader = _Reader(state, now, new_id, local_time)
    return _decide(reader.read(todo_set.id, body.todos), SetCreated(todo_set=todo_set))


def import_todos(state: State, body: TodosImport, now: str, *, new_id: NewId, local_time: LocalTime) -> Decision:
    """Import todos into a list, last in it or in place of what it has. Raises Invalid, Forbidden, LimitReached."""
    set_id = state.todo_set.id
    state.require("view_todos")
    if body.replace:
        state.require("delete_own_todos")
        state.require("delete_any_todo")
        most = limits.IMPORT_MAX_REPLACED
        state.require_room(most + 1, f"At most {most} todos can be replaced. Import into a new list instead.")
    return _decide(_Reader(state, now, new_id, local_time).read(set_id, body.todos, replaces=body.replace))


def _decide(imported: TodosImported, *created: SetCreated) -> Decision:
    answer = {"ok": True, "setId": imported.set_id, "added": imported.todos, "seq": 0}
    return Decision(changes=(*created, imported), answer=answer, announce=bool(created))


class _Reader:
    """Turns the todos of a file into rows."""

    def __init__(self, state: State, now: str, new_id: NewId, local_time: LocalTime) -> None:
        self._state, self._now, self._new_id, self._local_time = state, now, new_id, local_time

    def read(self, set_id: str, todos: Sequence[FileTodo], *, replaces: bool = False) -> TodosImported:
        """All of them, for this list. Raises Invalid, naming the first that is wrong, and Forbidden."""
        for permission in _needed(self._state, todos):
            self._state.require(permission)
        rows: list[ImportedRow] = []
        comments: list[ImportedComment] = []
        path: list[str] = []
        for number, todo in enumerate(todos):
            where = f"todos[{number}]"
            if todo.level > len(path):
                raise Invalid(f"`{where}.level` is {todo.level}, but there is no todo above it at {todo.level - 1}.")
            del path[todo.level :]
            rows.append(self._row(todo, path[-1] if path else None, where))
            path.append(rows[-1].id)
            comments += self._comments(todo, rows[-1].id, where)
        return TodosImported(set_id=set_id, todos=len(rows), rows=rows, comments=comments, replaces=replaces)

    def _row(self, todo: FileTodo, parent_id: str | None, where: str) -> ImportedRow:
        if todo.claimed_by and todo.claimed_by not in self._state.related.members:
            raise Invalid(f"`{where}.claimedBy` is not a member of this team.")
        try:
            due = due_of(None, todo, self._local_time)
        except Invalid as error:
            raise Invalid(f"`{where}`: {error}") from None
        return ImportedRow(
            id=self._new_id(),
            parent_id=parent_id,
            depth=todo.level,
            title=trimmed(todo.title, f"{where}.title", limits.TITLE_MAX_CHARS),
            description=description_of(todo.description, f"{where}.description"),
            completed=todo.completed,
            comment_count=len(todo.comments),
            claimed_by=todo.claimed_by,
            assignees=checked_assignees(self._state, todo.assignees, f"{where}.assignees"),
            created_at=self._past(todo.created_at),
            **due,
        )

    def _comments(self, todo: FileTodo, todo_id: str, where: str) -> Iterator[ImportedComment]:
        for number, comment in enumerate(todo.comments):
            field, author = f"{where}.comments[{number}]", comment.written_by
            yield ImportedComment(
                id=self._new_id(),
                todo_id=todo_id,
                body=trimmed(comment.body, f"{field}.body", limits.COMMENT_MAX_CHARS),
                written_by=author and trimmed(author, f"{field}.writtenBy", limits.USERNAME_MAX_CHARS),
                created_at=self._past(comment.created_at),
            )

    def _past(self, instant: str | None) -> str:
        """The time that the file gives, unless it is still to come."""
        return self._now if instant is None else min(instant, self._now)


def _needed(state: State, todos: Sequence[FileTodo]) -> Iterator[Permission]:
    """The rights that these todos take; to claim for others is for those who may also release others' claims."""
    yield "create_todos"
    if any(todo.level for todo in todos):
        yield "add_subtodos"
    if any(todo.comments for todo in todos):
        yield "comment"
    if any(todo.assignees for todo in todos):
        yield "assign_todos"
    claimers = {todo.claimed_by for todo in todos} - {None}
    if claimers:
        yield "claim_todos"
    if claimers - {state.user.id}:
        yield "edit_any_todo"
