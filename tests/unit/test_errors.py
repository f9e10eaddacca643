"""Errors: codes, messages and headers."""

from __future__ import annotations

from domain import errors
from domain.errors import GlintError, Invalid, MethodNotAllowed, RateLimited, UpgradeRequired

CLASSES = [value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, GlintError)]
REFUSALS = [error for error in CLASSES if error is not GlintError]


def test_codes_are_unique() -> None:
    """No two errors share a code, so that programs can distinguish them."""
    codes = [error.code for error in REFUSALS]
    assert sorted(set(codes)) == sorted(codes)


def test_an_error_may_bring_its_own_sentence() -> None:
    """Without a message of its own an error has its class's."""
    assert str(Invalid()) == "The request is not valid."
    assert str(Invalid("`title` is missing.")) == "`title` is missing."


def test_some_errors_bring_headers() -> None:
    """The headers that a status requires come with the error."""
    assert RateLimited(7).headers == {"Retry-After": "7"}
    assert UpgradeRequired().headers["Upgrade"] == "websocket"
    assert MethodNotAllowed(headers={"Allow": "GET"}).headers == {"Allow": "GET"}
    assert Invalid().headers == {}
