"""Joining a team by link."""

from __future__ import annotations

import hashlib

import msgspec

from actions.attempt import attempt
from actions.authorise import authorise, signed_in
from actions.call import Call, Outcome
from actions.instants import instant
from actions.teams import team_json
from domain.errors import Forbidden, NotFound
from domain.ids import PERSONAL_PREFIX
from domain.inputs import InviteTerms
from domain.models import NewInvite, Role, Team
from domain.permissions import may_invite, outranks
from store import teams as rows
from store.database import json_array


def digest(secret: str) -> str:
    """What is stored in place of a secret: its SHA-256 in hex."""
    return hashlib.sha256(secret.encode()).hexdigest()


async def create_invite(call: Call, team_id: str, body: InviteTerms, origin: str) -> Outcome:
    """An invitation, up to one's own role. Its token is in this answer and nowhere else.

    It is the one mutation that does not remember its Idempotency-Key: to answer again it would have to
    keep the token. A doubled invitation harms nobody and can be withdrawn.
    """

    async def once() -> Outcome:
        who = await authorise(call, team_id)
        if not (may_invite(who.role) and outranks(who.role, body.role)):
            raise Forbidden("You are not allowed to invite people with this role.")
        if team_id.startswith(PERSONAL_PREFIX):
            raise Forbidden("A personal space belongs to one person. Create a team to share a list.")
        token = call.new_token()
        expires_at = instant(call.now_ms + body.expires_in * 1000)
        invite = NewInvite(id=call.new_id(), role=body.role, expires_at=expires_at, max_uses=body.max_uses, uses=0,
                           created_at=call.now, token=token, url=f"{origin}/join/{token}")  # fmt: skip
        await call.db.batch(
            rows.expect_role(team_id, who.user_id, who.role),
            rows.insert_invite(invite, team_id, digest(token), who.user_id),
        )
        return Outcome(answer=_json({"invite": invite}), status=201)

    return await attempt(once)


async def list_invites(call: Call, team_id: str) -> Outcome:
    """The invitations that can still be used, without their tokens."""
    who = await authorise(call, team_id, rows.select_invites(team_id, call.now))
    if not may_invite(who.role):
        raise Forbidden("You are not allowed to see invitations.")
    return Outcome(answer=f'{{"invites":{json_array(who.rows[0])}}}')


async def delete_invite(call: Call, team_id: str, invite_id: str) -> Outcome:
    """Withdraw an invitation: its link stops working at once."""
    who = await authorise(call, team_id)
    if not may_invite(who.role):
        raise Forbidden("You are not allowed to withdraw invitations.")
    if not (await call.db.batch(rows.delete_invite(team_id, invite_id)))[0]:
        raise NotFound("There is no such invitation.")
    return Outcome(answer='{"ok":true}')


async def accept_invite(call: Call, token: str) -> Outcome:
    """Join by link. Who is a member already stays as they are, and uses nothing up."""

    async def once() -> Outcome:
        who, further = await signed_in(call, rows.select_invite(digest(token), call.now, call.token_hash))
        if not further[0]:
            raise NotFound("This invitation is unknown, over, or used up. Ask for a new link.")
        found = further[0][0]
        role = msgspec.convert(found["held"] or found["role"], Role)
        team = Team(id=str(found["team_id"]), name=str(found["name"]), role=role, avatar_url=_text(found["avatar_url"]))
        if found["held"] is None:
            await call.db.batch(*rows.accept_invite(str(found["id"]), team.id, who.user_id, role, call.now))
        return Outcome(answer=team_json(team))

    return await attempt(once)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
