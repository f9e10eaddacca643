"""Signing in and out, and the places where one is signed in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec

from actions.authorize import IDLE_MS, admit, admit_known, renew_session_if_due, unknown_caller
from actions.result import Effects, Result
from context import Context
from domain import limits
from domain.devices import device_of
from domain.errors import Forbidden, NotFound, NotSignedIn
from domain.ids import digest
from domain.inputs import DevSignIn
from domain.instants import epoch_ms, instant
from domain.text import composed, trimmed
from ports import Database, GuardFailed, Row, Rows, Statement, json_array
from store.commit import teams_in
from store.sessions import NewSession, end_sessions, renewal_due_ms, select_ends, select_sessions, sign_out
from store.users import Profile, select_me, select_schema, sign_in

SESSION_MS: Final = limits.SESSION_MAX_DAYS * 86_400_000


def begin_session(ctx: Context) -> tuple[str, NewSession]:
    """A new token, and the session to store for it: every way to sign in ends here.

    The caller ends the session that the browser had (`sign_out(ctx.caller.token_hashes)`, in the same batch) and has
    its teams rechecked: nobody continues with a token from before the sign-in.
    """
    token = ctx.new_token()
    ends = {"expires_at": instant(ctx.now_ms + IDLE_MS), "ends_at": instant(ctx.now_ms + SESSION_MS)}
    return token, NewSession(
        id=ctx.new_id(),
        token_hash=digest(token),
        device=device_of(ctx.headers.get("User-Agent") or ""),
        now=ctx.now,
        **ends,
    )


async def show_me(ctx: Context) -> Result:
    """Who is signed in, or `null`. Raises InvalidToken."""
    me = await _me(ctx)
    if me is None and ctx.caller.by_token:
        raise unknown_caller(ctx)
    return Result(answer=_user_json(ctx, me) if me else '{"user":null}')


async def check_database(ctx: Context) -> None:
    """Raise NotSetUp where the database has not been migrated: before someone signs in, nothing else would tell."""
    await ctx.directory.batch(select_schema())


async def list_teams(ctx: Context) -> Result:
    """The teams that the reader has joined."""
    me = await _me(ctx)
    if me is None:
        raise unknown_caller(ctx)
    teams = msgspec.json.decode(str(me["json"]))["teams"]
    return Result(answer=msgspec.json.encode({"teams": teams}).decode())


async def dev_sign_in(ctx: Context, body: DevSignIn) -> Result:
    """Open a session for anybody who types a name; the name is the person. The browser's earlier session ends."""
    name = trimmed(composed(body.username), "username", limits.USERNAME_MAX_CHARS)
    token, session = begin_session(ctx)
    profile = Profile(id=ctx.new_id(), username=name, display_name=name)
    try:
        rows = await ctx.directory.batch(*sign_out(ctx.caller.token_hashes), *sign_in(profile, session))
    except GuardFailed:
        raise Forbidden("This username belongs to someone who signs in with a provider.") from None
    effects = Effects(recheck=live_in(rows))
    return Result(answer=_user_json(ctx, rows[-1][0]), effects=effects, session_token=token)


async def sign_out_session(ctx: Context) -> Result:
    """End the session, and with it its sockets in every team. Signing out twice is fine."""
    rows = await ctx.directory.batch(*sign_out(ctx.caller.token_hashes)) if ctx.caller.token_hashes else []
    return Result(answer='{"ok":true}', session_token="", effects=Effects(recheck=live_in(rows)))


async def list_sessions(ctx: Context) -> Result:
    """Where the reader is signed in: this session first, then the others, the last used ones first."""
    rows = await _read_own(ctx, select_sessions(ctx.caller.token_hashes, ctx.now))
    if not rows:
        raise NotSignedIn
    return Result(answer=f'{{"sessions":{json_array(rows)}}}')


async def end_session(ctx: Context, session_id: str) -> Result:
    """End one of one's own sessions and its sockets; NotFound for those of others."""
    ends = end_sessions(ctx.caller.token_hashes, session_id, ctx.now)
    return await end_own(ctx, ends, "There is no such session.")


async def end_other_sessions(ctx: Context) -> Result:
    """End all of one's own sessions but the one that asks."""
    return await end_own(ctx, end_sessions(ctx.caller.token_hashes, "", ctx.now))


async def session_ends(db: Database, token_hashes: list[str]) -> dict[str, float]:
    """When each of these sessions ends, in epoch milliseconds; nothing for those that no longer exist."""
    asked = msgspec.json.encode(token_hashes).decode()
    rows = (await db.batch(select_ends(asked)))[0]
    return {str(row["token_hash"]): epoch_ms(str(row["expires_at"])) for row in rows}


async def end_own(ctx: Context, ends: tuple[Statement, ...], missing: str = "") -> Result:
    """End sessions of the reader's, with their sockets. Raises NotFound, which says `missing`, if there is none."""
    who, *rows = await ctx.directory.batch(select_sessions(ctx.caller.token_hashes, ctx.now), *ends)
    if not who:
        raise NotSignedIn
    ended = rows[-1]
    if missing and not ended:
        raise NotFound(missing)
    answer = msgspec.json.encode({"ok": True, "ended": len(ended)}).decode()
    return Result(answer=answer, effects=Effects(recheck=live_in(rows)))


async def _me(ctx: Context) -> Row | None:
    hashes = ctx.caller.token_hashes
    rows = await _read_own(ctx, select_me(hashes, ctx.now)) if hashes else []
    return rows[0] if rows else None


async def _read_own(ctx: Context, statement: Statement) -> Rows:
    """Read what is the session's user's own; no rows when it has ended. Raises RateLimited."""
    await admit_known(ctx)
    rows = (await ctx.directory.batch(statement))[0]
    if rows:
        await admit(ctx, str(rows[0]["user_id"]))
        renew_session_if_due(ctx, str(rows[0]["token_hash"]), renewal_due_ms(str(rows[0]["used_at"])))
    return rows


def live_in(rows: Iterable[Rows]) -> tuple[str, ...]:
    """The teams in which sessions that ended had sockets, the most recent first, as the batch that ended them tells."""
    [teams] = teams_in(rows, "live_in")
    return teams


def _user_json(ctx: Context, me: Row) -> str:
    """The row of `select_me`, whose JSON comes from the database, with what only the settings know."""
    provider_id = None if me["provider"] is None else str(me["provider"])
    may = ctx.settings.may_create_teams(str(me["user_id"]), provider_id, listed=bool(me["creates_teams"]))
    return f'{{"user":{str(me["json"])[:-1]},"mayCreateTeams":{msgspec.json.encode(may).decode()}}}}}'
