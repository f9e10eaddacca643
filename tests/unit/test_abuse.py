"""What `make abuse` concludes from its measurements."""

from __future__ import annotations

from typing import Any

from bench.abuse import compare


def _people(p99: float, lost: int = 0, **errors: int) -> Any:
    row = {"p50": 5.0, "p99": p99}
    rows = [{"op": "create", "missing": sum(errors.values()), **row}, {"op": "arrival", "missing": lost, **row}]
    return {"phases": {"work": {"rows": rows, "errors": {f"POST HTTP {name[1:]}": n for name, n in errors.items()}}}}


def _neighbour(answers: dict[str, int]) -> Any:
    return {"phases": {"abuse": {"rows": [{"what": "catch up", "answers": answers}], "errors": {}}}}


def _verdicts(beside: Any, answers: dict[str, int]) -> list[str]:
    return [row[""] for row in compare(_people(10.0), beside, _neighbour(answers))]


def test_the_aims_are_twice_the_p99_nothing_lost_and_no_5xx() -> None:
    """Refusals of the neighbour are as it should be; its 5xx count like those of people."""
    good = ["", "met", "met", "", "met", "met", "met"]
    assert _verdicts(_people(20.0), {"ok": 1, "429": 500, "410": 3}) == good
    assert _verdicts(_people(20.1, lost=1), {}) == ["", "missed", "met", "", "missed", "missed", "met"]
    assert _verdicts(_people(20.0), {"503": 1}) == [*good[:-1], "missed"]
    assert _verdicts(_people(20.0, s500=1), {}) == ["", "met", "missed", "", "met", "met", "missed"]
