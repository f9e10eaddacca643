"""What a mutation may change besides the todos of a list, whose changes are events (`domain.events`)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from domain import limits
from domain.events import DecidedEvent
from domain.inputs import NewPosition, PermissionChange
from domain.models import (
    AccessToken,
    GuestRight,
    ImageKind,
    Invite,
    NewWebhook,
    Number,
    Repeat,
    Role,
    ShareLink,
    TodoSet,
)


class TodosAdding(Struct, frozen=True, kw_only=True):
    """Todos that exist already come into a list, `todos` of them, which `TodosAdded` events say."""

    set_id: str
    todos: int

    @property
    def events(self) -> int:
        """How many events the list logs."""
        return -(-self.todos // limits.ADDED_EVENT_MAX_TODOS)


class TodosRestored(TodosAdding, frozen=True, kw_only=True):
    """A deletion is undone."""

    deletion: int


class TodosMoved(TodosAdding, frozen=True, kw_only=True):
    """A todo and all below it come from another list; `sort_order` None is the last place."""

    id: str
    from_set_id: str
    parent_id: str | None
    sort_order: Number | None


class TodoPurged(Struct, frozen=True, kw_only=True):
    """A deletion is not even in the trash any more, nor are texts of its todos anywhere."""

    set_id: str
    deletion: int


class TodosImported(TodosAdding, frozen=True, kw_only=True):
    """Todos and comments come from a file, in order, parents before their sub-todos; `replaces` all that was there."""

    rows: Sequence[ImportedRow]
    comments: Sequence[ImportedComment]
    replaces: bool


class ImportedRow(Struct, frozen=True, kw_only=True):
    """One todo of an import, as it is stored."""

    id: str
    parent_id: str | None
    depth: int
    title: str
    completed: bool
    comment_count: int
    claimed_by: str | None
    assignees: Sequence[str]
    due_on: str | None = None
    due_time: str | None = None
    due_zone: str | None = None
    repeat: Repeat | None = None
    description: str | None = None
    created_at: str


class ImportedComment(Struct, frozen=True, kw_only=True):
    """One comment of an import; `written_by` is its author's name in the file, None for the importer's own."""

    id: str
    todo_id: str
    body: str
    written_by: str | None
    created_at: str


class PeopleMentioned(Struct, frozen=True, kw_only=True):
    """A comment, which follows, names these people."""

    set_id: str
    todo_id: str
    comment_id: str
    body: str
    user_ids: Sequence[str]


class NotificationsRead(Struct, frozen=True, kw_only=True):
    """The person has read these notifications."""

    ids: Sequence[str]


class SetCreated(Struct, frozen=True, kw_only=True):
    """A list is new; its place, behind all others, is assigned when it is stored."""

    todo_set: TodoSet


class Renewal(Struct, frozen=True, kw_only=True):
    """When a list is renewed: never again, or at this local time, `at` for the first time."""

    time: str | None = None
    timezone: str | None = None
    at: str | None = None


class SetUpdated(Struct, frozen=True, kw_only=True):
    """A list has another name or look; None leaves it."""

    set_id: str
    name: str | None
    split_completed: bool | None
    renewal: Renewal | None = None


class SetDeleted(Struct, frozen=True, kw_only=True):
    """A list is in the trash, with its todos, its log and its permissions."""

    set_id: str


class SetRestored(Struct, frozen=True, kw_only=True):
    """A list is out of the trash again."""

    set_id: str


class SetPurged(Struct, frozen=True, kw_only=True):
    """A list is not even in the trash any more, nor are texts of it anywhere."""

    set_id: str


class SetsReordered(Struct, frozen=True, kw_only=True):
    """Lists of a team are in other places."""

    items: Sequence[NewPosition]


class TeamCreated(Struct, frozen=True, kw_only=True):
    """A team is new, with the person who created it as its owner."""

    id: str
    name: str


class TeamRenamed(Struct, frozen=True, kw_only=True):
    """The team has another name."""

    name: str


class TeamDeleted(Struct, frozen=True, kw_only=True):
    """The team is gone with all that it held."""


class RoleChanged(Struct, frozen=True, kw_only=True):
    """A member has another role; invitations of theirs to roles not in `invitable` are withdrawn.

    Nor do earlier invitations let them in again with a role that they had.
    """

    user_id: str
    before: Role
    after: Role
    invitable: tuple[Role, ...]


class MemberRemoved(Struct, frozen=True, kw_only=True):
    """Someone is not a member any more; their invitations are withdrawn.

    Unless they left themselves, earlier invitations do not let them in again.
    """

    user_id: str
    before: Role
    left: bool


class OverridesChanged(Struct, frozen=True, kw_only=True):
    """Permission overrides of one scope were stored or removed."""

    scope: str
    overrides: Sequence[PermissionChange]


class InviteCreated(Struct, frozen=True, kw_only=True):
    """An invitation is open; only the hash of its token is stored."""

    invite: Invite
    token_hash: str


class InviteWithdrawn(Struct, frozen=True, kw_only=True):
    """An invitation is not open any more."""

    invite_id: str


class InviteAccepted(Struct, frozen=True, kw_only=True):
    """Someone joined a team by an invitation."""

    invite_id: str
    team_id: str
    role: Role


class LinkCreated(Struct, frozen=True, kw_only=True):
    """The list has a share link more; only the hash of its token is stored."""

    link: ShareLink
    token_hash: str


class LinkChanged(Struct, frozen=True, kw_only=True):
    """A share link allows its guests something else."""

    link_id: str
    allows: Sequence[GuestRight]


class LinkRotated(Struct, frozen=True, kw_only=True):
    """A share link has another token, and the one from before is good no longer."""

    link_id: str
    token_hash: str


class LinkEnded(Struct, frozen=True, kw_only=True):
    """A share link is gone."""

    link_id: str


class ImageReplaced(Struct, frozen=True, kw_only=True):
    """The list has an image of this kind, with another token than the one before; only its hash is stored."""

    set_id: str
    kind: ImageKind
    token_hash: str


class ImageEnded(Struct, frozen=True, kw_only=True):
    """The list has no image of this kind any more."""

    set_id: str
    kind: ImageKind


class WebhookCreated(Struct, frozen=True, kw_only=True):
    """There is a webhook more."""

    webhook: NewWebhook


class WebhookSecretChanged(Struct, frozen=True, kw_only=True):
    """A webhook signs with another secret."""

    webhook_id: str
    secret: str


class WebhookResumed(Struct, frozen=True, kw_only=True):
    """What a webhook has yet to deliver is tried at once."""

    webhook_id: str


class WebhookReplayed(Struct, frozen=True, kw_only=True):
    """A webhook delivers a list again, from the event after `seq` on."""

    webhook_id: str
    set_id: str
    seq: int


class WebhookEnded(Struct, frozen=True, kw_only=True):
    """A webhook is gone."""

    webhook_id: str


class TokenCreated(Struct, frozen=True, kw_only=True):
    """The person has an access token more; only its hash is stored."""

    token: AccessToken
    token_hash: str


class AccountDeleted(Struct, frozen=True, kw_only=True):
    """The person's account is gone, and with it the teams that nobody else is in.

    What they wrote in other teams goes as well if `with_texts`; else it stays, without their name.
    """

    with_texts: bool


SetChange = SetCreated | SetUpdated | SetDeleted | SetRestored | SetPurged | SetsReordered
TeamChange = TeamCreated | TeamRenamed | TeamDeleted | RoleChanged | MemberRemoved | OverridesChanged
InviteChange = InviteCreated | InviteWithdrawn | InviteAccepted
TodoChange = DecidedEvent | TodosRestored | TodosMoved | TodosImported | TodoPurged | PeopleMentioned
LinkChange = LinkCreated | LinkChanged | LinkRotated | LinkEnded
ImageChange = ImageReplaced | ImageEnded
WebhookChange = WebhookCreated | WebhookSecretChanged | WebhookResumed | WebhookReplayed | WebhookEnded
AccountChange = TokenCreated | NotificationsRead | AccountDeleted
Change = TodoChange | SetChange | TeamChange | InviteChange | LinkChange | ImageChange | WebhookChange | AccountChange
