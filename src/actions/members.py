"""Reading who is in a team, and who is invited."""

from __future__ import annotations

import msgspec

from actions.authorize import load_state, load_with
from actions.result import Result
from context import Context
from domain.errors import Forbidden
from domain.ids import digest
from domain.permissions import may_invite
from domain.rules.invites import usable_invite
from domain.rules.teams import team_answer
from domain.state import Target
from ports import json_array
from store import invites, teams


async def list_members(ctx: Context, team_id: str) -> Result:
    """Everybody in the team."""
    _, (members,) = await load_with(ctx, Target(team_id=team_id), teams.select_members(team_id))
    return Result(answer=f'{{"members":{json_array(members)}}}')


async def show_invite(ctx: Context, token: str) -> Result:
    """What the link of an invitation leads to. Raises what joining by it would raise, but for limits."""
    invite = usable_invite(await load_state(ctx, Target(invite_hash=digest(token))))
    team = team_answer(invite.team_id, invite.team_name, invite.held or invite.role, invite.team_avatar_url)
    answer = {**team, "isMember": invite.held is not None, "invitedBy": invite.invited_by}
    return Result(answer=msgspec.json.encode(answer).decode())


async def list_invites(ctx: Context, team_id: str) -> Result:
    """The invitations that can still be used, without their tokens."""
    state, (found,) = await load_with(ctx, Target(team_id=team_id), invites.select_invites(team_id, ctx.now))
    if not may_invite(state.role):
        raise Forbidden("You are not allowed to see invitations.")
    return Result(answer=f'{{"invites":{json_array(found)}}}')
