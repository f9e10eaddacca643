"""What the checks raise, where the report counts it by kind; everything else is an AssertionError."""

from __future__ import annotations


class Lost(AssertionError):
    """A change was acknowledged, and is not in the log."""


class DoneTwice(AssertionError):
    """A change is in the log twice."""
