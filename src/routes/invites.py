"""Invitations, and joining a team by link."""

from __future__ import annotations

from functools import partial

from actions import members
from actions.mutate import mutate
from actions.result import Result
from context import Context
from domain import answers, errors
from domain.ids import digest
from domain.inputs import EMPTY, InviteTerms, Nothing
from domain.instants import instant
from domain.models import NewInvite
from domain.rules import invites as rules
from domain.state import Target
from routes.router import Router

routes = Router(scope="manage")


@routes.post("/api/teams/<team_id>/invites", answers.OneInvite, body=InviteTerms, status=201,
             refusals=(errors.LimitReached,), replayable=False)  # fmt: skip
async def create_invite(ctx: Context, team_id: str, body: InviteTerms) -> Result:
    """Open an invitation. Its token is shown once."""
    token = ctx.new_token()
    new = NewInvite(id=ctx.new_id(), role=body.role, expires_at=instant(ctx.now_ms + body.expires_in * 1000),
                    max_uses=body.max_uses, uses=0, used_by=[], created_at=ctx.now, token=token,
                    url=f"{ctx.origin}/join/{token}")  # fmt: skip
    rule = partial(rules.create_invite, new=new, token_hash=digest(token))
    return await mutate(ctx, Target(team_id=team_id, counted="invites"), rule, body, status=201)


@routes.get("/api/teams/<team_id>/invites", answers.Invites)
async def list_invites(ctx: Context, team_id: str) -> Result:
    """The invitations that can still be used."""
    return await members.list_invites(ctx, team_id)


@routes.delete("/api/teams/<team_id>/invites/<invite_id>", answers.Ok, body=Nothing, replayable=False)
async def delete_invite(ctx: Context, team_id: str, invite_id: str, body: Nothing = EMPTY) -> Result:
    """Withdraw an invitation."""
    return await mutate(ctx, Target(team_id=team_id, invite_id=invite_id), rules.withdraw_invite, body)


@routes.get("/api/invites/<token>", answers.Invitation, scope=None)
async def show_invite(ctx: Context, token: str) -> Result:
    """The team that an invitation is for, before joining it."""
    return await members.show_invite(ctx, token)


@routes.post("/api/invites/<token>", answers.OneTeam, body=Nothing, refusals=(errors.Conflict, errors.LimitReached),
             scope=None, replayable=False)  # fmt: skip
async def accept_invite(ctx: Context, token: str, body: Nothing = EMPTY) -> Result:
    """Join the team that the invitation is for."""
    return await mutate(ctx, Target(invite_hash=digest(token)), rules.accept_invite, body)
