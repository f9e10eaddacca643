"""Webhooks over real HTTP: a receiver that fails, hangs and comes back, and a server that is killed meanwhile."""

from __future__ import annotations

import pytest

from tests.support.people import Person, people_at
from tests.support.server import Server
from tests.support.waiting import eventually
from tests.support.webhook_receiver import WebhookReceiver

pytestmark = pytest.mark.anyio


async def test_r222_r223_r224_r229_every_event_arrives_in_order_whatever_is_killed(mortal: Server) -> None:
    """The receiver of docs/webhooks.md ends with the log, each event once, and every delivery was signed."""
    async with people_at(mortal) as people:
        place, (ann,) = await people.team_of("Ann")
        _, program = await ann.issue("read", "manage")
        with WebhookReceiver().running() as receiver:
            hooks = f"{place.team_path}/webhooks"
            made = (await program.do("POST", hooks, {"url": receiver.url}))["webhook"]
            receiver.knows(mortal.url, program.token, made["secret"])

            async def create(count: int) -> None:
                for _ in range(count):
                    await ann.create(place, "Milk")

            async def handled() -> bool:
                return bool(len(receiver.handled) == (await ann.todos(place))["seq"])

            await create(3)
            await eventually(handled, "the first events")
            await people.evict()
            await create(1)
            await eventually(handled, "an event for an object that slept")

            receiver.mode = "fail"
            await create(2)
            await eventually(lambda: _failures(program, hooks, 2), "two failures")
            receiver.mode = "take"
            await eventually(handled, "what had failed")

            receiver.mode, seen = "hang", len(receiver.attempts)
            await create(2)
            await eventually(lambda: _attempts(receiver, seen + 1), "a delivery on its way")
            mortal.kill()
            receiver.mode = "take"
            mortal.start()
            await eventually(handled, "what was on its way when the server was killed")

            other = await ann.create_set(place.team, "Other")
            await ann.create(other, "Eggs")
            await eventually(lambda: _has(receiver, other.set), "an event of a new list")
            receiver.handled.clear()
            receiver.documented.done[place.set] = 0
            await create(1)
            await eventually(handled, "the events that the receiver had lost, out of the log")
        log = (await ann.events(place))["events"]
        assert [event for event in receiver.handled if event["setId"] == place.set] == log
        assert receiver.unsigned == 0
        (shown,) = (await program.get(hooks))["webhooks"]
        assert (shown["failingSince"], shown["lastStatus"]) == (None, 204)


async def _failures(program: Person, hooks: str, count: int) -> bool:
    (shown,) = (await program.get(hooks))["webhooks"]
    return bool(shown["failures"] >= count and shown["lastStatus"] == 500)


async def _attempts(receiver: WebhookReceiver, count: int) -> bool:
    return len(receiver.attempts) >= count


async def _has(receiver: WebhookReceiver, set_id: str) -> bool:
    return any(event["setId"] == set_id for event in receiver.handled)
