"""Renewing lists: what was completed is open again, by one event a list, of many lists in one batch.

Each statement asks again whether a list is due, so that of two runs at once one renews it.
"""

from __future__ import annotations

from typing import Final

import msgspec
from msgspec import Struct

from domain import limits
from ports import Statement
from store.holders import HOLDERS_OF_ITEMS

_DUE: Final = f"""
SELECT id, renew_time, timezone, renew_at, todo_count FROM todo_sets
WHERE auto_renew AND deleted_at IS NULL AND renew_at <= ?1 ORDER BY renew_at LIMIT {limits.RENEWAL_STEP_SETS}"""  # noqa: S608 - composed of constants
_STILL_DUE: Final = """json_each(?1) j CROSS JOIN todo_sets l ON l.id = j.value ->> '$.id'
WHERE l.auto_renew AND l.deleted_at IS NULL AND l.renew_at = j.value ->> '$.renew_at'"""
_RENEWED: Final = f"{_STILL_DUE} AND l.renew_at <> '' AND j.value ->> '$.next_at' IS NOT NULL"
_TO_OPEN: Final = f"{_RENEWED} AND EXISTS (SELECT 1 FROM todos t WHERE t.set_id = l.id AND t.completed)"  # noqa: S608 - constants
_LOG: Final = f"""
INSERT INTO events (set_id, seq, payload, created_at)
SELECT l.id, l.seq + 1, json_object('type', 'todos:changed', 'setId', l.id, 'seq', l.seq + 1, 'cause', 'renewed',
  'items', (SELECT json_group_array(json_object('id', t.id, 'completed', json('false'), 'updatedAt', ?2))
    FROM todos t WHERE t.set_id = l.id AND t.completed)), ?2
FROM {_TO_OPEN}
RETURNING set_id, payload, {HOLDERS_OF_ITEMS} AS holders,
  (SELECT g.team_id FROM todo_sets g WHERE g.id = set_id) AS team_id"""  # noqa: S608 - composed of constants
_BUMP: Final = f"UPDATE todo_sets SET seq = seq + 1 WHERE id IN (SELECT l.id FROM {_TO_OPEN})"  # noqa: S608 - composed of constants
_OPEN: Final = f"""
UPDATE todos SET completed = 0, updated_at = ?2 WHERE completed AND set_id IN (SELECT l.id FROM {_RENEWED})"""  # noqa: S608 - composed of constants
_NEXT: Final = """
UPDATE todo_sets SET last_renewed_at = iif(renew_at = '' OR j.value ->> '$.next_at' IS NULL, last_renewed_at, ?2),
  auto_renew = j.value ->> '$.next_at' IS NOT NULL, renew_at = coalesce(j.value ->> '$.next_at', '')
FROM json_each(?1) j WHERE todo_sets.id = j.value ->> '$.id' AND todo_sets.renew_at = j.value ->> '$.renew_at'
  AND todo_sets.auto_renew AND todo_sets.deleted_at IS NULL"""


class DueSet(Struct, frozen=True):
    """A list that is due at `renew_at` ('': to be worked out), and when next; None if its zone is unknown."""

    id: str
    renew_at: str
    next_at: str | None


def select_due(now: str) -> Statement:
    """Select some lists that are due, the longest waiting first."""
    return Statement(_DUE, (now,))


def renew(sets: list[DueSet], now: str) -> tuple[Statement, ...]:
    """Open all todos of the lists that still are due, log it, and set when they are due next.

    One that was not worked out yet is only scheduled; one whose zone is unknown is not renewed any more.
    """
    items = msgspec.json.encode(sets).decode()
    return (
        Statement(_LOG, (items, now)),
        Statement(_BUMP, (items,)),
        Statement(_OPEN, (items, now)),
        Statement(_NEXT, (items, now)),
    )
