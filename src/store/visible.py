"""Which lists a member may view, where SQL has to decide it: as `domain.permissions.granted` does."""

from __future__ import annotations


def may_view(team_id: str, set_id: str) -> str:
    """The SQL of whether member `m` may view a list: the list's override counts, else the team's, else they may."""
    in_set, in_team = _override(team_id, f"'set:' || {set_id}"), _override(team_id, "'global'")
    return f"(m.role IN ('owner', 'co-owner') OR coalesce({in_set}, {in_team}, 1))"


def _override(team_id: str, scope: str) -> str:
    return f"""(SELECT p.allowed FROM permissions p WHERE p.team_id = {team_id} AND p.scope = {scope}
      AND p.role = m.role AND p.permission = 'view_todos')"""  # noqa: S608 - composed of constants
