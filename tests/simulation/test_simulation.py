"""A thousand simulated histories; `make simulate` runs many more (docs/simulation.md)."""

from __future__ import annotations

import os
from typing import get_args

import pytest

from domain.events import Cause, TodoEvent
from tests.simulation.history import run
from tests.simulation.mutants import MUTANTS, Mutant
from tests.simulation.shrink import shrink
from tests.simulation.steps import draw_plan
from tests.simulation.totals import Totals
from tools.simulate import find, simulate

SEEDS = 1_000


@pytest.fixture(scope="module")
def totals() -> Totals:
    """The histories of the first seeds."""
    return simulate(0, SEEDS, os.cpu_count() or 1)


def test_r5_r12_r13_r44_everybody_ends_with_the_servers_list(totals: Totals) -> None:
    """No acknowledged change is lost or doubled, nothing is shown without access, no viewer is staler than allowed."""
    assert (totals.seeds, totals.failed) == (SEEDS, {})


def test_every_kind_of_event_and_cause_happens(totals: Totals) -> None:
    """Whoever adds a kind adds it to `choose`, or a step that leads to it. The cron trigger is not simulated."""
    kinds = {each.__struct_config__.tag for each in get_args(TodoEvent)}
    happened = {word for kind in totals.events for word in kind.split()}
    assert {*kinds, *get_args(Cause)} - {"renewed"} <= happened


@pytest.mark.parametrize("mutant", MUTANTS.values(), ids=MUTANTS.keys())
def test_a_mistake_is_found(mutant: type[Mutant]) -> None:
    """The first histories suffice."""
    assert find(mutant) is not None


def test_a_failing_history_is_shrunk_to_few_steps() -> None:
    """What has nothing to do with the failure is left out."""
    found = find(MUTANTS["skip the gap check"])
    assert found is not None
    short = shrink(found, MUTANTS["skip the gap check"])
    assert short.error
    assert len(short.plan.steps) <= 3


def test_a_seed_is_always_the_same_history() -> None:
    """Nothing in it depends on real time, or on what ran before."""
    first, _, again = (run(draw_plan(seed)) for seed in (7, 8, 7))
    assert (first.told, first.counts, first.worst_s) == (again.told, again.counts, again.worst_s)
