"""What a mutation is decided on: the person, their rights, and the thing that the request is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from msgspec import Struct

from domain.decision import Decision
from domain.errors import Forbidden, LimitReached, NotFound, QuotaSpent
from domain.ids import PERSONAL_PREFIX
from domain.inputs import NewPosition
from domain.instants import seconds_to_midnight
from domain.log_quota import DEFAULT_QUOTA, LogBytes
from domain.models import GuestRight, Role
from domain.permissions import Permission
from domain.related import Related, StoredComment, StoredTodo
from domain.scopes import Grant


class Caller(Struct, frozen=True, kw_only=True):
    """Whose request it is, when it came, and its Idempotency-Key with what it stands for.

    `token_hashes` are of all session cookies that came: the session is the only one of them that is good, and where
    several are, none. With an access token (`by_token`) or a share link (`by_link`) there is only its own.
    `key` is '' without a key.
    """

    token_hashes: tuple[str, ...]
    now: str
    by_token: bool = False
    by_link: bool = False
    key: str = ""
    fingerprint: str = ""
    log_quota: LogBytes = DEFAULT_QUOTA


class Destination(Struct, frozen=True, kw_only=True):
    """Where a todo is to be moved: into which list ('' for its own), below which todo."""

    set_id: str
    parent_id: str | None


class Import(Struct, frozen=True, kw_only=True):
    """What is imported: naming which people, and whether as a new list or in place of what a list has."""

    people: Sequence[str]
    new_set: bool = False
    replaces: bool = False


class WebhookTarget(Struct, frozen=True, kw_only=True):
    """A webhook, and after which event of the list it is to send all again."""

    id: str
    since: int | None = None


class Target(Struct, frozen=True, kw_only=True):
    """What a request is about; '' or empty where it is about none of that kind.

    The fields below `todo_id` ask `load` for one more thing, and at most one of them is set.
    """

    team_id: str = ""
    set_id: str = ""
    todo_id: str = ""
    parent_id: str = ""
    todo_order: Sequence[NewPosition] = ()
    set_order: Sequence[NewPosition] = ()
    member_id: str = ""
    scope: str = ""
    invite_id: str = ""
    invite_hash: str = ""
    link_id: str = ""
    webhook: WebhookTarget | None = None
    deleted_id: str = ""
    deleted_set_id: str = ""
    comment_id: str = ""
    description: bool = False
    destination: Destination | None = None
    todo_ids: Sequence[str] = ()
    undo_seq: int = 0
    imported: Import | None = None
    assignees: Sequence[str] = ()
    account: str = ""
    counted: Literal["", "teams", "sets", "deleted sets", "invites", "comments", "tokens", "links", "webhooks"] = ""
    live_in: str = ""


class Person(Struct, frozen=True, kw_only=True):
    """Who makes the request.

    `provider` is where they last signed in, None if by name alone. `creates_teams`: its rule listed them then.
    """

    id: str
    display_name: str
    avatar_url: str | None
    provider: str | None = None
    creates_teams: bool = False


class SetState(Struct, frozen=True, kw_only=True):
    """The list that a request is about."""

    id: str
    user_id: str


DUE_FIELDS: Final = ("due_on", "due_time", "due_zone", "repeat")
"""When a todo is due: one value in four fields, which change together."""


class Facts(Struct, frozen=True, kw_only=True):
    """Person, role and list, as one query gives them.

    `role` is None outside of the team. A `guest` has come by a share link, which `allows` something.
    """

    user: Person
    role: Role | None
    todo_set: SetState | None
    guest: bool = False
    allows: tuple[GuestRight, ...] = ()


class Session(Struct, frozen=True, kw_only=True):
    """The session of the request, and from when on it is to be renewed; `grant` is that of an access token."""

    token_hash: str
    expires_at: str
    renewal_due_ms: float
    grant: Grant | None = None


class Replay(Struct, frozen=True, kw_only=True):
    """What this Idempotency-Key was answered before; `events`, (set id, JSON text), are published again."""

    fingerprint: str
    answer: str
    set_id: str
    events: tuple[tuple[str, str], ...]


class State(Struct, frozen=True, kw_only=True):
    """Everything a rule may know before it decides.

    `cached` says that it may be out of date: whoever commits on it must guard the commit with `guard_texts`, the JSON
    of the facts, the overrides and the todo as the database gave them.
    """

    target: Target
    team_id: str
    user: Person
    facts: Facts
    permissions: frozenset[Permission]
    session: Session
    guard_texts: tuple[str, str, str | None]
    seq: int = 0
    stored_todo: StoredTodo | None = None
    related: Related = Related()
    replay: Replay | None = None
    log_bytes: LogBytes = LogBytes()
    cached: bool = False

    @property
    def role(self) -> Role:
        """The person's role in the team; Forbidden outside of one, which `load` has refused already."""
        if self.facts.role is None:
            raise Forbidden
        return self.facts.role

    @property
    def todo_set(self) -> SetState:
        """The list that the request is about. Raises NotFound when the team has no such list."""
        if self.facts.todo_set is None:
            raise NotFound("There is no such list in this team.")
        return self.facts.todo_set

    @property
    def todo(self) -> StoredTodo:
        """The todo that the request is about. Raises NotFound when the team has no such todo."""
        if self.stored_todo is None:
            raise NotFound("There is no such todo in this team.")
        return self.stored_todo

    @property
    def comment(self) -> StoredComment:
        """The comment that the request is about. Raises NotFound when the team has no such comment."""
        if self.related.comment is None:
            raise NotFound("There is no such comment in this team.")
        return self.related.comment

    @property
    def is_personal(self) -> bool:
        """Whether the team is a personal space."""
        return self.team_id.startswith(PERSONAL_PREFIX)

    @property
    def via(self) -> str | None:
        """The name of the access token that the request came with."""
        return self.session.grant.name if self.session.grant else None

    def allows(self, permission: Permission) -> bool:
        """Whether the person holds the permission here."""
        return permission in self.permissions

    def require(self, permission: Permission, refusal: str | None = None) -> None:
        """Raise Forbidden unless the permission is held."""
        if permission not in self.permissions:
            raise Forbidden(refusal or REFUSALS.get(permission))

    def require_held(self, given: frozenset[Permission]) -> None:
        """Raise Forbidden unless the person holds all that they are about to give (R74)."""
        if given - self.permissions:
            raise Forbidden("You cannot give a permission that you do not have yourself.")

    def require_room(self, most: int, sentence: str) -> None:
        """Raise LimitReached when there are `most` already of what the target counts."""
        if self.related.existing >= most:
            raise LimitReached(sentence)

    def require_quota(self, caller: Caller, decision: Decision) -> None:
        """Raise QuotaSpent when the person has added a day's bytes already, or, for what is logged, the team has.

        A decision that neither logs an event nor stores its answer is free.
        """
        quota, spent = caller.log_quota, self.log_bytes
        stores = decision.logs or (caller.key and decision.replayable)
        if (stores and spent.person >= quota.person) or (decision.logs and spent.team >= quota.team):
            raise QuotaSpent(seconds_to_midnight(caller.now))


REFUSALS: dict[Permission, str] = {
    "view_todos": "You are not allowed to see this list.",
    "create_todos": "You are not allowed to add todos to this list.",
    "add_subtodos": "You are not allowed to add sub-todos to this list.",
    "reorder_todos": "You are not allowed to reorder todos.",
    "claim_todos": "You are not allowed to claim todos.",
    "assign_todos": "You are not allowed to assign todos.",
    "comment": "You are not allowed to comment here.",
    "manage_sets": "You are not allowed to manage lists.",
    "manage_set_links": "You are not allowed to manage the share links of this list.",
    "manage_settings": "You are not allowed to change this team's settings.",
    "manage_permissions": "You are not allowed to change permissions.",
}
