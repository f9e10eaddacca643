"""Every refusal has a status, a code of its own, and a sentence."""

from __future__ import annotations

import re

from domain import errors
from domain.errors import GlintError, Invalid, MethodNotAllowed, RateLimited, UpgradeRequired

CLASSES = [value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, GlintError)]
REFUSALS = [error for error in CLASSES if error is not GlintError]


def test_codes_are_unique() -> None:
    """No two refusals share a code: programs can tell them apart."""
    codes = [error.code for error in REFUSALS]
    assert sorted(set(codes)) == sorted(codes)


def test_a_refusal_is_well_formed() -> None:
    """The code is snake_case, the status an error's, the sentence one for a person."""
    for error in CLASSES:
        assert re.fullmatch(r"[a-z]+(_[a-z]+)*", error.code), error
        assert 400 <= error.status < 600, error
        assert error.sentence[0].isupper(), error
        assert error.sentence.endswith("."), error


def test_an_error_may_bring_its_own_sentence() -> None:
    """Without a sentence of its own an error says what its class says."""
    assert str(Invalid()) == "The request is not valid."
    assert str(Invalid("`title` is missing.")) == "`title` is missing."


def test_some_errors_bring_headers() -> None:
    """The headers that a status demands come with the error."""
    assert RateLimited(7).headers == {"Retry-After": "7"}
    assert UpgradeRequired().headers["Upgrade"] == "websocket"
    assert MethodNotAllowed(headers={"Allow": "GET"}).headers == {"Allow": "GET"}
    assert Invalid().headers == {}
