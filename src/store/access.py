"""The one read that authorises a request: who asks, what they may do, and what it is about, in one row.

Everything is looked up by key; `tests/contract` shows the query plan.
"""

from __future__ import annotations

from typing import Final

import msgspec
from msgspec import Struct

from domain.models import Number, Role
from domain.permissions import Override
from domain.todos import StoredTodo
from store.database import Row, Statement, expect


class Ask(Struct, frozen=True, kw_only=True):
    """What a request is about. Without `token_hash` nobody is signed in; `''` stands for "none" in ids."""

    token_hash: str | None
    now: str
    team_id: str = ""
    set_id: str = ""
    todo_id: str = ""
    key: str = ""
    fingerprint: str = ""


class SetState(Struct, frozen=True, kw_only=True):
    """The set that a request is about; `seq` is the head of its log."""

    id: str
    user_id: str
    name: str
    sort_order: Number
    split_completed: bool
    created_at: str
    seq: int


class PastAnswer(Struct, frozen=True, kw_only=True):
    """What this Idempotency-Key was answered before; `event` is the text to publish again."""

    fingerprint: str
    answer: str
    set_id: str
    event: str | None


class Access(Struct, frozen=True, kw_only=True):
    """Everything an action may know before it decides.

    `facts` and `overrides_text` stand for all that is said here of the user, the team and the set, the head apart.
    """

    user_id: str
    username: str
    display_name: str
    avatar_url: str | None
    session_expires_at: str
    session_used_at: str
    team_name: str | None
    team_personal: bool
    role: Role | None
    overrides: tuple[Override, ...]
    facts: str
    overrides_text: str
    todo_set: SetState | None
    todo: StoredTodo | None
    past: PastAnswer | None


_FACTS: Final = """json_array(u.id, u.username, u.display_name, u.avatar_url, g.name, g.personal, m.role,
  l.id, l.user_id, l.name, l.sort_order, l.split_completed, l.created_at)"""
_OVERRIDES: Final = """
       (SELECT json_group_array(json_object('scope', p.scope, 'role', p.role, 'permission', p.permission,
                                            'allowed', json(iif(p.allowed, 'true', 'false'))))
        FROM permissions p
        WHERE p.team_id = ?3 AND p.scope IN ('global', 'set:' || l.id) AND p.role = m.role)"""
_SELECT: Final = f"""
SELECT u.id AS user_id, u.username, u.display_name, u.avatar_url, s.expires_at, s.used_at,
       g.name AS team_name, g.personal, m.role, {_FACTS} AS facts, {_OVERRIDES} AS overrides,
       l.id AS set_id, l.user_id AS set_user_id, l.name AS set_name, l.sort_order AS set_sort_order,
       l.split_completed, l.created_at AS set_created_at, l.seq,
       t.id AS todo_id, t.set_id AS todo_set_id, t.user_id AS todo_user_id, t.title, t.completed, t.sort_order,
       t.claimed_by,
       k.fingerprint, k.answer, k.set_id AS key_set_id, e.payload AS key_event
FROM sessions s
JOIN users u ON u.id = s.user_id
LEFT JOIN memberships m ON m.team_id = ?3 AND m.user_id = s.user_id
LEFT JOIN teams g ON g.id = m.team_id
LEFT JOIN todos t ON t.id = ?5 AND t.team_id = m.team_id
LEFT JOIN todo_sets l ON l.id = CASE WHEN ?5 <> '' THEN t.set_id ELSE ?4 END AND l.team_id = m.team_id
LEFT JOIN idempotency_keys k ON k.team_id = ?3 AND k.user_id = s.user_id AND k.key = ?6 AND ?6 <> ''
  AND (k.fingerprint = ?7 OR k.set_id = coalesce(l.id, ''))
LEFT JOIN events e ON e.set_id = k.set_id AND e.seq = k.seq
WHERE s.token_hash = ?1 AND s.expires_at > ?2
LIMIT 1"""  # noqa: S608 - composed of constants
_PROOF: Final = f"""SELECT {_FACTS} IS ?5 AND {_OVERRIDES} IS ?6{{todo}}
FROM sessions s
JOIN users u ON u.id = s.user_id
JOIN memberships m ON m.team_id = ?3 AND m.user_id = s.user_id
JOIN teams g ON g.id = m.team_id
JOIN todo_sets l ON l.id = ?4 AND l.team_id = m.team_id
WHERE s.token_hash = ?1 AND s.expires_at > ?2"""  # noqa: S608 - composed of constants
_TODO_PROOF: Final = """
  AND (SELECT t.set_id = ?4 AND t.user_id IS ?8 AND t.title IS ?9 AND t.completed IS ?10 AND t.sort_order IS ?11
         AND t.claimed_by IS ?12 FROM todos t WHERE t.id = ?7)
  AND NOT EXISTS (SELECT 1 FROM idempotency_keys k
    WHERE k.team_id = ?3 AND k.user_id = s.user_id AND k.key = ?13 AND k.fingerprint = ?14)"""
_PROOFS: Final = {with_todo: _PROOF.format(todo=_TODO_PROOF if with_todo else "") for with_todo in (False, True)}

_overrides: Final = msgspec.json.Decoder(tuple[Override, ...])


def select_access(ask: Ask) -> Statement:
    """The read; no row when nobody is signed in."""
    return Statement(_SELECT, (ask.token_hash, ask.now, ask.team_id, ask.set_id, ask.todo_id, ask.key, ask.fingerprint))


def prove_access(ask: Ask, access: Access) -> Statement:
    """A statement that aborts its batch unless the session is good, and the set and the todo are as `access` says.

    Nor may the very request have been carried out before: a todo's id may have been in another set then, where the
    key that the batch remembers would not be found to be taken.
    """
    t, set_id = access.todo, access.todo_set.id if access.todo_set else ""
    who = (ask.token_hash, ask.now, ask.team_id, set_id, access.facts, access.overrides_text)
    if t is None:
        return expect(_PROOFS[False], *who)
    todo = (t.id, t.user_id, t.title, t.completed, t.sort_order, t.claimed_by)
    return expect(_PROOFS[True], *who, *todo, ask.key, ask.fingerprint)


def access_of(row: Row) -> Access:
    """The row of `select_access` as a Struct."""
    return msgspec.convert(
        {
            **row,
            "session_expires_at": row["expires_at"],
            "session_used_at": row["used_at"],
            "team_personal": row["personal"] or 0,
            "overrides": _overrides.decode(str(row["overrides"])),
            "overrides_text": row["overrides"],
            "todo_set": _part(row, "set_id", set_=True),
            "todo": _part(row, "todo_id", set_=False),
            "past": None if row["answer"] is None else {**row, "set_id": row["key_set_id"], "event": row["key_event"]},
        },
        Access,
        strict=False,
    )


def _part(row: Row, id_column: str, *, set_: bool) -> Row | None:
    if row[id_column] is None:
        return None
    if not set_:
        return {**row, "id": row["todo_id"], "set_id": row["todo_set_id"], "user_id": row["todo_user_id"]}
    own = {"user_id": "set_user_id", "name": "set_name", "sort_order": "set_sort_order", "created_at": "set_created_at"}
    return {**row, "id": row["set_id"], **{field: row[column] for field, column in own.items()}}
