"""Whose todos an event is about: those who have them among their own, before or after it (R197)."""

from __future__ import annotations

from typing import Final

from msgspec import UNSET

from domain.events import DecidedEvent, TodoAssigned, TodoClaimed, TodoDeleted, TodoUpdated

_HOLDERS: Final = """(SELECT json_group_array(DISTINCT x.id) FROM (
  SELECT j.value AS id FROM ({ids}) x CROSS JOIN todos t ON t.id = x.id
    CROSS JOIN json_each(json_insert(t.assignees, '$[#]', t.claimed_by)) j
  UNION ALL SELECT j.value FROM json_each(payload, '$.assignees') j
  UNION ALL SELECT payload ->> '$.claimedBy') x WHERE x.id IS NOT NULL)"""
_PATCHED: Final = "SELECT payload ->> '$.todo.id' AS id"
_NAMED: Final = "SELECT payload ->> '$.id' AS id"
_BELOW: Final = f"""WITH RECURSIVE below(id) AS (
  {_NAMED} UNION ALL SELECT c.id FROM below b CROSS JOIN todos c ON c.parent_id = b.id) SELECT id FROM below"""  # noqa: S608 - composed of constants
_ITEMS: Final = "SELECT j.value ->> '$.id' AS id FROM json_each(payload, '$.items') j"
_ADDED: Final = "SELECT j.value ->> '$.id' AS id FROM json_each(payload, '$.todos') j"

HOLDERS_OF_ITEMS: Final = _HOLDERS.format(ids=_ITEMS)
"""The SQL of the holders of a `todos:changed`, as a JSON array of user ids, over its new row in `events`."""
HOLDERS_OF_ADDED: Final = _HOLDERS.format(ids=_ADDED)
"""As `HOLDERS_OF_ITEMS`, of a `todos:added`, whose todos are in the list already."""
HOLDERS_OF_DELETED: Final = _HOLDERS.format(ids=_BELOW)
"""As `HOLDERS_OF_ITEMS`, of a `todo:deleted`, whose todos are still there."""
_HOLDERS_OF_PATCHED: Final = _HOLDERS.format(ids=_PATCHED)
_HOLDERS_OF_NAMED: Final = _HOLDERS.format(ids=_NAMED)


def holders_of(event: DecidedEvent) -> str:
    """As `HOLDERS_OF_ITEMS`, of this event; NULL where nothing changes that is shown among anybody's own todos.

    Those of several todos have statements of their own.
    """
    match event:
        case TodoUpdated(todo=patch):
            shown = (patch.title, patch.completed, patch.due_on)
            return "NULL" if all(value is UNSET for value in shown) else _HOLDERS_OF_PATCHED
        case TodoClaimed() | TodoAssigned():
            return _HOLDERS_OF_NAMED
        case TodoDeleted():
            return HOLDERS_OF_DELETED
        case _:
            return "NULL"
