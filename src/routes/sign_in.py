"""Signing in with a provider: away from here, and back."""

from __future__ import annotations

import re
from typing import Final

from actions import sign_in
from actions.result import Result
from actions.sign_in import Return
from context import Context
from domain import errors, limits
from domain.errors import Invalid, NotFound
from domain.providers import Configured, Provider
from routes.cookies import cookie_values, set_cookie
from routes.router import Router

routes = Router()

BROWSER_COOKIE: Final = "sign_in"
_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")


@routes.get("/api/auth/login", None, status=302, query={"provider": str, "returnTo": str}, public=True, page=True,
            refusals=(errors.NotFound, errors.SignInMisconfigured, errors.ProviderUnavailable))  # fmt: skip
async def login(ctx: Context) -> Result:
    """Send the browser to a provider."""
    provider = _chosen(ctx.settings.ways, ctx.query.get("provider") or "")
    known = _browser(ctx)
    away = await sign_in.begin(
        ctx,
        provider,
        redirect_uri=_redirect_uri(ctx),
        return_to=ctx.query.get("returnTo") or "/",
        browser=known if _SECRET.fullmatch(known) else "",
    )
    cookie = {"Set-Cookie": set_cookie(ctx, BROWSER_COOKIE, away.browser, limits.SIGN_IN_MAX_S)}
    return Result(answer="{}", status=302, location=away.url, headers=cookie)


@routes.get("/api/auth/callback", None, status=302, query={"state": str, "code": str, "error": str, "iss": str},
            public=True, page=True,
            refusals=(errors.NotFound, errors.SignInFailed, errors.SignInDenied, errors.SignInMisconfigured,
                      errors.ProviderUnavailable))  # fmt: skip
async def callback(ctx: Context) -> Result:
    """Take the browser back from the provider, signed in."""
    back = Return(
        state=ctx.query.get("state") or "",
        code=ctx.query.get("code") or "",
        error=ctx.query.get("error") or "",
        issuer=ctx.query.get("iss") or "",
        browser=_browser(ctx),
    )
    return await sign_in.complete(ctx, back, _redirect_uri(ctx))


def _chosen(ways: Configured, provider_id: str) -> Provider:
    """The provider by this id; the only one need not be named."""
    if not provider_id and len(ways.providers) > 1:
        raise Invalid("`provider`: there are several ways to sign in here, choose one.")
    found = ways.find(provider_id) if provider_id else next(iter(ways.providers), None)
    if found is None:
        raise NotFound("There is no such way to sign in here.")
    return found


def _browser(ctx: Context) -> str:
    return next(iter(cookie_values(ctx, BROWSER_COOKIE)), "")


def _redirect_uri(ctx: Context) -> str:
    return f"{ctx.origin}/api/auth/callback"
