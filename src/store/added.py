"""Logging todos that come into a list as a whole: put back from the trash, or moved there."""

from __future__ import annotations

from typing import Final

import msgspec

from domain import limits
from domain.changes import TodosAdding
from domain.events import EventType
from domain.state import Caller, State
from ports import Statement, Value
from store.holders import HOLDERS_OF_ADDED
from store.todos import WIRE_JSON

_LOG: Final = f"""
INSERT INTO events (set_id, seq, payload, created_at, before)
SELECT ?1, l.seq + x.part + 1, json_patch(?2, json_object('seq', l.seq + x.part + 1, 'todos', json(x.todos))), ?3,
  json_set({{before}}, '$.until', l.seq + ?4)
FROM todo_sets l, (
  SELECT part, json_group_array(json(todo)) AS todos FROM (
    SELECT {WIRE_JSON} AS todo,
      (row_number() OVER (ORDER BY t.depth, t.sort_order, t.created_at, t.id) - 1)
        / {limits.ADDED_EVENT_MAX_TODOS} AS part
    FROM todos t LEFT JOIN users c ON c.id = t.claimed_by WHERE t.id IN ({{ids}}))
  GROUP BY part) x
WHERE l.id = ?1 ORDER BY x.part RETURNING set_id, payload, {HOLDERS_OF_ADDED} AS holders"""  # noqa: S608 - composed of constants
_BUMP: Final = "UPDATE todo_sets SET seq = iif(deleted_at IS NULL, seq + ?2, NULL) WHERE id = ?1"


def event_head(kind: EventType, set_id: str, caller: Caller, state: State) -> str:
    """The JSON of what every event has, of one that the database completes."""
    head = {"type": kind, "setId": set_id, "seq": 0, "actorId": state.user.id}
    head |= {"mutationId": caller.key} if caller.key else {}
    head |= {"via": state.via} if state.via else {}
    return msgspec.json.encode(head).decode()


def log_added(
    change: TodosAdding, caller: Caller, state: State, *, ids: str, before: str, params: tuple[Value, ...]
) -> tuple[Statement, ...]:
    """Log the todos that are in the list by now, `ADDED_EVENT_MAX_TODOS` in each event, parents first.

    `ids` is the SQL of their ids and `before` of what an undo needs (their `root`, and how it came there), over `?1`,
    the list's, and `?5…`, which are `params`. `until`, the `seq` of the last of the events, is added to it.
    """
    head = event_head("todos:added", change.set_id, caller, state)
    log = (change.set_id, head, caller.now, change.events, *params)
    return (Statement(_LOG.format(ids=ids, before=before), log), Statement(_BUMP, (change.set_id, change.events)))
