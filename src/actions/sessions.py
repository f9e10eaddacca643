"""Signing in and out."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from actions.call import Call, Outcome
from actions.instants import instant
from actions.invites import digest
from domain import limits
from domain.errors import NotSignedIn
from domain.inputs import DevSignIn, trimmed
from store.users import Profile, select_me, sign_in, sign_out

SESSION_MS = limits.SESSION_MAX_DAYS * 86_400_000


class SignedIn(Struct, frozen=True, kw_only=True):
    """A new session: what to answer, and the token that goes into the cookie and nowhere else."""

    outcome: Outcome
    token: str


async def show_me(call: Call) -> Outcome:
    """Who is signed in, or `null`."""
    rows = (await call.db.batch(select_me(call.token_hash, call.now)))[0] if call.token_hash else []
    return Outcome(answer=_user_json(rows[0]["json"] if rows else "null"))


async def list_teams(call: Call) -> Outcome:
    """The teams that the reader has joined."""
    rows = (await call.db.batch(select_me(call.token_hash, call.now)))[0] if call.token_hash else []
    if not rows:
        raise NotSignedIn
    teams = msgspec.json.decode(str(rows[0]["json"]))["teams"]
    return Outcome(answer=msgspec.json.encode({"teams": teams}).decode())


async def dev_sign_in(call: Call, body: DevSignIn) -> SignedIn:
    """A session for anybody who types a name; the name is the person."""
    name = trimmed(body.username, "username", limits.USERNAME_MAX_CHARS)
    token = call.new_token()
    profile = Profile(id=call.new_id(), username=name, display_name=name)
    statements = sign_in(profile, digest(token), call.now, instant(call.now_ms + SESSION_MS))
    rows = await call.db.batch(*statements)
    return SignedIn(outcome=Outcome(answer=_user_json(rows[-1][0]["json"])), token=token)


async def sign_out_session(call: Call) -> Outcome:
    """End the session, and with it its sockets in every team. Signing out twice is fine."""
    teams = (await call.db.batch(*sign_out(call.token_hash)))[0] if call.token_hash else []
    return Outcome(answer='{"ok":true}', recheck=tuple(str(row["team_id"]) for row in teams))


def _user_json(user: object) -> str:
    return f'{{"user":{user}}}'
