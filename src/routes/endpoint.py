"""The one place where requests are opened and where answers and refusals are rendered."""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable, Mapping
from typing import Final, TypeVar

import msgspec
from microdot import Request, Response

from actions import live
from actions.call import Listing, Outcome
from actions.instants import instant
from actions.renewal import note
from actions.trace import Trace
from domain import limits
from domain.errors import BodyTooLarge, ErrorBody, GlintError, Internal, Invalid, InvalidJson, NotJson, NotSignedIn
from routes.journal import note_failure, note_refusal, note_request
from routes.limiting import admit_address
from routes.scope import COOKIE, SAFE_METHODS, check_origin, scope_of

Body = TypeVar("Body", bound=msgspec.Struct)
Action = Callable[..., Awaitable["Outcome | Response"]]

_HEADERS: Final = {
    "Content-Type": "application/json; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Reply(Response):
    """A response whose body is JSON text; it is handed to the platform as it is, without encoding it here.

    `code` says which refusal it is.
    """

    def __init__(
        self, answer: str | Listing, status: int = 200, headers: Mapping[str, str] | None = None, code: str = ""
    ) -> None:
        super().__init__("", status, {**_HEADERS, **(headers or {})})
        self.answer, self.code = answer, code


def endpoint(action: Action, *, public: bool = False) -> Callable[..., Awaitable[Response]]:
    """Make a Microdot handler of a function that returns an Outcome or raises a GlintError.

    Without a session cookie it is NotSignedIn before anything else is looked at, unless it is `public`.
    What is to be pushed is deferred: it can neither delay nor fail the answer.
    """

    @functools.wraps(action)
    async def handle(request: Request, **args: str) -> Response:
        scope = scope_of(request)
        try:
            if scope.limiter is not None:
                await admit_address(scope.limiter, request)
            _admit(request, public=public)
            outcome = await action(request, **args)
        except GlintError as error:
            note_refusal(request, error)
            return timed(request, refusal(error))
        except Exception as error:  # noqa: BLE001 - the outer edge of a request
            note_failure(request, error)
            return timed(request, refusal(Internal()))
        finally:
            _note(request)
        if isinstance(outcome, Response):
            return timed(request, outcome)
        _defer(request, outcome)
        return timed(request, Reply(outcome.answer, outcome.status), outcome.set_id)

    return handle


def _admit(request: Request, *, public: bool) -> None:
    if request.method not in SAFE_METHODS:
        check_origin(request)
    if not (public or request.cookies.get(COOKIE)):
        raise NotSignedIn


public_endpoint = functools.partial(endpoint, public=True)


def refusal(error: GlintError) -> Reply:
    """The error as the client sees it."""
    text = msgspec.json.encode(ErrorBody(error=str(error), code=error.code)).decode()
    return Reply(text, error.status, error.headers, error.code)


def timed(request: Request, response: Response, set_id: str = "") -> Response:
    """Say how many round trips to the database the answer took, and by which id the log knows the request.

    Every answer comes by here once. `set_id` is the set that it changed.
    """
    scope = scope_of(request)
    response.headers["Server-Timing"] = f'd1;desc="{scope.db.trips}"'
    response.headers["X-Request-Id"] = scope.request_id
    if scope.origin.startswith("https:"):
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if scope.log is not None:
        note_request(scope.log, request, response, set_id)
    return response


def decode(request: Request, model: type[Body]) -> Body:
    """The request's body. A body that may be empty is one whose fields all have defaults.

    BodyTooLarge, NotJson (the content type), InvalidJson, or Invalid, which names the field.
    """
    body = request.body or b""
    if len(body) > limits.BODY_MAX_BYTES:
        raise BodyTooLarge
    if body and (request.content_type or "").split(";")[0].strip().lower() != "application/json":
        raise NotJson
    try:
        return msgspec.json.decode(body or b"{}", type=model)
    except msgspec.ValidationError as error:
        raise Invalid(_sentence(str(error))) from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise InvalidJson from None


def _sentence(message: str) -> str:
    """The message of msgspec, which names the field as a path (`$.title`), as a sentence."""
    text, _, path = message.partition(" - at `$")
    field = path.rstrip("`").lstrip(".")
    return f"`{field}`: {text}." if field else f"{text}."


def _note(request: Request) -> None:
    scope = scope_of(request)
    if scope.notes:
        scope.defer(note(scope.db, scope.notes))


def _defer(request: Request, outcome: Outcome) -> None:
    scope = scope_of(request)
    if scope.push is not None and (outcome.event is not None or outcome.recheck or outcome.changed):
        now_ms = scope.clock()
        trace = Trace(request_id=scope.request_id, answered_ms=now_ms, clock=scope.clock, metrics=scope.metrics)
        scope.defer(live.after(scope.push, scope.db, outcome, instant(now_ms), trace))
