"""Reading the todos of a list, and their descriptions.

The list's JSON is built by SQLite, a text for each todo, and passed on as it is: converting rows, not SQL, is what
costs on this platform.
"""

from __future__ import annotations

from typing import Final

from domain import limits
from domain.state import Caller
from ports import Statement
from store.pages import page
from store.sessions import hashes_json
from store.visible import SESSIONS_OF_GUESTS, SESSIONS_OF_MEMBERS

_MEMBERS: Final = """'id', t.id, 'userId', t.user_id, 'parentId', t.parent_id, 'title', t.title,
  'completed', json(iif(t.completed, 'true', 'false')), 'sortOrder', t.sort_order,
  'commentCount', t.comment_count, 'claimedBy', t.claimed_by, 'claimedByName', c.display_name,
  'claimedByAvatar', c.avatar_url, 'assignees', json(t.assignees),
  'dueOn', t.due_on, 'dueTime', t.due_time, 'dueZone', t.due_zone,
  'repeat', json(t.repeat), 'createdAt', t.created_at, 'updatedAt', t.updated_at"""
WIRE_JSON: Final = f"""iif(t.description IS NULL, json_object({_MEMBERS}),
  json_object({_MEMBERS}, 'hasDescription', json('true')))"""
"""A todo as it is on the wire, over its row `t` and its holder's `c`.

Said twice, because a list of todos without descriptions is to cost nothing for them; a long one is not read for this.
"""

_LIST: Final = f"""
SELECT {WIRE_JSON} AS json FROM todos t LEFT JOIN users c ON c.id = t.claimed_by
WHERE t.set_id = ?1 || '' AND EXISTS (SELECT 1 FROM todo_sets l JOIN {{access}}
  WHERE l.id = ?1 || '' AND l.team_id = ?2 || '' AND l.deleted_at IS NULL
    AND s.token_hash IN (SELECT value FROM json_each(?3) j))
ORDER BY t.sort_order, t.created_at, t.id"""  # noqa: S608 - composed of constants
_FOR_MEMBERS: Final = _LIST.format(access=SESSIONS_OF_MEMBERS)
_FOR_GUESTS: Final = _LIST.format(access=SESSIONS_OF_GUESTS)

_DESCRIBED: Final = f"""
SELECT t.id, json_object('todoId', t.id, 'description', t.description) AS json
FROM (SELECT o.id FROM todos o WHERE o.set_id = ?1 AND o.description IS NOT NULL AND o.id > ?4
  ORDER BY o.id LIMIT {limits.DESCRIPTIONS_PAGE_TODOS + 1}) x CROSS JOIN todos t ON t.id = x.id
WHERE EXISTS (SELECT 1 FROM todo_sets l JOIN {SESSIONS_OF_MEMBERS}
  WHERE l.id = ?1 AND l.team_id = ?2 AND s.token_hash IN (SELECT value FROM json_each(?3) j))"""  # noqa: S608 - composed of constants
"""Their ids are put in order without the texts."""
_DESCRIPTIONS: Final = page(
    _DESCRIBED,
    order="id",
    cursor="json_quote(x.id)",
    most=limits.DESCRIPTIONS_PAGE_TODOS,
    max_bytes=limits.DESCRIPTIONS_PAGE_MAX_BYTES,
)


def select_list(team_id: str, set_id: str, caller: Caller) -> Statement:
    """Every todo of the list in order, one JSON text a row; none for whoever is not in its team, nor its guest.

    A guest's have yet to be redacted, so they are not passed on.
    """
    sql = _FOR_GUESTS if caller.by_link else _FOR_MEMBERS
    return Statement(sql, (set_id, team_id, hashes_json(caller.token_hashes)), passed_on=not caller.by_link)


def select_descriptions(team_id: str, set_id: str, caller: Caller, after: str) -> Statement:
    """Select the descriptions that follow that todo's, by todo: one row with JSON, and the `next` cursor or NULL.

    They have `DESCRIPTIONS_PAGE_MAX_BYTES` at most. None for whoever is not in the list's team.
    """
    return Statement(_DESCRIPTIONS, (set_id, team_id, hashes_json(caller.token_hashes), after))
