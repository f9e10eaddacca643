"""Signing in and out, and the places where one is signed in."""

from __future__ import annotations

from typing import Final

import msgspec
from msgspec import Struct

from actions.call import Call, Outcome
from actions.instants import epoch_ms, instant
from actions.invites import digest
from actions.renewal import IDLE_MS, renew_if_due
from domain import limits
from domain.errors import NotFound, NotSignedIn
from domain.inputs import DevSignIn, trimmed
from store.database import Database, Row, Rows, json_array
from store.sessions import NewSession, end_sessions, select_ends, select_sessions
from store.users import Profile, select_me, sign_in, sign_out

SESSION_MS: Final = limits.SESSION_MAX_DAYS * 86_400_000


class SignedIn(Struct, frozen=True, kw_only=True):
    """A new session: what to answer, and the token that goes into the cookie and nowhere else."""

    outcome: Outcome
    token: str


def begin_session(call: Call, device: str) -> tuple[str, NewSession]:
    """A new token, and the session to store for it: every way to sign in ends here.

    The caller ends the session that the browser had (`sign_out(call.token_hash)`, in the same batch) and has
    its teams rechecked: nobody goes on with a token from before the sign-in.
    """
    token = call.new_token()
    ends = {"expires_at": instant(call.now_ms + IDLE_MS), "ends_at": instant(call.now_ms + SESSION_MS)}
    return token, NewSession(id=call.new_id(), token_hash=digest(token), device=device, now=call.now, **ends)


async def show_me(call: Call) -> Outcome:
    """Who is signed in, or `null`."""
    me = await _me(call)
    return Outcome(answer=_user_json(me["json"] if me else "null"))


async def list_teams(call: Call) -> Outcome:
    """The teams that the reader has joined."""
    me = await _me(call)
    if me is None:
        raise NotSignedIn
    teams = msgspec.json.decode(str(me["json"]))["teams"]
    return Outcome(answer=msgspec.json.encode({"teams": teams}).decode())


async def dev_sign_in(call: Call, body: DevSignIn, device: str) -> SignedIn:
    """A session for anybody who types a name; the name is the person. The one that the browser had is over."""
    name = trimmed(body.username, "username", limits.USERNAME_MAX_CHARS)
    token, session = begin_session(call, device)
    profile = Profile(id=call.new_id(), username=name, display_name=name)
    rows = await call.db.batch(*sign_out(call.token_hash), *sign_in(profile, session))
    return SignedIn(outcome=Outcome(answer=_user_json(rows[-1][0]["json"]), recheck=_teams(rows[0])), token=token)


async def sign_out_session(call: Call) -> Outcome:
    """End the session, and with it its sockets in every team. Signing out twice is fine."""
    teams = (await call.db.batch(*sign_out(call.token_hash)))[0] if call.token_hash else []
    return Outcome(answer='{"ok":true}', recheck=_teams(teams))


async def list_sessions(call: Call) -> Outcome:
    """Where the reader is signed in: this session first, then the others, the last used ones first."""
    rows = (await call.db.batch(select_sessions(call.token_hash, call.now)))[0]
    if not rows:
        raise NotSignedIn
    renew_if_due(call, str(rows[0]["used_at"]))
    return Outcome(answer=f'{{"sessions":{json_array(rows)}}}')


async def end_session(call: Call, session_id: str) -> Outcome:
    """End one of one's own sessions and its sockets; NotFound for those of others."""
    return await _end(call, session_id)


async def end_other_sessions(call: Call) -> Outcome:
    """End all of one's own sessions but the one that asks."""
    return await _end(call, "")


async def session_ends(db: Database, token_hashes: list[str]) -> dict[str, float]:
    """When each of these sessions is over by now, in epoch milliseconds; nothing for those that are gone."""
    asked = msgspec.json.encode(token_hashes).decode()
    rows = (await db.batch(select_ends(asked)))[0]
    return {str(row["token_hash"]): epoch_ms(str(row["expires_at"])) for row in rows}


async def _end(call: Call, session_id: str) -> Outcome:
    who, ended = await call.db.batch(*end_sessions(call.token_hash, session_id, call.now))
    if not who:
        raise NotSignedIn
    if session_id and not ended:
        raise NotFound("There is no such session.")
    answer = msgspec.json.encode({"ok": True, "ended": len(ended)}).decode()
    return Outcome(answer=answer, recheck=_teams(who) if ended else ())


async def _me(call: Call) -> Row | None:
    rows = (await call.db.batch(select_me(call.token_hash, call.now)))[0] if call.token_hash else []
    if rows:
        renew_if_due(call, str(rows[0]["used_at"]))
    return rows[0] if rows else None


def _teams(rows: Rows) -> tuple[str, ...]:
    return tuple(str(row["team_id"]) for row in rows)


def _user_json(user: object) -> str:
    return f'{{"user":{user}}}'
