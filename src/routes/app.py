"""All routes in one application, and what is answered where there is none."""

from __future__ import annotations

from microdot import Microdot, Request, Response

from domain import limits
from domain.errors import BodyTooLarge, MethodNotAllowed, NotFound
from routes import auth, health, invites, sets, sign_in, teams, todos, ws
from routes.endpoint import refusal, timed

Request.max_content_length = limits.BODY_MAX_BYTES

RESOURCES = (health, todos, ws, sets, auth, sign_in, teams, invites)
"""In the order in which Microdot tries them: what is asked for most comes first."""


def make_app() -> Microdot:
    """The application. Every error, also of the framework's own, is rendered in the same way."""
    app = Microdot()
    for resource in RESOURCES:
        app.mount(resource.routes)

    @app.errorhandler(404)
    async def not_found(_: Request) -> Response:
        return refusal(NotFound())

    @app.errorhandler(405)
    async def method_not_allowed(request: Request) -> Response:
        allowed = app.default_options_handler(request)
        return refusal(MethodNotAllowed(headers=allowed))

    @app.errorhandler(413)
    async def too_large(_: Request) -> Response:
        return refusal(BodyTooLarge())

    @app.after_error_request
    async def time(request: Request, response: Response) -> Response:
        return timed(request, response)

    return app
