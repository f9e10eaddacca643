"""The end of an account: what goes with it, and what stays for others without its person's name."""

from __future__ import annotations

from typing import Final

from domain import limits
from domain.ids import personal_team_id
from ports import Statement
from store.assignees import release_todos
from store.guards import guard
from store.history import TODO_OF
from store.sessions import end_all_sessions

DELETED_NAME: Final = "Deleted user"
DELETED_TITLE: Final = "Deleted"

_ALONE: Final = """SELECT m.team_id FROM memberships m WHERE m.user_id = ?1 AND NOT EXISTS (
  SELECT 1 FROM memberships o WHERE o.team_id = m.team_id AND o.user_id <> ?1)"""
_ONLY_OWNER_OF: Final = """FROM memberships m JOIN teams g ON g.id = m.team_id
WHERE m.user_id = {user} AND m.role = 'owner'
  AND EXISTS (SELECT 1 FROM memberships o WHERE o.team_id = m.team_id AND o.user_id <> {user})
  AND NOT EXISTS (SELECT 1 FROM memberships o
    WHERE o.team_id = m.team_id AND o.user_id <> {user} AND o.role = 'owner')"""
_WRITTEN: Final = f"""SELECT 1 FROM todos t WHERE t.user_id = s.user_id
  AND t.team_id {{than}} '{personal_team_id("")}' || s.user_id LIMIT {limits.ACCOUNT_MAX_TEXTS + 1}"""  # noqa: S608 - composed of constants
_COMMENTED: Final = f"""SELECT 1 FROM comments c JOIN todos t ON t.id = c.todo_id WHERE c.user_id = s.user_id
  AND t.team_id <> '{personal_team_id("")}' || s.user_id LIMIT {limits.ACCOUNT_MAX_TEXTS + 1}"""  # noqa: S608 - composed of constants
LEAVING: Final = f"""json_object(
  'only_owner_of', (SELECT json_group_array(g.name) {_ONLY_OWNER_OF.format(user="s.user_id")}),
  'written', iif(?8 = 'keep', 0, (SELECT count(*) FROM (SELECT * FROM ({_WRITTEN.format(than="<")}) x
    UNION ALL SELECT * FROM ({_WRITTEN.format(than=">")}) x) x)),
  'commented', iif(?8 = 'keep', 0, (SELECT count(*) FROM ({_COMMENTED}) x)))"""  # noqa: S608 - composed of constants
"""What stands against deleting the account of session `s`, with its texts unless `?8` is 'keep'."""

_TOLD: Final = f"""SELECT m.team_id AS told FROM memberships m WHERE m.user_id = ?1
  AND m.team_id NOT IN ({_ALONE}) LIMIT {limits.FAN_OUT_MAX_TEAMS}"""  # noqa: S608 - composed of constants
_FORGET: Final = (
    f"DELETE FROM idempotency_keys WHERE team_id IN ({_ALONE})",  # noqa: S608 - composed of constants
    f"DELETE FROM idempotency_keys WHERE team_id = '' AND answer ->> '$.team.id' IN ({_ALONE})",  # noqa: S608 - composed of constants
    f"DELETE FROM todo_sets WHERE team_id IN ({_ALONE})",  # noqa: S608 - composed of constants
    f"DELETE FROM teams WHERE id IN ({_ALONE})",  # noqa: S608 - composed of constants
    "DELETE FROM idempotency_keys WHERE user_id = ?1",
    "DELETE FROM invites WHERE created_by = ?1",
    "DELETE FROM invite_uses WHERE user_id = ?1",
    "DELETE FROM invite_cutoffs WHERE user_id = ?1",
    "DELETE FROM memberships WHERE user_id = ?1",
)
_ANONYMIZE: Final = f"""
UPDATE users SET username = 'deleted-' || id, display_name = '{DELETED_NAME}', avatar_url = NULL, subject = NULL,
  provider = NULL, creates_teams = 0,
  log_day = '', log_bytes = 0, created_at = ?2, updated_at = ?2, deleted_at = ?2 WHERE id = ?1"""  # noqa: S608 - composed of constants
_ANONYMIZE_COMMENTS: Final = f"UPDATE comments SET username = '{DELETED_NAME}' WHERE user_id = ?1"  # noqa: S608 - composed of constants

_KEPT: Final = """WITH RECURSIVE kept(id, parent_id) AS (
  SELECT p.id, p.parent_id FROM todos p WHERE p.user_id = ?1
    AND EXISTS (SELECT 1 FROM todos o WHERE o.parent_id = p.id AND o.user_id <> ?1)
  UNION SELECT q.id, q.parent_id FROM kept JOIN todos q ON q.id = kept.parent_id)"""
"""The todos above those of others: deleting them would delete what others wrote."""
_LOG: Final = f"""
INSERT INTO events (set_id, seq, payload, created_at)
{_KEPT}
SELECT t.set_id, l.seq + row_number() OVER place, iif(t.id IN (SELECT id FROM kept),
  json_object('type', 'todo:updated', 'setId', t.set_id, 'seq', l.seq + row_number() OVER place, 'cause', 'left',
    'todo', json_object('id', t.id, 'title', '{DELETED_TITLE}', 'description', NULL, 'updatedAt', ?2)),
  json_object('type', 'todo:deleted', 'setId', t.set_id, 'seq', l.seq + row_number() OVER place, 'cause', 'left',
    'id', t.id)), ?2
FROM todos t JOIN todo_sets l ON l.id = t.set_id
WHERE t.user_id = ?1 AND (t.parent_id IS NULL OR t.id IN (SELECT id FROM kept)
  OR t.parent_id IN (SELECT id FROM kept)
  OR EXISTS (SELECT 1 FROM todos p WHERE p.id = t.parent_id AND p.user_id <> ?1))
WINDOW place AS (PARTITION BY t.set_id ORDER BY t.id)
RETURNING set_id, payload, (SELECT g.team_id FROM todo_sets g WHERE g.id = set_id) AS team_id"""  # noqa: S608 - composed of constants
"""An event for the topmost of each deleted todos, and for each that stays without its text."""
_BUMP: Final = """
UPDATE todo_sets SET seq = (SELECT max(e.seq) FROM events e WHERE e.set_id = todo_sets.id)
WHERE id IN (SELECT x.set_id FROM events x WHERE x.created_at = ?1)"""
_FORGET_TITLES: Final = f"""
UPDATE events AS e SET before = NULL WHERE before IS NOT NULL AND {TODO_OF} IN (
  SELECT +x.id FROM todos x WHERE x.user_id = ?1 UNION SELECT +x.id FROM deleted_todos x WHERE x.user_id = ?1)"""  # noqa: S608 - composed of constants
"""`+x.id` has no type, as the index has none: what is compared with a typed column is not looked up there."""
_DELETE_TODOS: Final = f"DELETE FROM todos WHERE user_id = ?1 AND id NOT IN ({_KEPT} SELECT id FROM kept)"  # noqa: S608 - composed of constants
_BLANK: Final = f"title = '{DELETED_TITLE}', description = NULL"
_BLANK_TODOS: Final = f"UPDATE todos SET {_BLANK}, updated_at = ?2 WHERE user_id = ?1"  # noqa: S608 - composed of constants
_BLANK_TRASH: Final = f"UPDATE deleted_todos SET {_BLANK} WHERE user_id = ?1"  # noqa: S608 - composed of constants
_LOG_COMMENTS: Final = """
INSERT INTO events (set_id, seq, payload, created_at)
SELECT t.set_id, l.seq + row_number() OVER place, json_object('type', 'comment:deleted', 'setId', t.set_id,
  'seq', l.seq + row_number() OVER place, 'cause', 'left', 'todoId', t.id, 'id', c.id,
  'commentCount', t.comment_count - row_number() OVER (PARTITION BY t.id ORDER BY c.id)), ?2
FROM comments c JOIN todos t ON t.id = c.todo_id JOIN todo_sets l ON l.id = t.set_id
WHERE c.user_id = ?1
WINDOW place AS (PARTITION BY t.set_id ORDER BY t.id, c.id)
RETURNING set_id, payload, (SELECT g.team_id FROM todo_sets g WHERE g.id = set_id) AS team_id"""
_DELETE_COMMENTS: Final = (
    """UPDATE todos SET comment_count = comment_count - x.gone
    FROM (SELECT todo_id, count(*) AS gone FROM comments WHERE user_id = ?1 GROUP BY todo_id) x
    WHERE todos.id = x.todo_id""",
    "DELETE FROM comments WHERE user_id = ?1",
    """UPDATE deleted_todos SET comment_count = comment_count - x.gone
    FROM (SELECT set_id, deletion, todo_id, count(*) AS gone FROM deleted_comments
          WHERE user_id = ?1 GROUP BY set_id, deletion, todo_id) x
    WHERE deleted_todos.set_id = x.set_id AND deleted_todos.deletion = x.deletion AND deleted_todos.id = x.todo_id""",
    "DELETE FROM deleted_comments WHERE user_id = ?1",
)


def delete_account(user_id: str, token_hash: str, now: str, *, with_texts: bool) -> tuple[Statement, ...]:
    """Delete all that is the person's alone, end their sessions and memberships, and take their name off the rest.

    The session must still be there, and every team must have an owner afterwards. Each `told`, a team that the person
    was in, comes back, and what `end_all_sessions` returns.
    """
    me = (user_id,)
    return (
        guard("SELECT 1 FROM sessions WHERE token_hash = ?1 AND expires_at > ?2", token_hash, now),
        guard(f"SELECT count(*) = 0 {_ONLY_OWNER_OF.format(user='?1')}", user_id),
        Statement(_TOLD, me),
        *end_all_sessions(user_id),
        *(Statement(sql, me) for sql in _FORGET),
        *(_delete_texts(user_id, now) if with_texts else ()),
        *release_todos(user_id, now),
        Statement(_ANONYMIZE_COMMENTS, me),
        Statement(_ANONYMIZE, (user_id, now)),
    )


def _delete_texts(user_id: str, now: str) -> tuple[Statement, ...]:
    """Delete the person's todos and comments; todos above someone else's stay, without their text."""
    return (
        Statement(_FORGET_TITLES, (user_id,)),
        Statement("UPDATE events SET before = NULL WHERE before ->> '$.userId' = ?1", (user_id,)),
        Statement(_LOG, (user_id, now)),
        Statement(_BUMP, (now,)),
        Statement(_DELETE_TODOS, (user_id,)),
        Statement(_BLANK_TODOS, (user_id, now)),
        Statement(_BLANK_TRASH, (user_id,)),
        Statement(_LOG_COMMENTS, (user_id, now)),
        Statement(_BUMP, (now,)),
        *(Statement(sql, (user_id,)) for sql in _DELETE_COMMENTS),
    )
