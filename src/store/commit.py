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

    `statements` change rows and hold expectations. `event` is logged after them, for its set. `answer` is
    a JSON object's text; `answer_sql` completes it as `?1`, over `e`, the row of the event just logged,
    where there is an event.
    """

    statements: tuple[Statement, ...] = ()
    set_id: str = ""
    event: TodoEvent | None = None
    event_sql: str = "?2"
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


WITH_SEQ: Final = "json_set(?1, '$.seq', e.seq)"

_BUMP: Final = "UPDATE todo_sets SET seq = seq + 1 WHERE id = ?1"
_LOG: Final = """
INSERT INTO events (set_id, seq, payload, created_at)
VALUES (?1, (SELECT seq FROM todo_sets WHERE id = ?1),
        json_set({event}, '$.seq', (SELECT seq FROM todo_sets WHERE id = ?1)), ?3)
RETURNING payload"""
_LOGGED: Final = "FROM events e WHERE e.set_id = ?2 AND e.seq = (SELECT seq FROM todo_sets WHERE id = ?2)"
_REMEMBER: Final = """
INSERT INTO idempotency_keys (team_id, user_id, key, set_id, fingerprint, seq, answer, created_at)
SELECT ?3, ?4, ?5, ?2, ?6, {seq}, {answer}, ?7 {source}
RETURNING answer"""


async def commit(db: Database, change: Change) -> Committed:
    """Commit the change with its event and its key, all or nothing, in one round trip.

    Raises KeyTaken when the key was used meanwhile, ConstraintFailed for any other violation.
    """
    log = () if change.event is None else _log(change, events.encode(change.event))
    try:
        rows = await db.batch(*change.statements, *log, _answer(change))
    except ConstraintFailed as error:
        if "idempotency_keys" in str(error):
            raise KeyTaken from error
        raise
    event = None if change.event is None else str(rows[-2][0]["payload"])
    stored = next((found[0] for found in rows[: len(change.statements)] if found), None)
    return Committed(answer=str(rows[-1][0]["answer"]), event=event, stored=stored)


def _log(change: Change, text: str) -> tuple[Statement, ...]:
    return (
        Statement(_BUMP, (change.set_id,)),
        Statement(_LOG.format(event=change.event_sql), (change.set_id, text, change.now)),
    )


def _answer(change: Change) -> Statement:
    """Select the finished answer, and remember it where the request had a key."""
    source, seq = ("", "NULL") if change.event is None else (_LOGGED, "e.seq")
    if change.key is None:
        return Statement(f"SELECT {change.answer_sql} AS answer, ?2 AS set_id {source}", (change.answer, change.set_id))
    key = change.key
    return Statement(
        _REMEMBER.format(answer=change.answer_sql, seq=seq, source=source),
        (change.answer, change.set_id, key.team_id, key.user_id, key.value, key.fingerprint, change.now),
    )
