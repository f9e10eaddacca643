"""Every refusal has a status, a code of its own and a sentence, and is drawn in the module's tree."""

from __future__ import annotations

import re

import pytest

from domain import errors
from domain.errors import GlintError, Invalid, MethodNotAllowed, RateLimited, UpgradeRequired

CLASSES = [value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, GlintError)]
REFUSALS = [error for error in CLASSES if error is not GlintError]
LEVEL_CHARS = 4


def drawn_tree() -> list[tuple[str, str, int, str]]:
    """(class, parent, status, code) of each line of the tree in the module's docstring."""
    parents = ["GlintError"]
    found = []
    for line in (errors.__doc__ or "").splitlines():
        drawn = re.fullmatch(r"([ │├└─]+)(\w+)\s+(\d{3})\s+(\w+)", line)
        if drawn:
            branch, name, status, code = drawn.groups()
            level = len(branch) // LEVEL_CHARS
            parents[level:] = [name]
            found.append((name, parents[level - 1], int(status), code))
    return found


def test_the_tree_is_what_the_classes_are() -> None:
    """The tree in the docstring names every class with its parent, status and code, and no other."""
    actual = [(error.__name__, error.__mro__[1].__name__, error.status, error.code) for error in REFUSALS]
    assert sorted(drawn_tree()) == sorted(actual)


def test_codes_are_unique() -> None:
    """No two refusals share a code: programs can tell them apart."""
    codes = [error.code for error in REFUSALS]
    assert sorted(set(codes)) == sorted(codes)


@pytest.mark.parametrize("error", CLASSES)
def test_a_refusal_is_well_formed(error: type[GlintError]) -> None:
    """The code is snake_case, the status an error's, the sentence one for a person."""
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", error.code)
    assert 400 <= error.status < 600
    assert error.sentence[0].isupper()
    assert error.sentence.endswith(".")


@pytest.mark.parametrize("error", REFUSALS)
def test_a_subclass_keeps_the_status_of_its_parent(error: type[GlintError]) -> None:
    """Who handles the parent handles the child: the status is the same."""
    parent = error.__mro__[1]
    if parent is not GlintError and issubclass(parent, GlintError):
        assert error.status == parent.status


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
