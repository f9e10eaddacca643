"""How many there are of what is capped: sub-queries for reading, and guards for committing."""

from __future__ import annotations

from typing import Final

from domain import limits
from domain.ids import personal_team_id
from ports import Statement
from store.guards import guard
from store.trash import KEPT_SINCE

OWNED_TEAMS: Final = f"""(SELECT count(*) FROM memberships o WHERE o.user_id = {{user}} AND o.role = 'owner'
  AND o.team_id <> '{personal_team_id("")}' || {{user}})"""  # noqa: S608 - composed of constants
SETS: Final = "(SELECT count(*) FROM todo_sets o WHERE o.team_id = {team} AND o.deleted_at IS NULL)"
DELETED_SETS: Final = f"""(SELECT count(*) FROM todo_sets o
  WHERE o.team_id = {{team}} AND o.deleted_at > {KEPT_SINCE.format(now="{now}")})"""  # noqa: S608 - composed of constants
ROOTS: Final = "(SELECT count(*) FROM todos o WHERE o.set_id = {set_id} AND o.parent_id IS NULL)"
COMMENTS: Final = "(SELECT coalesce(max(o.comment_count), 0) FROM todos o WHERE o.id = {todo})"
OPEN_INVITES: Final = """(SELECT count(*) FROM invites o
  WHERE o.team_id = {team} AND o.expires_at > {now} AND (o.max_uses IS NULL OR o.uses < o.max_uses))"""

WEBHOOKS: Final = """CASE {set_id} WHEN '' THEN
  (SELECT count(*) FROM webhooks o WHERE o.team_id = {team} AND o.set_id IS NULL)
  ELSE (SELECT count(*) FROM webhooks o WHERE o.set_id = {set_id}) END"""
LINKS: Final = "(SELECT count(*) FROM share_links o WHERE o.set_id = {set_id} AND o.expires_at > {now})"
TOKENS: Final = """(SELECT count(*) FROM sessions o
  WHERE o.user_id = {user} AND o.token_name IS NOT NULL AND o.expires_at > {now})"""


def guard_owned_teams(user_id: str) -> Statement:
    """Abort the batch unless the person may own one more team."""
    return guard(f"{OWNED_TEAMS.format(user='?1')} < {limits.OWNED_TEAMS_MAX}", user_id)


def guard_sets(team_id: str) -> Statement:
    """Abort the batch unless the team may have one more list."""
    return guard(f"{SETS.format(team='?1')} < {limits.TEAM_MAX_SETS}", team_id)


def guard_deleted_sets(team_id: str, now: str) -> Statement:
    """Abort the batch unless the team may have one more deleted list."""
    condition = f"{DELETED_SETS.format(team='?1', now='?2')} < {limits.TEAM_MAX_DELETED_SETS}"
    return guard(condition, team_id, now)


def guard_invites(team_id: str, now: str) -> Statement:
    """Abort the batch unless the team may have one more open invitation."""
    return guard(f"{OPEN_INVITES.format(team='?1', now='?2')} < {limits.TEAM_MAX_INVITES}", team_id, now)


def guard_links(set_id: str, now: str) -> Statement:
    """Abort the batch unless the list may have one more share link."""
    return guard(f"{LINKS.format(set_id='?1', now='?2')} < {limits.LINKS_MAX}", set_id, now)


def guard_webhooks(team_id: str, set_id: str | None) -> Statement:
    """Abort the batch unless the team, or its list, may have one more webhook."""
    most = limits.WEBHOOKS_MAX if set_id is None else limits.SET_WEBHOOKS_MAX
    return guard(f"{WEBHOOKS.format(team='?1', set_id='?2')} < {most}", team_id, set_id or "")


def guard_tokens(user_id: str, now: str) -> Statement:
    """Abort the batch unless the person may have one more access token."""
    return guard(f"{TOKENS.format(user='?1', now='?2')} < {limits.TOKENS_MAX}", user_id, now)
