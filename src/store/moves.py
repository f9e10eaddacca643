"""Moving todos: below another one, and with everything below them to another list of the team."""

from __future__ import annotations

from typing import Final

import msgspec

from domain import limits
from domain.changes import TodosMoved
from domain.events import TodoPatch
from domain.state import Caller, State
from ports import Statement
from store.added import log_added
from store.guards import guard
from store.places import NEXT_PLACE

BELOW: Final = """WITH RECURSIVE below(id, level) AS (
  SELECT {todo}, 0 UNION ALL SELECT c.id, b.level + 1 FROM below b JOIN todos c ON c.parent_id = b.id)"""
"""The todo `{todo}` and everything below it, with how many levels down."""
ABOVE: Final = """WITH RECURSIVE above(id, parent_id) AS (
  SELECT p.id, p.parent_id FROM todos p WHERE p.id = {parent}
  UNION ALL SELECT p.id, p.parent_id FROM above a JOIN todos p ON p.id = a.parent_id)"""
"""The todo `{parent}` and everything above it."""

_DEPTH: Final = "(SELECT p.depth FROM todos p WHERE p.id = ?3 AND p.set_id = ?2)"
_FITS: Final = f"""SELECT (?3 IS NULL OR {_DEPTH} IS NOT NULL)
  AND NOT EXISTS ({ABOVE.format(parent="?3")} SELECT 1 FROM above WHERE id = ?1)
  AND coalesce({_DEPTH} + 1, 0) + ({BELOW.format(todo="?1")} SELECT max(level) FROM below)
    <= {limits.SUBTODO_MAX_DEPTH}
FROM todos t WHERE t.id = ?1 AND t.set_id = ?4"""  # noqa: S608 - composed of constants
_PUT: Final = f"""
UPDATE todos SET set_id = ?2, depth = depth + coalesce({_DEPTH} + 1, 0) - (SELECT r.depth FROM todos r WHERE r.id = ?1)
WHERE id IN ({BELOW.format(todo="?1")} SELECT id FROM below)"""  # noqa: S608 - composed of constants
_PLACE: Final = f"""
UPDATE todos SET parent_id = ?3, updated_at = ?5,
  sort_order = coalesce(?4, (SELECT {NEXT_PLACE} FROM todos o WHERE o.set_id = ?2)) WHERE id = ?1"""  # noqa: S608 - composed of constants
_COUNT: Final = f"{BELOW.format(todo='?1')} SELECT count(*) = ?2 FROM below"  # noqa: S608 - composed of constants
_MOVED: Final = """(SELECT json_set(json_remove(b.before, '$.title'), '$.root', t.id, '$.movedFrom', b.set_id,
    '$.at', json_object('parentId', t.parent_id, 'sortOrder', t.sort_order))
  FROM todos t CROSS JOIN todo_sets s ON s.id = ?6 CROSS JOIN events b ON b.set_id = s.id AND b.seq = s.seq
  WHERE t.id = ?5)"""
"""The deletion in the list that it came from has just been logged."""
_IDS: Final = f"{BELOW.format(todo='?5')} SELECT id FROM below"  # noqa: S608 - composed of constants


def nest_todo(patch: TodoPatch, set_id: str) -> tuple[Statement, ...]:
    """Guard that a todo still fits below its new parent, and set the depth of it and all below; before the patch."""
    place = (patch.id, set_id, None if patch.parent_id is msgspec.UNSET else patch.parent_id)
    return (guard(_FITS, *place, set_id), Statement(_PUT, place))


def move_todos(change: TodosMoved, caller: Caller, state: State) -> tuple[Statement, ...]:
    """Put a todo and all below it into another list, and log them there.

    They must still fit, and be as many as were counted.
    """
    place = (change.id, change.set_id, change.parent_id)
    return (
        guard(_FITS, *place, change.from_set_id),
        guard(_COUNT, change.id, change.todos),
        Statement(_PLACE, (*place, change.sort_order, caller.now)),
        Statement(_PUT, place),
        *log_added(change, caller, state, ids=_IDS, before=_MOVED, params=(change.id, change.from_set_id)),
    )
