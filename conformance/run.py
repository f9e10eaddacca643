"""Run the checks, and say rule by rule what was found."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection

import httpx

from conformance.checks import ALL
from conformance.spec import rules
from conformance.unseen import reason
from conformance.verdict import FAILS, HOLDS, NOT_SEEN, Broken, Check, Unseen, Verdict
from conformance.world import World, world_at

Say = Callable[[str], None]


async def verdicts(
    address: str,
    token: str = "",
    *,
    only: Collection[int] = (),
    transport: httpx.AsyncBaseTransport | None = None,
) -> list[Verdict]:
    """Look at all rules, or at some; in the order of their numbers."""
    wanted = [number for number in rules() if not only or number in only]
    found: dict[int, Verdict] = {}
    async with world_at(address, token, transport) as world:
        for each in ALL:
            if not set(each.rules).isdisjoint(wanted):
                verdict, why = await _run(each, world)
                found |= {number: Verdict(number, verdict, why) for number in each.rules}
    return [found.get(number) or Verdict(number, NOT_SEEN, reason(number)) for number in wanted]


async def _run(each: Check, world: World) -> tuple[str, str]:
    try:
        await each.run(world)
    except Broken as error:
        return FAILS, str(error)
    except Unseen as error:
        return NOT_SEEN, str(error)
    except (httpx.TransportError, KeyError, IndexError, TypeError) as error:
        return FAILS, f"an answer is not as it should be: {error!r}"
    return HOLDS, ""


def report(found: Collection[Verdict], say: Say) -> None:
    """Say it in lines of text."""
    words = rules()
    for each in found:
        say(f"R{each.rule:<4} {each.found:<9} {words[each.rule]}")
        if each.why:
            say(f"{'':16}{each.why}")
    counts = Counter(each.found for each in found)
    say(f"{counts[HOLDS]} rules hold, {counts[FAILS]} fail, {counts[NOT_SEEN]} cannot be seen from here.")


def report_json(found: Collection[Verdict], say: Say) -> None:
    """Say it as JSON."""
    words = rules()
    lines = [
        {"rule": f"R{each.rule}", "found": each.found, "text": words[each.rule], "why": each.why} for each in found
    ]
    say(json.dumps(lines, indent=2, ensure_ascii=False))


def failed(found: Collection[Verdict]) -> bool:
    """Return whether a rule fails."""
    return any(each.found == FAILS for each in found)
