"""The open todos that someone is assigned to or has claimed, over all of their teams."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from domain import limits
from ports import Statement
from store.sessions import GOOD_SESSION, hashes_json
from store.todos import WIRE_JSON
from store.visible import may_view

TEAM: Final = f"(SELECT s.token_team_id FROM sessions s WHERE s.token_hash = {GOOD_SESSION})"  # noqa: S608 - composed of constants
"""The SQL of the one team that the reader's access token is for, or NULL, over `?1` and `?2` as in `GOOD_SESSION`."""
ME: Final = f"(SELECT s.user_id FROM sessions s WHERE s.token_hash = {GOOD_SESSION})"  # noqa: S608 - composed of constants
"""The SQL of the reader's id, over the same."""


def held_todos(most: int, after: str = "") -> str:
    """The SQL of up to `most` lists and open todos that the reader is assigned to or has claimed, in order, once each.

    They come after `after`, a list and a todo.
    """
    by_id, by_todo = (
        f" AND {place} > {after}" if after else "" for place in ("(k.set_id, k.id)", "(a.set_id, a.todo_id)")
    )
    assigned = f"""SELECT a.set_id, a.todo_id FROM todo_assignees a INDEXED BY todo_assignees_open
  WHERE a.user_id = {ME} AND a.completed = 0{by_todo} ORDER BY a.set_id, a.todo_id LIMIT {most}"""  # noqa: S608 - composed of constants
    claimed = f"""SELECT k.set_id, k.id FROM todos k
  WHERE k.claimed_by = {ME} AND k.completed = 0{by_id} ORDER BY k.set_id, k.id LIMIT {most}"""  # noqa: S608 - composed of constants
    return f"SELECT * FROM ({assigned}) x UNION SELECT * FROM ({claimed}) x ORDER BY 1, 2 LIMIT {most}"  # noqa: S608 - composed of constants


_MOST: Final = limits.MINE_PAGE_TODOS
_LISTED: Final = f"""SELECT l.team_id, g.name AS team_name, l.id AS set_id, l.name AS set_name, {WIRE_JSON} AS json
  FROM held x
  CROSS JOIN todos t ON t.id = x.todo_id
  CROSS JOIN todo_sets l ON l.id = t.set_id AND l.deleted_at IS NULL
  CROSS JOIN memberships m ON m.team_id = l.team_id AND m.user_id = {ME}
  CROSS JOIN teams g ON g.id = l.team_id
  LEFT JOIN users c ON c.id = t.claimed_by
  WHERE x.number <= {_MOST} AND l.team_id IS coalesce({TEAM}, l.team_id) AND {may_view("l.team_id", "l.id")}
  ORDER BY l.id, t.sort_order, t.created_at, t.id"""  # noqa: S608 - composed of constants
_PAGE: Final = f"""
WITH held AS MATERIALIZED (
  SELECT *, row_number() OVER (ORDER BY set_id, todo_id) AS number FROM (
    {held_todos(_MOST + 1, after="(?3, ?4)")}) x)
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
