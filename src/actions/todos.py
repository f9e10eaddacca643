"""What people do with todos. Each action reads once and commits once; a lost race is decided anew."""

from __future__ import annotations

from typing import TypedDict

import msgspec

from actions.authorise import Granted, key_of
from actions.call import Call, Outcome
from actions.change import Doubtful, change
from domain import limits, todos
from domain.errors import Invalid, NotFound
from domain.events import TodoClaimed, TodoCreated, TodoDeleted, TodoEvent, TodoReordered, TodoUpdated
from domain.ids import canonical_uuid
from domain.inputs import Claim, NewTodo, TodoChange, TodoOrder, check_positions, trimmed
from domain.models import Claimer, Position, Todo
from store import todos as rows
from store.access import Access
from store.commit import WITH_SEQ, Change, commit
from store.database import Row, Statement
from store.memory import Memory


async def create_todo(call: Call, team_id: str, set_id: str, body: NewTodo) -> Outcome:
    """Add a todo, last in the set. 422 for a bad title, id or parent; 409 for a taken id or a full set."""
    title = trimmed(body.title, "title", limits.TITLE_MAX_CHARS)
    chosen = None if body.id is None else canonical_uuid(body.id)
    if body.id is not None and chosen is None:
        raise Invalid("`id` must be a UUID.")
    todo_id = chosen or call.new_id()

    async def decide(who: Granted) -> Outcome:
        depth = _new_depth(who, body)
        todo = _new_todo(todo_id, who.user_id, body.parent_id, title, call.now)
        event = TodoCreated(**_head(call, who), todo=todo)
        statements = rows.insert_todo(todo, team_id=team_id, set_id=set_id, depth=depth)
        texts = {"event_sql": rows.PLACED_LAST, "answer_sql": rows.WITH_TODO}
        return await _commit(call, who, event, statements, **texts)

    parent = () if body.parent_id is None else (rows.select_parent(set_id, body.parent_id),)
    return await change(call, team_id, decide, *parent, set_id=set_id, status=201)


def _new_depth(who: Granted, body: NewTodo) -> int:
    """How deep the new todo stands, once it is known that it may be added."""
    _ = who.todo_set
    who.need("view_todos")
    who.need("create_todos" if body.parent_id is None else "add_subtodos")
    if body.parent_id is None:
        return 0
    if not who.rows[0]:
        raise Invalid("`parentId` is no todo of this list.")
    return todos.child_depth(int(who.rows[0][0]["depth"] or 0))


def _new_todo(todo_id: str, user_id: str, parent_id: str | None, title: str, now: str) -> Todo:
    """The todo as it is born; its `sort_order` is assigned when it is stored."""
    return Todo(id=todo_id, user_id=user_id, parent_id=parent_id, title=title, completed=False, sort_order=0,
                comment_count=0, claimed_by=None, claimed_by_name=None, claimed_by_avatar=None, created_at=now,
                updated_at=now)  # fmt: skip


async def update_todo(call: Call, team_id: str, todo_id: str, body: TodoChange) -> Outcome:
    """Change title, completion or place. What is already so is no change, and no event."""

    async def decide(who: Granted) -> Outcome:
        todo = who.todo
        who.need("view_todos")
        todos.check_may_change(todo, body, who.user_id, who.held)
        patch = todos.patch_of(todo, body, call.now)
        if patch is None:
            return await _unchanged(call, who)
        event = TodoUpdated(**_head(call, who), todo=patch)
        return await _commit(call, who, event, rows.update_todo(patch, proven=bool(who.proofs)))

    return await change(call, team_id, decide, todo_id=todo_id)


async def delete_todo(call: Call, team_id: str, todo_id: str) -> Outcome:
    """Delete a todo and its sub-todos."""

    async def decide(who: Granted) -> Outcome:
        todo = who.todo
        who.need("view_todos")
        todos.check_may_delete(todo, who.user_id, who.held)
        return await _commit(call, who, TodoDeleted(**_head(call, who), id=todo_id), rows.delete_todo(todo_id))

    return await change(call, team_id, decide, todo_id=todo_id)


async def reorder_todos(call: Call, team_id: str, body: TodoOrder) -> Outcome:
    """Give todos of one set new places, all or none."""
    check_positions(body.items)

    async def decide(who: Granted) -> Outcome:
        _ = who.todo_set
        who.need("view_todos")
        who.need("reorder_todos")
        found = who.rows[0][0]
        if found["found"] != len(body.items):
            raise NotFound("`items` names a todo that is not in this list.")
        if found["unmoved"] == len(body.items):
            return await _unchanged(call, who)
        items = [Position(id=item.id, sort_order=item.sort_order) for item in body.items]
        event = TodoReordered(**_head(call, who), items=items)
        return await _commit(call, who, event, rows.move_todos(body.set_id, body.items))

    positions = rows.select_positions(body.set_id, body.items)
    return await change(call, team_id, decide, positions, set_id=body.set_id)


async def claim_todo(call: Call, team_id: str, todo_id: str, body: Claim) -> Outcome:
    """Claim or release a todo. Of many at once exactly one gets it; the others are told that it is taken."""

    async def decide(who: Granted) -> Outcome:
        todo, user = who.todo, who.access
        who.need("view_todos")
        who.need("claim_todos")
        after = todos.claimer_after(todo, user.user_id, claimed=body.claimed)
        holder = _claimer(after, user)
        answer = _json({"ok": True, **msgspec.to_builtins(holder)})
        if after == todo.claimed_by:
            return await _unchanged(call, who, answer)
        event = TodoClaimed(**_head(call, who), id=todo_id, **msgspec.structs.asdict(holder))
        statements = rows.claim_todo(todo_id, todo.claimed_by, after)
        return await _commit(call, who, event, statements, answer=answer)

    return await change(call, team_id, decide, todo_id=todo_id)


def _claimer(user_id: str | None, user: Access) -> Claimer:
    """How the holder of a todo is shown, who is this user or nobody."""
    if user_id is None:
        return Claimer()
    return Claimer(claimed_by=user_id, claimed_by_name=user.display_name, claimed_by_avatar=user.avatar_url)


class _Head(TypedDict):
    """The members that every event of a request has."""

    set_id: str
    actor_id: str
    mutation_id: str | msgspec.UnsetType


def _head(call: Call, who: Granted) -> _Head:
    return _Head(set_id=who.todo_set.id, actor_id=who.user_id, mutation_id=call.key or msgspec.UNSET)


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


async def _commit(
    call: Call,
    who: Granted,
    event: TodoEvent,
    statements: tuple[Statement, ...],
    *,
    answer: str = '{"ok":true}',
    answer_sql: str = WITH_SEQ,
    event_sql: str = "?3",
) -> Outcome:
    """Commit the statements with their event, and say what to answer and what to push."""
    batch = Change(
        statements=(*who.proofs, *statements),
        set_id=event.set_id,
        event=event,
        event_sql=event_sql,
        answer=answer,
        answer_sql=answer_sql,
        key=key_of(call, who.user_id, who.team_id),
        now=call.now,
    )
    done = await commit(call.db, batch)
    if call.memory is not None:
        _remember(call.memory, event, done.stored)
    status = 201 if isinstance(event, TodoCreated) else 200
    return Outcome(answer=done.answer, status=status, team_id=who.team_id, set_id=event.set_id, event=done.event)


def _remember(memory: Memory, event: TodoEvent, stored: Row | None) -> None:
    """Keep the todo as it is stored now, or forget those whose rows did not come back."""
    if stored is not None:
        memory.keep_todo(rows.todo_of(stored))
    if isinstance(event, TodoDeleted):
        memory.forget_todos(event.id)
    if isinstance(event, TodoReordered):
        memory.forget_todos(*(item.id for item in event.items))


async def _unchanged(call: Call, who: Granted, answer: str = '{"ok":true}') -> Outcome:
    """Answer with the head as it is. With a key even this is remembered: a repeat must do nothing either."""
    if who.proofs:
        raise Doubtful
    text = _json({**msgspec.json.decode(answer), "seq": who.todo_set.seq})
    key = key_of(call, who.user_id, who.team_id)
    if key is not None:
        await commit(call.db, Change(set_id=who.todo_set.id, answer=text, key=key, now=call.now))
    return Outcome(answer=text, team_id=who.team_id)
