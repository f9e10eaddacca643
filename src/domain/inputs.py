"""Request bodies: unknown fields are refused, text lengths are checked.

Lengths are checked after trimming, which msgspec cannot express, so `trimmed` does it in `__post_init__`
by way of each use case; what a Struct can say, it says here.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from domain import limits
from domain.errors import Invalid
from domain.ids import Id
from domain.models import GuestRight, Repeat, Role, Scope
from domain.permissions import GovernedRole, Permission

_WholeOrder = Annotated[int, Meta(ge=-limits.SORT_ORDER_MAX, le=limits.SORT_ORDER_MAX)]
_BrokenOrder = Annotated[float, Meta(ge=-float(limits.SORT_ORDER_MAX), le=float(limits.SORT_ORDER_MAX))]
SortOrder = _WholeOrder | _BrokenOrder


def _counted(most: int, unit: str = "Length") -> Meta:
    """What /api/openapi.json says of a length. It is checked by `trimmed` and `check_positions`, not by msgspec."""
    note = "counted after trimming" if unit == "Length" else "each `id` once"
    return Meta(description=note, extra_json_schema={f"min{unit}": 1, f"max{unit}": most})


Username = Annotated[str, _counted(limits.USERNAME_MAX_CHARS)]
Name = Annotated[str, _counted(limits.SET_NAME_MAX_CHARS)]
TokenName = Annotated[str, _counted(limits.TOKEN_NAME_MAX_CHARS)]
LinkName = Annotated[str, _counted(limits.LINK_NAME_MAX_CHARS)]
Title = Annotated[str, _counted(limits.TITLE_MAX_CHARS)]
CommentBody = Annotated[str, _counted(limits.COMMENT_MAX_CHARS)]
Description = Annotated[
    str,
    Meta(
        description="counted after trimming; line breaks are kept",
        extra_json_schema={"maxLength": limits.DESCRIPTION_MAX_CHARS},
    ),
]
TimeOfDay = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", description="hours and minutes, HH:MM")]
Zone = Annotated[str, Meta(description="the IANA name of a time zone")]
Instant = Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")]
NotificationId = Annotated[str, Meta(min_length=1, max_length=limits.NOTIFICATION_ID_MAX_CHARS)]
ChosenId = Annotated[str, Meta(extra_json_schema={"format": "uuid"})]


class Input(Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """Base of all request bodies."""


class Nothing(Input, frozen=True, kw_only=True):
    """The body of a request that needs none: absent, empty, or `{}`."""


EMPTY: Final = Nothing()


class DevSignIn(Input, frozen=True, kw_only=True):
    """The body of `POST /api/auth/dev`."""

    username: Username


class TeamName(Input, frozen=True, kw_only=True):
    """The body that creates or renames a team."""

    name: Name


class SetName(Input, frozen=True, kw_only=True):
    """The body that creates a set."""

    name: Name


class SetChange(Input, frozen=True, kw_only=True):
    """The body that changes a set; what is unset stays. Renewal needs its time and zone, which it is given with."""

    name: Name | UnsetType = UNSET
    split_completed: bool | UnsetType = UNSET
    auto_renew: bool | UnsetType = UNSET
    renew_time: TimeOfDay | UnsetType = UNSET
    timezone: Zone | UnsetType = UNSET


class NewTodo(Input, frozen=True, kw_only=True):
    """The body that creates a todo. `id`, if given, is a UUID that the client chose.

    A time needs a date and a zone, a zone and a repeat need a date.
    """

    title: Title
    parent_id: Id | None = None
    id: ChosenId | None = None
    due_on: date | UnsetType | None = UNSET
    due_time: TimeOfDay | UnsetType | None = UNSET
    due_zone: Zone | UnsetType | None = UNSET
    repeat: Repeat | UnsetType | None = UNSET


class TodoChange(Input, frozen=True, kw_only=True):
    """The body that changes a todo; what is unset stays, and at least one field is given.

    Without a date there is no time, zone or repeat. To complete a repeating todo completes the date that is given, if
    any: nothing changes once it is due on another. An empty description is none.
    """

    title: Title | UnsetType = UNSET
    description: Description | UnsetType | None = UNSET
    completed: bool | UnsetType = UNSET
    sort_order: SortOrder | UnsetType = UNSET
    due_on: date | UnsetType | None = UNSET
    due_time: TimeOfDay | UnsetType | None = UNSET
    due_zone: Zone | UnsetType | None = UNSET
    repeat: Repeat | UnsetType | None = UNSET


class Completion(Input, frozen=True, kw_only=True):
    """The body that completes or reopens several todos of one list."""

    ids: Annotated[list[Id], _counted(limits.COMPLETE_MAX_TODOS, "Items")]
    completed: bool


class ReadNotifications(Input, frozen=True, kw_only=True):
    """The body that marks notifications as read."""

    ids: Annotated[list[NotificationId], Meta(min_length=1, max_length=limits.NOTIFICATIONS_MAX_READ)]


class TodoMove(Input, frozen=True, kw_only=True):
    """The body that moves a todo with all below it; without `setId` within its list.

    Without `sortOrder` it keeps its place in its list, and comes last in another one.
    """

    parent_id: Id | None
    set_id: Id | UnsetType = UNSET
    sort_order: SortOrder | UnsetType = UNSET


class NewPosition(Input, frozen=True, kw_only=True):
    """One item of a reorder."""

    id: Id
    sort_order: SortOrder


Positions = Annotated[list[NewPosition], _counted(limits.REORDER_MAX_ITEMS, "Items")]


class SetOrder(Input, frozen=True, kw_only=True):
    """The body that reorders sets."""

    items: Positions


class TodoOrder(Input, frozen=True, kw_only=True):
    """The body that reorders todos of one set."""

    set_id: Id
    items: Positions


class Claim(Input, frozen=True, kw_only=True):
    """The body of a claim: without `claimed` it toggles."""

    claimed: bool | None = None


class Assignees(Input, frozen=True, kw_only=True):
    """The body that says whose a todo is: all of them, as the ids of members."""

    assignees: Annotated[list[Id], Meta(max_length=limits.TODO_MAX_ASSIGNEES)]


class Undo(Input, frozen=True, kw_only=True):
    """The body that undoes a change; `seq` is of its event, `mutation_id`, if given, too."""

    seq: Annotated[int, Meta(ge=1, le=10**15)]
    mutation_id: Annotated[str, Meta(max_length=limits.IDEMPOTENCY_KEY_MAX_CHARS)] | UnsetType = UNSET


class NewComment(Input, frozen=True, kw_only=True):
    """The body that comments on a todo. `id`, if given, is a UUID that the client chose.

    `mentions` are the ids of people whose name stands in the text, after `@`.
    """

    body: CommentBody
    id: ChosenId | None = None
    mentions: Annotated[list[Id], Meta(max_length=limits.COMMENT_MAX_MENTIONS)] = []


class FileComment(Input, frozen=True, kw_only=True):
    """A comment of an import; `written_by` is its author's name if that is not the importer."""

    body: CommentBody
    written_by: Annotated[str, _counted(limits.USERNAME_MAX_CHARS)] | None = None
    created_at: Instant | None = None


class FileTodo(Input, frozen=True, kw_only=True):
    """A todo of an import, below the nearest one before it whose `level` is lower; people are ids of members."""

    title: Title
    description: Description | None = None
    level: Annotated[int, Meta(ge=0, le=limits.SUBTODO_MAX_DEPTH)] = 0
    completed: bool = False
    claimed_by: Id | None = None
    assignees: Annotated[list[Id], Meta(max_length=limits.TODO_MAX_ASSIGNEES)] = []
    comments: Annotated[list[FileComment], Meta(max_length=limits.TODO_MAX_COMMENTS)] = []
    due_on: date | UnsetType | None = UNSET
    due_time: TimeOfDay | UnsetType | None = UNSET
    due_zone: Zone | UnsetType | None = UNSET
    repeat: Repeat | UnsetType | None = UNSET
    created_at: Instant | None = None


FileTodos = Annotated[list[FileTodo], Meta(min_length=1, max_length=limits.IMPORT_MAX_TODOS)]


class TodosImport(Input, frozen=True, kw_only=True):
    """The body that imports todos into a list: behind those that it has, or in their place."""

    todos: FileTodos
    replace: bool = False


class SetImport(Input, frozen=True, kw_only=True):
    """The body that imports todos as a new list."""

    name: Name
    todos: FileTodos


class MemberRole(Input, frozen=True, kw_only=True):
    """The body that changes someone's role."""

    role: Role


class AccountDeletion(Input, frozen=True, kw_only=True):
    """The body that deletes one's account; `texts` says what becomes of what one wrote in shared teams."""

    texts: Literal["keep", "delete"]


class InviteTerms(Input, frozen=True, kw_only=True):
    """The body that makes an invitation; `expires_in` is in seconds."""

    role: Role = "member"
    expires_in: Annotated[int, Meta(ge=limits.INVITE_MIN_S, le=limits.INVITE_MAX_S)] = limits.INVITE_DEFAULT_S
    max_uses: Annotated[int, Meta(ge=1, le=limits.INVITE_MAX_USES)] | None = None


class NewToken(Input, frozen=True, kw_only=True):
    """The body that makes an access token, for one team or all; `expires_in` is in seconds."""

    name: TokenName
    scopes: Annotated[list[Scope], Meta(min_length=1, max_length=4)]
    team_id: Id | None = None
    expires_in: Annotated[int, Meta(ge=limits.TOKEN_MIN_S, le=limits.TOKEN_MAX_S)] = limits.TOKEN_DEFAULT_S


GuestRights = Annotated[list[GuestRight], Meta(max_length=4)]


class NewLink(Input, frozen=True, kw_only=True):
    """The body that makes a share link, which `allows` guests this besides seeing; `expires_in` is in seconds."""

    name: LinkName
    allows: GuestRights = []
    expires_in: Annotated[int, Meta(ge=limits.LINK_MIN_S, le=limits.LINK_MAX_S)] = limits.LINK_DEFAULT_S


class LinkChange(Input, frozen=True, kw_only=True):
    """The body that changes what a share link allows."""

    allows: GuestRights


class WebhookUrl(Input, frozen=True, kw_only=True):
    """The body that makes a webhook."""

    url: Annotated[str, Meta(max_length=limits.WEBHOOK_URL_MAX_CHARS, extra_json_schema={"format": "uri"})]


class ReplaySince(Input, frozen=True, kw_only=True):
    """The body that has a webhook send again all events of a list after `seq`."""

    seq: Annotated[int, Meta(ge=0)]


class PermissionChange(Input, frozen=True, kw_only=True):
    """One override to store, or with `allowed` null to forget."""

    role: GovernedRole
    permission: Permission
    allowed: bool | None


class PermissionChanges(Input, frozen=True, kw_only=True):
    """The body that changes the overrides of one scope, all or none."""

    overrides: Annotated[list[PermissionChange], Meta(min_length=1, max_length=64)]


def check_positions(items: list[NewPosition]) -> None:
    """Raise Invalid unless there are 1 to `REORDER_MAX_ITEMS` items with distinct ids."""
    if not 1 <= len(items) <= limits.REORDER_MAX_ITEMS:
        raise Invalid(f"`items` must have 1 to {limits.REORDER_MAX_ITEMS} entries.")
    if len({item.id for item in items}) != len(items):
        raise Invalid("`items` names the same id twice.")


def check_ids(ids: list[str]) -> None:
    """Raise Invalid unless there are 1 to `COMPLETE_MAX_TODOS` distinct ids."""
    if not 1 <= len(ids) <= limits.COMPLETE_MAX_TODOS:
        raise Invalid(f"`ids` must have 1 to {limits.COMPLETE_MAX_TODOS} entries.")
    if len(set(ids)) != len(ids):
        raise Invalid("`ids` names the same id twice.")
