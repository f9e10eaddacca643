"""A full database: a team, a list and a person with as much as they may have, or many times what a request reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from domain.ids import digest
from domain.instants import instant
from domain.limits import (
    CATCH_UP_MAX_EVENTS,
    LINKS_MAX,
    NOTIFICATIONS_KEPT,
    OWNED_TEAMS_MAX,
    SESSION_TEAMS_MAX,
    SESSIONS_MAX,
    SET_WEBHOOKS_MAX,
    TEAM_MAX_INVITES,
    TEAM_MAX_SETS,
    TODO_MAX_COMMENTS,
    TOKENS_MAX,
    WEBHOOKS_MAX,
)
from ports import Statement
from tests.support.mutations import Stage
from tests.support.scene import START_MS

TODOS: Final = 1_500
"""More than any request reads that does not concern them all: filling takes most of the time of these tests."""
COMMENTS: Final = TODO_MAX_COMMENTS - 10
LISTS: Final = TEAM_MAX_SETS - 10
TEAMS: Final = OWNED_TEAMS_MAX - 10
EVENTS: Final = CATCH_UP_MAX_EVENTS + 100
MEMBERS: Final = 200
INVITES: Final = TEAM_MAX_INVITES - 10
SESSIONS: Final = SESSIONS_MAX - 2
CLAIMS: Final = 500
"""How many todos bob has claimed and is assigned to: one in each of the other lists, the rest in the long one."""
TEXT: Final = "Yes " * 500

_TODO: Final = "todos (id, set_id, team_id, user_id, title, sort_order, claimed_by, created_at, updated_at)"
_COMMENT: Final = "comments (id, todo_id, user_id, username, body, created_at)"
_MEMBERSHIP: Final = "memberships (team_id, user_id, role, joined_at)"
_ROWS: Final = (
    (
        MEMBERS,
        "users (id, username, display_name, created_at, updated_at)",
        "'user-' || i, 'user-' || i, 'U', old, old",
    ),
    (MEMBERS, _MEMBERSHIP, "team, 'user-' || i, 'member', old"),
    (TEAMS, "teams (id, name, created_at, updated_at)", "'team-' || i, 'Team ' || i, old, old"),
    (TEAMS, _MEMBERSHIP, "'team-' || i, ada, 'owner', old"),
    (TEAMS, _MEMBERSHIP, "'team-' || i, bob, 'member', old"),
    (
        LISTS,
        "todo_sets (id, team_id, user_id, name, sort_order, created_at, updated_at)",
        "'list-' || i, team, ada, 'List', i + 1, old, old",
    ),
    (
        LISTS,
        "todo_sets (id, team_id, user_id, name, sort_order, created_at, updated_at, deleted_at, deleted_by)",
        "'gone-' || i, team, ada, 'Gone', i + 1, old, old, old, ada",
    ),
    (LISTS, _TODO, "'held-' || i, 'list-' || i, team, ada, 'Held', 1, bob, old, old"),
    (TODOS, _TODO, f"'todo-' || i, list, team, ada, 'Todo', i + 3, iif(i <= {CLAIMS - LISTS}, bob, ada), old, old"),
    (TODOS, _COMMENT, "'comment-' || i, 'todo-' || i, ada, 'ada', 'Yes', old"),
    (COMMENTS, _COMMENT, f"'milk-' || i, milk, 'user-1', '', '{TEXT}', old"),
    (
        EVENTS,
        "events (set_id, seq, payload, created_at)",
        "list, i + head, json_object('type', 'todo:deleted', 'setId', list, 'seq', i + head, 'id', 'x'), old",
    ),
    (
        TODOS,
        "idempotency_keys (team_id, user_id, key, set_id, fingerprint, answer, seq, created_at)",
        "team, ada, 'old-' || i, list, 'x', '{}', i, old",
    ),
    (
        TODOS,
        """deleted_todos (set_id, deletion, id, root_id, team_id, user_id, depth, title, completed, sort_order,
          comment_count, comments, created_at, updated_at, deleted_by, deleted_at)""",
        "list, i, 'gone-' || i, 'gone-' || i, team, ada, 0, 'Gone', 0, 1, 0, '[]', old, old, ada, old",
    ),
    (
        TODOS,
        "deleted_comments (set_id, deletion, todo_id, id, user_id, body, created_at, deleted_at)",
        "list, i, 'gone-' || i, 'said-' || i, ada, 'Yes', old, old",
    ),
    (
        LISTS,
        "permissions (id, team_id, scope, role, permission, allowed, updated_at)",
        "'p-' || i, team, 'set:list-' || i, 'member', 'comment', 0, old",
    ),
    (
        INVITES,
        "invites (id, team_id, token_hash, role, created_by, created_at, expires_at)",
        "'invite-' || i, team, 'hash-' || i, 'member', ada, old, late",
    ),
    (
        SESSIONS,
        "sessions (token_hash, id, user_id, device, created_at, used_at, expires_at, ends_at)",
        "'token-' || i, 'session-' || i, ada, 'Firefox', old, old, late, late",
    ),
    (
        TOKENS_MAX - 1,
        "sessions (token_hash, id, user_id, device, created_at, used_at, expires_at, ends_at, token_name)",
        "'program-' || i, 'program-' || i, ada, '', old, old, late, late, 'Script'",
    ),
    (
        LINKS_MAX - 1,
        "users (id, username, display_name, created_at, updated_at)",
        "'link-' || i, 'guest:link-' || i, 'Guest', old, old",
    ),
    (
        LINKS_MAX - 1,
        "share_links (id, set_id, team_id, name, created_at, expires_at, allows)",
        "'link-' || i, list, team, 'Board', '2020', late, '[\"create\",\"edit\",\"complete\",\"comment\"]'",
    ),
    (
        LINKS_MAX - 1,
        "sessions (token_hash, id, user_id, device, created_at, used_at, expires_at, ends_at, token_name,"
        " token_scopes, share_link_id)",
        "'link-hash-' || i, 'link-' || i, 'link-' || i, '', old, old, late, late, 'Board', '[\"read\"]', 'link-' || i",
    ),
    (
        2,
        "list_images (set_id, kind, token_hash, created_at)",
        f"list, iif(i = 1, 'badge', 'checklist'), iif(i = 1, 'another', '{digest('image')}'), old",
    ),
    (
        WEBHOOKS_MAX - 1,
        "webhooks (id, team_id, set_id, url, secret, created_at)",
        "'hook-' || i, team, NULL, 'https://receiver.example/glint', 'x', old",
    ),
    (
        SET_WEBHOOKS_MAX - 1,
        "webhooks (id, team_id, set_id, url, secret, created_at)",
        "'hook-of-list-' || i, team, list, 'https://receiver.example/glint', 'x', old",
    ),
    *(
        (
            NOTIFICATIONS_KEPT,
            "notifications (user_id, kind, todo_id, comment_id, id, team_id, actor_id, created_at)",
            f"{who}, 'mentioned', 'todo-' || i, 'comment-' || i, list || ':' || i, team, ada, old",
        )
        for who in ("ada", "bob", "'user-' || i")
    ),
    (SESSION_TEAMS_MAX, "session_teams (token_hash, team_id, opened_at)", "token, 'team-' || i, old"),
    (SESSIONS, "session_teams (token_hash, team_id, opened_at)", "'token-' || i, team, old"),
)
"""How many rows each table gets, and the values of row `i`."""


def fill(stage: Stage) -> Iterator[Statement]:
    """Add all of that to the stage's team, to its list, and to ada's data."""
    scene = stage.scene
    values = {
        "team": scene.team_id,
        "list": scene.set_id,
        "milk": stage.milk,
        "ada": scene.ada.id,
        "bob": scene.bob.id,
        "token": scene.ada.token_hash,
        "old": instant(START_MS - 86_400_000),
        "late": instant(START_MS + 86_400_000),
    }
    constants = ", ".join(f"'{value}' AS {name}" for name, value in values.items())
    for count, table, row in _ROWS:
        yield Statement(
            f"""INSERT INTO {table}
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
            SELECT {row} FROM n, (SELECT {constants}, (SELECT seq FROM todo_sets WHERE id = ?2) AS head)""",  # noqa: S608 - constant names
            (count, scene.set_id),
        )
    yield Statement("UPDATE todos SET assignees = json_array(claimed_by) WHERE claimed_by = ?1", (scene.bob.id,))
    yield Statement("UPDATE todos SET comment_count = 1 WHERE id LIKE 'todo-%'")
    yield Statement("UPDATE todos SET comment_count = comment_count + ?1 WHERE id = ?2", (COMMENTS, stage.milk))
    yield Statement("UPDATE todo_sets SET seq = (SELECT max(seq) FROM events WHERE set_id = ?1) WHERE id = ?1",
                    (scene.set_id,))  # fmt: skip
