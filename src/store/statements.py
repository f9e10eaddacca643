"""The SQL of every change: rows follow from the decision, so that an event and its change cannot differ.

Each also guards what the rule has read of the rows it changes, unless the whole state is guarded already.
"""

from __future__ import annotations

from typing import Final, assert_never

import msgspec
from msgspec import UNSET, Struct

from domain.changes import (
    AccountDeleted,
    Change,
    ImageEnded,
    ImageReplaced,
    InviteAccepted,
    InviteCreated,
    InviteWithdrawn,
    LinkChanged,
    LinkCreated,
    LinkEnded,
    LinkRotated,
    MemberRemoved,
    NotificationsRead,
    OverridesChanged,
    PeopleMentioned,
    RoleChanged,
    SetCreated,
    SetDeleted,
    SetPurged,
    SetRestored,
    SetsReordered,
    SetUpdated,
    TeamCreated,
    TeamDeleted,
    TeamRenamed,
    TodoPurged,
    TodosImported,
    TodosMoved,
    TodosRestored,
    TokenCreated,
    WebhookCreated,
    WebhookEnded,
    WebhookReplayed,
    WebhookResumed,
    WebhookSecretChanged,
)
from domain.events import (
    CommentCreated,
    CommentDeleted,
    TodoAssigned,
    TodoClaimed,
    TodoCreated,
    TodoDeleted,
    TodoPatch,
    TodoReordered,
    TodosChanged,
    TodoUpdated,
)
from domain.state import DUE_FIELDS, Caller, State
from ports import Statement, Value
from store import images, invites, sets, share_links, teams
from store.accounts import delete_account
from store.assignees import release_todos
from store.changed import apply_changed, guard_as_read
from store.comments import delete_comment, insert_comment
from store.counts import (
    guard_deleted_sets,
    guard_invites,
    guard_links,
    guard_owned_teams,
    guard_sets,
    guard_tokens,
)
from store.guards import ALL_IN_SET, guard
from store.imports import import_todos
from store.load import TODO_JSON, json_of
from store.moves import move_todos, nest_todo
from store.notifications import change_notifications, tell_assigned
from store.places import NEXT_PLACE
from store.purge import purge_set, purge_todo
from store.tokens import insert_token
from store.trash import keep_deleted, restore
from store.webhooks import change_webhook

_STORED: Final = f"RETURNING {TODO_JSON} AS todo"
_INSERT: Final = f"""
INSERT INTO todos (id, set_id, team_id, user_id, parent_id, depth, title, sort_order, created_at, updated_at,
                   due_on, due_time, due_zone, repeat)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, (SELECT {NEXT_PLACE} FROM todos WHERE set_id = ?2 || ''), ?8, ?8,
        ?9, ?10, ?11, ?12) {_STORED}"""  # noqa: S608 - composed of constants
_CLAIM: Final = f"UPDATE todos SET claimed_by = ?2 WHERE id = ?1 {_STORED}"  # noqa: S608 - composed of constants
_CLAIMABLE: Final = """SELECT t.claimed_by IS ?2 AND (?3 IS NULL OR EXISTS (
  SELECT 1 FROM memberships m JOIN users u ON u.id = m.user_id
  WHERE m.team_id = t.team_id AND m.user_id = ?3 || '' AND u.display_name = ?4 AND u.avatar_url IS ?5))
FROM todos t WHERE t.id = ?1 || '' AND t.set_id = ?6 || ''"""
_ASSIGN: Final = f"UPDATE todos SET assignees = ?2 WHERE id = ?1 {_STORED}"  # noqa: S608 - composed of constants
_ASSIGNABLE: Final = """SELECT t.assignees IS NOT ?2 AND json_array_length(?2) = (
  SELECT count(*) FROM json_each(?2) j CROSS JOIN memberships m ON m.team_id = t.team_id AND m.user_id = j.value)
FROM todos t WHERE t.id = ?1 AND t.set_id = ?3"""
_COLUMNS: Final = ("title", "description", "completed", "sort_order", "parent_id", *DUE_FIELDS)
_IN_SET: Final = "SELECT 1 FROM todos WHERE id = ?1 AND set_id = ?2"
_MOVE: Final = """UPDATE todos SET sort_order = j.value ->> '$.sortOrder'
FROM json_each(?2) j WHERE todos.id = j.value ->> '$.id' AND +todos.set_id = ?1"""


def statements_for(change: Change, state: State, caller: Caller) -> tuple[Statement, ...]:  # noqa: C901, PLR0911, PLR0912 - one case a kind
    """The statements that carry out one change, in order."""
    team_id, me, now = state.team_id, state.user.id, caller.now
    match change:
        case TodoCreated():
            return _insert_todo(change, state)
        case TodoUpdated():
            return _update_todo(change.todo, state)
        case TodosMoved():
            return move_todos(change, caller, state)
        case TodoDeleted(moved_to=str()):
            return ()  # TodosMoved, which follows
        case TodoDeleted():
            exists = () if state.cached else (guard(_IN_SET, change.id, change.set_id),)
            keep = keep_deleted(change, me, now)
            return (*exists, *keep, Statement("DELETE FROM todos WHERE id = ?1", (change.id,)))
        case TodosRestored():
            return restore(change, caller, state)
        case TodoPurged():
            return purge_todo(change, team_id)
        case TodosImported():
            return import_todos(change, state, caller)
        case TodoReordered():
            items = json_of(change.items)
            return (guard(ALL_IN_SET, change.set_id, items), Statement(_MOVE, (change.set_id, items)))
        case TodosChanged():
            return apply_changed(change, state)
        case TodoClaimed():
            return _claim_todo(change, state)
        case TodoAssigned():
            return _assign_todo(change, state, caller)
        case PeopleMentioned() | NotificationsRead():
            return change_notifications(change, state, caller)
        case CommentCreated():
            return insert_comment(change)
        case CommentDeleted():
            return delete_comment(change)
        case SetCreated():
            return (guard_sets(team_id), sets.insert_set(change.todo_set, team_id))
        case SetUpdated():
            return sets.update_set(change, now)
        case SetDeleted():
            return (guard_deleted_sets(team_id, now), *sets.delete_set(change.set_id, me, now))
        case SetRestored():
            return sets.restore_set(change.set_id, now)
        case SetPurged():
            return purge_set(change, team_id)
        case SetsReordered():
            return sets.move_sets(team_id, json_of(change.items), now)
        case TeamCreated():
            return (guard_owned_teams(me), *teams.insert_team(change.id, change.name, me, now))
        case TeamRenamed():
            return (teams.rename_team(team_id, change.name, now),)
        case TeamDeleted():
            return teams.delete_team(team_id)
        case RoleChanged():
            return teams.update_role(team_id, change, now)
        case MemberRemoved():
            return (*teams.delete_member(team_id, change, now), *release_todos(change.user_id, now))
        case OverridesChanged():
            return teams.save_overrides(team_id, change, now)
        case InviteCreated():
            insert = invites.insert_invite(change.invite, team_id, change.token_hash, me)
            return (guard_invites(team_id, now), insert)
        case InviteWithdrawn():
            return invites.delete_invite(team_id, change.invite_id)
        case InviteAccepted():
            return invites.accept_invite(change, me, now)
        case LinkCreated():
            set_id = state.todo_set.id
            return (guard_links(set_id, now), *share_links.insert_link(change.link, team_id, set_id, change.token_hash))
        case LinkChanged():
            return share_links.update_link(change)
        case LinkRotated():
            return share_links.rotate_link(change.link_id, change.token_hash, now)
        case LinkEnded():
            return share_links.delete_link(change.link_id)
        case ImageReplaced():
            return (images.replace_image(change.set_id, change.kind, change.token_hash, now),)
        case ImageEnded():
            return (images.delete_image(change.set_id, change.kind),)
        case TokenCreated():
            return (guard_tokens(me, now), insert_token(change.token, change.token_hash, me))
        case WebhookCreated() | WebhookSecretChanged() | WebhookResumed() | WebhookReplayed() | WebhookEnded():
            return change_webhook(change, team_id)
        case AccountDeleted():
            return delete_account(me, state.session.token_hash, now, with_texts=change.with_texts)
        case _:
            assert_never(change)


def _insert_todo(event: TodoCreated, state: State) -> tuple[Statement, ...]:
    """Insert the todo, last in its list. Its parent must still be in the list."""
    todo, set_id = event.todo, event.set_id
    depth = 0 if state.related.parent_depth is None else state.related.parent_depth + 1
    row = (todo.id, set_id, state.team_id, todo.user_id, todo.parent_id, depth, todo.title, todo.created_at,
           todo.due_on, todo.due_time, todo.due_zone, _text_of(todo.repeat))  # fmt: skip
    insert = Statement(_INSERT, row)
    if todo.parent_id is None:
        return (insert,)
    return (guard(_IN_SET, todo.parent_id, set_id), insert)


def _update_todo(patch: TodoPatch, state: State) -> tuple[Statement, ...]:
    """Apply the patch. The todo must still be in the list, and the patch must still change something.

    A new date was made to fit what was read.
    """
    given = {name: getattr(patch, name) for name in _COLUMNS}
    fields: dict[str, Value] = {name: _text_of(value) for name, value in given.items() if value is not UNSET}
    assigned = ", ".join(f"{name} = ?{number}" for number, name in enumerate(fields, 3))
    update = Statement(
        f"UPDATE todos SET {assigned}, updated_at = ?2 WHERE id = ?1 {_STORED}",  # noqa: S608 - our own names
        (patch.id, patch.updated_at, *fields.values()),
    )
    if state.cached:
        return (update,)
    as_read = () if patch.due_on is UNSET else (guard_as_read(state),)
    nested = () if patch.parent_id is UNSET else nest_todo(patch, state.todo.set_id)
    differs = " OR ".join(f"{name} IS NOT ?{number}" for number, name in enumerate(fields, 3))
    differing = guard(f"{_IN_SET} AND ({differs})", patch.id, state.todo.set_id, *fields.values())
    return (differing, *as_read, *nested, update)


def _claim_todo(event: TodoClaimed, state: State) -> tuple[Statement, ...]:
    """Change the holder. The previous one must be unchanged, the next one still a member under that name."""
    claim = guard(_CLAIMABLE, event.id, state.todo.claimed_by, event.claimed_by, event.claimed_by_name,
                  event.claimed_by_avatar, event.set_id)  # fmt: skip
    return (claim, Statement(_CLAIM, (event.id, event.claimed_by)))


def _assign_todo(event: TodoAssigned, state: State, caller: Caller) -> tuple[Statement, ...]:
    """Assign a todo, which must be in the list and not be theirs yet, to people who must be members, and tell them."""
    assigned = (event.id, json_of(event.assignees))
    told = tell_assigned(event, state, caller)
    return (guard(_ASSIGNABLE, *assigned, event.set_id), *told, Statement(_ASSIGN, assigned))


def _text_of(value: Value | Struct) -> Value:
    """What is stored of a field: a repeat as JSON."""
    return msgspec.json.encode(value).decode() if isinstance(value, Struct) else value
