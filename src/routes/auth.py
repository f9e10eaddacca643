"""Signing in and out."""

from __future__ import annotations

import msgspec
from microdot import Microdot, Request, Response

from actions import sessions
from actions.call import Outcome
from actions.sessions import SESSION_MS
from domain.errors import NotFound
from domain.inputs import DevSignIn, Nothing
from routes.endpoint import Reply, decode, public_endpoint
from routes.scope import COOKIE, call_of, scope_of

routes = Microdot()


@routes.get("/api/auth/me")
@public_endpoint
async def me(request: Request) -> Outcome:
    """Who is signed in."""
    return await sessions.show_me(call_of(request))


@routes.get("/api/auth/providers")
@public_endpoint
async def providers(request: Request) -> Outcome:
    """The ways to sign in here, for the sign-in page."""
    body = {"providers": [], "devLogin": scope_of(request).settings.dev_login}
    return Outcome(answer=msgspec.json.encode(body).decode())


@routes.post("/api/auth/dev")
@public_endpoint
async def dev(request: Request) -> Reply:
    """Sign in by name alone; only where DEV_LOGIN says so."""
    if not scope_of(request).settings.dev_login:
        raise NotFound
    done = await sessions.dev_sign_in(call_of(request), decode(request, DevSignIn))
    return Reply(done.outcome.answer, headers={"Set-Cookie": _cookie(done.token, SESSION_MS // 1000)})


@routes.post("/api/auth/logout")
@public_endpoint
async def logout(request: Request) -> Outcome:
    """End the session and its sockets."""
    decode(request, Nothing)
    outcome = await sessions.sign_out_session(call_of(request))

    @request.after_request
    def forget(_: Request, response: Response) -> Response:
        response.headers["Set-Cookie"] = _cookie("", 0)
        return response

    return outcome


def _cookie(token: str, max_age_s: int) -> str:
    return f"{COOKIE}={token}; Path=/; Max-Age={max_age_s}; HttpOnly; Secure; SameSite=Lax"
