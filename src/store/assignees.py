"""Assignments that end with a membership: with the claims of the same person.

A todo's row has its assignees as JSON; triggers keep the table `todo_assignees`, by which a person's todos are found.
"""

from __future__ import annotations

from typing import Final

from ports import Statement
from store.claims import release_claims

_LEFT: Final = """todo_assignees a CROSS JOIN todos t ON t.id = a.todo_id
WHERE a.user_id = ?1 AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.team_id = t.team_id AND m.user_id = ?1)"""
_OTHERS: Final = "(SELECT json_group_array(j.value) FROM json_each({of}.assignees) j WHERE j.value <> ?1)"
_LOG: Final = f"""
INSERT INTO events (set_id, seq, payload, created_at)
SELECT x.set_id, l.seq + row_number() OVER place, json_object('type', 'todo:assigned', 'setId', x.set_id,
  'seq', l.seq + row_number() OVER place, 'cause', 'left', 'id', x.id, 'assignees', json(x.others)), ?2
FROM (SELECT t.id, t.set_id, {_OTHERS.format(of="t")} AS others FROM {_LEFT}) x
JOIN todo_sets l ON l.id = x.set_id
WINDOW place AS (PARTITION BY x.set_id ORDER BY x.id)
RETURNING set_id, payload, (SELECT g.team_id FROM todo_sets g WHERE g.id = set_id) AS team_id"""  # noqa: S608 - composed of constants
_BUMP: Final = f"""
UPDATE todo_sets SET seq = seq + x.assigned
FROM (SELECT t.set_id, count(*) AS assigned FROM {_LEFT} GROUP BY t.set_id) x
WHERE todo_sets.id = x.set_id"""  # noqa: S608 - composed of constants
_UNASSIGN: Final = f"UPDATE todos SET assignees = {_OTHERS.format(of='todos')} WHERE id IN (SELECT t.id FROM {_LEFT})"  # noqa: S608 - composed of constants

_FORGET: Final = """
DELETE FROM notifications WHERE user_id = ?1
  AND team_id NOT IN (SELECT m.team_id FROM memberships m WHERE m.user_id = ?1)"""


def release_todos(user_id: str, now: str) -> tuple[Statement, ...]:
    """Release what someone has claimed or is assigned to in teams that they are not a member of any more.

    What they were notified of there is deleted.
    """
    return (
        *release_claims(user_id, now),
        Statement(_LOG, (user_id, now)),
        Statement(_BUMP, (user_id,)),
        Statement(_UNASSIGN, (user_id,)),
        Statement(_FORGET, (user_id,)),
    )
