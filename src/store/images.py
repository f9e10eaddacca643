"""The images of lists, and what they show. Only the hash of an image's token is stored."""

from __future__ import annotations

from typing import Final

from domain import limits
from domain.models import ImageKind
from ports import Statement

_OF_SET: Final = """
SELECT json_object('kind', i.kind, 'createdAt', i.created_at) AS json
FROM list_images i JOIN todo_sets l ON l.id = i.set_id WHERE i.set_id = ?1 || '' AND l.team_id = ?2 ORDER BY i.kind"""
_REPLACE: Final = """
INSERT INTO list_images (set_id, kind, token_hash, created_at) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (set_id, kind) DO UPDATE SET token_hash = excluded.token_hash, created_at = excluded.created_at"""
_SHOWN: Final = f"""
SELECT i.kind, l.name,
  (SELECT json_object('todos', count(*), 'done', coalesce(sum(completed), 0),
    'roots', coalesce(sum(parent_id IS NULL), 0))
   FROM todos WHERE set_id = l.id || '') AS counts,
  iif(i.kind = 'badge', '[]', (SELECT json_group_array(json_array(title, json(iif(completed, 'true', 'false'))))
    FROM (SELECT title, completed FROM todos WHERE set_id = l.id || '' AND parent_id IS NULL
          ORDER BY sort_order, created_at, id LIMIT {limits.IMAGE_MAX_TODOS}))) AS lines
FROM list_images i JOIN todo_sets l ON l.id = i.set_id AND l.deleted_at IS NULL
WHERE i.token_hash = ?1"""  # noqa: S608 - composed of constants


def select_images(team_id: str, set_id: str) -> Statement:
    """Select the images of a list, one JSON text a row."""
    return Statement(_OF_SET, (set_id, team_id))


def replace_image(set_id: str, kind: ImageKind, token_hash: str, now: str) -> Statement:
    """Store an image of a list, in place of the one of its kind."""
    return Statement(_REPLACE, (set_id, kind, token_hash, now))


def delete_image(set_id: str, kind: ImageKind) -> Statement:
    """Delete an image of a list."""
    return Statement("DELETE FROM list_images WHERE set_id = ?1 AND kind = ?2", (set_id, kind))


def select_shown(token_hash: str) -> Statement:
    """Select what an image shows: its kind, the list's name, its counts, and its first top-level todos."""
    return Statement(_SHOWN, (token_hash,))
