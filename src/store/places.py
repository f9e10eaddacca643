"""Places in an order: the last one, and renumbering when there is no room behind it."""

from __future__ import annotations

from typing import Final

from domain import limits
from ports import Statement

NEXT_PLACE: Final = f"""iif(coalesce(max(sort_order), 0) + 1 <= {limits.SORT_ORDER_MAX},
  coalesce(max(sort_order), 0) + 1, NULL)"""
"""The place behind all others; NULL, which violates a constraint, when that is beyond the limit."""

_NUMBERED: Final = """
UPDATE {table} SET sort_order = x.place FROM (
  SELECT id, row_number() OVER (ORDER BY sort_order, created_at, id) AS place FROM {table} WHERE {owner} = ?1) x
WHERE {table}.id = x.id"""
_LOG: Final = """
INSERT INTO events (set_id, seq, payload, created_at)
SELECT id, seq, json_object('type', 'todo:reordered', 'setId', id, 'seq', seq, 'cause', 'renumbered', 'items',
  (SELECT json_group_array(json_object('id', t.id, 'sortOrder', t.sort_order)) FROM todos t WHERE t.set_id = ?1)), ?2
FROM todo_sets WHERE id = ?1 RETURNING set_id, payload"""


_CHARGE: Final = """
UPDATE users SET log_day = substr(?3, 1, 10), log_bytes = iif(log_day = substr(?3, 1, 10), log_bytes, 0) + (
  SELECT length(CAST(e.payload AS BLOB)) FROM events e JOIN todo_sets l ON l.id = e.set_id AND l.seq = e.seq
  WHERE e.set_id = ?1)
WHERE id = ?2"""


def renumber_todos(set_id: str, user_id: str, now: str) -> tuple[Statement, ...]:
    """Number the todos of a list from 1 in their order, and log it; counted as this person's, whose event it is not."""
    return (
        Statement(_NUMBERED.format(table="todos", owner="set_id"), (set_id,)),
        Statement("UPDATE todo_sets SET seq = seq + 1 WHERE id = ?1", (set_id,)),
        Statement(_LOG, (set_id, now)),
        Statement(_CHARGE, (set_id, user_id, now)),
    )


def renumber_sets(team_id: str) -> Statement:
    """Number the lists of a team from 1 in their order."""
    return Statement(_NUMBERED.format(table="todo_sets", owner="team_id"), (team_id,))
