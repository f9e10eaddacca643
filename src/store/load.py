"""The one query in front of a request: session, role and rights, and the thing that the request is about.

Everything is looked up by key; `tests/contract/test_query_plans.py` reads the plans.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Final

import msgspec
from msgspec import Struct

from domain.events import TodoPatch
from domain.inputs import NewPosition
from domain.log_quota import LogBytes
from domain.models import Position
from domain.permissions import Override, Permission, granted, granted_to_guest
from domain.related import Related, StoredTodo
from domain.scopes import Grant
from domain.state import Caller, Facts, Replay, Session, State, Target
from ports import Row, Statement, Value
from store.accounts import LEAVING
from store.counts import COMMENTS, DELETED_SETS, LINKS, OPEN_INVITES, OWNED_TEAMS, ROOTS, SETS, TOKENS, WEBHOOKS
from store.history import CHANGED_TODOS, TODO_OF, subject_of
from store.moves import ABOVE, BELOW
from store.sessions import GOOD_SESSION, IN_REACH, hashes_json, renewal_due_ms
from store.share_links import GUEST_SESSION, LINK_JSON
from store.trash import KEPT_SINCE
from store.visible import has_hidden
from store.webhooks import LIST_OF_WEBHOOK, STORED_WEBHOOK

FACTS: Final = """json_object(
  'user', json_object('id', u.id, 'display_name', u.display_name, 'avatar_url', u.avatar_url,
    'provider', u.provider, 'creates_teams', json(iif(u.creates_teams, 'true', 'false'))),
  'role', m.role, 'todo_set', json(iif(l.id IS NULL, 'null', json_object('id', l.id, 'user_id', l.user_id))))"""
GUEST_FACTS: Final = """json_object('user', json_object('id', u.id, 'display_name', u.display_name, 'avatar_url', NULL),
  'role', NULL, 'todo_set', json(iif(l.id IS NULL, 'null', json_object('id', l.id, 'user_id', l.user_id))),
  'guest', json('true'), 'allows', json(coalesce(m.allows, '[]')))"""
GUESTS: Final = "(SELECT id, team_id, set_id, allows, NULL AS role FROM share_links)"
"""Share links where memberships stand for others. Without a role they have no overrides."""
_OVERRIDES_IN: Final = """(SELECT json_group_array(json_object(
  'scope', p.scope, 'role', p.role, 'permission', p.permission, 'allowed', json(iif(p.allowed, 'true', 'false'))))
  FROM permissions p WHERE p.team_id = ?3 || '' AND p.scope IN ('global', 'set:' || {set_id}) AND p.role = m.role)"""
OVERRIDES: Final = _OVERRIDES_IN.format(set_id="l.id")
TODO_JSON: Final = """json_object('id', id, 'set_id', set_id, 'user_id', user_id, 'title', title,
  'completed', json(iif(completed, 'true', 'false')), 'sort_order', sort_order,
  'parent_id', parent_id, 'claimed_by', claimed_by, 'assignees', json(assignees),
  'due_on', due_on, 'due_time', due_time, 'due_zone', due_zone, 'repeat', json(repeat))"""

_SPENT: Final = "iif({of}.log_day = substr(?2, 1, 10), {of}.log_bytes, 0)"
"""The bytes that a person or a team has added to the log on the day of `?2`."""
BY_PERSON, IN_TEAM = _SPENT.format(of="u"), _SPENT.format(of="g")
_GRANT: Final = """iif(s.token_name IS NULL, NULL,
    json_object('name', s.token_name, 'scopes', json(s.token_scopes)))"""

_SELECT: Final = f"""
SELECT {{facts}} AS facts, {{overrides}} AS overrides, l.seq,
  {BY_PERSON} AS person_bytes, {IN_TEAM} AS team_bytes, s.token_hash, s.expires_at, s.used_at,
  {_GRANT} AS grant, {{todo}} AS todo, {{related}} AS related, {{replay}} AS replay
FROM sessions s
CROSS JOIN users u ON u.id = s.user_id
{{join_access}}
LEFT JOIN teams g ON g.id = m.team_id
{{join_todo}}
LEFT JOIN todo_sets l ON l.id = {{list}} AND l.team_id = m.team_id AND {{kept}} {{reach}}
{{join_replay}}
WHERE s.token_hash = {{session}}
LIMIT 1"""  # noqa: S608 - composed of constants
"""D1 prepares a statement each time, which takes longer than running this one. So it has only the parts that a request
needs, and its joins are in the order in which they are to run (CROSS JOIN).

A key is compared with `?3 || ''`, here and in whatever else runs often: SQLite plans a query for the value of a bare
parameter, and so prepares it again whenever one is bound. A look-up by primary key in one table is not planned."""
_MEMBER: Final = {
    "facts": FACTS,
    "overrides": OVERRIDES,
    "join_access": f"LEFT JOIN memberships m ON m.team_id = ?3 || '' AND m.user_id = s.user_id AND {IN_REACH}",
    "reach": "",
    "session": GOOD_SESSION,
}
_GUEST: Final = {
    "facts": GUEST_FACTS,
    "overrides": OVERRIDES,
    "join_access": f"LEFT JOIN {GUESTS} m ON m.id = s.share_link_id AND m.team_id = ?3 || ''",
    "reach": "AND l.id = m.set_id",
    "session": GUEST_SESSION,
}
"""Where a share link stands in place of a membership."""
_LIVE: Final = "l.deleted_at IS NULL"
"""A deleted list is unknown, and with it its todos, but to those who restore it."""
_TODO: Final = {
    "join_todo": "LEFT JOIN todos t ON t.id = ?5 || '' AND t.team_id = m.team_id",
    "todo": f"(SELECT {TODO_JSON} FROM todos WHERE id = t.id AND l.id IS NOT NULL)",  # noqa: S608 - composed of constants
    "list": "t.set_id",
    "kept": _LIVE,
}
_TODO_OF_COMMENT: Final = _TODO | {
    "join_todo": """LEFT JOIN comments c ON c.id = ?8
LEFT JOIN todos t ON t.id = c.todo_id AND t.team_id = m.team_id""",
}
_NO_TODO: Final = {"join_todo": "", "todo": "NULL", "list": "?4 || ''", "kept": _LIVE}
_REPLAY: Final = {
    "join_replay": """LEFT JOIN idempotency_keys k ON k.team_id = ?3 || '' AND k.user_id = s.user_id AND k.key = ?6
  AND (k.fingerprint = ?7 OR k.set_id = coalesce(l.id, ''))""",
    "replay": """iif(k.key IS NULL, NULL, json_object('fingerprint', k.fingerprint, 'answer', k.answer,
    'set_id', k.set_id, 'events', (SELECT json_group_array(json_array(e.set_id, e.payload))
      FROM json_each(coalesce(k.logged, json_array(json_array(k.set_id, k.seq)))) j
      JOIN events e ON e.set_id = j.value ->> 0 AND e.seq = j.value ->> 1 AND NOT EXISTS (SELECT 1 FROM memberships x
        WHERE x.team_id = ?3 AND coalesce(x.access_since, x.joined_at) >= e.created_at)
        AND NOT EXISTS (SELECT 1 FROM share_links y WHERE y.set_id = e.set_id AND y.created_at >= e.created_at))))""",
}
_NO_REPLAY: Final = {"join_replay": "", "replay": "NULL"}

_DELETED: Final = f"""(SELECT json_object('deletion', d.deletion, 'user_id', d.user_id,
        'parent_exists', json(iif(d.parent_id IS NULL OR EXISTS (
          SELECT 1 FROM todos p WHERE p.id = d.parent_id AND p.set_id = d.set_id), 'true', 'false')),
        'todos', (SELECT count(*) FROM deleted_todos x WHERE x.set_id = d.set_id AND x.deletion = d.deletion))
      FROM deleted_todos d WHERE {{which}} AND d.id = d.root_id
        AND d.deleted_at > {KEPT_SINCE.format(now="?2")}
      ORDER BY d.deleted_at DESC LIMIT 1)"""  # noqa: S608 - composed of constants
_MOVE: Final = f"""(SELECT json_object(
      'set_exists', json(iif(EXISTS (SELECT 1 FROM todo_sets WHERE id = x.set_id AND team_id = ?3
        AND deleted_at IS NULL), 'true', 'false')),
      'overrides', {_OVERRIDES_IN.format(set_id="x.set_id")},
      'parent_depth', (SELECT depth FROM todos WHERE id = x.parent_id AND set_id = x.set_id),
      'inside', json(iif(EXISTS ({ABOVE.format(parent="x.parent_id")} SELECT 1 FROM above WHERE id = {{todo}}),
        'true', 'false')),
      'levels', b.levels, 'todos', b.todos)
      FROM (SELECT {{set_id}} AS set_id, {{parent}} AS parent_id) x,
        ({BELOW.format(todo="{todo}")} SELECT max(level) AS levels, count(*) AS todos FROM below) b)"""  # noqa: S608 - composed of constants
_MEMBERS_OF: Final = """(SELECT json_group_array(x.user_id)
  FROM json_each({people}) j CROSS JOIN memberships x ON x.team_id = ?3 AND x.user_id = j.value)"""
_TODOS: Final = f"(SELECT json_group_array({TODO_JSON}) FROM todos WHERE id IN ({{ids}}) AND +set_id = ?4)"  # noqa: S608 - composed of constants
_TOUCHED: Final = f"""e.before ->> '$.restored' IS NOT NULL AND EXISTS ({BELOW.format(todo="t.id")}
      SELECT 1 FROM below b WHERE EXISTS (SELECT 1 FROM events z WHERE {subject_of("z")} = +b.id AND z.set_id = ?4
          AND z.seq > e.before ->> '$.until')
        OR EXISTS (SELECT 1 FROM event_todos x WHERE x.todo_id = b.id AND x.set_id = ?4
          AND x.seq > e.before ->> '$.until'))"""  # noqa: S608 - composed of constants
_THERE: Final = f"""(SELECT json_object('id', o.id, 'user_id', o.user_id, 'seq', o.seq,
      'overrides', {_OVERRIDES_IN.format(set_id="o.id")},
      'todo', json((SELECT {TODO_JSON} FROM todos WHERE id = e.payload ->> '$.id' AND set_id = o.id)),
      'at', json((SELECT z.before -> '$.at' FROM events z WHERE {subject_of("z")} = e.payload ->> '$.id'
        AND z.set_id = o.id AND z.created_at = e.created_at AND z.before ->> '$.movedFrom' = ?4)))
      FROM todo_sets o WHERE o.id = e.payload ->> '$.movedTo' AND o.team_id = ?3 AND o.deleted_at IS NULL)"""  # noqa: S608 - composed of constants
_UNDO: Final = f"""iif(e.created_at > coalesce(m.access_since, m.joined_at)
    AND e.created_at > {KEPT_SINCE.format(now="?2")},
  json_object(
  'undo', json_object('event', json(e.payload), 'before', json(e.before),
    'places', (SELECT json_group_object(o.id, o.sort_order)
      FROM json_each(e.payload, '$.items') j JOIN todos o ON o.id = j.value ->> '$.id' AND +o.set_id = ?4),
    'todos', json(iif(e.payload ->> '$.type' = 'todos:changed',
      {CHANGED_TODOS.format(event="e.payload", set_id="?4")}, '{{}}')),
    'attached', coalesce(t.comment_count, 0) + (t.description IS NOT NULL)
      + EXISTS (SELECT 1 FROM todos c WHERE c.parent_id = t.id),
    'touched', json(iif({_TOUCHED}, 'true', 'false')),
    'author', (SELECT json_object('id', a.id, 'display_name', a.display_name, 'avatar_url', a.avatar_url)
      FROM users a WHERE a.id = e.before ->> '$.userId'),
    'there', {_THERE}),
  'todos', {_TODOS.format(ids="SELECT j.value ->> '$.id' FROM json_each(e.payload, '$.items') j")},
  'comment', (SELECT json_object('id', c.id, 'user_id', c.user_id) FROM comments c
    WHERE c.id = iif(e.payload ->> '$.type' = 'comment:deleted', e.payload ->> '$.id', e.payload ->> '$.comment.id')),
  'existing', coalesce(t.comment_count, 0),
  'description', iif(json_type(e.payload, '$.todo.description') IS NULL, NULL, t.description),
  'members', {_MEMBERS_OF.format(people="e.before, '$.assignees'")},
  'deleted', json(iif(e.payload ->> '$.type' = 'todo:deleted',
    {_DELETED.format(which="d.set_id = ?4 AND d.deletion = e.seq AND d.id = e.payload ->> '$.id'")}, NULL)),
  'move', json(iif(json_type(e.before, '$.parentId') IS NULL, NULL,
    {
    _MOVE.format(
        todo="coalesce(t.id, e.payload ->> '$.id')",
        set_id="coalesce(e.before ->> '$.movedFrom', ?4)",
        parent="e.before ->> '$.parentId'",
    )
}))), NULL)"""  # noqa: S608 - composed of constants
_EVENT: Final = {
    "join_todo": f"""LEFT JOIN events e ON e.set_id = ?4 AND e.seq = ?8
LEFT JOIN todos t ON t.id = coalesce(e.before ->> '$.root', {TODO_OF}) AND t.team_id = m.team_id AND t.set_id = ?4""",
    "todo": f"(SELECT {TODO_JSON} FROM todos WHERE id = t.id)",  # noqa: S608 - composed of constants
    "list": "?4",
    "kept": _LIVE,
}
"""The event that is to be undone, and the todo that it is about."""
_RELATED: Final = {
    "": "NULL",
    "parent_id": "json_object('parent_depth', (SELECT depth FROM todos WHERE id = ?8 AND set_id = ?4))",
    "todo_order": """(SELECT json_object('found', count(*),
        'unmoved', coalesce(sum(o.sort_order IS j.value ->> '$.sortOrder'), 0))
      FROM json_each(?8) j JOIN todos o ON o.id = j.value ->> '$.id' AND +o.set_id = ?4)""",
    "set_order": """(SELECT json_object('found', count(*))
      FROM json_each(?8) j JOIN todo_sets o ON o.id = j.value ->> '$.id' AND +o.team_id = ?3
        AND o.deleted_at IS NULL)""",
    "deleted_id": f"json_object('deleted', json({_DELETED.format(which='d.team_id = ?3 AND d.root_id = ?8')}))",
    "deleted_set_id": f"""json_object('is_deleted', json(iif(l.deleted_at IS NULL, 'false', 'true')),
      'existing', {SETS.format(team="?3")})""",
    "comment_id": "iif(t.id IS NULL, NULL, json_object('comment', json_object('id', c.id, 'user_id', c.user_id)))",
    "description": "json_object('description', t.description)",
    "destination": f"""json_object('move', {
        _MOVE.format(todo="?5", set_id="coalesce(nullif(?8 ->> 'set_id', ''), t.set_id)", parent="?8 ->> 'parent_id'")
    })""",
    "todo_ids": f"json_object('todos', {_TODOS.format(ids='SELECT j.value FROM json_each(?8) j')})",  # noqa: S608 - composed of constants
    "undo_seq": _UNDO,
    "imported": f"""json_object('members', {_MEMBERS_OF.format(people="?8, '$.people'")},
      'existing', CASE WHEN ?8 ->> '$.new_set' THEN {SETS.format(team="?3")}
        WHEN ?8 ->> '$.replaces' THEN {ROOTS.format(set_id="?4")} ELSE 0 END)""",
    "assignees": f"json_object('members', {_MEMBERS_OF.format(people='?8')})",
    "member_id": f"""json_object(
      'member_role', (SELECT role FROM memberships WHERE team_id = ?3 AND user_id = ?8),
      'owners', (SELECT count(*) FROM memberships WHERE team_id = ?3 AND role = 'owner'),
      'existing', {OWNED_TEAMS.format(user="?8")})""",  # noqa: S608 - composed of constants
    "scope": """(SELECT json_object('overrides', json_group_array(json_object('scope', scope, 'role', role,
        'permission', permission, 'allowed', json(iif(allowed, 'true', 'false')))))
      FROM (SELECT * FROM permissions WHERE team_id = ?3 AND scope IN ('global', ?8)
            ORDER BY scope, role, permission) x)""",
    "invite_id": """(SELECT json_object('invite', json_object('id', i.id, 'role', i.role, 'team_id', i.team_id,
        'team_name', g.name, 'team_avatar_url', g.avatar_url, 'held', m.role))
      FROM invites i JOIN teams g ON g.id = i.team_id WHERE i.id = ?8 AND i.team_id = ?3)""",
    "invite_hash": f"""(SELECT json_object('invite', json_object('id', i.id, 'role', i.role, 'team_id', i.team_id,
        'team_name', g.name, 'team_avatar_url', g.avatar_url, 'held', h.role,
        'invited_by', (SELECT json_object('id', u.id, 'displayName', u.display_name, 'avatarUrl', u.avatar_url)
          FROM users u WHERE u.id = i.created_by),
        'outdated', json(iif(EXISTS (SELECT 1 FROM invite_cutoffs c WHERE c.team_id = i.team_id
          AND c.user_id = s.user_id AND c.cutoff_at >= i.created_at), 'true', 'false'))),
        'existing', iif(i.role = 'owner', {OWNED_TEAMS.format(user="s.user_id")}, 0))
      FROM invites i JOIN teams g ON g.id = i.team_id
      LEFT JOIN memberships h ON h.team_id = i.team_id AND h.user_id = s.user_id
      WHERE i.token_hash = ?8 AND i.expires_at > ?2
        AND (i.max_uses IS NULL OR i.uses < i.max_uses OR h.role IS NOT NULL))""",  # noqa: S608 - composed of constants
    "account": LEAVING,
    "counted": f"""json_object('existing', CASE ?8 WHEN 'teams' THEN {OWNED_TEAMS.format(user="s.user_id")}
      WHEN 'sets' THEN {SETS.format(team="?3")}
      WHEN 'deleted sets' THEN {DELETED_SETS.format(team="?3", now="?2")}
      WHEN 'comments' THEN {COMMENTS.format(todo="?5")}
      WHEN 'webhooks' THEN {WEBHOOKS.format(team="?3", set_id="?4")}
      WHEN 'links' THEN {LINKS.format(set_id="?4", now="?2")}
      WHEN 'tokens' THEN {TOKENS.format(user="s.user_id", now="?2")}
      ELSE {OPEN_INVITES.format(team="?3", now="?2")} END,
      'hidden', json(iif(?8 = 'webhooks' AND {has_hidden("m")}, 'true', 'false')))""",
    "link_id": f"""json_object('link', (SELECT {LINK_JSON} FROM share_links k
      WHERE k.id = ?8 AND k.set_id = ?4 AND k.expires_at > ?2))""",  # noqa: S608 - composed of constants
    "webhook": f"json_object('webhook', {STORED_WEBHOOK})",
    "live_in": """json_object('connected_at', (
      SELECT opened_at FROM session_teams WHERE token_hash = s.token_hash AND team_id = ?8))""",
}
"""What else a `Target` asks for, by the name of its field, over `?8`: the JSON of a `Related`."""

_LIST_OF_DELETED: Final = """coalesce(t.set_id, (
  SELECT set_id FROM deleted_todos WHERE team_id = ?3 AND root_id = ?8 ORDER BY deleted_at DESC LIMIT 1))"""

_facts: Final = msgspec.json.Decoder(Facts)
_grant: Final = msgspec.json.Decoder(Grant)
_overrides: Final = msgspec.json.Decoder(tuple[Override, ...])
_related: Final = msgspec.json.Decoder(Related)
_replay: Final = msgspec.json.Decoder(Replay)
_todo: Final = msgspec.json.Decoder(StoredTodo)


def select_state(caller: Caller, target: Target) -> Statement:
    """The query; no row when nobody is signed in."""
    name, value = _related_of(target)
    params = (
        hashes_json(caller.token_hashes),
        caller.now,
        target.team_id,
        target.set_id,
        target.todo_id,
        caller.key,
        caller.fingerprint,
        value,
    )
    sql, count = _select(name, todo=bool(target.todo_id), key=bool(caller.key), guest=caller.by_link)
    return Statement(sql, params[:count])


@functools.cache
def _select(related: str, *, todo: bool, key: bool, guest: bool) -> tuple[str, int]:
    """The query, and how many parameters it takes."""
    parts = (_TODO if todo else _NO_TODO) | (_REPLAY if key else _NO_REPLAY) | {"related": _RELATED[related]}
    parts |= _GUEST if guest else _MEMBER
    if todo and related == "deleted_id":
        parts["list"] = _LIST_OF_DELETED
    if related == "deleted_set_id":
        parts["kept"] = f"({_LIVE} OR l.deleted_at > {KEPT_SINCE.format(now='?2')})"
    if related == "webhook":
        parts["list"] = LIST_OF_WEBHOOK
    if related == "comment_id":
        parts |= _TODO_OF_COMMENT
    if related == "undo_seq":
        parts |= _EVENT
    sql = _SELECT.format_map(parts)
    return sql, max(number for number in range(1, 9) if f"?{number}" in sql)


def _related_of(target: Target) -> tuple[str, Value]:
    """The one field of the target that asks for more, and its value for `?8`."""
    for name in _RELATED:
        value = getattr(target, name) if name else None
        if value:
            return name, value if isinstance(value, str) else json_of(value)
    return "", None


def json_of(
    value: Sequence[NewPosition] | Sequence[Position] | Sequence[TodoPatch] | Sequence[str] | Struct | int,
) -> str:
    """The items of an order, patches, ids, a part of a target, or a number, as JSON."""
    return msgspec.json.encode(value).decode()


def state_of(row: Row, target: Target) -> State:
    """The row of `select_state` as a State."""
    facts_text, overrides_text, todo_text = str(row["facts"]), str(row["overrides"]), row["todo"]
    facts = _facts.decode(facts_text)
    set_id = facts.todo_set.id if facts.todo_set else None
    grant = None if row["grant"] is None else _grant.decode(str(row["grant"]))
    held = frozenset[Permission]()
    if facts.role:
        held = granted(facts.role, _overrides.decode(overrides_text), set_id)
    if grant:
        held = grant.narrow(held)
    if facts.guest:
        held = granted_to_guest(facts.allows)
    return State(
        target=target,
        team_id=target.team_id,
        user=facts.user,
        facts=facts,
        permissions=held,
        session=Session(
            token_hash=str(row["token_hash"]),
            expires_at=str(row["expires_at"]),
            renewal_due_ms=renewal_due_ms(str(row["used_at"])),
            grant=grant,
        ),
        guard_texts=(facts_text, overrides_text, None if todo_text is None else str(todo_text)),
        seq=int(row["seq"] or 0),
        stored_todo=None if todo_text is None else todo_of(str(todo_text)),
        related=Related() if row["related"] is None else _related.decode(str(row["related"])),
        log_bytes=LogBytes(person=int(row["person_bytes"] or 0), team=int(row["team_bytes"] or 0)),
        replay=None if row["replay"] is None else _replay.decode(str(row["replay"])),
    )


def todo_of(text: str) -> StoredTodo:
    """The todo in this JSON, which `TODO_JSON` makes."""
    return _todo.decode(text)
