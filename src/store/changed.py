"""Changing several todos by one event: what is logged is then applied to the rows, so that the two cannot differ."""

from __future__ import annotations

from typing import Final

from msgspec import UNSET

from domain.events import TodosChanged
from domain.state import State
from ports import Statement
from store.guards import ALL_IN_SET, guard
from store.history import CHANGED_TODOS, VALUES
from store.holders import HOLDERS_OF_ITEMS
from store.load import TODO_JSON, json_of
from store.moves import BELOW

_OPENED: Final = f"""
SELECT json_object('id', t.id, 'completed', json('false'), 'updatedAt', ?3 ->> '$.items[0].updatedAt') AS item
FROM ({BELOW.format(todo="?3 ->> '$.id'")} SELECT id FROM below WHERE level > 0) b CROSS JOIN todos t ON t.id = b.id
WHERE t.completed AND ?3 ->> '$.completedOn' IS NOT NULL"""  # noqa: S608 - composed of constants
_EVENT: Final = f"""json_set(?3, '$.seq', l.seq, '$.items', (SELECT json_group_array(json(x.item)) FROM (
  SELECT j.value AS item FROM json_each(?3, '$.items') j UNION ALL {_OPENED}) x))"""  # noqa: S608 - composed of constants
_LOG: Final = f"""
INSERT INTO events (set_id, seq, payload, created_at, before)
SELECT ?2, e.seq, e.event, ?4, json_set(coalesce((SELECT {VALUES} FROM todos t WHERE t.id = ?3 ->> '$.id'), '{{{{}}}}'),
  '$.todos', {CHANGED_TODOS.format(event="e.event", set_id="?2")})
FROM (SELECT l.seq, {_EVENT} AS event FROM todo_sets l WHERE l.id = ?2) e
RETURNING set_id, payload, {HOLDERS_OF_ITEMS} AS holders, {{answer}} AS answer"""  # noqa: S608 - composed of constants
_APPLY: Final = """
UPDATE todos SET title = coalesce(j.value ->> '$.title', title),
  completed = coalesce(j.value ->> '$.completed', completed),
  sort_order = coalesce(j.value ->> '$.sortOrder', sort_order),
  due_on = iif(json_type(j.value, '$.dueOn') IS NULL, due_on, j.value ->> '$.dueOn'),
  due_time = iif(json_type(j.value, '$.dueOn') IS NULL, due_time, j.value ->> '$.dueTime'),
  due_zone = iif(json_type(j.value, '$.dueOn') IS NULL, due_zone, j.value ->> '$.dueZone'),
  repeat = iif(json_type(j.value, '$.dueOn') IS NULL, repeat, nullif(j.value -> '$.repeat', 'null')),
  updated_at = j.value ->> '$.updatedAt'
FROM json_each((SELECT e.payload FROM todo_sets l JOIN events e ON e.set_id = l.id AND e.seq = l.seq WHERE l.id = ?1),
  '$.items') j
WHERE todos.id = j.value ->> '$.id' AND +todos.set_id = ?1"""
_ALL_DIFFER: Final = f"{ALL_IN_SET} AND t.completed IS NOT j.value ->> '$.completed'"
_AS_READ: Final = f"(SELECT {TODO_JSON} FROM todos WHERE id = ?1) IS ?2"  # noqa: S608 - composed of constants


def log_changed(event: TodosChanged, payload: str, now: str, completed: str, answer: str) -> Statement:
    """Log the event, with every completed todo below the one of a date that was completed, to be opened again.

    `completed` is the SQL of the answer, over `?1`, which is `answer`.
    """
    return Statement(_LOG.format(answer=completed), (answer, event.set_id, payload, now))


def apply_changed(event: TodosChanged, state: State) -> tuple[Statement, ...]:
    """Change the rows as the newest event of the list says.

    The todo that it is about must be as it was read. Where it is about no single one, all must be in the list, and none
    completed or open as it is to be.
    """
    apply = Statement(_APPLY, (event.set_id,))
    if event.id is UNSET:
        return (guard(_ALL_DIFFER, event.set_id, json_of(event.items)), apply)
    return (apply,) if state.cached else (guard_as_read(state), apply)


def guard_as_read(state: State) -> Statement:
    """Abort the batch unless the todo is what the rule has read."""
    return guard(f"SELECT {_AS_READ}", state.todo.id, state.guard_texts[2])
