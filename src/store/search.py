"""Searching the titles of a team's todos.

SQLite folds the case of ASCII only, so it decides about titles of ASCII, and the others are given to who asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec
from msgspec import Struct

from domain import limits
from domain.models import Number
from ports import Statement
from store.sessions import hashes_json
from store.visible import may_view


class Place(Struct, frozen=True, kw_only=True, array_like=True):
    """Where a todo stands in a team: how far a search has come."""

    set_id: str
    sort_order: Number
    created_at: str
    id: str


class Candidate(Struct, frozen=True, kw_only=True):
    """A todo whose title may match."""

    set_id: str
    set_name: str
    id: str
    title: str
    completed: bool
    sort_order: Number
    created_at: str


START: Final = Place(set_id="", sort_order=0, created_at="", id="")

_LISTS: Final = f"""SELECT l.id, l.name FROM memberships m
  JOIN sessions s ON s.user_id = m.user_id AND s.token_hash IN (SELECT value FROM json_each(?2) j)
  CROSS JOIN todo_sets l ON l.team_id = m.team_id AND l.deleted_at IS NULL
  WHERE m.team_id = ?1 AND l.id >= ?4 AND {may_view("l.team_id", "l.id")}
  GROUP BY l.id ORDER BY l.id LIMIT {limits.TEAM_MAX_SETS}"""  # noqa: S608 - composed of constants
_READ: Final = f"""SELECT x.*, row_number() OVER () AS number FROM (
  SELECT x.id AS set_id, x.name AS set_name, t.id, t.title, t.completed, t.sort_order, t.created_at
  FROM lists x CROSS JOIN todos t ON t.set_id = x.id
    AND (t.sort_order, t.created_at, t.id) > (iif(x.id = ?4, ?5, -9e999), ?6, ?7)
  LIMIT {limits.SEARCH_MAX_TODOS}) x"""  # noqa: S608 - composed of constants
"""List by list, each in its order, from an index: nothing is sorted, and nothing is read beyond the limit."""
_CANDIDATES: Final = f"""
WITH lists AS MATERIALIZED ({_LISTS}), todos_read AS MATERIALIZED ({_READ})
SELECT (SELECT count(*) FROM todos_read x) AS rows_read, (SELECT json_group_array(json_object('set_id', x.set_id,
    'set_name', x.set_name, 'id', x.id, 'title', x.title, 'completed', json(iif(x.completed, 'true', 'false')),
    'sort_order', x.sort_order, 'created_at', x.created_at))
  FROM (SELECT * FROM todos_read x
    WHERE instr(lower(x.title), ?3) OR x.title GLOB '*[^ -~]*' OR x.number = {limits.SEARCH_MAX_TODOS}
    ORDER BY x.number LIMIT {limits.SEARCH_MAX_CANDIDATES}) x) AS candidates"""  # noqa: S608 - composed of constants

_candidates: Final = msgspec.json.Decoder(list[Candidate])


def select_candidates(team_id: str, token_hashes: Sequence[str], folded: str, after: Place) -> Statement:
    """Select the todos whose titles may have that text, from `after` on, in lists that the reader may view.

    One row: how many todos were read, and the candidates as JSON, the last one that was read among them if there may
    be more. None for someone who is not a member of the team.
    """
    place = (after.set_id, after.sort_order, after.created_at, after.id)
    return Statement(_CANDIDATES, (team_id, hashes_json(token_hashes), folded, *place))


def candidates_in(json: str) -> list[Candidate]:
    """The candidates in the JSON of that row."""
    return _candidates.decode(json)
