"""The conformance suite's own tables."""

from __future__ import annotations

import re

import pytest

from conformance.__main__ import main
from conformance.checks import ALL
from conformance.run import failed, report
from conformance.spec import rules
from conformance.unseen import explained
from conformance.verdict import FAILS, HOLDS, NOT_SEEN, Verdict
from tests.support.documents import document


def test_it_knows_the_rules_of_the_protocol_by_their_first_words() -> None:
    """Read from docs/SPEC.md, so that it never falls behind."""
    numbers = [int(number) for number in re.findall(r"^- \*\*R(\d+)\*\*", document("docs/SPEC.md"), re.MULTILINE)]
    assert list(rules()) == numbers
    assert rules()[2].startswith("The `seq` of a set's events is 1, 2, 3")


def test_a_rule_is_looked_at_once_or_has_a_reason_why_not() -> None:
    """A rule with neither is said to have no check."""
    checked = [number for each in ALL for number in each.rules]
    assert len(checked) == len(set(checked))
    assert set(checked) | explained() <= set(rules())
    assert set(checked) & explained() == set()


def test_it_says_what_fails_and_how() -> None:
    """Rule by rule, and in sum."""
    said: list[str] = []
    found = [Verdict(1, HOLDS), Verdict(2, FAILS, "This is how."), Verdict(12, NOT_SEEN, "This is why.")]
    report(found, said.append)
    assert [line.split()[:2] for line in said] == [
        ["R1", "holds"], ["R2", "FAILS"], ["This", "is"], ["R12", "not"], ["This", "is"], ["1", "rules"],
    ]  # fmt: skip
    assert failed(found)
    assert not failed(found[::2])


def test_without_a_way_in_it_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    """By its own exit status: nothing was found to be wrong."""
    assert main(["http://127.0.0.1:1"]) == 3
    assert "no way in" in capsys.readouterr().err
