"""Marks that several test modules share."""

from __future__ import annotations

import pytest

awake_or_asleep = pytest.mark.parametrize(
    "asleep",
    [pytest.param(False, id="awake"), pytest.param(True, id="asleep")],
)
"""Once with the team's object in memory, once after its eviction."""

over_sqlite = pytest.mark.parametrize("db", ["sqlite", "cached"], indirect=True)
"""Not over D1: for what is tried with every request. `test_query_plans.py` runs all of their statements there."""
