"""What is on the wire: plain dicts as parsed from JSON, with the names and meanings of docs/SPEC.md."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NotRequired, Required, TypedDict


class Todo(TypedDict, total=False):
    """A todo, or its changed fields."""

    id: Required[str]
    userId: str
    parentId: str | None
    title: str
    completed: bool
    sortOrder: int | float
    commentCount: int
    claimedBy: str | None
    claimedByName: str | None
    claimedByAvatar: str | None
    assignees: list[str]
    dueOn: str | None
    dueTime: str | None
    dueZone: str | None
    repeat: Mapping[str, object] | None
    createdAt: str
    updatedAt: str
    hasDescription: bool
    description: str | None


class Comment(TypedDict):
    """A comment on a todo."""

    id: str
    userId: str
    displayName: str
    avatarUrl: str | None
    body: str
    writtenBy: NotRequired[str | None]
    createdAt: str


class Event(TypedDict, total=False):
    """Any event of a list's log: `type` says which other members there are."""

    type: Required[str]
    setId: str
    seq: int
    mutationId: str
    actorId: str
    via: str
    cause: str
    todo: Todo
    id: str
    movedTo: str
    completedOn: str
    items: list[Todo]
    todos: list[Todo]
    todoId: str
    comment: Comment
    commentCount: int
    claimedBy: str | None
    claimedByName: str | None
    claimedByAvatar: str | None
    assignees: list[str]


class Person(TypedDict):
    """Someone who has the list open."""

    id: str
    name: str
    avatarUrl: str | None


class Team(TypedDict):
    """A team that one is in; the personal space is `personal:<userId>`."""

    id: str
    name: str


class TodoList(TypedDict):
    """A list of a team, which the wire calls a set."""

    id: str
    name: str
    sortOrder: int | float
    createdAt: str


class Member(TypedDict):
    """A member of a team."""

    userId: str
    displayName: str
    role: str


class Notification(TypedDict):
    """Something that concerns the reader (R242): `kind` is `assigned`, `mentioned` or `due`."""

    id: str
    kind: str
    at: str
    read: bool
    teamId: str
    teamName: str
    setId: str
    setName: str
    todoId: str
    title: str
    completed: bool
    dueOn: str | None
    dueTime: str | None
    dueZone: str | None
    commentId: str | None
    excerpt: str | None
    actor: Mapping[str, str | None] | None


State = Mapping[str, Todo]
"""The todos of a list by id. Never modified in place."""
Threads = Mapping[str, Mapping[str, Comment]]
"""The comments by todo and id. Never modified in place."""
Descriptions = Mapping[str, str | None]
"""The descriptions by todo, as far as they are known. Never modified in place."""
