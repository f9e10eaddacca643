"""The one batch that commits a decision: guards, rows, events with the next `seq`, and the stored answer.

What only the transaction can know (a `seq`, a new todo's place) is filled in by SQLite, and the answer is built
there too, so that a replay gives what was sent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec
from msgspec import Struct

from domain import events
from domain.changes import MemberRemoved, SetCreated, SetRestored, SetUpdated, TodosAdding, TodosMoved
from domain.decision import Decision
from domain.effects import Published
from domain.events import CommentCreated, CommentDeleted, DecidedEvent, TodoCreated, TodosChanged
from domain.state import Caller, State
from ports import ConstraintFailed, Database, Rows, Statement
from store.changed import log_changed
from store.guards import guard, guard_role
from store.history import before_of
from store.holders import holders_of
from store.load import BY_PERSON, FACTS, GUEST_FACTS, GUESTS, IN_TEAM, OVERRIDES, TODO_JSON
from store.sets import WITH_SET
from store.statements import statements_for


class Committed(Struct, frozen=True, kw_only=True):
    """What was stored: the answer, each event, and the JSON of the todo that changed.

    `live_in` and `told` are the teams that the statements returned in columns of these names: where sessions that ended
    had sockets, and where the change shows.
    """

    answer: str
    events: tuple[Published, ...] = ()
    todo: str | None = None
    live_in: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


class NoRoom(Exception):
    """No place is left behind all others: renumber the todos of `set_id`, or without it the lists of the team."""

    def __init__(self, set_id: str | None) -> None:
        super().__init__()
        self.set_id = set_id


class KeyTaken(Exception):
    """Another request with the same Idempotency-Key was committed in the meantime."""


_UNCHANGED: Final = "SELECT seq = ?2 FROM todo_sets WHERE id = ?1"
_BUMP: Final = "UPDATE todo_sets SET seq = iif(deleted_at IS NULL, seq + 1, NULL) WHERE id = ?1"
"""The column takes no NULL: a deleted list has no next number."""
_LOG: Final = """
INSERT INTO events (set_id, seq, payload, created_at, before)
VALUES (?2, (SELECT seq FROM todo_sets WHERE id = ?2),
        json_set({event}, '$.seq', (SELECT seq FROM todo_sets WHERE id = ?2)), ?4, {before})
RETURNING set_id, payload, {holders} AS holders, {answer} AS answer"""
_PLACED_LAST: Final = "json_set(?3, '$.todo.sortOrder', (SELECT sort_order FROM todos WHERE id = ?3 ->> '$.todo.id'))"
_COUNTED: Final = "json_set(?3, '$.commentCount', (SELECT comment_count FROM todos WHERE id = ?3 ->> '$.todoId'))"
_COMPLETED: Final = {TodoCreated: _PLACED_LAST, CommentCreated: _COUNTED, CommentDeleted: f"{_COUNTED[:-1]} - 1)"}
"""The SQL that completes an event, over its text `?3`; any other is complete as it is given."""
_LOGGED_AFTER: Final = (TodoCreated, CommentCreated)
"""Events that are completed by what their change has stored. Any other is logged before it, with what was there."""
_STORE_ANSWER: Final = """
INSERT INTO idempotency_keys (team_id, user_id, key, set_id, fingerprint, seq, answer, created_at, logged)
SELECT ?3, ?4, ?5, {asked_of}, ?6, {seq}, {answer}, ?7, {logged} {source}
RETURNING answer"""
_SEVERAL: Final = """(SELECT json_group_array(json_array(e.set_id, e.seq))
  FROM events e JOIN todo_sets l ON l.id = e.set_id AND +l.team_id = ?3 WHERE e.created_at = ?7)"""
_LOGGED: Final = "FROM events WHERE set_id = ?2 AND seq = (SELECT seq FROM todo_sets WHERE id = ?2)"

_CURRENT: Final = f"""SELECT {{facts}} IS ?5 AND {OVERRIDES} IS ?6 AND {BY_PERSON} < ?7 AND {IN_TEAM} < ?8 {{todo}}
FROM sessions s
CROSS JOIN users u ON u.id = s.user_id
CROSS JOIN {{access}} AND m.team_id = ?3 || ''
CROSS JOIN teams g ON g.id = m.team_id
CROSS JOIN todo_sets l ON l.id = ?4 || '' AND l.team_id = m.team_id AND l.deleted_at IS NULL
WHERE s.token_hash = ?1 || '' AND s.expires_at > ?2"""  # noqa: S608 - composed of constants
_TODO_CURRENT: Final = f"""
  AND (SELECT {TODO_JSON} FROM todos WHERE id = ?9) IS ?10
  AND NOT EXISTS (SELECT 1 FROM idempotency_keys k
    WHERE k.team_id = ?3 || '' AND k.user_id = s.user_id AND k.key = ?11 AND k.fingerprint = ?12)"""  # noqa: S608 - constants
_MEMBER: Final = {"facts": FACTS, "access": "memberships m ON m.user_id = s.user_id"}
_GUEST: Final = {"facts": GUEST_FACTS, "access": f"{GUESTS} m ON m.id = s.share_link_id AND m.set_id = ?4"}
_CONDITIONS: Final = {
    (guest, with_todo): _CURRENT.format(**access, todo=_TODO_CURRENT if with_todo else "")
    for guest, access in ((False, _MEMBER), (True, _GUEST))
    for with_todo in (False, True)
}
_GUARDS: Final = {case: guard(condition).sql for case, condition in _CONDITIONS.items()}
_GUARDED_BUMPS: Final = {
    case: f"UPDATE todo_sets SET seq = iif(({condition}) IS TRUE, seq + 1, NULL) WHERE id = ?4"  # noqa: S608 - constants
    for case, condition in _CONDITIONS.items()
}
"""The next number of the list, if the state is current: one statement less than both by themselves. The column takes no
NULL, and without the list there is no number for the event."""

_holders: Final = msgspec.json.Decoder(tuple[str, ...])


async def commit(db: Database, caller: Caller, state: State, decision: Decision) -> Committed:
    """Commit all changes of the decision with their events and the answer, or nothing, in one round trip.

    Without changes there is none, unless the answer is to be stored for replays.

    Raises QuotaSpent, GuardFailed when the state is out of date, KeyTaken when the key was used meanwhile, NoRoom when
    there is no place left behind the last, and ConstraintFailed for any other violation.
    """
    if not decision.changes and not (decision.replayable and caller.key):
        return Committed(answer=msgspec.json.encode(decision.answer).decode())
    guards = (_guard_cached if state.cached else _guard_loaded)(caller, state, decision)
    batch, logged = list(guards), Counter[str]()
    completed, answer = _answer_of(decision)
    for number, change in enumerate(decision.changes):
        if isinstance(change, events.Event):
            bump = () if state.cached and number == 0 else (Statement(_BUMP, (change.set_id,)),)
            log = _log(change, caller, state, completed, answer)
            writes = statements_for(change, state, caller)
            batch += (*bump, *writes, log) if isinstance(change, _LOGGED_AFTER) else (*bump, log, *writes)
            logged[change.set_id] += 1
            continue
        batch += statements_for(change, state, caller)
        if isinstance(change, TodosAdding):
            logged[change.set_id] += change.events
    if decision.replayable and caller.key:
        batch.append(_store_answer(caller, state, decision, completed, answer, logged))
    elif not isinstance(decision.changes[-1], events.Event):
        batch.append(_select_answer(state, completed, answer, logged))
    try:
        rows = await db.batch(*batch)
    except ConstraintFailed as error:
        raise _failure_of(error, state, decision) from error
    live_in, told = teams_in(rows, "live_in", "told")
    return Committed(
        answer=next(str(found[0]["answer"]) for found in reversed(rows) if found and "answer" in found[0]),
        events=published(rows, state.team_id),
        todo=next((str(found[0]["todo"]) for found in rows if found and "todo" in found[0]), None),
        live_in=live_in,
        told=told,
    )


def _failure_of(error: ConstraintFailed, state: State, decision: Decision) -> Exception:
    message = str(error)
    if "idempotency_keys" in message:
        return KeyTaken()
    if "sort_order" not in message:
        return error
    goes_to = (change.set_id for change in decision.changes if isinstance(change, TodosMoved))
    return NoRoom(next(goes_to, state.facts.todo_set.id if state.facts.todo_set else None))


def published(rows: Sequence[Rows], team_id: str) -> tuple[Published, ...]:
    """The events among the rows of a batch, which a statement that logs returns as `set_id` and `payload`.

    They are of `team_id` unless the row has one of its own, and about the todos of its `holders`, if there are any.
    Whoever else is `concerned`, as other rows say, is so by the last of them.
    """
    found = (row for each in rows if each and "payload" in each[0] for row in each)
    events = [
        Published(
            str(row.get("team_id") or team_id),
            str(row["set_id"]),
            str(row["payload"]),
            _holders.decode(str(row.get("holders") or "[]")),
        )
        for row in found
    ]
    if concerned := [str(row["concerned"]) for each in rows if each and "concerned" in each[0] for row in each]:
        events[-1] = events[-1]._replace(holders=tuple(dict.fromkeys((*events[-1].holders, *concerned))))
    return tuple(events)


def teams_in(rows: Iterable[Rows], *columns: str) -> list[tuple[str, ...]]:
    """The teams that statements of a batch returned in each of these columns: each once, in order."""
    found = [(column, each) for each in rows if each for column in columns if column in each[0]]
    return [
        tuple(dict.fromkeys(str(row[column]) for name, each in found if name == column for row in each))
        for column in columns
    ]


def _guard_cached(caller: Caller, state: State, decision: Decision) -> tuple[Statement]:
    """Abort the batch unless the session is good, list, rights and todo are as `state` says, and quotas last.

    If the first change is an event, this gives it its number as well.
    With a todo, the very request must not have been carried out before either: the todo's id may have been in
    another list then, where the batch's own key would not conflict.
    """
    facts, overrides, todo = state.guard_texts
    set_id = state.facts.todo_set.id if state.facts.todo_set else ""
    quota = (caller.log_quota.person, caller.log_quota.team)
    base = (state.session.token_hash, caller.now, state.team_id, set_id, facts, overrides, *quota)
    guards = _GUARDED_BUMPS if isinstance(decision.changes[0], events.Event) else _GUARDS
    if state.stored_todo is None:
        return (Statement(guards[state.facts.guest, False], base),)
    with_todo = (*base, state.stored_todo.id, todo, caller.key, caller.fingerprint)
    return (Statement(guards[state.facts.guest, True], with_todo),)


def _guard_loaded(caller: Caller, state: State, decision: Decision) -> tuple[Statement, ...]:
    """Abort the batch unless the role is as it was read, for whatever is not about todos. Raises QuotaSpent.

    What is undone depends on all that happened since, so it is undone only if nothing else has happened in the list,
    nor in another one where its todo has been moved.
    """
    state.require_quota(caller, decision)
    about_todos = all(isinstance(change, events.Event) for change in decision.changes)
    unchanged = [guard(_UNCHANGED, state.todo_set.id, state.seq)] if state.target.undo_seq else []
    if state.related.undo is not None and state.related.undo.there is not None:
        unchanged.append(guard(_UNCHANGED, state.related.undo.there.id, state.related.undo.there.seq))
    if about_todos or state.facts.role is None:
        return tuple(unchanged)
    return (*unchanged, guard_role(state.team_id, state.user.id, state.facts.role))


def _answer_of(decision: Decision) -> tuple[str, str]:
    """The SQL that completes the answer, over `?1` and the row of the last event, and the value of `?1`."""
    match decision.changes[-1] if decision.changes else None:
        case TodoCreated():
            return "json_object('todo', json(payload -> '$.todo'), 'seq', seq)", ""
        case CommentCreated():
            return "json_object('comment', json(payload -> '$.comment'), 'seq', seq)", ""
        case SetCreated(todo_set=todo_set):
            return WITH_SET, todo_set.id
        case SetUpdated(set_id=set_id) | SetRestored(set_id=set_id):
            return WITH_SET, set_id
        case events.Event() | TodosAdding():
            completed = "json_set(?1, '$.seq', seq)"
        case _:
            completed = "?1"
    return completed, msgspec.json.encode(decision.answer).decode()


def _log(event: DecidedEvent, caller: Caller, state: State, completed: str, answer: str) -> Statement:
    """Log the event with the number that its list has got; the completed answer comes back as well."""
    stamped = msgspec.structs.replace(
        event, actor_id=state.user.id, mutation_id=caller.key or msgspec.UNSET, via=state.via or msgspec.UNSET
    )
    payload = msgspec.json.encode(stamped).decode()
    if isinstance(event, TodosChanged):
        return log_changed(event, payload, caller.now, completed, answer)
    log = _LOG.format(event=_COMPLETED.get(type(event), "?3"), answer=completed, before=before_of(event),
                      holders=holders_of(event))  # fmt: skip
    return Statement(log, (answer, event.set_id, payload, caller.now))


def _store_answer(
    caller: Caller, state: State, decision: Decision, completed: str, answer: str, logged: Counter[str]
) -> Statement:
    """Store the answer under the request's key, for replays, and which events it had if it may be several.

    They are the team's events of this instant: another's among them is published once more, which harms nobody.
    A request for a new list is not about any yet: a repeat would have made another one.
    """
    is_new = bool(logged) and state.facts.todo_set is None
    key = (_set_of(state, logged), state.team_id, state.user.id, caller.key, caller.fingerprint)
    several = is_new or logged.total() > 1 or any(isinstance(change, MemberRemoved) for change in decision.changes)
    sql = _STORE_ANSWER.format(answer=completed, seq="seq" if logged else "NULL", source=_LOGGED if logged else "",
                               asked_of="''" if is_new else "?2", logged=_SEVERAL if several else "NULL")  # fmt: skip
    return Statement(sql, (answer, *key, caller.now))


def _select_answer(state: State, completed: str, answer: str, logged: Counter[str]) -> Statement:
    """Complete the answer without storing it."""
    if not logged:
        return Statement(f"SELECT {completed} AS answer", (answer,))
    return Statement(f"SELECT {completed} AS answer {_LOGGED}", (answer, _set_of(state, logged)))


def _set_of(state: State, logged: Counter[str]) -> str:
    """The list whose log the answer is about: that of the request, if it has an event, or else of the last event."""
    own = state.facts.todo_set.id if state.facts.todo_set else ""
    return own if own in logged or not logged else list(logged)[-1]
