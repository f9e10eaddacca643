"""The routes of the application for the HTTP tests, each with a valid body."""

from __future__ import annotations

from typing import Final, NamedTuple

from msgspec import UNSET, Struct

from domain import inputs
from routes.app import table

TEAM: Final = "/api/teams/<team_id>"
SET: Final = f"{TEAM}/sets/<set_id>"
TODO: Final = f"{TEAM}/todos/<todo_id>"

ITEMS: Final = [{"id": "unknown", "sortOrder": 1}]
OVERRIDES: Final = [{"role": "member", "permission": "comment", "allowed": False}]

EXAMPLES: Final[dict[type[Struct] | None, object]] = {
    None: UNSET,
    inputs.Nothing: UNSET,
    inputs.DevSignIn: {"username": "x"},
    inputs.TeamName: {"name": "x"},
    inputs.SetName: {"name": "x"},
    inputs.SetChange: {"name": "x"},
    inputs.SetOrder: {"items": ITEMS},
    inputs.NewTodo: {"title": "x"},
    inputs.TodoChange: {"title": "x"},
    inputs.Completion: {"ids": ["unknown"], "completed": True},
    inputs.TodoMove: {"parentId": None},
    inputs.TodoOrder: {"setId": "unknown", "items": ITEMS},
    inputs.Claim: {},
    inputs.ReadNotifications: {"ids": ["unknown"]},
    inputs.Assignees: {"assignees": []},
    inputs.NewComment: {"body": "x"},
    inputs.TodosImport: {"todos": [{"title": "x"}]},
    inputs.SetImport: {"name": "x", "todos": [{"title": "x"}]},
    inputs.Undo: {"seq": 1},
    inputs.AccountDeletion: {"texts": "keep"},
    inputs.MemberRole: {"role": "member"},
    inputs.InviteTerms: {},
    inputs.NewToken: {"name": "x", "scopes": ["read"]},
    inputs.NewLink: {"name": "x"},
    inputs.LinkChange: {"allows": ["create"]},
    inputs.WebhookUrl: {"url": "https://example.com"},
    inputs.ReplaySince: {"seq": 0},
    inputs.PermissionChanges: {"overrides": OVERRIDES},
}
"""A body of each kind."""


class Route(NamedTuple):
    """One method of one path; `body` is UNSET where none is accepted."""

    method: str
    path: str
    body: object = UNSET

    @property
    def name(self) -> str:
        """Name the route as the API does."""
        return f"{self.method} {self.path}"


PUBLIC: Final = {route.name for route in table() if route.public}
ROUTES: Final = [Route(route.method, route.path, EXAMPLES[route.body]) for route in table() if not route.public]
TAKING_BODIES: Final = [route for route in ROUTES if route.method != "GET"]
