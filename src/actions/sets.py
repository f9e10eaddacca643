"""The lists of a team: reading them, their todos and their log, and changing the lists themselves."""

from __future__ import annotations

import msgspec
from msgspec import UNSET

from actions.attempt import attempt
from actions.authorise import Granted, authorise, key_of, repeated
from actions.call import Call, Listing, Outcome
from domain import limits
from domain.errors import Forbidden, Invalid, NotFound, Resync
from domain.inputs import SetChange, SetName, SetOrder, check_positions, trimmed
from domain.metrics import Point
from domain.models import TodoSet
from domain.permissions import as_map
from store import events as log
from store import sets as rows
from store import todos
from store.commit import Change, Key, commit
from store.database import Statement, json_array

FIRST_SET_NAME = "Todos"


async def list_sets(call: Call, team_id: str) -> Outcome:
    """Every set of the team with the reader's role; a team without any gets a first one."""
    who = await authorise(call, team_id, rows.select_sets(team_id))
    found = who.rows[0]
    if not found:
        first = _new_set(call, who.user_id, FIRST_SET_NAME)
        found = (await call.db.batch(rows.insert_first_set(first, team_id), rows.select_sets(team_id)))[1]
    return Outcome(answer=f'{{"sets":{json_array(found)},"role":"{who.role}"}}')


async def list_todos(call: Call, team_id: str, set_id: str) -> Outcome:
    """The set's todos in order, and the `seq` that they are exact for: both are read in one transaction."""
    who = await _view(call, team_id, set_id, todos.select_list(team_id, set_id, call.token_hash))
    permissions = msgspec.json.encode(as_map(who.held)).decode()
    head = f'"role":"{who.role}","permissions":{permissions},"seq":{who.todo_set.seq}'
    return Outcome(answer=Listing(before='{"todos":', rows=who.rows[0], after=f",{head}}}"))


async def list_events(call: Call, team_id: str, set_id: str, since: int) -> Outcome:
    """The events after `since`, gapless up to the head; Resync when the log cannot give exactly that."""
    limit = limits.CATCH_UP_MAX_EVENTS
    read = log.select_since(team_id, set_id, call.token_hash, since, limit + 1)
    who = await _view(call, team_id, set_id, read)
    found, head = who.rows[0], who.todo_set.seq
    if since > head or len(found) > limit or len(found) != head - since:
        if call.metrics is not None:
            call.metrics.count(Point(kind="resync", team=team_id, set=set_id))
        raise Resync
    if found and call.metrics is not None:
        call.metrics.count(Point(kind="catch_up", team=team_id, set=set_id, events=len(found)))
    return Outcome(answer=Listing(before='{"events":', rows=found, after=f',"seq":{head}}}'))


async def view_set(call: Call, team_id: str, set_id: str) -> Granted:
    """A member who may see this set; the refusals of the WebSocket route otherwise."""
    return await _view(call, team_id, set_id)


async def _view(call: Call, team_id: str, set_id: str, *further: Statement) -> Granted:
    who = await authorise(call, team_id, *further, set_id=set_id)
    _ = who.todo_set
    who.need("view_todos")
    return who


async def create_set(call: Call, team_id: str, body: SetName) -> Outcome:
    """Add a set, last in the team."""
    name = trimmed(body.name, "name", limits.SET_NAME_MAX_CHARS)

    async def once() -> Outcome:
        who = await authorise(call, team_id)
        if past := repeated(who.access, team_id, 201):
            return past
        who.need("manage_sets")
        new = _new_set(call, who.user_id, name)
        key = key_of(call, who.user_id, team_id)
        return await _save(call, team_id, new.id, (rows.insert_set(new, team_id),), key_set="", key=key, status=201)

    return await attempt(once)


async def update_set(call: Call, team_id: str, set_id: str, body: SetChange) -> Outcome:
    """Rename a set, or say whether completed todos stand apart."""
    if body.name is UNSET and body.split_completed is UNSET:
        raise Invalid("Give at least one of `name` and `splitCompleted`.")
    name = None if body.name is UNSET else trimmed(body.name, "name", limits.SET_NAME_MAX_CHARS)
    split = None if body.split_completed is UNSET else body.split_completed

    async def once() -> Outcome:
        who = await authorise(call, team_id, set_id=set_id)
        if past := repeated(who.access, team_id):
            return past
        _check_may_manage(who)
        key = key_of(call, who.user_id, team_id)
        return await _save(
            call,
            team_id,
            set_id,
            rows.update_set(set_id, name=name, split_completed=split, now=call.now),
            key_set=set_id,
            key=key,
        )

    return await attempt(once)


async def delete_set(call: Call, team_id: str, set_id: str) -> Outcome:
    """Delete a set with all its todos; whoever has it open is told."""

    async def once() -> Outcome:
        who = await authorise(call, team_id, set_id=set_id)
        if past := repeated(who.access, team_id):
            return past
        _check_may_manage(who)
        key = key_of(call, who.user_id, team_id)
        change = Change(statements=rows.delete_set(set_id), set_id=set_id, key=key, now=call.now)
        done = await commit(call.db, change)
        return Outcome(answer=done.answer, recheck=(team_id,), changed=(team_id,))

    return await attempt(once)


async def reorder_sets(call: Call, team_id: str, body: SetOrder) -> Outcome:
    """Give sets new places, all or none."""
    check_positions(body.items)

    async def once() -> Outcome:
        who = await authorise(call, team_id, rows.select_present(team_id, body.items))
        if past := repeated(who.access, team_id):
            return past
        who.need("manage_sets")
        if not who.rows[0][0]["all_present"]:
            raise NotFound("`items` names a list that is not in this team.")
        key = key_of(call, who.user_id, team_id)
        change = Change(statements=rows.move_sets(team_id, body.items, call.now), key=key, now=call.now)
        return Outcome(answer=(await commit(call.db, change)).answer, changed=(team_id,))

    return await attempt(once)


def _check_may_manage(who: Granted) -> None:
    if who.todo_set.user_id != who.user_id and "manage_sets" not in who.held:
        raise Forbidden("You are not allowed to manage this list.")


def _new_set(call: Call, user_id: str, name: str) -> TodoSet:
    """The set as it is born; its `sort_order` is assigned when it is stored."""
    return TodoSet(id=call.new_id(), user_id=user_id, name=name, sort_order=0, split_completed=False,
                   created_at=call.now)  # fmt: skip


async def _save(
    call: Call,
    team_id: str,
    set_id: str,
    statements: tuple[Statement, ...],
    *,
    key_set: str,
    key: Key | None,
    status: int = 200,
) -> Outcome:
    """Commit, and answer with the set as it is stored now."""
    change = Change(
        statements=statements, set_id=key_set, answer=set_id, answer_sql=rows.WITH_SET, key=key, now=call.now
    )
    return Outcome(answer=(await commit(call.db, change)).answer, status=status, changed=(team_id,))
