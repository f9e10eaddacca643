"""Response models as they are on the wire (docs/api.md): camelCase, absent is null.

Times are ISO 8601 UTC with milliseconds. A `sortOrder` is a finite number, whole or not.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal, get_args

from msgspec import UNSET, Meta, Struct, UnsetType, field

from domain import limits

Role = Literal["owner", "co-owner", "admin", "member"]
Scope = Literal["read", "write", "comment", "manage"]
GuestRight = Literal["create", "edit", "complete", "comment"]
ImageKind = Literal["badge", "checklist"]
Number = int | float
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: Final[tuple[Weekday, ...]] = get_args(Weekday)
Every = Annotated[int, Meta(ge=1, le=limits.REPEAT_MAX_EVERY)]


class Model(Struct, frozen=True, kw_only=True, rename="camel"):
    """Base of all response models."""


class Team(Model, frozen=True, kw_only=True):
    """A team as one of its members sees it: `role` is the reader's own."""

    id: str
    name: str
    role: Role
    avatar_url: str | None


class User(Model, frozen=True, kw_only=True):
    """The signed-in person, with the teams joined; the personal space is not among them.

    `may_create_teams` is what the sign-in provider's `createTeams` says of them.
    """

    id: str
    username: str
    display_name: str
    avatar_url: str | None
    teams: list[Team]
    may_create_teams: bool


class Actor(Model, frozen=True, kw_only=True):
    """Who did something, under their name of now."""

    id: str
    display_name: str
    avatar_url: str | None


class Member(Model, frozen=True, kw_only=True):
    """A member of a team."""

    user_id: str
    username: str
    display_name: str
    avatar_url: str | None
    role: Role
    joined_at: str


class Session(Model, frozen=True, kw_only=True):
    """An active session. `device` summarizes the browser; `used_at` is accurate to the hour.

    It ends by itself at `expires_at`, unless it is used before. `current` is the one that asks.
    """

    id: str
    device: str
    created_at: str
    used_at: str
    expires_at: str
    current: bool


class AccessToken(Model, frozen=True, kw_only=True):
    """A program's way in, as its person: with these scopes, in one team or, where `team_id` is null, in all of theirs.

    `used_at` is accurate to the hour, null before the first use.
    """

    id: str
    name: str
    scopes: list[Scope]
    team_id: str | None
    created_at: str
    used_at: str | None
    expires_at: str


class NewAccessToken(AccessToken, frozen=True, kw_only=True):
    """An access token as its person sees it, once: with the secret itself."""

    secret: str


class ShareLink(Model, frozen=True, kw_only=True):
    """A link by which a list is seen without signing in, and changed as far as it `allows`.

    `used_at` is accurate to the hour, null before the first use of its token.
    """

    id: str
    name: str
    allows: list[GuestRight]
    created_at: str
    used_at: str | None
    expires_at: str


class NewShareLink(ShareLink, frozen=True, kw_only=True):
    """A share link as who made it sees it, once: with its token, and the address of its page."""

    token: str
    url: str


class ListImage(Model, frozen=True, kw_only=True):
    """What shows a list as an image to whoever has its address, and nothing else."""

    kind: ImageKind
    created_at: str


class NewListImage(ListImage, frozen=True, kw_only=True):
    """An image as who made it sees it, once: with its token, and its address."""

    token: str
    url: str


Failure = Literal["status", "timeout", "unreachable", "address"]
"""Why a delivery failed: another status than 2xx, no answer in time, none at all, or an address that is not allowed."""


class Webhook(Model, frozen=True, kw_only=True):
    """An address to which the events of a list are sent, or, where `set_id` is null, of all lists of the team.

    It fails if `failing_since` is not null: `failures` times in a row by now, the last time with `last_failure`, and
    `last_status` if there was an answer. It is tried again at `next_attempt_at`, or, once `paused_at` is not null, not
    until it is resumed.
    """

    id: str
    set_id: str | None
    url: str
    created_at: str
    delivered_at: str | None
    failures: int
    failing_since: str | None
    last_status: int | None
    last_failure: Failure | None
    next_attempt_at: str | None
    paused_at: str | None


class NewWebhook(Webhook, frozen=True, kw_only=True):
    """A webhook as who made it sees it, once: with its secret."""

    secret: str


class InviteUse(Model, frozen=True, kw_only=True):
    """Someone joined by an invitation."""

    user_id: str
    display_name: str
    avatar_url: str | None
    used_at: str


class Invite(Model, frozen=True, kw_only=True):
    """An open invitation: its token grants `role`; `max_uses` null means unlimited.

    `used_by` has the last of the `uses`, the newest first.
    """

    id: str
    role: Role
    expires_at: str
    max_uses: int | None
    uses: int
    used_by: list[InviteUse]
    created_at: str


class NewInvite(Invite, frozen=True, kw_only=True):
    """An invitation as its author sees it, once: with the token and the link that carries it."""

    token: str
    url: str


class TodoSet(Model, frozen=True, kw_only=True):
    """A list of todos. `user_id` is who made it.

    With `auto_renew` its todos are opened once a day at `renew_time` by the clocks of `timezone`.
    """

    id: str
    user_id: str
    name: str
    sort_order: Number
    split_completed: bool
    auto_renew: bool = False
    renew_time: str | None = None
    timezone: str | None = None
    last_renewed_at: str | None = None
    created_at: str


class SharedSet(Model, frozen=True, kw_only=True):
    """What is shown of a list itself to whoever has a link to it."""

    id: str
    name: str
    split_completed: bool


class DailyRepeat(Model, frozen=True, kw_only=True, tag_field="unit", tag="day", forbid_unknown_fields=True):
    """Due every so many days."""

    every: Every = 1


class WeeklyRepeat(Model, frozen=True, kw_only=True, tag_field="unit", tag="week", forbid_unknown_fields=True):
    """Due on these days of every so many weeks."""

    every: Every = 1
    weekdays: Annotated[list[Weekday], Meta(min_length=1, max_length=7)]


class MonthlyRepeat(Model, frozen=True, kw_only=True, tag_field="unit", tag="month", forbid_unknown_fields=True):
    """Due on this day of every so many months, on the last one of a month that is shorter."""

    every: Every = 1
    day: Annotated[int, Meta(ge=1, le=31)]


Repeat = DailyRepeat | WeeklyRepeat | MonthlyRepeat


class Todo(Model, frozen=True, kw_only=True):
    """A todo, whole. `claimed_by…` are all null, or all of the claimer.

    `assignees` are the ids of members, in order; absent in events from before there were any.
    `due_on` is a date; `due_time`, of day, is by the clocks of `due_zone`. Events from before there were any lack them.
    `has_description` is there only if it has one, which is read by itself: most todos have none.
    """

    id: str
    user_id: str
    parent_id: str | None
    title: str
    completed: bool
    sort_order: Number
    comment_count: int
    claimed_by: str | None
    claimed_by_name: str | None
    claimed_by_avatar: str | None
    assignees: list[str] = field(default_factory=list)
    due_on: str | None = None
    due_time: str | None = None
    due_zone: str | None = None
    repeat: Repeat | None = None
    created_at: str
    updated_at: str
    has_description: Literal[True] | UnsetType = UNSET


class Comment(Model, frozen=True, kw_only=True):
    """A comment on a todo, with the name and picture of its author as they are now, or were when it was logged.

    An imported one is the importer's; `written_by` is the name that the file gives, else null.
    """

    id: str
    user_id: str
    display_name: str
    avatar_url: str | None
    body: str
    written_by: str | None = None
    created_at: str


class Claimer(Model, frozen=True, kw_only=True):
    """Who holds a todo, as answers and events say it; all null when nobody does."""

    claimed_by: str | None = None
    claimed_by_name: str | None = None
    claimed_by_avatar: str | None = None


class Position(Model, frozen=True, kw_only=True):
    """The position of a todo or list: smaller comes first."""

    id: str
    sort_order: Number


class PresentUser(Model, frozen=True, kw_only=True):
    """Someone who has the set open."""

    id: str
    name: str
    avatar_url: str | None
