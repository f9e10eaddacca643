"""Deleting for good: texts are taken out of the log, the trash and the remembered answers.

Events stay, with their numbers and with all but the texts, so that a client that catches up over them has the right
list: what they are about is deleted by a later event.
"""

from __future__ import annotations

from typing import Final

from domain.changes import SetPurged, TodoPurged
from ports import Statement
from store.guards import guard
from store.history import REDACTED, TODO_OF

_TEXT: Final = "Deleted"
"""What is in the place of a text."""

_GONE_TODOS: Final = """gone(id, deletion, deleted_at) AS (
  SELECT d.id, d.deletion, d.deleted_at FROM deleted_todos d WHERE d.set_id = ?1 AND d.deletion = ?3
  UNION SELECT c.id, c.deletion, c.deleted_at FROM gone b
    CROSS JOIN deleted_todos c ON c.set_id = ?1 AND c.parent_id = b.id AND c.deleted_at <= b.deleted_at)"""
"""A deletion, and what had been below it and was deleted before: it could not come back without it."""
_GONE_SET: Final = """gone(id, deletion, deleted_at) AS (
  SELECT t.id, 0, '~' FROM todos t WHERE t.set_id = ?1
  UNION SELECT d.id, d.deletion, d.deleted_at FROM deleted_todos d WHERE d.set_id = ?1)"""
_FOUND: Final = f"""found(set_id, seq) AS (
  SELECT e.set_id, e.seq FROM gone b CROSS JOIN events e ON {TODO_OF} = +b.id
    CROSS JOIN todo_sets l ON l.id = e.set_id AND l.team_id = ?2 WHERE e.created_at <= b.deleted_at
  UNION SELECT x.set_id, x.seq FROM gone b CROSS JOIN event_todos x ON x.todo_id = b.id
    CROSS JOIN todo_sets l ON l.id = x.set_id AND l.team_id = ?2
    CROSS JOIN events e ON e.set_id = x.set_id AND e.seq = x.seq WHERE e.created_at <= b.deleted_at)"""  # noqa: S608 - composed of constants
"""What the team's logs say of them: an id that was used again after the deletion is another todo."""
_REDACT_ANSWERS: Final = f"""
WITH RECURSIVE {{gone}}, {_FOUND}
UPDATE idempotency_keys SET answer = json_replace(answer, '$.todo.title', '{_TEXT}', '$.comment.body', '{_TEXT}')
WHERE (team_id, user_id, key) IN (SELECT ?2, e.payload ->> '$.actorId', e.payload ->> '$.mutationId'
  FROM found x CROSS JOIN events e ON e.set_id = x.set_id AND e.seq = x.seq
  WHERE e.payload ->> '$.type' IN ('todo:created', 'comment:created'))"""  # noqa: S608 - composed of constants
_REDACTED_ITEMS: Final = f"""json_set(payload, '{{items}}', json((
  SELECT json_group_array(json(iif(j.value ->> '$.id' IN (SELECT b.id FROM gone b),
    json_replace(j.value, '$.title', '{_TEXT}'), j.value))) FROM json_each(events.payload, '{{items}}') j)))"""  # noqa: S608 - composed of constants
_REDACT_EVENTS: Final = f"""
WITH RECURSIVE {{gone}}, {_FOUND}
UPDATE events SET before = {REDACTED}, payload = CASE payload ->> '$.type'
  WHEN 'todos:added' THEN {_REDACTED_ITEMS.format(items="$.todos")}
  WHEN 'todos:changed' THEN {_REDACTED_ITEMS.format(items="$.items")}
  ELSE json_replace(payload, '$.todo.title', '{_TEXT}', '$.comment.body', '{_TEXT}',
    '$.todo.description', iif(payload ->> '$.todo.description' IS NULL, NULL, '{_TEXT}')) END
WHERE (set_id, seq) IN (SELECT x.set_id, x.seq FROM found x)"""  # noqa: S608 - composed of constants
_DELETE_TRASH: Final = f"""
WITH RECURSIVE {_GONE_TODOS}
DELETE FROM deleted_todos WHERE set_id = ?1 AND (deletion, id) IN (SELECT b.deletion, b.id FROM gone b)"""  # noqa: S608 - composed of constants
_REDACT_NAME: Final = f"""
UPDATE idempotency_keys SET answer = json_replace(answer, '$.set.name', '{_TEXT}')
WHERE answer ->> '$.set.id' = ?1 AND team_id = ?2"""  # noqa: S608 - composed of constants
_DELETE_SET: Final = (
    "DELETE FROM comments WHERE todo_id IN (SELECT t.id FROM todos t WHERE t.set_id = ?1)",
    "DELETE FROM permissions WHERE team_id = (SELECT l.team_id FROM todo_sets l WHERE l.id = ?1) "
    "AND scope = 'set:' || ?1",
    "DELETE FROM todo_sets WHERE id = ?1",
)


def purge_todo(change: TodoPurged, team_id: str) -> tuple[Statement, ...]:
    """Delete a deletion for good, which must be in the trash."""
    which = (change.set_id, team_id, change.deletion)
    return (
        guard("SELECT 1 FROM deleted_todos WHERE set_id = ?1 AND deletion = ?2", change.set_id, change.deletion),
        Statement(_REDACT_ANSWERS.format(gone=_GONE_TODOS), which),
        Statement(_REDACT_EVENTS.format(gone=_GONE_TODOS), which),
        Statement(_DELETE_TRASH.replace("?3", "?2"), (change.set_id, change.deletion)),
    )


def purge_set(change: SetPurged, team_id: str) -> tuple[Statement, ...]:
    """Delete a set for good, which must be in the trash, with its log and all that was ever said of its todos."""
    which = (change.set_id, team_id)
    return (
        guard("SELECT deleted_at IS NOT NULL FROM todo_sets WHERE id = ?1", change.set_id),
        Statement(_REDACT_ANSWERS.format(gone=_GONE_SET), which),
        Statement(_REDACT_NAME, which),
        Statement(_REDACT_EVENTS.format(gone=_GONE_SET) + " AND set_id <> ?1", which),
        *(Statement(sql, (change.set_id,)) for sql in _DELETE_SET),
    )
