"""Teams, members and permissions."""

from __future__ import annotations

from microdot import Microdot, Request

from actions import permissions, sessions, teams
from actions.call import Outcome
from domain.inputs import MemberRole, Nothing, PermissionChanges, TeamName
from domain.permissions import GLOBAL_SCOPE
from routes.endpoint import decode, endpoint
from routes.scope import call_of

routes = Microdot()


@routes.get("/api/teams")
@endpoint
async def list_teams(request: Request) -> Outcome:
    """The teams that the reader has joined."""
    return await sessions.list_teams(call_of(request))


@routes.post("/api/teams")
@endpoint
async def create_team(request: Request) -> Outcome:
    """A new team."""
    return await teams.create_team(call_of(request), decode(request, TeamName))


@routes.patch("/api/teams/<team_id>")
@endpoint
async def rename_team(request: Request, team_id: str) -> Outcome:
    """Another name."""
    return await teams.rename_team(call_of(request), team_id, decode(request, TeamName))


@routes.delete("/api/teams/<team_id>")
@endpoint
async def delete_team(request: Request, team_id: str) -> Outcome:
    """The end of a team."""
    decode(request, Nothing)
    return await teams.delete_team(call_of(request), team_id)


@routes.get("/api/teams/<team_id>/members")
@endpoint
async def list_members(request: Request, team_id: str) -> Outcome:
    """Who is in."""
    return await teams.list_members(call_of(request), team_id)


@routes.patch("/api/teams/<team_id>/members/<user_id>")
@endpoint
async def change_role(request: Request, team_id: str, user_id: str) -> Outcome:
    """Another role."""
    return await teams.change_role(call_of(request), team_id, user_id, decode(request, MemberRole))


@routes.delete("/api/teams/<team_id>/members/<user_id>")
@endpoint
async def remove_member(request: Request, team_id: str, user_id: str) -> Outcome:
    """Removing somebody, or leaving."""
    decode(request, Nothing)
    return await teams.remove_member(call_of(request), team_id, user_id)


@routes.get("/api/teams/<team_id>/permissions/me")
@endpoint
async def my_permissions(request: Request, team_id: str) -> Outcome:
    """What the reader may do."""
    return await permissions.my_permissions(call_of(request), team_id, request.args.get("setId") or "")


@routes.get("/api/teams/<team_id>/permissions")
@endpoint
async def show_permissions(request: Request, team_id: str) -> Outcome:
    """What is stored for a scope."""
    return await permissions.show_permissions(call_of(request), team_id, _scope(request))


@routes.put("/api/teams/<team_id>/permissions")
@endpoint
async def change_permissions(request: Request, team_id: str) -> Outcome:
    """Other permissions in a scope."""
    body = decode(request, PermissionChanges)
    return await permissions.change_permissions(call_of(request), team_id, _scope(request), body)


def _scope(request: Request) -> str:
    return request.args.get("scope") or GLOBAL_SCOPE
