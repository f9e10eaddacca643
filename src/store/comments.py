"""The comments on a todo, and how many it has, which its row knows as well."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from domain import limits
from domain.events import CommentCreated, CommentDeleted
from domain.state import Caller
from ports import Statement
from store.guards import guard
from store.pages import page
from store.sessions import hashes_json
from store.visible import SESSIONS_OF_GUESTS, SESSIONS_OF_MEMBERS

_JSON: Final = """'id', c.id, 'userId', c.user_id, 'displayName', u.display_name,
  'avatarUrl', u.avatar_url, 'body', c.body, 'writtenBy', c.written_by, 'createdAt', c.created_at"""
"""The members of a comment on the wire, over its row `c` and its author's `u`."""
_FOUND: Final = f"""
SELECT c.created_at, c.id, json_object({_JSON}) AS json
FROM comments c JOIN users u ON u.id = c.user_id
WHERE c.todo_id = ?1 AND (c.created_at, c.id) > (?4, ?5) AND EXISTS (SELECT 1 FROM todos t
  JOIN todo_sets l ON l.id = t.set_id JOIN {{access}}
  WHERE t.id = ?1 AND t.team_id = ?2 AND s.token_hash IN (SELECT value FROM json_each(?3) j))
ORDER BY c.created_at, c.id LIMIT {limits.TODO_MAX_COMMENTS + 1}"""  # noqa: S608 - composed of constants
_OF_SET: Final = f"""
SELECT t.id AS todo_id, c.created_at, c.id, json_object('todoId', t.id, {_JSON}) AS json
FROM todos t CROSS JOIN comments c ON c.todo_id = t.id JOIN users u ON u.id = c.user_id
WHERE t.set_id = ?1 AND t.comment_count > 0 AND (t.id, c.created_at, c.id) > (?4, ?5, ?6) AND EXISTS (
  SELECT 1 FROM todo_sets l JOIN {SESSIONS_OF_MEMBERS}
  WHERE l.id = ?1 AND l.team_id = ?2 AND s.token_hash IN (SELECT value FROM json_each(?3) j))
ORDER BY t.id, c.created_at, c.id LIMIT {limits.TODO_MAX_COMMENTS + 1}"""  # noqa: S608 - composed of constants
_PAGE_OF_SET: Final = page(
    _OF_SET,
    order="todo_id, created_at, id",
    cursor="json_array(x.todo_id, x.created_at, x.id)",
    most=limits.TODO_MAX_COMMENTS,
    max_bytes=limits.COMMENTS_PAGE_MAX_BYTES,
)
_PAGE: Final = page(
    _FOUND,
    order="created_at, id",
    cursor="json_array(x.created_at, x.id)",
    most=limits.TODO_MAX_COMMENTS,
    max_bytes=limits.COMMENTS_PAGE_MAX_BYTES,
)
_FOR_MEMBERS: Final = _PAGE.format(access=SESSIONS_OF_MEMBERS)
_FOR_GUESTS: Final = _PAGE.format(access=SESSIONS_OF_GUESTS)

_ONE_MORE: Final = f"""SELECT t.comment_count < {limits.TODO_MAX_COMMENTS} AND EXISTS (
  SELECT 1 FROM users u WHERE u.id = ?2 AND u.display_name = ?3 AND u.avatar_url IS ?4)
FROM todos t WHERE t.id = ?1 AND t.set_id = ?5"""  # noqa: S608 - composed of constants
_THERE: Final = """SELECT 1 FROM comments c JOIN todos t ON t.id = c.todo_id
WHERE c.id = ?1 AND c.todo_id = ?2 AND t.set_id = ?3"""
_INSERT: Final = """
INSERT INTO comments (id, todo_id, user_id, username, body, created_at) VALUES (?1, ?2, ?3, '', ?4, ?5)"""
_COUNT: Final = "UPDATE todos SET comment_count = comment_count + ?2 WHERE id = ?1"


def select_page(team_id: str, todo_id: str, caller: Caller, after: tuple[str, str]) -> Statement:
    """Select the comments that follow, oldest first: one row with their JSON, and the `next` cursor or NULL.

    `after` is time and id of the last one before. They have `COMMENTS_PAGE_MAX_BYTES` at most, unless a single one,
    from an earlier Glint, has more. None for whoever is not in the team, nor a guest of the list.
    """
    sql = _FOR_GUESTS if caller.by_link else _FOR_MEMBERS
    return Statement(sql, (todo_id, team_id, hashes_json(caller.token_hashes), *after))


def select_page_of_set(
    team_id: str, set_id: str, token_hashes: Sequence[str], after: tuple[str, str, str]
) -> Statement:
    """Select the comments of a list that follow, by todo: like `select_page`; `after` begins with the todo's id."""
    return Statement(_PAGE_OF_SET, (set_id, team_id, hashes_json(token_hashes), *after))


def insert_comment(event: CommentCreated) -> tuple[Statement, ...]:
    """Insert a comment. Its todo must be in the list and have room for it, and its author still have that name."""
    comment, todo_id = event.comment, event.todo_id
    author = (comment.user_id, comment.display_name, comment.avatar_url)
    return (
        guard(_ONE_MORE, todo_id, *author, event.set_id),
        Statement(_INSERT, (comment.id, todo_id, comment.user_id, comment.body, comment.created_at)),
        Statement(_COUNT, (todo_id, 1)),
    )


def delete_comment(event: CommentDeleted) -> tuple[Statement, ...]:
    """Delete a comment, which must exist, on a todo of the list."""
    return (
        guard(_THERE, event.id, event.todo_id, event.set_id),
        Statement("DELETE FROM comments WHERE id = ?1", (event.id,)),
        Statement(_COUNT, (event.todo_id, -1)),
    )
