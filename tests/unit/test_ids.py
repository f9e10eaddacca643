"""Ids: the UUIDs that clients may choose, and the personal space."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ids import canonical_uuid, personal_team_id


@given(st.uuids())
def test_a_uuid_is_stored_in_canonical_form(chosen: UUID) -> None:
    """Upper case or lower, a hyphenated UUID is stored in lower case."""
    assert canonical_uuid(str(chosen)) == str(chosen)
    assert canonical_uuid(str(chosen).upper()) == str(chosen)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "7b0a4d2c3f1e4a5b8c9d0e1f2a3b4c5d",
        "{7b0a4d2c-3f1e-4a5b-8c9d-0e1f2a3b4c5d}",
        "urn:uuid:7b0a4d2c-3f1e-4a5b-8c9d-0e1f2a3b4c5d",
        "7b0a4d2c-3f1e-4a5b-8c9d-0e1f2a3b4c5g",
        "7b0a4d2c-3f1e-4a5b-8c9d-0e1f2a3b4c5d ",
        "x" * 36,
        "urn:7b0a4d2c3f1e4a5b8c9d0e1f2a3b4c5d",
        "7b0a4d2c3f1e4a5b8c9d0e1f2a3b4c5d----",
        "7b0a4d2c-3f1e-4a5b-8c9d-0e1f2a3b4c_d",
        "\uff17b0a4d2c-3f1e-4a5b-8c9d-0e1f2a3b4c5d",
    ],
)
def test_anything_but_a_hyphenated_uuid_is_refused(text: str) -> None:
    """Other spellings of a UUID, and other text, are rejected."""
    assert canonical_uuid(text) is None


@given(st.text(max_size=50))
def test_no_text_breaks_the_parser(text: str) -> None:
    """Any text gives a canonical UUID or None, and the canonical form is a fixed point."""
    found = canonical_uuid(text)
    assert found is None or (len(found) == 36 and canonical_uuid(found) == found)


def test_a_personal_space_is_named_after_its_user() -> None:
    """The id of a personal space names its owner."""
    assert personal_team_id("u1") == "personal:u1"
