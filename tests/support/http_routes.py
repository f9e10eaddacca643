"""Every route that needs a session, each with a body that it takes."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import UNSET

TEAM = "/api/teams/<team_id>"
SET = f"{TEAM}/sets/<set_id>"
TODO = f"{TEAM}/todos/<todo_id>"
ITEMS = [{"id": "unknown", "sortOrder": 1}]
OVERRIDES = [{"role": "member", "permission": "comment", "allowed": False}]


class Route(NamedTuple):
    """One method of one path; `body` is UNSET where none is taken."""

    method: str
    path: str
    body: object = UNSET

    @property
    def name(self) -> str:
        """As the contract names it."""
        return f"{self.method} {self.path}"


PUBLIC = {
    "GET /api/health",
    "GET /api/auth/me",
    "GET /api/auth/providers",
    "GET /api/auth/login",
    "GET /api/auth/callback",
    "POST /api/auth/dev",
    "POST /api/auth/logout",
}

ROUTES = [
    Route("GET", "/api/auth/sessions"),
    Route("DELETE", "/api/auth/sessions"),
    Route("DELETE", "/api/auth/sessions/<session_id>"),
    Route("GET", "/api/teams"),
    Route("POST", "/api/teams", {"name": "x"}),
    Route("PATCH", TEAM, {"name": "x"}),
    Route("DELETE", TEAM),
    Route("GET", f"{TEAM}/members"),
    Route("PATCH", f"{TEAM}/members/<user_id>", {"role": "member"}),
    Route("DELETE", f"{TEAM}/members/<user_id>"),
    Route("GET", f"{TEAM}/permissions/me"),
    Route("GET", f"{TEAM}/permissions"),
    Route("PUT", f"{TEAM}/permissions", {"overrides": OVERRIDES}),
    Route("POST", f"{TEAM}/invites", {}),
    Route("GET", f"{TEAM}/invites"),
    Route("DELETE", f"{TEAM}/invites/<invite_id>"),
    Route("POST", "/api/invites/<token>"),
    Route("GET", f"{TEAM}/sets"),
    Route("POST", f"{TEAM}/sets", {"name": "x"}),
    Route("POST", f"{TEAM}/sets/reorder", {"items": ITEMS}),
    Route("PATCH", SET, {"name": "x"}),
    Route("DELETE", SET),
    Route("GET", f"{SET}/events"),
    Route("GET", f"{SET}/todos"),
    Route("POST", f"{SET}/todos", {"title": "x"}),
    Route("GET", f"{SET}/ws"),
    Route("POST", f"{TEAM}/todos/reorder", {"setId": "unknown", "items": ITEMS}),
    Route("PATCH", TODO, {"title": "x"}),
    Route("DELETE", TODO),
    Route("POST", f"{TODO}/claim", {}),
]
TAKING_BODIES = [route for route in ROUTES if route.method != "GET"]
