"""Claims that change with their holder: released when a membership ends, renamed with the person.

The statements write an event for each todo concerned, whatever their number, in every list of it.
"""

from __future__ import annotations

from typing import Final

from domain import limits
from ports import Statement
from store.users import Profile

_LEFT: Final = """t.claimed_by = ?1 AND NOT EXISTS (
  SELECT 1 FROM memberships m WHERE m.team_id = t.team_id AND m.user_id = ?1)"""
_RENAMED: Final = """t.claimed_by = ?1 AND EXISTS (
  SELECT 1 FROM users u WHERE u.id = ?1 AND (u.display_name IS NOT ?3 OR u.avatar_url IS NOT ?4))"""
_LOG: Final = """
INSERT INTO events (set_id, seq, payload, created_at)
SELECT t.set_id, l.seq + row_number() OVER place, json_object('type', 'todo:claimed', 'setId', t.set_id,
  'seq', l.seq + row_number() OVER place, 'cause', '{cause}', 'id', t.id, 'claimedBy', {holder},
  'claimedByName', {name}, 'claimedByAvatar', {avatar}), ?2
FROM todos t JOIN todo_sets l ON l.id = t.set_id WHERE {where}
WINDOW place AS (PARTITION BY t.set_id ORDER BY t.id)
RETURNING set_id, payload, (SELECT g.team_id FROM todo_sets g WHERE g.id = set_id) AS team_id"""
_BUMP: Final = """
UPDATE todo_sets SET seq = seq + x.claims
FROM (SELECT t.set_id, count(*) AS claims FROM todos t WHERE {where} GROUP BY t.set_id) x
WHERE todo_sets.id = x.set_id"""
_TOLD: Final = f"""
SELECT x.team_id FROM (
  SELECT y.team_id FROM sessions s JOIN session_teams y ON y.token_hash = s.token_hash WHERE s.user_id = ?1
  UNION ALL SELECT m.team_id FROM memberships m WHERE m.user_id = ?1) x
WHERE ?2 <> '' AND EXISTS (
  SELECT 1 FROM users u WHERE u.id = ?1 AND (u.display_name IS NOT ?3 OR u.avatar_url IS NOT ?4))
LIMIT {limits.FAN_OUT_MAX_TEAMS}"""  # noqa: S608 - composed of constants
"""Those in which the person had sockets, who may be shown there, and then others; some twice."""
_RELEASE: Final = "UPDATE todos AS t SET claimed_by = NULL WHERE {where}"


def release_claims(user_id: str, now: str) -> tuple[Statement, ...]:
    """Release what someone has claimed in teams that they are not a member of any more."""
    log = _LOG.format(cause="left", holder="NULL", name="NULL", avatar="NULL", where=_LEFT)
    return (
        Statement(log, (user_id, now)),
        Statement(_BUMP.format(where=_LEFT), (user_id,)),
        Statement(_RELEASE.format(where=_LEFT), (user_id,)),
    )


def rename_claims(profile: Profile, now: str) -> tuple[Statement, ...]:
    """Log the new name and picture of a holder where they differ from the stored ones; to be run before these change.

    First comes each `team_id` that is to be told, if anything differs.
    """
    person = (profile.id, now, profile.display_name, profile.avatar_url)
    log = _LOG.format(cause="renamed", holder="?1", name="?3", avatar="?4", where=_RENAMED)
    return (
        Statement(_TOLD, person),
        Statement(log, person),
        Statement(_BUMP.format(where=_RENAMED) + " AND ?2 <> ''", person),
    )
