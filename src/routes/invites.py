"""Invitations and joining."""

from __future__ import annotations

from microdot import Microdot, Request

from actions import invites
from actions.call import Outcome
from domain.inputs import InviteTerms, Nothing
from routes.endpoint import decode, endpoint
from routes.scope import call_of, scope_of

routes = Microdot()


@routes.post("/api/teams/<team_id>/invites")
@endpoint
async def create_invite(request: Request, team_id: str) -> Outcome:
    """A link to join by; its token is shown once."""
    terms = decode(request, InviteTerms)
    return await invites.create_invite(call_of(request), team_id, terms, scope_of(request).origin)


@routes.get("/api/teams/<team_id>/invites")
@endpoint
async def list_invites(request: Request, team_id: str) -> Outcome:
    """The open invitations."""
    return await invites.list_invites(call_of(request), team_id)


@routes.delete("/api/teams/<team_id>/invites/<invite_id>")
@endpoint
async def delete_invite(request: Request, team_id: str, invite_id: str) -> Outcome:
    """Withdraw one."""
    decode(request, Nothing)
    return await invites.delete_invite(call_of(request), team_id, invite_id)


@routes.post("/api/invites/<token>")
@endpoint
async def accept_invite(request: Request, token: str) -> Outcome:
    """Join the team."""
    decode(request, Nothing)
    return await invites.accept_invite(call_of(request), token)
