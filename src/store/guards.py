"""Guards: statements that abort their batch unless a condition holds.

A D1 batch cannot branch. Inserting a false condition into the view `expectations` raises, which rolls it back.
"""

from __future__ import annotations

from typing import Final

from domain.models import Role
from ports import Statement, Value

ALL_IN_SET: Final = """SELECT count(*) = json_array_length(?2) FROM json_each(?2) j
  JOIN todos t ON t.id = j.value ->> '$.id' AND +t.set_id = ?1"""
"""Whether the todos that the items `?2` name by their `id` are all in the list `?1`."""


def guard(condition: str, *params: Value) -> Statement:
    """Abort the batch unless `condition` (SQL, over `?1…`) is true."""
    return Statement(f"INSERT INTO expectations VALUES (({condition}) IS TRUE)", params)  # noqa: S608 - our own SQL


def guard_role(team_id: str, user_id: str, role: Role) -> Statement:
    """Abort the batch unless this member has this role."""
    return guard("SELECT role = ?3 FROM memberships WHERE team_id = ?1 AND user_id = ?2", team_id, user_id, role)


def guard_owner(team_id: str) -> Statement:
    """Abort the batch unless the team has an owner at this point of it."""
    return guard("SELECT count(*) > 0 FROM memberships WHERE team_id = ?1 AND role = 'owner'", team_id)
