"""The sets of a team."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from domain import limits
from domain.changes import SetUpdated
from domain.models import TodoSet
from ports import Statement
from store.counts import SETS
from store.guards import guard
from store.places import NEXT_PLACE
from store.sessions import GOOD_SESSION, hashes_json
from store.trash import KEPT_SINCE, KEPT_UNTIL
from store.visible import may_view

_JSON: Final = """json_object('id', l.id, 'userId', l.user_id, 'name', l.name, 'sortOrder', l.sort_order,
  'splitCompleted', json(iif(l.split_completed, 'true', 'false')),
  'autoRenew', json(iif(l.auto_renew, 'true', 'false')), 'renewTime', l.renew_time, 'timezone', l.timezone,
  'lastRenewedAt', l.last_renewed_at, 'createdAt', l.created_at)"""
_LIST: Final = f"""SELECT {_JSON} AS json FROM todo_sets l WHERE l.team_id = ?1 || '' AND l.deleted_at IS NULL
ORDER BY l.sort_order, l.created_at, l.id"""  # noqa: S608 - composed of constants
_OPEN_COUNTS: Final = f"""SELECT json_group_object(l.id, l.open_count) AS json
FROM memberships m CROSS JOIN todo_sets l ON l.team_id = m.team_id AND l.deleted_at IS NULL
WHERE m.team_id = ?3 AND m.user_id = (SELECT s.user_id FROM sessions s WHERE s.token_hash = {GOOD_SESSION})
  AND {may_view("l.team_id", "l.id")}"""  # noqa: S608 - composed of constants
_INSERT: Final = f"""
INSERT INTO todo_sets (id, team_id, user_id, name, sort_order, created_at, updated_at)
VALUES (?1, ?2, ?3, ?4, (SELECT {NEXT_PLACE} FROM todo_sets WHERE team_id = ?2 AND deleted_at IS NULL), ?5, ?5)"""  # noqa: S608 - composed of constants
_INSERT_FIRST: Final = """
INSERT INTO todo_sets (id, team_id, user_id, name, sort_order, created_at, updated_at)
SELECT ?1, ?2, ?3, ?4, 1, ?5, ?5
WHERE NOT EXISTS (SELECT 1 FROM todo_sets WHERE team_id = ?2 AND deleted_at IS NULL)"""
_UPDATE: Final = """
UPDATE todo_sets SET name = coalesce(?2, name), split_completed = coalesce(?3, split_completed), updated_at = ?4
WHERE id = ?1"""
_RENEW: Final = """
UPDATE todo_sets SET auto_renew = ?4 IS NOT NULL, renew_at = coalesce(?4, ''), renew_time = coalesce(?2, renew_time),
  timezone = coalesce(?3, timezone) WHERE id = ?1"""
_ALL_IN_TEAM: Final = """SELECT count(*) = json_array_length(?2) FROM json_each(?2) j
  JOIN todo_sets l ON l.id = j.value ->> '$.id' AND +l.team_id = ?1 AND l.deleted_at IS NULL"""
_MOVE: Final = """UPDATE todo_sets SET updated_at = ?3, sort_order = j.value ->> '$.sortOrder'
FROM json_each(?2) j WHERE todo_sets.id = j.value ->> '$.id' AND +todo_sets.team_id = ?1"""
_DELETE: Final = "UPDATE todo_sets SET deleted_at = ?2, deleted_by = ?3 WHERE id = ?1"
_RESTORABLE: Final = f"""SELECT l.deleted_at IS NULL OR l.deleted_at > {KEPT_SINCE.format(now="?2")}
  AND {SETS.format(team="l.team_id")} < {limits.TEAM_MAX_SETS} FROM todo_sets l WHERE l.id = ?1"""  # noqa: S608 - composed of constants
_RESTORE: Final = "UPDATE todo_sets SET deleted_at = NULL, deleted_by = NULL WHERE id = ?1"
_DELETED: Final = f"""
SELECT l.id, l.user_id, json_object('id', l.id, 'userId', l.user_id, 'name', l.name, 'todoCount', l.todo_count,
  'createdAt', l.created_at, 'deletedAt', l.deleted_at, 'keptUntil', {KEPT_UNTIL.format(deleted_at="l.deleted_at")},
  'deletedBy', json_object('id', u.id, 'displayName', u.display_name, 'avatarUrl', u.avatar_url)) AS json
FROM todo_sets l CROSS JOIN users u ON u.id = l.deleted_by
WHERE l.team_id = ?1 AND l.deleted_at > {KEPT_SINCE.format(now="?2")}
ORDER BY l.deleted_at DESC, l.id LIMIT {limits.TEAM_MAX_DELETED_SETS}"""  # noqa: S608 - composed of constants

WITH_SET: Final = f"(SELECT json_object('set', {_JSON}) FROM todo_sets l WHERE l.id = ?1)"  # noqa: S608 - composed of constants


def select_sets(team_id: str) -> Statement:
    """Every set of the team in order, one JSON text a row."""
    return Statement(_LIST, (team_id,))


def select_open_counts(team_id: str, token_hashes: Sequence[str], now: str) -> Statement:
    """How many todos are open in each set that the reader may view: one row, with a JSON object by id."""
    return Statement(_OPEN_COUNTS, (hashes_json(token_hashes), now, team_id))


def select_deleted_sets(team_id: str, now: str) -> Statement:
    """Select what is in the team's trash, newest first: `id` and `user_id` of each set, and its JSON text."""
    return Statement(_DELETED, (team_id, now))


def insert_set(todo_set: TodoSet, team_id: str) -> Statement:
    """Insert the set, last in its team; its `sort_order` is assigned here."""
    return Statement(_INSERT, (todo_set.id, team_id, todo_set.user_id, todo_set.name, todo_set.created_at))


def insert_first_set(todo_set: TodoSet, team_id: str) -> Statement:
    """Insert the set unless the team has one by now."""
    return Statement(_INSERT_FIRST, (todo_set.id, team_id, todo_set.user_id, todo_set.name, todo_set.created_at))


def update_set(change: SetUpdated, now: str) -> tuple[Statement, ...]:
    """Change what is not None; the set must be there."""
    set_id, renewal = change.set_id, change.renewal
    update = Statement(_UPDATE, (set_id, change.name, change.split_completed, now))
    if renewal is None:
        return (_guard_exists(set_id), update)
    renewed = Statement(_RENEW, (set_id, renewal.time, renewal.timezone, renewal.at))
    return (_guard_exists(set_id), update, renewed)


def delete_set(set_id: str, deleted_by: str, now: str) -> tuple[Statement, ...]:
    """Put the set into the trash, with all that is in it; it must be there."""
    return (_guard_exists(set_id), Statement(_DELETE, (set_id, now, deleted_by)))


def restore_set(set_id: str, now: str) -> tuple[Statement, ...]:
    """Take the set out of the trash, if the team may have one more; one that is not in it stays."""
    return (guard(_RESTORABLE, set_id, now), Statement(_RESTORE, (set_id,)))


def move_sets(team_id: str, items_json: str, now: str) -> tuple[Statement, ...]:
    """Give every item its place; all of them must be in the team."""
    return (guard(_ALL_IN_TEAM, team_id, items_json), Statement(_MOVE, (team_id, items_json, now)))


def _guard_exists(set_id: str) -> Statement:
    return guard("SELECT 1 FROM todo_sets WHERE id = ?1 AND deleted_at IS NULL", set_id)
