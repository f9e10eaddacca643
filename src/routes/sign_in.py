"""Signing in with a provider: away from here, and back."""

from __future__ import annotations

from typing import Final

from actions import sign_in
from actions.result import Result
from actions.sign_in import Return
from context import Context
from domain import errors, limits
from domain.errors import Invalid, NotFound
from domain.providers import Configured, Provider
from routes.cookies import set_cookie
from routes.router import Router

routes = Router()

BROWSER_COOKIE: Final = "sign_in"


@routes.get("/api/auth/login", None, status=302, query={"provider": str, "returnTo": str}, public=True, page=True,
            refusals=(errors.NotFound, errors.SignInMisconfigured, errors.ProviderUnavailable))  # fmt: skip
async def login(ctx: Context) -> Result:
    """Send the browser to a provider."""
    provider = _chosen(ctx.settings.ways, ctx.query.get("provider") or "")
    return_to = ctx.query.get("returnTo") or "/"
    away = await sign_in.begin(ctx, provider, redirect_uri=_redirect_uri(ctx), return_to=return_to)
    cookie = {"Set-Cookie": set_cookie(ctx, _cookie_of(away.state), away.browser, limits.SIGN_IN_MAX_S)}
    return Result(answer="{}", status=302, location=away.url, headers=cookie)


@routes.get("/api/auth/callback", None, status=302, query={"state": str, "code": str, "error": str, "iss": str},
            public=True, page=True,
            refusals=(errors.NotFound, errors.SignInFailed, errors.SignInDenied, errors.SignInMisconfigured,
                      errors.ProviderUnavailable))  # fmt: skip
async def callback(ctx: Context) -> Result:
    """Take the browser back from the provider, signed in."""
    state = ctx.query.get("state") or ""
    back = Return(
        state=state,
        code=ctx.query.get("code") or "",
        error=ctx.query.get("error") or "",
        issuer=ctx.query.get("iss") or "",
        browser=_browser(ctx, state),
    )
    return await sign_in.complete(ctx, back, _redirect_uri(ctx))


def _chosen(ways: Configured, provider_id: str) -> Provider:
    """The provider by this id; the only one need not be named."""
    if not provider_id and len(ways.providers) > 1:
        raise Invalid("`provider`: there are several ways to sign in here, choose one.")
    found = ways.find(provider_id) if provider_id else next(iter(ways.providers), None)
    if found is None:
        raise NotFound("This way to sign in is not available here.")
    return found


def _cookie_of(state: str) -> str:
    """Each sign-in has a cookie of its own, so that two tabs do not disturb each other."""
    return f"{BROWSER_COOKIE}_{state}"


def _browser(ctx: Context, state: str) -> str:
    """The secret of the browser that began; '' without one, and where someone has planted a second."""
    values = ctx.cookie_values(_cookie_of(state))
    return values[0] if len(values) == 1 else ""


def _redirect_uri(ctx: Context) -> str:
    return f"{ctx.origin}/api/auth/callback"
