"""Sign in with an OpenID provider: the redirect there, and the callback."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from typing import Final

import msgspec
from msgspec import Struct

from actions.provider import discover, exchange, identify
from actions.result import Effects, Result
from actions.sessions import begin_session, live_in
from context import Context
from domain import limits
from domain.errors import SignInDenied, SignInFailed
from domain.ids import digest
from domain.instants import instant
from domain.models import PresentUser
from domain.oidc import Discovery, authorization_url, user_id_of
from domain.providers import Claims, Provider, includes, shows_picture, wanted_roles
from domain.return_to import safe_return
from domain.text import composed, is_visible
from ports import ConstraintFailed, GuardFailed, Rows
from store.assignees import release_todos
from store.claims import rename_claims
from store.commit import published
from store.sessions import end_all_sessions, sign_out
from store.sign_ins import SignIn, begin_sign_in, complete_sign_in, place, select_account, take_sign_in
from store.users import Profile

AVATAR_MAX_CHARS: Final = 2_000
NAME_MAX_CHARS: Final = 100
STALE: Final = "This sign-in has expired, or was started in another browser. Please sign in again."


class Departure(Struct, frozen=True, kw_only=True):
    """The authorization URL with its `state`, and the secret that binds the sign-in to this browser by a cookie."""

    url: str
    state: str
    browser: str


class Return(Struct, frozen=True, kw_only=True):
    """The callback's parameters; '' for those that are absent. `browser` is the cookie's secret."""

    state: str
    code: str
    error: str
    issuer: str
    browser: str


async def begin(ctx: Context, provider: Provider, *, redirect_uri: str, return_to: str) -> Departure:
    """Begin a sign-in."""
    found = await discover(ctx.outside, provider, ctx.now_ms, fresh=True)
    state, secret = ctx.new_token(), ctx.new_token()
    mine = SignIn(
        provider=provider.id, nonce=ctx.new_token(), verifier=ctx.new_token(), return_to=safe_return(return_to)
    )
    ends = instant(ctx.now_ms + limits.SIGN_IN_MAX_S * 1000)
    await ctx.directory.batch(begin_sign_in(mine, digest(state), digest(secret), ends))
    url = authorization_url(
        provider, found, redirect_uri=redirect_uri, state=state, nonce=mine.nonce, verifier=mine.verifier
    )
    return Departure(url=url, state=state, browser=secret)


async def complete(ctx: Context, back: Return, redirect_uri: str) -> Result:
    """Complete a sign-in: open a session, and end whatever session the browser had.

    Raises SignInFailed, SignInDenied or ProviderUnavailable; the sign-in is used up by any of them.
    """
    outside, ways = ctx.outside, ctx.settings.ways
    rows = (await ctx.directory.batch(take_sign_in(digest(back.state), digest(back.browser), ctx.now)))[0]
    mine = msgspec.convert(rows[0], SignIn) if rows else None
    provider = ways.find(mine.provider) if mine else None
    if mine is None or provider is None:
        raise SignInFailed(STALE)
    found = await _check_return(ctx, provider, back)
    grant = {"code": back.code, "code_verifier": mine.verifier, "redirect_uri": redirect_uri}
    tokens = await exchange(outside, provider, found, ways.secrets.get(provider.id), grant)
    claims = await identify(outside, provider, found, tokens, nonce=mine.nonce, now_ms=ctx.now_ms)
    return await _arrive(ctx, provider, claims, mine.return_to)


async def _check_return(ctx: Context, provider: Provider, back: Return) -> Discovery:
    """Validate the callback (RFC 9207) and return the provider's discovery document."""
    if back.issuer and not hmac.compare_digest(back.issuer.encode(), provider.issuer.encode()):
        raise SignInFailed("The response is from a different sign-in provider than the one you chose.")
    if back.error:
        raise SignInDenied
    found = await discover(ctx.outside, provider, ctx.now_ms)
    if found.authorization_response_iss_parameter_supported and not back.issuer:
        raise SignInFailed("The response does not say which sign-in provider it is from.")
    if not back.code:
        raise SignInFailed("The sign-in provider sent no code.")
    return found


async def _arrive(ctx: Context, provider: Provider, claims: Claims, return_to: str) -> Result:
    """Sign in, to a new account where the one that the claims lead to was deleted."""
    subject = user_id_of(claims)
    if not includes(provider.allow, provider, claims):
        denied = SignInDenied(f"This {provider.name} account is not allowed to use this Glint. Ask its administrator.")
        denied.effects = await _end_access(ctx, provider, subject)
        raise denied
    try:
        try:
            return await _open(ctx, provider, claims, return_to, subject)
        except GuardFailed:
            return await _open(ctx, provider, claims, return_to, await _account_of(ctx, subject))
    except ConstraintFailed:
        raise SignInFailed("Someone else already has your username here. Ask the administrator.") from None


async def _open(ctx: Context, provider: Provider, claims: Claims, return_to: str, user_id: str) -> Result:
    """Open a session of this user. Raises GuardFailed if the account was deleted, and ConstraintFailed."""
    token, session = begin_session(ctx)
    profile = profile_of(provider, claims, user_id)
    wanted = wanted_roles(provider, claims)
    ended, renamed = sign_out(ctx.caller.token_hashes), rename_claims(profile, ctx.now)
    listed = provider.create_teams != "anyone" and includes(provider.create_teams, provider, claims)
    opened = complete_sign_in(profile, session, user_id_of(claims), provider.id, creates_teams=listed)
    placed = (*place(profile.id, wanted, ctx.now), *release_todos(profile.id, ctx.now))
    rows = await ctx.directory.batch(*ended, *renamed, *opened, *placed)
    told = [str(row["team_id"]) for row in rows[len(ended)]]
    moved = _moved(rows[-len(placed) :])
    effects = Effects(
        events=published(rows, ""),
        recheck=tuple(dict.fromkeys((*live_in(rows), *moved))),
        announce=tuple(dict.fromkeys((*told, *moved))),
        renamed=_shown(profile) if told else None,
    )
    return Result(answer="{}", status=302, effects=effects, session_token=token, location=return_to)


async def _account_of(ctx: Context, subject: str) -> str:
    """Return the id of the account that belongs to the provider's subject, also after a deletion."""
    return str((await ctx.directory.batch(select_account(subject, ctx.new_id())))[0][0]["id"])


async def _end_access(ctx: Context, provider: Provider, subject: str) -> Effects:
    """End all sessions of someone who may no longer sign in, and their membership of the mapped teams."""
    user_id = await _account_of(ctx, subject)
    mapped = dict.fromkeys(rule.team for rule in provider.teams)
    placed = (*place(user_id, mapped, ctx.now), *release_todos(user_id, ctx.now))
    rows = await ctx.directory.batch(*end_all_sessions(user_id), *placed)
    moved = _moved(rows[-len(placed) :])
    recheck = tuple(dict.fromkeys((*live_in(rows), *moved)))
    return Effects(events=published(rows, ""), recheck=recheck, announce=tuple(moved))


def _moved(rows: Iterable[Rows]) -> list[str]:
    """The teams that the statements of `place` have changed."""
    return [str(row["team_id"]) for found in rows for row in found if "payload" not in row]


def _shown(profile: Profile) -> PresentUser:
    return PresentUser(id=profile.id, name=profile.display_name, avatar_url=profile.avatar_url)


def profile_of(provider: Provider, claims: Claims, user_id: str) -> Profile:
    """The person's profile as the provider has it now."""
    username = _text(claims, "preferred_username") or _text(claims, "email").partition("@")[0] or user_id
    shown = _text(claims, "name") or username
    picture = _text(claims, "picture")
    return Profile(
        id=user_id,
        username=username[: limits.USERNAME_MAX_CHARS],
        display_name=shown[:NAME_MAX_CHARS],
        avatar_url=picture if shows_picture(provider, picture) and len(picture) <= AVATAR_MAX_CHARS else None,
    )


def _text(claims: Claims, name: str) -> str:
    value = claims.get(name)
    if not isinstance(value, str) or not is_visible(value):
        return ""
    return composed("".join(char for char in value if char.isprintable())).strip()
