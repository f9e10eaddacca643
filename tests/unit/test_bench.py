"""What `make bench` concludes from its measurements."""

from __future__ import annotations

import re
from typing import Any

from bench.measures import FAR, FELT, NEAR, Measure, all_back, compare, felt, find_row
from bench.servers import BASELINE
from bench.tables import SIZES, distant_table, felt_table, memory_table, near_table
from domain.models import Todo


def _report(ms: float, trips: int = 1) -> Any:
    row = {"op": "lists of a team", "by": "member", "p50": ms, "trips": trips}
    waited = [{"op": each.op, "p50": ms} for each in FELT]
    return {"start_s": 1.0, "phases": {"latency": {"rows": [row]}, "felt": {"rows": waited}}}


def _connected(per_s: float) -> Any:
    return {"start_s": 1.0, "phases": {"connect": {"rows": [{"sockets": 1000, "per_s": per_s}]}}}


def _measure(**aims: Any) -> Measure:
    return Measure(name="lists", find=lambda report: find_row(report, "latency", op="lists of a team"), **aims)


def _compared(measure: Measure, *rounds: tuple[float, float]) -> Any:
    reports = [{"glint": _report(ours), "js": _report(floor)} for ours, floor in rounds]
    return compare([measure], reports, ["glint", "js"], "js")[0]


def test_a_ratio_is_the_median_of_the_rounds_own_ratios_and_is_held_against_the_aim() -> None:
    """A slow round affects both servers, so its ratio counts like any other's."""
    rounds = ((2.0, 1.0), (90.0, 60.0), (3.0, 2.0))
    assert _compared(_measure(aim=1.5), *rounds)["ratio"] == 1.5
    assert _compared(_measure(aim=1.5), *rounds)["met"] is True
    assert _compared(_measure(aim=1.4), *rounds)["met"] is False
    assert _compared(_measure(aim=1.6, more=True), *rounds)["met"] is False
    assert _compared(_measure(), *rounds)["met"] is None


def test_an_aim_in_ms_is_held_against_the_median() -> None:
    """With D1 far away the aim is half of the original's time."""
    assert _compared(_measure(aim_ms=34.0), (33.0, 1.0))["met"] is True
    assert _compared(_measure(aim_ms=34.0), (35.0, 40.0))["met"] is False


def test_what_a_phase_did_not_reach_is_not_a_number() -> None:
    """The other rows of the run are still shown."""
    empty = {"start_s": 1.0, "phases": {}}
    rows = compare(NEAR, [{"glint": empty, "js": empty}], ["glint", "js"], "js")
    assert [row["name"] for row in rows if row["ratio"] == 1.0] == ["start to first answer"]
    assert len(near_table(rows, ["glint", "js"]).splitlines()) == len(NEAR) + 2


def test_what_people_wait_for_is_shown_next_to_as_many_bare_requests() -> None:
    """The limit comes from the same run: a JavaScript Worker that asks D1 once."""
    rows = felt([{"glint" + FAR: _report(60.0), "js" + FAR: _report(15.0)}], "glint", "js")
    assert {(row["ms"], row["floor_ms"]) for row in rows} == {(60.0, 15.0)}
    assert [row["limit_ms"] for row in rows] == [15.0 * each.trips for each in FELT]
    assert felt_table(rows, 10).count("\n") == len(FELT) + 2


def test_the_last_of_a_thousand_waits_for_all_upgrades() -> None:
    """All sockets come back at once after a deployment."""
    rows = compare(NEAR, [{"glint": _connected(250.0), "js": _connected(500.0)}], ["glint", "js"], "js")
    back = all_back(rows, "glint", "js")
    assert (back["ms"], back["limit_ms"]) == (4000.0, 2000.0)


def test_the_tables_show_the_round_trips() -> None:
    """They are the latency, wherever the database is."""
    row = _compared(_measure(aim_ms=34.0), (33.0, 20.0))
    assert distant_table([row], ["glint", "js"], 10).splitlines()[-1] == "| lists | 33.0 | 20.0 | ≤ 34 | met | 1 |"


def test_the_steps_of_the_memory_are_numbered_as_in_the_chart() -> None:
    """The chart has no room for their names."""
    step: dict[str, Any] = {"what": "at the start"} | dict.fromkeys(SIZES.values(), 0)
    step |= {"resident": 1_320.4}
    assert memory_table([step, step]).splitlines()[-1].startswith("| 2. at the start | 0 |")
    assert memory_table([step]).splitlines()[-1].endswith("| 1,320 |")


def test_the_floor_gives_todos_every_field_that_they_have_on_the_wire() -> None:
    """What it leaves out would count as time that Glint loses."""
    select, _, rest = BASELINE.with_name("worker.mjs").read_text().partition("`;")
    created = rest.partition("const todo = {")[2].partition("const event")[0]
    names = set(Todo.__struct_encode_fields__) - {"hasDescription"}  # only where there is one
    assert names <= set(re.findall(r"\w+", select))
    assert names <= set(re.findall(r"\w+", created))
