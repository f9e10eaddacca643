"""Reading the todos of a list.

The list's JSON is built by SQLite, a text for each todo, and passed on as it is: converting rows, not SQL, is what
costs on this platform.
"""

from __future__ import annotations

from typing import Final

from domain.state import Caller
from ports import Statement
from store.sessions import hashes_json
from store.visible import SESSIONS_OF_GUESTS, SESSIONS_OF_MEMBERS

WIRE_JSON: Final = """json_object(
  'id', t.id, 'userId', t.user_id, 'parentId', t.parent_id, 'title', t.title,
  'completed', json(iif(t.completed, 'true', 'false')), 'sortOrder', t.sort_order,
  'commentCount', t.comment_count, 'claimedBy', t.claimed_by, 'claimedByName', c.display_name,
  'claimedByAvatar', c.avatar_url, 'assignees', json(t.assignees),
  'dueOn', t.due_on, 'dueTime', t.due_time, 'dueZone', t.due_zone,
  'repeat', json(t.repeat), 'createdAt', t.created_at, 'updatedAt', t.updated_at)"""
"""A todo as it is on the wire, over its row `t` and its holder's `c`."""

_LIST: Final = f"""
SELECT {WIRE_JSON} AS json FROM todos t LEFT JOIN users c ON c.id = t.claimed_by
WHERE t.set_id = ?1 || '' AND EXISTS (SELECT 1 FROM todo_sets l JOIN {{access}}
  WHERE l.id = ?1 || '' AND l.team_id = ?2 || '' AND l.deleted_at IS NULL
    AND s.token_hash IN (SELECT value FROM json_each(?3) j))
ORDER BY t.sort_order, t.created_at, t.id"""  # noqa: S608 - composed of constants
_FOR_MEMBERS: Final = _LIST.format(access=SESSIONS_OF_MEMBERS)
_FOR_GUESTS: Final = _LIST.format(access=SESSIONS_OF_GUESTS)


def select_list(team_id: str, set_id: str, caller: Caller) -> Statement:
    """Every todo of the list in order, one JSON text a row; none for whoever is not in its team, nor its guest.

    A guest's have yet to be redacted, so they are not passed on.
    """
    sql = _FOR_GUESTS if caller.by_link else _FOR_MEMBERS
    return Statement(sql, (set_id, team_id, hashes_json(caller.token_hashes)), passed_on=not caller.by_link)
