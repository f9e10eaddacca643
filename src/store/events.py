"""The event log: catch-up reads, and pruning."""

from __future__ import annotations

from domain import limits
from domain.state import Caller
from ports import Statement
from store.sessions import hashes_json
from store.visible import SESSIONS_OF_GUESTS, SESSIONS_OF_MEMBERS

_SIZE = "length(CAST(e.payload AS BLOB))"
_SINCE = f"""
WITH RECURSIVE log(seq, bytes) AS (
  SELECT e.seq, {_SIZE} FROM events e WHERE e.set_id = ?1 || '' AND e.seq = ?2 + 1
    AND (SELECT seq FROM todo_sets WHERE id = ?1) <= ?2 + ?6
    AND e.created_at > (SELECT max({{since}}) FROM todo_sets l JOIN {{access}}
                        WHERE l.id = ?1 || '' AND l.team_id = ?3 || '' AND l.deleted_at IS NULL
                          AND s.token_hash IN (SELECT value FROM json_each(?4) j))
  UNION ALL
  SELECT e.seq, log.bytes + {_SIZE}
  FROM log JOIN events e ON e.set_id = ?1 || '' AND e.seq = log.seq + 1 WHERE log.bytes <= ?5)
SELECT e.payload AS json FROM events e
WHERE e.set_id = ?1 || '' AND e.seq > ?2 AND e.seq <= (SELECT iif(max(bytes) <= ?5, max(seq), 0) FROM log)
ORDER BY e.seq"""  # noqa: S608 - composed of constants
"""It goes from one event to the next, so that nothing is read beyond a hole in the log or the limit, and reads the
texts only where all of them are within it."""
_FOR_MEMBERS = _SINCE.format(since="coalesce(m.access_since, m.joined_at)", access=SESSIONS_OF_MEMBERS)
_FOR_GUESTS = _SINCE.format(since="k.created_at", access=SESSIONS_OF_GUESTS)

_PRUNE_EVENTS = """
DELETE FROM events WHERE (set_id, seq) IN
  (SELECT set_id, seq FROM events WHERE created_at < ?1 ORDER BY created_at LIMIT ?2) RETURNING 1"""
_PRUNE_KEYS = """
DELETE FROM idempotency_keys WHERE (team_id, user_id, key, set_id) IN
  (SELECT team_id, user_id, key, set_id FROM idempotency_keys WHERE created_at < ?1 ORDER BY created_at LIMIT ?2)
RETURNING 1"""
_PRUNE_TRASH = """
DELETE FROM deleted_todos WHERE (set_id, deletion, id) IN
  (SELECT set_id, deletion, id FROM deleted_todos
   WHERE deleted_at < min(?1, coalesce((SELECT min(c.deleted_at) FROM deleted_comments c), ?1))
   ORDER BY deleted_at LIMIT ?2) RETURNING 1"""
"""A todo goes after its comments, which are more: they would go with it in one step."""
_PRUNE_COMMENTS = """
DELETE FROM deleted_comments WHERE (set_id, deletion, todo_id, id) IN
  (SELECT set_id, deletion, todo_id, id FROM deleted_comments WHERE deleted_at < ?1 ORDER BY deleted_at LIMIT ?2)
RETURNING 1"""
_PRUNE_SESSIONS = """
DELETE FROM sessions WHERE token_hash IN (SELECT token_hash FROM sessions WHERE expires_at < ?1 LIMIT ?2) RETURNING 1"""
_PRUNE_CUTOFFS = """
DELETE FROM invite_cutoffs WHERE (team_id, user_id) IN
  (SELECT team_id, user_id FROM invite_cutoffs WHERE cutoff_at < ?1 ORDER BY cutoff_at LIMIT ?2) RETURNING 1"""
_PRUNE_INVITES = """
DELETE FROM invites WHERE id IN (SELECT id FROM invites WHERE expires_at < ?1 LIMIT ?2) RETURNING 1"""
_PRUNE_LINKS = """
DELETE FROM share_links WHERE id IN (SELECT id FROM share_links WHERE expires_at < ?1 LIMIT ?2) RETURNING 1"""
_PRUNE_SIGN_INS = """
DELETE FROM sign_ins WHERE state_hash IN (SELECT state_hash FROM sign_ins WHERE expires_at < ?1 LIMIT ?2) RETURNING 1"""


def select_since(team_id: str, set_id: str, caller: Caller, seq: int) -> Statement:
    """Select the events after `seq` in order, one JSON text a row, up to the first hole in the log.

    No rows for whoever is not in the team, nor a guest of the list, nor if the first of them is from before the
    reader's access began, nor if they are more than `CATCH_UP_MAX_EVENTS`, or `CATCH_UP_MAX_BYTES` in all. A guest's
    have yet to be redacted, so they are not passed on.
    """
    most = (limits.CATCH_UP_MAX_BYTES, limits.CATCH_UP_MAX_EVENTS)
    params = (set_id, seq, team_id, hashes_json(caller.token_hashes), *most)
    return Statement(_FOR_GUESTS if caller.by_link else _FOR_MEMBERS, params, passed_on=not caller.by_link)


def prune(before: str, now: str, rows: int) -> tuple[Statement, ...]:
    """Delete up to `rows` each of events, keys, trash and cutoffs older than `before`, and of what ended by `now`.

    No invitation is as old as a cutoff that is dropped (`INVITE_MAX_S`).
    A row comes back for each that was dropped, so that the caller sees whether there is more.
    """
    return (
        Statement(_PRUNE_EVENTS, (before, rows)),
        Statement(_PRUNE_KEYS, (before, rows)),
        Statement(_PRUNE_COMMENTS, (before, rows)),
        Statement(_PRUNE_TRASH, (before, rows)),
        Statement(_PRUNE_CUTOFFS, (before, rows)),
        Statement(_PRUNE_SESSIONS, (now, rows)),
        Statement(_PRUNE_INVITES, (now, rows)),
        Statement(_PRUNE_LINKS, (now, rows)),
        Statement(_PRUNE_SIGN_INS, (now, rows)),
    )
