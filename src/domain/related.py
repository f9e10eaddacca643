"""The one more thing that a request is about besides its list and todo: what a `Target` asks `load` for."""

from __future__ import annotations

from msgspec import UNSET, Struct, UnsetType, field

from domain.events import TodoEvent
from domain.models import Actor, Number, Repeat, Role, ShareLink
from domain.permissions import Override


class Related(Struct, frozen=True, kw_only=True):
    """The one more thing that a `Target` asks for; None where it does not exist.

    `parent_depth`: of the new todo's parent. `found` and `unmoved`: how many items of an order exist, and how many
    are in that place already. `member_role` and `owners`: a member, and how many owners the team has.
    `overrides`: all of a team's scope. `invite`: an invitation. `deleted`: a todo in the trash. `move`: where one goes.
    `description`: that of the todo. `comment`: a comment, whose todo is the state's.
    `undo`: a change to undo, whose todo is the state's, if it has one.
    `only_owner_of`: names of the teams with others in them that would have no owner without the person. `written` and
    `commented`: how many todos and comments of theirs other teams than the personal space have; beyond
    `ACCOUNT_MAX_TEXTS` they are not exact.
    `todos`: those of several that are in the list. `members`: which of the people to assign are in the team.
    `existing`: how many there are of what is counted; of a member, or of who joins as owner, how many teams they own.
    `hidden`: of webhooks, whether lists of the team are, or would be, hidden from the person.
    `is_deleted`: whether the list is in the trash.
    `link`: a share link of the list. `webhook`: a webhook.
    `connected_at`: when it was last recorded that the session has sockets in the team.
    """

    parent_depth: int | None = None
    found: int = 0
    unmoved: int = 0
    member_role: Role | None = None
    owners: int = 0
    overrides: tuple[Override, ...] = ()
    invite: InviteState | None = None
    deleted: DeletedTodo | None = None
    description: str | None = None
    comment: StoredComment | None = None
    move: MoveState | None = None
    undo: Undone | None = None
    members: tuple[str, ...] = ()
    todos: tuple[StoredTodo, ...] = ()
    only_owner_of: tuple[str, ...] = ()
    written: int = 0
    commented: int = 0
    existing: int = 0
    hidden: bool = False
    connected_at: str | None = None
    is_deleted: bool = False
    link: ShareLink | None = None
    webhook: StoredWebhook | None = None


class StoredWebhook(Struct, frozen=True, kw_only=True):
    """A webhook, of a list or, where `set_id` is None, of the team.

    `replayable`: whether the log has all events of the state's list since those that are to be sent again, and the
    person may see them.
    """

    id: str
    set_id: str | None
    replayable: bool


class InviteState(Struct, frozen=True, kw_only=True):
    """A usable invitation, the team it is for, who made it, and the role that the person has there already.

    `outdated` says that the person was removed, or given another role, after it was made.
    """

    id: str
    role: Role
    team_id: str
    team_name: str
    team_avatar_url: str | None
    held: Role | None
    invited_by: Actor | None = None
    outdated: bool = False


class MoveState(Struct, frozen=True, kw_only=True):
    """What a move is decided on: the other list, the new parent, and what moves.

    `overrides` are those of the other list. `inside`: the new parent is the todo itself or below it.
    `levels` is how far down sub-todos go, `todos` how many move.
    """

    set_exists: bool
    overrides: tuple[Override, ...]
    parent_depth: int | None
    inside: bool
    levels: int
    todos: int


class DeletedTodo(Struct, frozen=True, kw_only=True):
    """A todo in the trash, with `todos` in all below and including it.

    `deletion` is the `seq` of its deletion. `parent_exists` is true for a todo that had no parent.
    """

    deletion: int
    user_id: str
    parent_exists: bool
    todos: int


class Before(Struct, frozen=True, kw_only=True, rename="camel"):
    """What was there before a change: a todo's title, and the old values of what changed.

    `items` are the old places of an order, `todos` the old values of several todos, by the todos' ids.
    Todos came from the list `moved_from`, where parent and place were as said, and the first of them was put `at`; or
    they were `restored`, a deletion of that `seq`. A deleted comment has its author, text and time.
    `redacted` says that it was deleted for good since.
    """

    title: str = ""
    description: str | UnsetType | None = UNSET
    completed: bool | UnsetType = UNSET
    sort_order: Number | UnsetType = UNSET
    parent_id: str | UnsetType | None = UNSET
    claimed_by: str | None = None
    assignees: list[str] = field(default_factory=list)
    due_on: str | UnsetType | None = UNSET
    due_time: str | UnsetType | None = UNSET
    due_zone: str | UnsetType | None = UNSET
    repeat: Repeat | UnsetType | None = UNSET
    items: dict[str, Number] = field(default_factory=dict)
    redacted: bool = False
    todos: dict[str, Before] = field(default_factory=dict)
    moved_from: str | None = None
    restored: int | None = None
    at: Placed | None = None
    user_id: str = ""
    body: str = ""
    created_at: str = ""


class Placed(Struct, frozen=True, kw_only=True, rename="camel"):
    """Where a move has put a todo."""

    parent_id: str | None
    sort_order: Number


class Undone(Struct, frozen=True, kw_only=True):
    """A change that is to be undone, and what was there `before`, None where that was not stored.

    `places` are those that the todos of a new order have now, `todos` what several changed todos are like now, by their
    ids. `attached` is 0 if the todo has neither sub-todos nor comments. `touched` says that restored todos, or what is
    below them now, have changed since. `author` is that of a deleted comment. `there` is the list where a todo was
    moved, if it exists.
    """

    event: TodoEvent
    before: Before | None
    places: dict[str, Number]
    attached: int
    todos: dict[str, Before] = field(default_factory=dict)
    touched: bool = False
    author: Author | None = None
    there: MovedThere | None = None


class Author(Struct, frozen=True, kw_only=True):
    """Who wrote a comment, under their name of now."""

    id: str
    display_name: str
    avatar_url: str | None


class MovedThere(Struct, frozen=True, kw_only=True):
    """The list where a todo was moved: its head and overrides, the todo if it still is there, and where it was put."""

    id: str
    user_id: str
    seq: int
    overrides: tuple[Override, ...]
    todo: StoredTodo | None
    at: Placed | None


class StoredComment(Struct, frozen=True, kw_only=True):
    """What a decision needs to know of a comment."""

    id: str
    user_id: str


class StoredTodo(Struct, frozen=True, kw_only=True):
    """What a decision needs to know of a todo."""

    id: str
    set_id: str
    user_id: str
    title: str
    completed: bool
    sort_order: Number
    parent_id: str | None
    claimed_by: str | None
    assignees: tuple[str, ...]
    due_on: str | None = None
    due_time: str | None = None
    due_zone: str | None = None
    repeat: Repeat | None = None
