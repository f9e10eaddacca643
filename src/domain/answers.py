"""The bodies that the API answers with, beyond the models in them: the response half of /api/openapi.json."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, UnsetType

from domain.events import Cause, EventType, TodoEvent
from domain.models import (
    AccessToken,
    Actor,
    Comment,
    Invite,
    ListImage,
    Member,
    Model,
    NewAccessToken,
    NewInvite,
    NewListImage,
    NewShareLink,
    NewWebhook,
    Number,
    Repeat,
    Role,
    Session,
    SharedSet,
    ShareLink,
    Team,
    Todo,
    TodoSet,
    User,
    Webhook,
)
from domain.permissions import GovernedRole, Permission

Seq = Annotated[int, Meta(ge=0)]
PermissionMap = dict[Permission, bool]


class Ok(Model, frozen=True, kw_only=True):
    """It is done."""

    ok: Literal[True]


class OkSeq(Ok, frozen=True, kw_only=True):
    """It is done; `seq` is of the last event, or the head of the log where nothing changed."""

    seq: Seq


class Claimed(Ok, frozen=True, kw_only=True):
    """Who holds the todo now."""

    claimed_by: str | None
    claimed_by_name: str | None
    claimed_by_avatar: str | None
    seq: Seq


class Invitation(Model, frozen=True, kw_only=True):
    """What the link of an invitation leads to, and who made it.

    `team.role` is the reader's, or what it would be once they joined.
    """

    team: Team
    is_member: bool
    invited_by: Actor


class Ended(Ok, frozen=True, kw_only=True):
    """How many sessions were ended."""

    ended: Seq


class Health(Ok, frozen=True, kw_only=True):
    """The server is up."""

    version: str


class Me(Model, frozen=True, kw_only=True):
    """Who is signed in, or nobody."""

    user: User | None


class SignedIn(Model, frozen=True, kw_only=True):
    """Who has signed in."""

    user: User


class ProviderButton(Model, frozen=True, kw_only=True):
    """One way to sign in."""

    id: str
    name: str


class Providers(Model, frozen=True, kw_only=True):
    """The ways to sign in, for the sign-in page. Where there are none, `missing` says what to do about it."""

    providers: list[ProviderButton]
    dev_login: bool
    missing: str | None


class Sessions(Model, frozen=True, kw_only=True):
    """Where the reader is signed in."""

    sessions: list[Session]


class AccessTokens(Model, frozen=True, kw_only=True):
    """The reader's access tokens."""

    tokens: list[AccessToken]


class OneAccessToken(Model, frozen=True, kw_only=True):
    """A new access token, with its secret."""

    token: NewAccessToken


class ShareLinks(Model, frozen=True, kw_only=True):
    """The share links of a list."""

    links: list[ShareLink]


class OneShareLink(Model, frozen=True, kw_only=True):
    """A share link, with its token."""

    link: NewShareLink


class ChangedShareLink(Model, frozen=True, kw_only=True):
    """A share link, without its token."""

    link: ShareLink


class ListImages(Model, frozen=True, kw_only=True):
    """The images of a list."""

    images: list[ListImage]


class OneListImage(Model, frozen=True, kw_only=True):
    """An image of a list, with its token."""

    image: NewListImage


class Webhooks(Model, frozen=True, kw_only=True):
    """The webhooks of a team, or of a list."""

    webhooks: list[Webhook]


class OneWebhook(Model, frozen=True, kw_only=True):
    """A webhook, with its secret."""

    webhook: NewWebhook


class WebhookSecret(Model, frozen=True, kw_only=True):
    """The new secret of a webhook."""

    secret: str


class SharedTodos(Model, frozen=True, kw_only=True):
    """A list by its share link: its todos, what the link allows, and the `seq` that all of it is exact for."""

    set: SharedSet
    todos: list[Todo]
    permissions: dict[str, bool]
    seq: Seq


class PersonalData(Model, frozen=True, kw_only=True):
    """A part of what is stored about the reader; `next` is the `after` of the following part, null for the last."""

    section: str
    items: list[dict[str, Any]]
    next: str | None


class Teams(Model, frozen=True, kw_only=True):
    """The reader's teams."""

    teams: list[Team]


class OneTeam(Model, frozen=True, kw_only=True):
    """A team."""

    team: Team


class Members(Model, frozen=True, kw_only=True):
    """Everybody in a team."""

    members: list[Member]


class MyPermissions(Model, frozen=True, kw_only=True):
    """The reader's role and rights."""

    role: Role
    permissions: PermissionMap


class StoredOverride(Model, frozen=True, kw_only=True):
    """An override of one scope."""

    role: GovernedRole
    permission: Permission
    allowed: bool


class Effective(Model, frozen=True, kw_only=True):
    """What each governed role may do."""

    admin: PermissionMap
    member: PermissionMap


class ScopePermissions(Model, frozen=True, kw_only=True):
    """What is stored for a scope, and what follows from it."""

    scope: str
    overrides: list[StoredOverride]
    effective: Effective


class OneInvite(Model, frozen=True, kw_only=True):
    """A new invitation, with its token."""

    invite: NewInvite


class Invites(Model, frozen=True, kw_only=True):
    """The open invitations of a team."""

    invites: list[Invite]


class Sets(Model, frozen=True, kw_only=True):
    """The lists of a team, the reader's role, and how many todos are open in the lists that they may view."""

    sets: list[TodoSet]
    role: Role
    open_counts: dict[str, Seq]


class OneSet(Model, frozen=True, kw_only=True):
    """A list."""

    set: TodoSet


class MyList(Model, frozen=True, kw_only=True):
    """A list with todos of the reader's."""

    team_id: str
    team_name: str
    set_id: str
    set_name: str
    todos: list[Todo]


class MyTodos(Model, frozen=True, kw_only=True):
    """Todos of the reader's, by list; `next` is the `after` of the following ones, maybe of the last list, or null."""

    lists: list[MyList]
    next: str | None


class Notification(Model, frozen=True, kw_only=True):
    """Something that concerns the reader: where, of which todo, and by whom, null of one that is due.

    `at` is when it happened, or the date and the time that the todo is due on, as they are written.
    """

    id: str
    kind: Literal["assigned", "mentioned", "due"]
    at: str
    read: bool
    team_id: str
    team_name: str
    set_id: str
    set_name: str
    todo_id: str
    title: str
    completed: bool
    due_on: str | None
    due_time: str | None
    due_zone: str | None
    comment_id: str | None
    excerpt: str | None
    actor: Actor | None


class Notifications(Model, frozen=True, kw_only=True):
    """What concerns the reader, the newest first, and how many of these are unread."""

    notifications: list[Notification]
    unread: int


class FoundTodo(Model, frozen=True, kw_only=True):
    """A todo that was searched for, and its list."""

    id: str
    set_id: str
    set_name: str
    title: str
    completed: bool


class FoundTodos(Model, frozen=True, kw_only=True):
    """Todos that were found; `next` is the `after` with which the search goes on, or null."""

    todos: list[FoundTodo]
    next: str | None


class DeletedSet(Model, frozen=True, kw_only=True):
    """A list that can be restored until `kept_until`, with `todo_count` todos."""

    id: str
    user_id: str
    name: str
    todo_count: Seq
    created_at: str
    deleted_at: str
    kept_until: str
    deleted_by: Actor


class DeletedSets(Model, frozen=True, kw_only=True):
    """Lists in the trash, the one that was deleted last first."""

    sets: list[DeletedSet]


class DeletedTodo(Model, frozen=True, kw_only=True):
    """A todo that can be restored until `kept_until`, with its sub-todos."""

    id: str
    user_id: str
    title: str
    deleted_at: str
    kept_until: str
    deleted_by: Actor


class DeletedTodos(Model, frozen=True, kw_only=True):
    """Todos in a list's trash, newest deletion first; `next` is the `before` of the following page, or null."""

    todos: list[DeletedTodo]
    next: Seq | None


class Events(Model, frozen=True, kw_only=True):
    """What happened after `since`, up to the head `seq`."""

    events: list[TodoEvent]
    seq: Seq


class Todos(Model, frozen=True, kw_only=True):
    """A list, exact for `seq`."""

    todos: list[Todo]
    role: Role
    permissions: PermissionMap
    seq: Seq


class OneTodo(Model, frozen=True, kw_only=True):
    """A new todo, and the `seq` of its event."""

    todo: Todo
    seq: Seq


class Imported(OkSeq, frozen=True, kw_only=True):
    """How many todos were added to which list."""

    set_id: str
    added: Seq


class Comments(Model, frozen=True, kw_only=True):
    """Comments on a todo, oldest first, exact for `seq`; `next` is the `after` of the following ones, or null.

    The first page has the todo's description as well, exact for the same `seq`.
    """

    comments: list[Comment]
    next: str | None
    seq: Seq
    description: str | UnsetType | None = UNSET


class Description(Model, frozen=True, kw_only=True):
    """The description of a todo."""

    todo_id: str
    description: str


class Descriptions(Model, frozen=True, kw_only=True):
    """The descriptions of a list's todos; `next` is the `after` of the following ones, or null."""

    descriptions: list[Description]
    next: str | None


class CommentOfSet(Comment, frozen=True, kw_only=True):
    """A comment, and the todo that it is on."""

    todo_id: str


class CommentsOfSet(Model, frozen=True, kw_only=True):
    """Comments on the todos of a list, todo by todo; `next` is the `after` of the following ones, or null."""

    comments: list[CommentOfSet]
    next: str | None


class OneComment(Model, frozen=True, kw_only=True):
    """A new comment, and the `seq` of its event."""

    comment: Comment
    seq: Seq


class HistoryValues(Model, frozen=True, kw_only=True, omit_defaults=True):
    """What a change was about: of an update the fields that changed, else the holder or the assignees.

    Of several todos those of the first; `completed_on` is the date of a repeating one that was completed.
    """

    title: str | UnsetType = UNSET
    description: str | UnsetType | None = UNSET
    completed: bool | UnsetType = UNSET
    sort_order: Number | UnsetType = UNSET
    parent_id: str | UnsetType | None = UNSET
    due_on: str | UnsetType | None = UNSET
    due_time: str | UnsetType | None = UNSET
    due_zone: str | UnsetType | None = UNSET
    repeat: Repeat | UnsetType | None = UNSET
    completed_on: str | UnsetType = UNSET
    claimed_by: str | UnsetType | None = UNSET
    claimed_by_name: str | UnsetType | None = UNSET
    assignees: list[Actor] | UnsetType = UNSET


class HistoryEntry(Model, frozen=True, kw_only=True):
    """One change of `count` todos. `title` is the todo's, before the change where that is known.

    `actor` is null where the system changed something, for a `cause`; `via` names the access token that was used.
    `before` is null where it is not known.
    """

    seq: Seq
    at: str
    type: EventType
    actor: Actor | None
    via: str | None
    cause: Cause | None
    todo_id: str | None
    title: str | None
    count: Seq
    moved_to: str | None
    moved_from: str | None
    before: HistoryValues | None
    after: HistoryValues | None


class History(Model, frozen=True, kw_only=True):
    """What happened, newest first; `next` is the `before` of the following page, or null."""

    entries: list[HistoryEntry]
    next: Seq | None
