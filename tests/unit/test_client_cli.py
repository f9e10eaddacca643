"""What `glint watch` prints."""

from __future__ import annotations

from glint_client.changes import Change
from glint_client.cli.commands import told


def test_r206_r218_who_did_something_is_told_by_name_and_a_guest_by_the_link() -> None:
    """Not by an id, which says nothing to a person."""
    for event, words in (
        ({"actorId": "ann"}, "  by Ann"),
        ({"actorId": "ann", "via": "Backup script"}, "  by Ann via Backup script"),
        ({"actorId": "6f1c", "via": "Board in the hallway"}, "  by someone via Board in the hallway"),
        ({}, ""),
    ):
        change = Change({"type": "todo:updated", **event}, 3, {}, {})  # type: ignore[arg-type]
        assert told(change, {"ann": "Ann"}) == f"3  todo:updated  {words}"
