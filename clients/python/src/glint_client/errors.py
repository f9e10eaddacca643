"""What can go wrong. Each says in a sentence what happened, the server's own where it has sent one (R50)."""

from __future__ import annotations

from typing import Final

from glint_client.edge import ACCESS_TAKEN, LIST_GONE, SESSION_OVER


class GlintError(Exception):
    """Anything that this package raises."""


class Unreachable(GlintError):
    """There is no answer, or none that Glint would give: then `status` is that of the answer."""

    def __init__(self, sentence: str, *, status: int = 0) -> None:
        super().__init__(sentence)
        self.status = status


class TooManySockets(GlintError):
    """Newer connections of the same token or session have replaced this one (close code 4429): open the list again."""


class Refused(GlintError):
    """The server has refused the request. `code` is the machine's word for the sentence."""

    def __init__(self, sentence: str, *, status: int, code: str, retry_after_s: float = 0.0) -> None:
        super().__init__(sentence)
        self.status, self.code, self.retry_after_s = status, code, retry_after_s


class NotSignedIn(Refused):
    """401: the token or session is unknown, expired or ended."""


class NotAllowed(Refused):
    """403: one is not a member, or may not do that."""


class NotFound(Refused):
    """404: it is not there, or not any more."""


class Conflict(Refused):
    """409: someone else was faster, or a limit is reached."""


class Invalid(Refused):
    """400, 413, 415, 422: the request itself is wrong."""


class RateLimited(Refused):
    """429: too much; again after `retry_after_s`."""


_KINDS: Final[dict[int, type[Refused]]] = {
    400: Invalid,
    401: NotSignedIn,
    403: NotAllowed,
    404: NotFound,
    409: Conflict,
    413: Invalid,
    415: Invalid,
    422: Invalid,
    429: RateLimited,
}
_ENDS: Final = {
    SESSION_OVER: ("You are not signed in.", 401, "not_signed_in"),
    ACCESS_TAKEN: ("You may not see this list any more.", 403, "forbidden"),
    LIST_GONE: ("This list is gone.", 404, "not_found"),
}


def refusal(sentence: str, *, status: int, code: str = "", retry_after_s: float = 0.0) -> Refused:
    """Return the exception for an answer."""
    kind = _KINDS.get(status, Refused)
    return kind(sentence, status=status, code=code, retry_after_s=retry_after_s)


def ended(code: int) -> GlintError:
    """Return the exception for a close code after which a list stays closed (R32)."""
    if code not in _ENDS:
        return TooManySockets("Newer connections have replaced this one.")
    sentence, status, word = _ENDS[code]
    return refusal(sentence, status=status, code=word)
