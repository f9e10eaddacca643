"""The open todos that somebody is assigned to or has claimed, over all of their teams."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from domain import limits
from ports import Statement
from store.sessions import GOOD_SESSION, hashes_json
from store.todos import WIRE_JSON
from store.visible import may_view

_TEAM: Final = f"(SELECT s.token_team_id FROM sessions s WHERE s.token_hash = {GOOD_SESSION})"  # noqa: S608 - composed of constants
_ME: Final = f"(SELECT s.user_id FROM sessions s WHERE s.token_hash = {GOOD_SESSION})"  # noqa: S608 - composed of constants
_MOST: Final = limits.MINE_PAGE_TODOS
_ASSIGNED: Final = f"""SELECT a.set_id, a.todo_id FROM todo_assignees a INDEXED BY todo_assignees_open
  WHERE a.user_id = {_ME} AND a.completed = 0 AND (a.set_id, a.todo_id) > (?3, ?4)
  ORDER BY a.set_id, a.todo_id LIMIT {_MOST + 1}"""  # noqa: S608 - composed of constants
_CLAIMED: Final = f"""SELECT k.set_id, k.id FROM todos k
  WHERE k.claimed_by = {_ME} AND k.completed = 0 AND (k.set_id, k.id) > (?3, ?4)
  ORDER BY k.set_id, k.id LIMIT {_MOST + 1}"""  # noqa: S608 - composed of constants
_LISTED: Final = f"""SELECT l.team_id, g.name AS team_name, l.id AS set_id, l.name AS set_name, {WIRE_JSON} AS json
  FROM held x
  CROSS JOIN todos t ON t.id = x.todo_id
  CROSS JOIN todo_sets l ON l.id = t.set_id AND l.deleted_at IS NULL
  CROSS JOIN memberships m ON m.team_id = l.team_id AND m.user_id = {_ME}
  CROSS JOIN teams g ON g.id = l.team_id
  LEFT JOIN users c ON c.id = t.claimed_by
  WHERE x.number <= {_MOST} AND l.team_id IS coalesce({_TEAM}, l.team_id) AND {may_view("l.team_id", "l.id")}
  ORDER BY l.id, t.sort_order, t.created_at, t.id"""  # noqa: S608 - composed of constants
_PAGE: Final = f"""
WITH held AS MATERIALIZED (
  SELECT *, row_number() OVER (ORDER BY set_id, todo_id) AS number FROM (
    SELECT * FROM ({_ASSIGNED}) x UNION SELECT * FROM ({_CLAIMED}) x ORDER BY 1, 2 LIMIT {_MOST + 1}) x)
SELECT (SELECT json_group_array(json(x.json)) FROM (
    SELECT json_object('teamId', x.team_id, 'teamName', x.team_name, 'setId', x.set_id, 'setName', x.set_name,
      'todos', json_group_array(json(x.json))) AS json FROM ({_LISTED}) x GROUP BY x.set_id) x) AS items,
  (SELECT json_array(x.set_id, x.todo_id) FROM held x
    WHERE x.number = {_MOST} AND (SELECT max(x.number) FROM held x) > {_MOST}) AS next"""  # noqa: S608 - composed of constants
"""What the reader may not see is left out last, so that no more than a page is read for nothing."""


def select_mine(token_hashes: Sequence[str], now: str, after: tuple[str, str]) -> Statement:
    """Select a page of them: one row, with the JSON of the lists that they are in, and the `next` cursor or NULL.

    `after` is the list and the todo at which the page before ended.
    """
    return Statement(_PAGE, (hashes_json(token_hashes), now, *after))
