"""One history: carry out a plan, wait until it is quiet, and check what everybody has."""

from __future__ import annotations

import logging
import random
from asyncio import Task
from collections import Counter
from typing import Final

from msgspec import Struct

from domain.close_codes import SESSION_OVER
from tests.simulation.acts import carry_out
from tests.simulation.client import Client
from tests.simulation.mutants import NO_MUTANT, Mutant
from tests.simulation.sharing import share_again
from tests.simulation.signing_in import sign_in
from tests.simulation.steps import Plan
from tests.simulation.template import template
from tests.simulation.weather import CALM
from tests.simulation.world import World

QUIET_WITHIN_S: Final = 420.0
"""An event that nobody was told of is seen by the next poll, after six minutes at most."""
LOOK_EVERY_S: Final = 1.0


class Outcome(Struct, frozen=True, kw_only=True):
    """What became of a plan: `error` is '' if everything held, `violation` names its class.

    `told` is the story with virtual seconds, `counts` are the faults, `kinds` the events, `acknowledged` is how many
    changes were accepted.
    """

    plan: Plan
    error: str
    violation: str
    told: list[tuple[float, str]]
    counts: Counter[str]
    kinds: Counter[str]
    worst_s: dict[str, float]
    acknowledged: int


def run(plan: Plan, mutant: Mutant = NO_MUTANT) -> Outcome:
    """Run one history."""
    random.seed(plan.seed)  # the jitter of retries
    logging.disable(logging.CRITICAL)
    world, error, violation = World(plan, template(), mutant), "", ""
    try:
        _live(world)
        _quiet(world)
        _check(world)
    except AssertionError as failed:
        error, violation = str(failed), type(failed).__name__
    finally:
        world.close()
        logging.disable(logging.NOTSET)
    return Outcome(
        plan=plan,
        error=error,
        violation=violation,
        told=world.told,
        counts=world.counts,
        kinds=world.journal.kinds,
        worst_s=world.journal.staleness.worst_s,
        acknowledged=sum(each.answer.status < 300 for client in world.clients for each in client.outbox.answers),
    )


def _live(world: World) -> None:
    for client in world.clients:
        client.open()
    for step in world.plan.steps:
        world.run_for(step.after_s)
        carry_out(world, step)
    world.run_for(LOOK_EVERY_S)


def _quiet(world: World) -> None:
    """End all faults, let everybody come back who may, and wait until nothing is on its way."""
    world.say("- all faults end")
    world.weather = CALM
    world.disarm()
    by_s, signing_in = world.loop.time() + QUIET_WITHIN_S, dict[Client, Task[None]]()
    while True:
        _come_back(world, signing_in)
        unsettled = [client for client in world.clients if not _settled(world, client)]
        calm = not unsettled and not world.people.busy
        assert calm or world.loop.time() < by_s, _describe(unsettled)
        world.run_for(LOOK_EVERY_S)
        if calm:
            return


def _describe(unsettled: list[Client]) -> str:
    where = ", ".join(f"{client.name} stays at {client.replica.seq}" for client in unsettled)
    return f"{where or 'someone is busy'} after {QUIET_WITHIN_S:.0f} s of calm."


def _come_back(world: World, signing_in: dict[Client, Task[None]]) -> None:
    for client in world.clients:
        if client.over == SESSION_OVER and (client not in signing_in or signing_in[client].done()):
            back = share_again if client.is_guest else sign_in
            signing_in[client] = world.people.start(back(world, client))
        elif not client.running and client.over != SESSION_OVER and (not client.over or world.may_view(client)):
            client.open()


def _settled(world: World, client: Client) -> bool:
    if client.over == SESSION_OVER:
        return False
    if not world.may_view(client):
        return not client.running
    return client.live and client.settled and client.replica.seq == world.journal.head(client.place.set)


def _check(world: World) -> None:
    stored = world.stored_lists()
    for set_id, log in world.journal.sets.items():
        if set_id in stored:
            assert log.replica.todos() == stored[set_id].todos(), "The log does not give the list."
    for client in filter(world.may_view, world.clients):
        todos = [client.as_shown(todo) for todo in stored[client.place.set].todos()]
        assert client.replica.todos() == todos, f"{client.name} has another list."
    world.concerned.check()
    world.journal.check_answers([each for client in world.clients for each in client.outbox.answers])
    if world.plan.weather.is_calm:
        _check_presence(world)


def _check_presence(world: World) -> None:
    for client in filter(world.may_view, world.clients):
        sockets = world.team_object.sockets.open(client.place.set)
        if client.is_guest:
            assert client.list.present is None, f"{client.name}, a guest, is told who is here."
            continue
        if not client.list.hears:
            continue  # and does not know it yet
        present = sorted({socket.attachment.user.id for socket in sockets})
        assert sorted(client.list.present or []) == present, f"{client.name} sees others than are here."
