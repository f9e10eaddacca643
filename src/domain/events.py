"""The events of a set, as they are stored, broadcast and served (docs/SPEC.md), and the connection's messages.

`seq`, a new todo's place and a number of comments are 0 until the database has assigned them; the log's text is the
only one that is ever sent.
"""

from __future__ import annotations

from typing import Final, Literal

import msgspec
from msgspec import UNSET, Struct, UnsetType

from domain.models import Comment, Number, Position, PresentUser, Repeat, Todo

Cause = Literal["left", "renamed", "renumbered", "renewed"]
"""Why the system changed something: a member left, a person was renamed, a list ran out of places,
or is renewed every day."""

EventType = Literal[
    "todo:created",
    "todo:updated",
    "todo:deleted",
    "todo:reordered",
    "todo:claimed",
    "todo:assigned",
    "comment:created",
    "comment:deleted",
    "todos:added",
    "todos:changed",
]


class TodoPatch(Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True):
    """The fields of a todo that changed; `updated_at` always is among them.

    Of date, time, zone and repeat all four are given when one changed.
    """

    id: str
    title: str | UnsetType = UNSET
    description: str | UnsetType | None = UNSET
    completed: bool | UnsetType = UNSET
    sort_order: Number | UnsetType = UNSET
    parent_id: str | UnsetType | None = UNSET
    due_on: str | UnsetType | None = UNSET
    due_time: str | UnsetType | None = UNSET
    due_zone: str | UnsetType | None = UNSET
    repeat: Repeat | UnsetType | None = UNSET
    updated_at: str


class Event(Struct, frozen=True, kw_only=True, rename="camel", tag_field="type"):
    """What every event has. `mutation_id` is the Idempotency-Key of the request that caused it.

    `via` is the name of the access token that it came with. A change that the system made has its `cause` in place of
    `actor_id`.
    """

    set_id: str
    seq: int = 0
    mutation_id: str | UnsetType = UNSET
    actor_id: str | UnsetType = UNSET
    via: str | UnsetType = UNSET
    cause: Cause | UnsetType = UNSET


class TodoCreated(Event, frozen=True, kw_only=True, tag="todo:created"):
    """A todo is new."""

    todo: Todo


class TodoUpdated(Event, frozen=True, kw_only=True, tag="todo:updated"):
    """Fields of a todo changed."""

    todo: TodoPatch


class TodoDeleted(Event, frozen=True, kw_only=True, tag="todo:deleted"):
    """A todo is gone, and its sub-todos with it; `moved_to` is the list where they are now, if they were moved."""

    id: str
    moved_to: str | UnsetType = UNSET


class TodoReordered(Event, frozen=True, kw_only=True, tag="todo:reordered"):
    """Todos stand elsewhere."""

    items: list[Position]


class TodoClaimed(Event, frozen=True, kw_only=True, tag="todo:claimed"):
    """A todo was claimed, or released when all of the claimer is null."""

    id: str
    claimed_by: str | None
    claimed_by_name: str | None
    claimed_by_avatar: str | None


class TodoAssigned(Event, frozen=True, kw_only=True, tag="todo:assigned"):
    """A todo has these assignees from now on, who are ids of members."""

    id: str
    assignees: list[str]


class CommentCreated(Event, frozen=True, kw_only=True, tag="comment:created"):
    """A todo has one more comment, and `comment_count` in all."""

    todo_id: str
    comment: Comment
    comment_count: int


class CommentDeleted(Event, frozen=True, kw_only=True, tag="comment:deleted"):
    """A comment is gone; its todo has `comment_count` left."""

    todo_id: str
    id: str
    comment_count: int


class TodosAdded(Event, frozen=True, kw_only=True, tag="todos:added"):
    """Several todos are in the list again, parents before their sub-todos."""

    todos: list[Todo]


class TodosChanged(Event, frozen=True, kw_only=True, tag="todos:changed"):
    """Fields of several todos changed; `id` is the one because of which the others did.

    `completed_on` is the date that it was due on, if it repeats and was completed.
    """

    id: str | UnsetType = UNSET
    completed_on: str | UnsetType = UNSET
    items: list[TodoPatch]


DecidedEvent = (
    TodoCreated
    | TodoUpdated
    | TodoDeleted
    | TodoReordered
    | TodoClaimed
    | TodoAssigned
    | CommentCreated
    | CommentDeleted
    | TodosChanged
)
"""The events that rules decide; the database writes the others itself."""
TodoEvent = DecidedEvent | TodosAdded


class RealtimeReady(Struct, frozen=True, kw_only=True, rename="camel", tag_field="type", tag="realtime:ready"):
    """The first frame on every socket: from here on nothing is missed; `seq` is the head as known here."""

    set_id: str
    seq: int


class Presence(Struct, frozen=True, kw_only=True, rename="camel", tag_field="type", tag="presence", omit_defaults=True):
    """Who has the set open, a person once; `more` counts those beyond the listed ones."""

    set_id: str
    users: list[PresentUser]
    more: int = 0


class Pong(Struct, frozen=True, kw_only=True, tag_field="type", tag="pong"):
    """The answer to a ping: the newest `seq` by the first `HEAD_KEY_CHARS` characters of a set's id."""

    heads: dict[str, int]


class TeamChanged(Struct, frozen=True, kw_only=True, rename="camel", tag_field="type", tag="team:changed"):
    """A hint: the team's lists, its members or what they may do are not as before. It has no place in any log.

    `set_id` is that of a list which has another name or look, or a share link that allows something else.
    """

    team_id: str
    set_id: str | UnsetType = UNSET


class MineChanged(Struct, frozen=True, kw_only=True, tag_field="type", tag="mine:changed"):
    """A hint: what is open of what its receiver is assigned to or has claimed, or a notification, is not as before.

    It is in no log.
    """


class SharedChanged(Struct, frozen=True, kw_only=True, tag_field="type", tag="shared:changed"):
    """A hint for guests: the list's name or look, or what their link allows, may have changed. It is in no log."""


HEAD_KEY_CHARS: Final = 8

_encoder: Final = msgspec.json.Encoder()
_decoder: Final[msgspec.json.Decoder[TodoEvent]] = msgspec.json.Decoder(TodoEvent)


def encode(message: TodoEvent | RealtimeReady | Presence | Pong | TeamChanged | MineChanged | SharedChanged) -> str:
    """The JSON text of a message."""
    return _encoder.encode(message).decode()


def decode(text: str | bytes) -> TodoEvent:
    """The todo event in this JSON text; msgspec.ValidationError when it is none."""
    return _decoder.decode(text)
