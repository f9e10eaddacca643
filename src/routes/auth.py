"""Signing in and out."""

from __future__ import annotations

import msgspec
from microdot import Microdot, Request, Response

from actions import sessions
from actions.call import Outcome
from actions.sessions import SESSION_MS
from domain.errors import NotFound
from domain.inputs import DevSignIn, Nothing
from routes.endpoint import decode, endpoint, public_endpoint
from routes.scope import call_of, device_name, scope_of, session_cookie

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
    settings = scope_of(request).settings
    found = [{"id": one.id, "name": one.name} for one in settings.ways.providers]
    body = {"providers": found, "devLogin": settings.dev_login}
    return Outcome(answer=msgspec.json.encode(body).decode())


@routes.post("/api/auth/dev")
@public_endpoint
async def dev(request: Request) -> Outcome:
    """Sign in by name alone; only where DEV_LOGIN says so."""
    if not scope_of(request).settings.dev_login:
        raise NotFound
    done = await sessions.dev_sign_in(call_of(request), decode(request, DevSignIn), device_name(request))
    _set_cookie(request, done.token, SESSION_MS // 1000)
    return done.outcome


@routes.post("/api/auth/logout")
@public_endpoint
async def logout(request: Request) -> Outcome:
    """End the session and its sockets."""
    decode(request, Nothing)
    outcome = await sessions.sign_out_session(call_of(request))
    _set_cookie(request, "", 0)
    return outcome


@routes.get("/api/auth/sessions")
@endpoint
async def list_sessions(request: Request) -> Outcome:
    """Where the reader is signed in."""
    return await sessions.list_sessions(call_of(request))


@routes.delete("/api/auth/sessions")
@endpoint
async def end_other_sessions(request: Request) -> Outcome:
    """Sign out everywhere else."""
    decode(request, Nothing)
    return await sessions.end_other_sessions(call_of(request))


@routes.delete("/api/auth/sessions/<session_id>")
@endpoint
async def end_session(request: Request, session_id: str) -> Outcome:
    """Sign out there."""
    decode(request, Nothing)
    return await sessions.end_session(call_of(request), session_id)


def _set_cookie(request: Request, token: str, max_age_s: int) -> None:
    """Have the answer, if it is no refusal, set the session's cookie."""

    @request.after_request
    def put(_: Request, response: Response) -> Response:
        response.headers["Set-Cookie"] = session_cookie(token, max_age_s)
        return response
