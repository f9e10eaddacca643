"""Teams, their members and their permissions."""

from __future__ import annotations

from functools import partial

from actions import members, permissions, sessions
from actions.mutate import mutate
from actions.result import Result
from context import Context
from domain import answers, errors
from domain.inputs import EMPTY, MemberRole, Nothing, PermissionChanges, TeamName
from domain.permissions import GLOBAL_SCOPE
from domain.rules import teams as rules
from domain.state import Target
from routes.router import Router

routes = Router(scope="manage")


@routes.get("/api/teams", answers.Teams)
async def list_teams(ctx: Context) -> Result:
    """The teams that the reader is a member of."""
    return await sessions.list_teams(ctx)


@routes.post("/api/teams", answers.OneTeam, body=TeamName, status=201, scope=None, refusals=(errors.LimitReached,))
async def create_team(ctx: Context, body: TeamName) -> Result:
    """Create a team; whoever creates it becomes its owner."""
    rule = partial(rules.create_team, new_id=ctx.new_id(), may_create_teams=ctx.settings.may_create_teams)
    return await mutate(ctx, Target(counted="teams"), rule, body, status=201)


@routes.patch("/api/teams/<team_id>", answers.OneTeam, body=TeamName)
async def rename_team(ctx: Context, team_id: str, body: TeamName) -> Result:
    """Rename a team."""
    return await mutate(ctx, Target(team_id=team_id), rules.rename_team, body)


@routes.delete("/api/teams/<team_id>", answers.Ok, body=Nothing)
async def delete_team(ctx: Context, team_id: str, body: Nothing = EMPTY) -> Result:
    """Delete a team with all that it holds."""
    return await mutate(ctx, Target(team_id=team_id), rules.delete_team, body)


@routes.get("/api/teams/<team_id>/members", answers.Members)
async def list_members(ctx: Context, team_id: str) -> Result:
    """Everybody in the team."""
    return await members.list_members(ctx, team_id)


@routes.patch("/api/teams/<team_id>/members/<user_id>", answers.Ok, body=MemberRole,
              refusals=(errors.LastOwner, errors.LimitReached))  # fmt: skip
async def change_role(ctx: Context, team_id: str, user_id: str, body: MemberRole) -> Result:
    """Give a member another role, up to one's own; the last owner stays owner."""
    return await mutate(ctx, Target(team_id=team_id, member_id=user_id), rules.change_role, body)


@routes.delete("/api/teams/<team_id>/members/<user_id>", answers.Ok, body=Nothing, refusals=(errors.LastOwner,))
async def remove_member(ctx: Context, team_id: str, user_id: str, body: Nothing = EMPTY) -> Result:
    """Remove a member, or leave the team; the last owner cannot go."""
    return await mutate(ctx, Target(team_id=team_id, member_id=user_id), rules.remove_member, body)


@routes.get("/api/teams/<team_id>/permissions/me", answers.MyPermissions, query={"setId": str})
async def my_permissions(ctx: Context, team_id: str) -> Result:
    """What the reader may do, in the team or in one list."""
    return await permissions.my_permissions(ctx, team_id, ctx.query.get("setId") or "")


@routes.get("/api/teams/<team_id>/permissions", answers.ScopePermissions, query={"scope": str})
async def show_permissions(ctx: Context, team_id: str) -> Result:
    """The permission overrides of a scope, and what follows from them."""
    return await permissions.show_permissions(ctx, team_id, ctx.query.get("scope") or GLOBAL_SCOPE)


@routes.put("/api/teams/<team_id>/permissions", answers.Ok, body=PermissionChanges, query={"scope": str})
async def change_permissions(ctx: Context, team_id: str, body: PermissionChanges) -> Result:
    """Change the permission overrides of a scope, all or none."""
    return await permissions.change_permissions(ctx, team_id, ctx.query.get("scope") or GLOBAL_SCOPE, body)
