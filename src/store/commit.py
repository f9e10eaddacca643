"""The one batch that commits: a change, its event with the next `seq`, and the remembered answer.

Everything that only the transaction can know (the `seq`, a new todo's place) is filled in by SQLite, and
the answer to the client is built there too, so that what is remembered for a repeat is what was sent.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from domain import events
from domain.events import TodoEvent
from store.database import ConstraintFailed, Database, Row, Statement


class Key(Struct, frozen=True, kw_only=True):
    """An Idempotency-Key, and what request it belongs to. `team_id` is '' outside of teams."""

    team_id: str
    user_id: str
    value: str
    fingerprint: str


class Change(Struct, frozen=True, kw_only=True):
    """What is to be committed together.

    `statements` change rows and hold expectations. `event` is logged after them, for its set, as `event_sql`
    completes it, which is `?3`. `answer` is a JSON object's text; `answer_sql` completes it, which is `?1`, over the
    row of the event just logged, where there is an event.
    """

    statements: tuple[Statement, ...] = ()
    set_id: str = ""
    event: TodoEvent | None = None
    event_sql: str = "?3"
    answer: str = '{"ok":true}'
    answer_sql: str = "?1"
    key: Key | None = None
    now: str


class Committed(Struct, frozen=True, kw_only=True):
    """What the database holds now: the answer, the event's text where there is one, and the row that changed.

    `stored` is the first row that the change's own statements returned.
    """

    answer: str
    event: str | None
    stored: Row | None = None


class KeyTaken(Exception):
    """Another request with the same Idempotency-Key was committed in the meantime."""


WITH_SEQ: Final = "json_set(?1, '$.seq', seq)"

_BUMP: Final = "UPDATE todo_sets SET seq = seq + 1 WHERE id = ?1"
_LOG: Final = """
INSERT INTO events (set_id, seq, payload, created_at)
VALUES (?2, (SELECT seq FROM todo_sets WHERE id = ?2),
        json_set({event}, '$.seq', (SELECT seq FROM todo_sets WHERE id = ?2)), ?4)
RETURNING payload, {answer} AS answer"""
_REMEMBER: Final = """
INSERT INTO idempotency_keys (team_id, user_id, key, set_id, fingerprint, seq, answer, created_at)
SELECT ?3, ?4, ?5, ?2, ?6, {seq}, {answer}, ?7 {source}
RETURNING answer"""
_LOGGED: Final = "FROM events WHERE set_id = ?2 AND seq = (SELECT seq FROM todo_sets WHERE id = ?2)"


async def commit(db: Database, change: Change) -> Committed:
    """Commit the change with its event and its key, all or nothing, in one round trip.

    Raises KeyTaken when the key was used meanwhile, ConstraintFailed for any other violation.
    """
    log = () if change.event is None else _log(change, events.encode(change.event))
    try:
        rows = await db.batch(*change.statements, *log, *_answer(change))
    except ConstraintFailed as error:
        if "idempotency_keys" in str(error):
            raise KeyTaken from error
        raise
    done, logged = rows[: len(change.statements)], rows[len(change.statements) :]
    event = None if change.event is None else str(logged[1][0]["payload"])
    stored = next((found[0] for found in done if found), None)
    return Committed(answer=str(rows[-1][0]["answer"]), event=event, stored=stored)


def _log(change: Change, text: str) -> tuple[Statement, ...]:
    """The next number, and the event with it; the finished answer comes back as well."""
    log = _LOG.format(event=change.event_sql, answer=change.answer_sql)
    return (
        Statement(_BUMP, (change.set_id,)),
        Statement(log, (change.answer, change.set_id, text, change.now)),
    )


def _answer(change: Change) -> tuple[Statement, ...]:
    """The finished answer, where the log does not give it, and remembered where the request had a key."""
    if change.key is None:
        return () if change.event else (Statement(f"SELECT {change.answer_sql} AS answer", (change.answer,)),)
    key, (source, seq) = change.key, (_LOGGED, "seq") if change.event else ("", "NULL")
    return (
        Statement(
            _REMEMBER.format(answer=change.answer_sql, seq=seq, source=source),
            (change.answer, change.set_id, key.team_id, key.user_id, key.value, key.fingerprint, change.now),
        ),
    )
