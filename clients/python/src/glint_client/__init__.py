"""A client of Glint's lists that stays up to date whatever the network does (docs/SPEC.md).

async with Glint("https://glint.example", token) as glint:
    async with glint.open_list(team_id, list_id) as todos:
        async for change in todos.changes():
            print(change.event, len(todos.todos()))
"""

from glint_client.changes import Change
from glint_client.client import Glint
from glint_client.errors import (
    Conflict,
    GlintError,
    Invalid,
    NotAllowed,
    NotFound,
    NotSignedIn,
    RateLimited,
    Refused,
    TooManySockets,
    Unreachable,
)
from glint_client.live_list import LiveList
from glint_client.pace import Pace
from glint_client.place import Place
from glint_client.store import FileStore, Saved, Store
from glint_client.wire import Comment, Event, Notification, Person, State, Team, Todo, TodoList

__all__ = [
    "Change",
    "Comment",
    "Conflict",
    "Event",
    "FileStore",
    "Glint",
    "GlintError",
    "Invalid",
    "LiveList",
    "NotAllowed",
    "NotFound",
    "NotSignedIn",
    "Notification",
    "Pace",
    "Person",
    "Place",
    "RateLimited",
    "Refused",
    "Saved",
    "State",
    "Store",
    "Team",
    "Todo",
    "TodoList",
    "TooManySockets",
    "Unreachable",
]
