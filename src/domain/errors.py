"""Every refusal that a person or a client may see.

GlintError
├── SignInFailed         400  sign_in_failed
├── InvalidJson          400  invalid_json
├── NotSignedIn          401  not_signed_in
│   └── InvalidToken     401  invalid_token
├── Forbidden            403  forbidden
│   ├── NotAMember       403  not_a_member
│   ├── OriginNotAllowed 403  origin_not_allowed
│   ├── OutOfScope       403  insufficient_scope
│   └── SignInDenied     403  sign_in_denied
├── NotFound             404  not_found
├── MethodNotAllowed     405  method_not_allowed
├── Conflict             409  conflict
│   ├── AlreadyClaimed   409  already_claimed
│   ├── CannotUndo       409  cannot_undo
│   ├── IdTaken          409  id_taken
│   ├── LastOwner        409  last_owner
│   ├── LimitReached     409  limit_reached
│   └── SetFull          409  set_full
├── Resync               410  resync
├── BodyTooLarge         413  body_too_large
├── NotJson              415  not_json
├── Invalid              422  invalid
│   └── KeyReused        422  idempotency_key_reused
├── UpgradeRequired      426  upgrade_required
├── RateLimited          429  rate_limited
│   └── QuotaSpent       429  quota_spent
├── Internal             500  internal
├── SignInMisconfigured  500  sign_in_misconfigured
├── ProviderUnavailable  502  provider_unavailable
├── NotSetUp             503  not_set_up
└── PushUnavailable      503  push_unavailable

They are raised deep and rendered in one place (`routes.endpoint`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from msgspec import Struct

from domain.effects import Effects


class ErrorBody(Struct, frozen=True, kw_only=True):
    """Every error on the wire: a sentence for a person, a code for programs."""

    error: str
    code: str


class GlintError(Exception):
    """A refusal: `str(error)` is a sentence for a person, `code` is for programs.

    `effects` follow the answer, where something was committed all the same. One that is `repeated` is not logged.
    """

    effects: Effects = Effects()
    repeated: bool = False
    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal"
    sentence: ClassVar[str] = "Something went wrong on our side. Please try again."

    def __init__(self, sentence: str | None = None, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence or self.sentence)
        self.headers = dict(headers or {})


class SignInFailed(GlintError):
    """Nobody was signed in; the sentence says why."""

    status, code, sentence = 400, "sign_in_failed", "Signing in did not work. Please try again."


class InvalidJson(GlintError):
    """The body does not parse as JSON."""

    status, code, sentence = 400, "invalid_json", "The body is not valid JSON."


class NotSignedIn(GlintError):
    """The request carries no session, or one that is over."""

    status, code, sentence = 401, "not_signed_in", "Please sign in first."


class InvalidToken(NotSignedIn):
    """The access token is unknown, expired or ended; the header is that of RFC 6750."""

    code = "invalid_token"
    sentence = "This access token is not valid: it may have expired or been revoked. Create a new one in Glint."

    def __init__(self) -> None:
        super().__init__(headers={"WWW-Authenticate": 'Bearer error="invalid_token"'})


class Forbidden(GlintError):
    """Signed in, but not allowed to do this."""

    status, code, sentence = 403, "forbidden", "You are not allowed to do this."


class NotAMember(Forbidden):
    """Also for teams that do not exist, so that nobody can probe for them."""

    code, sentence = "not_a_member", "You are not a member of this team."


class OriginNotAllowed(Forbidden):
    """The page that sent this request is not Glint's own."""

    code, sentence = "origin_not_allowed", "Requests from this site are not accepted."


class OutOfScope(Forbidden):
    """The access token does not allow this, whatever its person may do."""

    code, sentence = "insufficient_scope", "This cannot be done with an access token. Sign in with a browser instead."


class SignInDenied(Forbidden):
    """The provider asked the person, or its rules, and the answer was no."""

    code, sentence = "sign_in_denied", "The sign-in provider did not let you in, or you cancelled. Please try again."


class NotFound(GlintError):
    """Unknown here, or belonging to another team."""

    status, code, sentence = 404, "not_found", "This could not be found."


class MethodNotAllowed(GlintError):
    """The path exists, the method does not; `headers` name the allowed ones."""

    status, code, sentence = 405, "method_not_allowed", "This address does not support this method."


class Conflict(GlintError):
    """Someone else was faster."""

    status, code, sentence = 409, "conflict", "Someone else changed this at the same time. Please try again."


class AlreadyClaimed(Conflict):
    """The todo is claimed by another person."""

    code, sentence = "already_claimed", "Someone else has already claimed this todo."


class CannotUndo(Conflict):
    """A change cannot be undone; the sentence says why."""

    code, sentence = "cannot_undo", "This change cannot be undone."


class IdTaken(Conflict):
    """The id that the client chose is in use."""

    code, sentence = "id_taken", "A todo with this id already exists."


class LastOwner(Conflict):
    """A team never loses its last owner."""

    code, sentence = "last_owner", "A team needs an owner. Make someone else an owner first."


class LimitReached(Conflict):
    """There are as many of something as there may be; the sentence says of what, and what to do."""

    code = "limit_reached"


class SetFull(Conflict):
    """The set holds as many todos as it may."""

    code, sentence = "set_full", "This list is full: it can hold 5,000 todos."


class Resync(GlintError):
    """The log cannot bridge the gap: reload the list."""

    status, code, sentence = 410, "resync", "These changes are no longer available. Please reload the list."


class BodyTooLarge(GlintError):
    """The body is over `limits.BODY_MAX_BYTES`, or an import's over `limits.IMPORT_MAX_BYTES`."""

    status, code, sentence = 413, "body_too_large", "The request is too large."

    @classmethod
    def over(cls, most: int) -> BodyTooLarge:
        """The refusal that says how many bytes there may be."""
        return cls(f"The request is too large: {most // 1024} KiB at most.")


class NotJson(GlintError):
    """A body that is not declared as JSON."""

    status, code, sentence = 415, "not_json", "Please send JSON, with the content type application/json."


class Invalid(GlintError):
    """Well-formed but invalid; the sentence names the field."""

    status, code, sentence = 422, "invalid", "The request is not valid."


class KeyReused(Invalid):
    """The Idempotency-Key came with another request before."""

    code, sentence = "idempotency_key_reused", "This Idempotency-Key was used for another request. Send a new one."


class UpgradeRequired(GlintError):
    """The WebSocket route was asked for as a page."""

    status, code, sentence = 426, "upgrade_required", "This address only accepts WebSocket connections."

    def __init__(self) -> None:
        super().__init__(headers={"Upgrade": "websocket", "Connection": "Upgrade"})


class RateLimited(GlintError):
    """Too many requests; `Retry-After` says when to come back, in seconds.

    `repeated`: the same was said, and logged, a moment ago.
    """

    status, code, sentence = 429, "rate_limited", "Too many requests. Please wait a moment."

    def __init__(self, retry_after_s: int, *, repeated: bool = False) -> None:
        super().__init__(headers={"Retry-After": str(retry_after_s)})
        self.repeated = repeated


class QuotaSpent(RateLimited):
    """A person or a team has added as much to the log as a day allows."""

    code = "quota_spent"
    sentence = "The limit on changes for today has been reached. Please continue tomorrow (UTC)."


class Internal(GlintError):
    """An unhandled exception; the details are in the log, never in the answer."""


class SignInMisconfigured(GlintError):
    """The variable OIDC_PROVIDERS is wrong; the sentence says where, for who runs this server."""

    code = "sign_in_misconfigured"


class ProviderUnavailable(GlintError):
    """The provider cannot be reached, is too slow, or answers with an error."""

    status, code = 502, "provider_unavailable"
    sentence = "The sign-in provider cannot be reached right now. Please try again in a few minutes."


class NotSetUp(GlintError):
    """The binding DB is missing, or its migrations have not run; the sentence is for who runs this server."""

    status, code = 503, "not_set_up"
    sentence = (
        "The database of this Glint is missing or not up to date. Run `make deploy`, which applies the migrations "
        "(docs/deploy.md)."
    )


class PushUnavailable(GlintError):
    """This deployment has no TODO_SYNC binding: everything works but live push."""

    status, code, sentence = 503, "push_unavailable", "Live updates are not available here; the list itself works."
