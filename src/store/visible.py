"""Who may view which lists, where SQL has to decide it: for members as `domain.permissions.granted` does."""

from __future__ import annotations

from typing import Final

SESSIONS_OF_MEMBERS: Final = "memberships m ON m.team_id = l.team_id JOIN sessions s ON s.user_id = m.user_id"
"""The join from list `l` to the memberships `m` in its team, and their sessions `s`."""
SESSIONS_OF_GUESTS: Final = "share_links k ON k.set_id = l.id JOIN sessions s ON s.share_link_id = k.id"
"""The join from list `l` to its share links `k`, and their sessions `s`."""


def may_view(team_id: str, set_id: str) -> str:
    """The SQL of whether member `m` may view a list: the list's override counts, else the team's, else they may."""
    in_set, in_team = _override(team_id, f"'set:' || {set_id}"), _override(team_id, "'global'")
    return f"(m.role IN ('owner', 'co-owner') OR coalesce({in_set}, {in_team}, 1))"


def has_hidden(member: str) -> str:
    """The SQL of whether a list of the team is, or would be, hidden from a member, an alias of `memberships`."""
    return f"""EXISTS (SELECT 1 FROM permissions p WHERE p.team_id = {member}.team_id AND p.role = {member}.role
      AND p.permission = 'view_todos' AND NOT p.allowed)"""  # noqa: S608 - composed of constants


def _override(team_id: str, scope: str) -> str:
    return f"""(SELECT p.allowed FROM permissions p WHERE p.team_id = {team_id} AND p.scope = {scope}
      AND p.role = m.role AND p.permission = 'view_todos')"""  # noqa: S608 - composed of constants
