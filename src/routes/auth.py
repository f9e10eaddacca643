"""Sessions: who is signed in, signing in by name, signing out."""

from __future__ import annotations

from typing import Final

import msgspec

from actions import sessions
from actions.result import Result
from context import Context
from domain import answers, errors
from domain.answers import ProviderButton
from domain.inputs import EMPTY, DevSignIn, Nothing
from routes.origin import is_local
from routes.router import Router

routes = Router()

NO_WAY: Final = (
    "No one can sign in here yet. The administrator needs to add a sign-in provider to OIDC_PROVIDERS in "
    "wrangler.jsonc and run `make deploy`: docs/sign-in.md has an example for each."
)


def offers_dev_login(ctx: Context) -> bool:
    """Whether one may sign in by name alone: where DEV_LOGIN says so, and never at an address of the Internet."""
    return ctx.settings.dev_login and is_local(ctx.origin)


@routes.get("/api/auth/me", answers.Me, public=True, scope="read")
async def me(ctx: Context) -> Result:
    """Who is signed in."""
    return await sessions.show_me(ctx)


@routes.get("/api/auth/providers", answers.Providers, public=True, scope="read", refusals=(errors.SignInMisconfigured,))
async def providers(ctx: Context) -> Result:
    """The ways to sign in here, for the sign-in page."""
    buttons = [ProviderButton(id=each.id, name=each.name) for each in ctx.settings.ways.providers]
    await sessions.check_database(ctx)
    by_name = offers_dev_login(ctx)
    body = answers.Providers(providers=buttons, dev_login=by_name, missing=None if buttons or by_name else NO_WAY)
    return Result(answer=msgspec.json.encode(body).decode())


@routes.post("/api/auth/dev", answers.SignedIn, body=DevSignIn, refusals=(errors.NotFound, errors.Forbidden),
             public=True, replayable=False, enabled=offers_dev_login)  # fmt: skip
async def dev(ctx: Context, body: DevSignIn) -> Result:
    """Sign in by name alone, as nobody whom a provider knows; only where DEV_LOGIN says so, and locally."""
    return await sessions.dev_sign_in(ctx, body)


@routes.post("/api/auth/logout", answers.Ok, body=Nothing, public=True, replayable=False)
async def logout(ctx: Context, body: Nothing = EMPTY) -> Result:  # noqa: ARG001 - it has none
    """End the session and its sockets."""
    return await sessions.sign_out_session(ctx)


@routes.get("/api/auth/sessions", answers.Sessions)
async def list_sessions(ctx: Context) -> Result:
    """Where the reader is signed in."""
    return await sessions.list_sessions(ctx)


@routes.delete("/api/auth/sessions", answers.Ended, body=Nothing, replayable=False)
async def end_other_sessions(ctx: Context, body: Nothing = EMPTY) -> Result:  # noqa: ARG001 - it has none
    """Sign out everywhere else."""
    return await sessions.end_other_sessions(ctx)


@routes.delete("/api/auth/sessions/<session_id>", answers.Ended, body=Nothing, replayable=False)
async def end_session(ctx: Context, session_id: str, body: Nothing = EMPTY) -> Result:  # noqa: ARG001 - it has none
    """Sign out there."""
    return await sessions.end_session(ctx, session_id)
