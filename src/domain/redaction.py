"""What guests see of a list: everything but who is who (docs/SPEC.md, R212)."""

from __future__ import annotations

from typing import Final, TypeVar

import msgspec
from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from domain import events
from domain.events import (
    CommentCreated,
    TodoAssigned,
    TodoClaimed,
    TodoCreated,
    TodoDeleted,
    TodoEvent,
    TodosAdded,
)
from domain.models import Comment, Todo

SOMEBODY: Final = "somebody"
"""Stands for the id of any person."""
SOMEBODYS_NAME: Final = "Someone"

_Claimed = TypeVar("_Claimed", Todo, TodoClaimed)


class Answer(Struct, frozen=True, kw_only=True):
    """What guests are answered besides the list and its events."""

    ok: bool | UnsetType = UNSET
    todo: Todo | UnsetType = UNSET
    comment: Comment | UnsetType = UNSET
    comments: list[Comment] | UnsetType = UNSET
    description: str | UnsetType | None = UNSET
    next: str | UnsetType | None = UNSET
    seq: int


_todo: Final = msgspec.json.Decoder(Todo)
_answer: Final = msgspec.json.Decoder(Answer)


def redacted_todo(text: str) -> str:
    """The JSON of a todo, without the people in it."""
    return msgspec.json.encode(_without_people(_todo.decode(text))).decode()


def redacted_answer(text: str) -> str:
    """The JSON of any other answer to a guest, with nothing but what an `Answer` has, and without the people in it."""
    answer = _answer.decode(text)
    return msgspec.json.encode(
        replace(
            answer,
            todo=answer.todo if answer.todo is UNSET else _without_people(answer.todo),
            comment=answer.comment if answer.comment is UNSET else _without_author(answer.comment),
            comments=answer.comments if answer.comments is UNSET else [*map(_without_author, answer.comments)],
        )
    ).decode()


def redacted_event(text: str) -> str:
    """The JSON of an event, without the people in it, and without other lists. Raises msgspec.ValidationError."""
    event = events.decode(text)
    return events.encode(_redacted(replace(event, actor_id=UNSET, via=UNSET)))


def _redacted(event: TodoEvent) -> TodoEvent:  # noqa: PLR0911 - one case a kind
    match event:
        case TodoCreated(todo=todo):
            return replace(event, todo=_without_people(todo))
        case TodosAdded(todos=todos):
            return replace(event, todos=[_without_people(todo) for todo in todos])
        case TodoClaimed():
            return _without_claimer(event)
        case TodoAssigned():
            return replace(event, assignees=[])
        case TodoDeleted():
            return replace(event, moved_to=UNSET)
        case CommentCreated(comment=comment):
            return replace(event, comment=_without_author(comment))
        case _:
            return event


def _without_people(todo: Todo) -> Todo:
    return _without_claimer(replace(todo, user_id=SOMEBODY, assignees=[]))


def _without_claimer(holds: _Claimed) -> _Claimed:
    if holds.claimed_by is None:
        return holds
    return replace(holds, claimed_by=SOMEBODY, claimed_by_name=SOMEBODYS_NAME, claimed_by_avatar=None)


def _without_author(comment: Comment) -> Comment:
    written_by = None if comment.written_by is None else SOMEBODYS_NAME
    return replace(comment, user_id=SOMEBODY, display_name=SOMEBODYS_NAME, avatar_url=None, written_by=written_by)
