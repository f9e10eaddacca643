"""Signing in with a provider: to it, and back."""

from __future__ import annotations

import hmac
from typing import Final

import msgspec
from msgspec import Struct

from actions.call import Call, Outcome
from actions.instants import instant
from actions.invites import digest
from actions.provider import Outside, discover, exchange, identify
from actions.sessions import begin_session
from domain import limits
from domain.errors import SignInDenied, SignInFailed
from domain.oidc import Discovery, authorization_url, safe_return, user_id_of
from domain.providers import Claims, Configured, Provider, wanted_roles
from store.database import ConstraintFailed
from store.sign_ins import SignIn, begin_sign_in, complete_sign_in, place, take_sign_in
from store.users import Profile, sign_out

AVATAR_MAX_CHARS: Final = 2_000
NAME_MAX_CHARS: Final = 100
STALE: Final = "This sign-in has ended already, or it was begun in another browser. Please sign in again."


class Departure(Struct, frozen=True, kw_only=True):
    """Where the browser goes, and the secret that it keeps in a cookie until it is back."""

    url: str
    browser: str


class Return(Struct, frozen=True, kw_only=True):
    """What the provider sent the browser back with; '' for what is not there. `device` is the browser in words."""

    state: str
    code: str
    error: str
    issuer: str
    browser: str
    device: str = ""


class Arrival(Struct, frozen=True, kw_only=True):
    """A new session: its token, and where the browser goes. The outcome names the teams that are concerned."""

    outcome: Outcome
    token: str
    return_to: str


async def begin(
    call: Call, outside: Outside, provider: Provider, *, redirect_uri: str, return_to: str, browser: str
) -> Departure:
    """Begin a sign-in. `browser` is the secret of an earlier one in this browser, or ''."""
    found = await discover(outside, provider, call.now_ms, afresh=True)
    state, secret = call.new_token(), browser or call.new_token()
    mine = SignIn(
        provider=provider.id, nonce=call.new_token(), verifier=call.new_token(), return_to=safe_return(return_to)
    )
    ends = instant(call.now_ms + limits.SIGN_IN_MAX_S * 1000)
    await call.db.batch(begin_sign_in(mine, digest(state), digest(secret), ends))
    url = authorization_url(
        provider, found, redirect_uri=redirect_uri, state=state, nonce=mine.nonce, verifier=mine.verifier
    )
    return Departure(url=url, browser=secret)


async def complete(call: Call, outside: Outside, ways: Configured, back: Return, redirect_uri: str) -> Arrival:
    """Complete a sign-in: a new session, whatever session the browser had is over.

    SignInFailed, SignInDenied or ProviderUnavailable; the sign-in is used up by any of them.
    """
    rows = (await call.db.batch(take_sign_in(digest(back.state), digest(back.browser), call.now)))[0]
    mine = msgspec.convert(rows[0], SignIn) if rows else None
    provider = ways.find(mine.provider) if mine else None
    if mine is None or provider is None:
        raise SignInFailed(STALE)
    found = await _check_return(call, outside, provider, back)
    grant = {"code": back.code, "code_verifier": mine.verifier, "redirect_uri": redirect_uri}
    tokens = await exchange(outside, provider, found, ways.secrets.get(provider.id), grant)
    claims = await identify(outside, provider, found, tokens, nonce=mine.nonce, now_ms=call.now_ms)
    return await _arrive(call, provider, claims, mine.return_to, back.device)


async def _check_return(call: Call, outside: Outside, provider: Provider, back: Return) -> Discovery:
    """What the provider says of itself, if the browser was sent back by it (RFC 9207), with a code."""
    if back.issuer and not hmac.compare_digest(back.issuer.encode(), provider.issuer.encode()):
        raise SignInFailed("The answer is from another sign-in provider than the one that was asked.")
    if back.error:
        raise SignInDenied
    found = await discover(outside, provider, call.now_ms)
    if found.authorization_response_iss_parameter_supported and not back.issuer:
        raise SignInFailed("The answer does not say which sign-in provider it is from.")
    if not back.code:
        raise SignInFailed("The sign-in provider sent no code.")
    return found


async def _arrive(call: Call, provider: Provider, claims: Claims, return_to: str, device: str) -> Arrival:
    token, session = begin_session(call, device)
    profile = profile_of(claims)
    wanted = wanted_roles(provider, claims)
    ended = sign_out(call.token_hash)
    opened = complete_sign_in(profile, session)
    try:
        rows = await call.db.batch(*ended, *opened, *place(profile.id, wanted, call.now))
    except ConstraintFailed:
        raise SignInFailed("Somebody else has your username here. Ask who runs this server.") from None
    placed = rows[len(ended) + len(opened) :]
    changed = tuple(str(row["team_id"]) for found in placed for row in found)
    recheck = tuple(dict.fromkeys((*(str(row["team_id"]) for row in rows[0]), *changed)))
    return Arrival(outcome=Outcome(answer="{}", recheck=recheck, changed=changed), token=token, return_to=return_to)


def profile_of(claims: Claims) -> Profile:
    """What is shown of the person, as the provider has it now."""
    user_id = user_id_of(claims)
    username = _text(claims, "preferred_username") or _text(claims, "email").partition("@")[0] or user_id
    shown = _text(claims, "name") or username
    picture = _text(claims, "picture")
    return Profile(
        id=user_id,
        username=username[: limits.USERNAME_MAX_CHARS],
        display_name=shown[:NAME_MAX_CHARS],
        avatar_url=picture if picture.startswith("https://") and len(picture) <= AVATAR_MAX_CHARS else None,
    )


def _text(claims: Claims, name: str) -> str:
    value = claims.get(name)
    return "".join(char for char in value if char.isprintable()).strip() if isinstance(value, str) else ""
