"""Reading who is in a team, and who is invited."""

from __future__ import annotations

from actions.authorize import load_with
from actions.result import Result
from context import Context
from domain.errors import Forbidden
from domain.permissions import may_invite
from domain.state import Target
from ports import json_array
from store import invites, teams


async def list_members(ctx: Context, team_id: str) -> Result:
    """Everybody in the team."""
    _, (members,) = await load_with(ctx, Target(team_id=team_id), teams.select_members(team_id))
    return Result(answer=f'{{"members":{json_array(members)}}}')


async def list_invites(ctx: Context, team_id: str) -> Result:
    """The invitations that can still be used, without their tokens."""
    state, (found,) = await load_with(ctx, Target(team_id=team_id), invites.select_invites(team_id, ctx.now))
    if not may_invite(state.role):
        raise Forbidden("You are not allowed to see invitations.")
    return Result(answer=f'{{"invites":{json_array(found)}}}')
