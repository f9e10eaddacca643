"""Webhooks: who manages them, and that every event arrives, in order, whatever fails."""

from __future__ import annotations

from typing import Any

import pytest

from actions.housekeeping import find_undelivered, prune_old
from domain import limits
from domain.errors import Conflict, Forbidden, Invalid, LimitReached, NotFound, Resync
from domain.inputs import NewTodo, PermissionChange, PermissionChanges, ReplaySince, SetName, WebhookUrl
from domain.instants import instant
from domain.permissions import Permission
from ports import Database, Rows, Statement, TimedOut, Unreachable
from routes import sets, teams, todos, webhooks
from tests.support.databases import writes
from tests.support.receiver import URL, Receiver, SendingObject
from tests.support.scene import Person, Scene, body

DAY_MS = 86_400_000


async def _make(scene: Scene, *, of_team: bool = False, by: Person | None = None) -> dict[str, Any]:
    ctx = (by or scene.ada).call()
    if of_team:
        made = await webhooks.create_team_webhook(ctx, scene.team_id, WebhookUrl(url=URL))
    else:
        made = await webhooks.create_webhook(ctx, scene.team_id, scene.set_id, WebhookUrl(url=URL))
    assert made.effects.deliver == (scene.team_id,)
    return dict(body(made)["webhook"])


async def _shown(scene: Scene, *, of_team: bool = False) -> dict[str, Any]:
    if of_team:
        found = await webhooks.list_team_webhooks(scene.ada.call(), scene.team_id)
    else:
        found = await webhooks.list_webhooks(scene.ada.call(), scene.team_id, scene.set_id)
    (shown,) = body(found)["webhooks"]
    return dict(shown)


async def _replay(scene: Scene, webhook_id: str, since: int, by: Person | None = None) -> None:
    call = (by or scene.ada).call()
    await webhooks.replay_webhook(call, scene.team_id, scene.set_id, webhook_id, ReplaySince(seq=since))


async def _sending(scene: Scene, *answers: int | type[Unreachable]) -> tuple[Receiver, SendingObject]:
    """Return a receiver and the team's object, which has been told that there are webhooks."""
    receiver = Receiver(*answers)
    team = SendingObject(scene.world, scene.team_id, receiver)
    await team.webhooks.deliver()
    return receiver, team


async def test_r220_who_may_and_how_many(scene: Scene) -> None:
    """Of the team whoever manages its settings, of a list whoever manages it and sees it; so many of each."""
    for of_team in (False, True):
        with pytest.raises(Forbidden):
            await _make(scene, of_team=of_team, by=scene.bob)
    override = PermissionChange(role="member", permission="manage_sets", allowed=True)
    call = scene.ada.call()
    call.query = {"scope": f"set:{scene.set_id}"}
    await teams.change_permissions(call, scene.team_id, PermissionChanges(overrides=[override]))
    first = await _make(scene, by=scene.bob)
    for _ in range(limits.SET_WEBHOOKS_MAX - 1):
        await _make(scene)
    with pytest.raises(LimitReached, match="This list"):
        await _make(scene)
    others = [await _make(scene, of_team=True) for _ in range(limits.WEBHOOKS_MAX)]
    with pytest.raises(LimitReached, match="This team"):
        await _make(scene, of_team=True)
    for act in (webhooks.rotate_secret, webhooks.resume_webhook, webhooks.end_webhook):
        with pytest.raises(Forbidden):
            await act(scene.bob.call(), scene.team_id, others[0]["id"])
        await act(scene.bob.call(), scene.team_id, first["id"])
        with pytest.raises((NotFound, Conflict)):
            await act(scene.ada.call(), scene.team_id, "unknown")
    with pytest.raises(NotFound):
        await webhooks.end_webhook(scene.bob.call(), scene.team_id, first["id"])
    with pytest.raises(Invalid, match="https"):
        await webhooks.create_team_webhook(scene.ada.call(), scene.team_id, WebhookUrl(url="https://127.0.0.1/"))


async def test_r220_whoever_may_not_see_a_list_makes_no_webhook_of_the_team(scene: Scene) -> None:
    """It would send what is hidden from them; a webhook of a list that they see is theirs to make."""
    other = body(await sets.create_set(scene.ada.call(), scene.team_id, SetName(name="Other")))["set"]
    scopes: tuple[tuple[str, Permission, bool], ...] = (
        ("global", "manage_settings", True),
        ("global", "manage_sets", True),
        (f"set:{other['id']}", "view_todos", False),
    )
    for scope, permission, allowed in scopes:
        override = PermissionChange(role="member", permission=permission, allowed=allowed)
        call = scene.ada.call()
        call.query = {"scope": scope}
        await teams.change_permissions(call, scene.team_id, PermissionChanges(overrides=[override]))
    with pytest.raises(Forbidden, match="all lists"):
        await _make(scene, of_team=True, by=scene.bob)
    await _make(scene, by=scene.bob)
    await _make(scene, of_team=True)


async def test_r220_the_secret_is_shown_once_and_can_be_changed(scene: Scene) -> None:
    """What is sent afterwards is signed with the new one."""
    made = await _make(scene)
    assert made["secret"].startswith("whsec_")
    assert "secret" not in await _shown(scene)
    receiver, team = await _sending(scene)
    receiver.secret = made["secret"]
    await scene.add("Milk")
    await team.settle()
    rotated = body(await webhooks.rotate_secret(scene.ada.call(), scene.team_id, made["id"]))
    receiver.secret = rotated["secret"]
    await scene.add("Bread")
    await team.webhooks.pushed()
    await team.settle()
    assert receiver.events == [("todo:created", 1), ("todo:created", 2)]


async def test_r222_the_events_of_a_list_come_in_order_from_the_next_one_on(scene: Scene) -> None:
    """In batches, as members get them, and nothing is sent twice while all goes well."""
    await scene.add("Before")
    made = await _make(scene)
    receiver, team = await _sending(scene)
    added = limits.WEBHOOK_BATCH_EVENTS + 20
    await scene.world.db.batch(*_logged(scene, 2, added))
    await team.settle()
    assert [seq for _, seq in receiver.events] == list(range(2, added + 2))
    assert [len(each["events"]) for each in receiver.received] == [limits.WEBHOOK_BATCH_EVENTS, 20]
    sent = receiver.received[0]
    assert sent["events"] == (await scene.log())[1:][: limits.WEBHOOK_BATCH_EVENTS]
    del sent["events"], sent["id"]
    assert sent == {"attempt": 1, "webhookId": made["id"], "teamId": scene.team_id, "setId": scene.set_id,
                    "seq": added + 1}  # fmt: skip
    shown = await _shown(scene)
    assert (shown["failures"], shown["lastStatus"], shown["failingSince"]) == (0, 204, None)
    assert shown["deliveredAt"] is not None


def _logged(scene: Scene, first: int, count: int, chars: int = 10) -> list[Statement]:
    """Return statements that log events."""
    log = """
    INSERT INTO events (set_id, seq, payload, created_at)
    WITH RECURSIVE n(i) AS (SELECT ?2 UNION ALL SELECT i + 1 FROM n WHERE i < ?2 + ?3 - 1)
    SELECT ?1, i, json_object('type', 'todo:deleted', 'setId', ?1, 'seq', i, 'id', hex(zeroblob(?5 / 2))), ?4
    FROM n"""
    now = instant(scene.world.now_ms)
    return [
        Statement(log, (scene.set_id, first, count, now, chars)),
        Statement("UPDATE todo_sets SET seq = ?2 WHERE id = ?1", (scene.set_id, first + count - 1)),
    ]


async def test_r222_large_events_come_in_smaller_batches(scene: Scene) -> None:
    """One that is larger than a batch may be comes by itself."""
    await _make(scene)
    receiver, team = await _sending(scene)
    await scene.world.db.batch(*_logged(scene, 1, 1, limits.WEBHOOK_BATCH_BYTES), *_logged(scene, 2, 5, 100_000))
    await team.settle()
    assert [len(each["events"]) for each in receiver.received] == [1, 2, 2, 1]


async def test_r224_what_failed_is_sent_again_as_it_was(scene: Scene) -> None:
    """With the same id and the next attempt, after longer and longer pauses; what happens meanwhile comes after it."""
    await _make(scene)
    receiver, team = await _sending(scene, 500, TimedOut, Unreachable, 301)
    await scene.add("Milk")
    states = []
    for number in range(4):
        await team.ring()
        shown = await _shown(scene)
        states.append((shown["failures"], shown["lastStatus"], shown["lastFailure"]))
        await scene.add(f"Bread {number}")
        team.evict()
        await team.webhooks.pushed()
        await team.ring()  # too early: nothing is sent
        assert team.storage.at_ms is not None
    assert states == [(1, 500, "status"), (2, None, "timeout"), (3, None, "unreachable"), (4, 301, "status")]
    await team.settle()
    first, *others, last = receiver.received
    assert [(each["id"], each["attempt"]) for each in others] == [(first["id"], number) for number in (2, 3, 4, 5)]
    assert all(each["events"] == first["events"] for each in others)
    assert (last["attempt"], [event["seq"] for event in last["events"]]) == (1, [2, 3, 4, 5])
    assert (await _shown(scene))["failingSince"] is None


async def test_r224_after_a_day_of_failures_it_is_paused_until_it_is_resumed(scene: Scene) -> None:
    """The alarm is not set any more, and pushes send nothing; then all comes."""
    made = await _make(scene)
    receiver, team = await _sending(scene, *[503] * 100)
    await scene.add("Milk")
    assert 24 <= await team.settle() < 60
    paused = await _shown(scene)
    assert paused["pausedAt"] is not None
    assert paused["nextAttemptAt"] is None
    sent = len(receiver.received)
    await scene.add("Bread")
    await team.webhooks.pushed()
    await team.settle()
    assert len(receiver.received) == sent
    receiver.answers.clear()
    await webhooks.resume_webhook(scene.ada.call(), scene.team_id, made["id"])
    await team.webhooks.deliver()
    await team.settle()
    assert receiver.events[sent:] == [("todo:created", 1), ("todo:created", 2)]
    assert (await _shown(scene))["pausedAt"] is None


async def test_r225_events_are_sent_again_from_a_number_on(scene: Scene) -> None:
    """As far as the log has them, and whoever asks may see them; what failed meanwhile is forgotten."""
    await scene.add("Milk")
    made = await _make(scene)
    receiver, team = await _sending(scene, 500)
    await scene.add("Bread")
    await team.ring()
    await _replay(scene, made["id"], 0)
    await team.webhooks.deliver()
    await team.settle()
    assert [seq for _, seq in receiver.events] == [2, 1, 2]
    assert [each["attempt"] for each in receiver.received] == [1, 1]
    await _replay(scene, made["id"], 2)
    await scene.world.rows("UPDATE memberships SET role = 'admin' WHERE user_id = ?1", scene.bob.id)
    await scene.world.rows("UPDATE memberships SET access_since = ?1 WHERE user_id = ?2", instant(scene.world.now_ms),
                           scene.bob.id)  # fmt: skip
    for since, by in ((3, scene.ada), (0, scene.bob)):
        with pytest.raises(Resync):
            await _replay(scene, made["id"], since, by)
    other = body(await sets.create_set(scene.ada.call(), scene.team_id, SetName(name="Other")))["set"]["id"]
    with pytest.raises(NotFound):
        await webhooks.replay_webhook(scene.ada.call(), scene.team_id, other, made["id"], ReplaySince(seq=0))


async def test_r225_a_replay_while_a_delivery_is_on_its_way_wins(scene: Scene) -> None:
    """Its success does not skip what is to be sent again."""
    made = await _make(scene)
    await scene.add("Milk")
    receiver = Receiver()

    class Meddling:
        def __init__(self, db: Database) -> None:
            self._db = db
            self.meddled = False

        async def batch(self, *statements: Statement) -> list[Rows]:
            if writes(statements) and not self.meddled:
                self.meddled = True
                await scene.world.rows("UPDATE webhook_cursors SET seq = -1 WHERE webhook_id = ?1", made["id"])
            return await self._db.batch(*statements)

    team = SendingObject(scene.world, scene.team_id, receiver, Meddling(scene.world.db))
    await team.webhooks.deliver()
    await team.settle()
    assert [kind for kind, _ in receiver.events] == ["todo:created", "resync"]


async def test_r226_a_receiver_is_told_when_the_log_cannot_give_what_is_missing(scene: Scene) -> None:
    """After it was pruned, or the database restored: then it goes on from there."""
    await _make(scene)
    receiver, team = await _sending(scene)
    await scene.add("Milk")
    await scene.add("Bread")
    scene.world.now_ms += (limits.EVENTS_KEEP_DAYS + 1) * DAY_MS
    await prune_old(scene.world.db, scene.world.now_ms)
    await team.settle()
    assert receiver.received[0]["events"] == [{"type": "resync", "setId": scene.set_id, "seq": 2}]
    await scene.world.rows("UPDATE webhook_cursors SET seq = 9")
    await team.webhooks.deliver()
    await team.settle()
    assert receiver.events == [("resync", 2), ("resync", 2)]


async def test_r227_a_webhook_of_the_team_has_all_lists_also_new_ones(scene: Scene) -> None:
    """Each from the first event after the webhook was made; a deleted one is over, and goes on when it is restored."""
    await scene.add("Before")
    await _make(scene, of_team=True)
    receiver, team = await _sending(scene)
    other = body(await sets.create_set(scene.ada.call(), scene.team_id, SetName(name="Other")))["set"]["id"]
    await todos.create_todo(scene.ada.call(), scene.team_id, other, NewTodo(title="Eggs"))
    await scene.add("Milk")
    await team.settle()
    assert [(each["setId"], [event["seq"] for event in each["events"]]) for each in receiver.received] == [
        (other, [1]), (scene.set_id, [2]),
    ]  # fmt: skip
    await todos.create_todo(scene.ada.call(), scene.team_id, other, NewTodo(title="Ham"))
    await sets.delete_set(scene.ada.call(), scene.team_id, other)
    await team.webhooks.pushed()
    assert await team.settle() == 1
    await sets.restore_set(scene.ada.call(), scene.team_id, other)
    await team.webhooks.pushed()
    await team.settle()
    assert receiver.events[2:] == [("todo:created", 2)]
    await sets.delete_set(scene.ada.call(), scene.team_id, other)
    await sets.purge_set(scene.ada.call(), scene.team_id, other)
    assert len(await scene.world.rows("SELECT 1 FROM webhook_cursors")) == 1


async def test_r228_without_webhooks_no_alarm_is_set_and_nothing_is_read(scene: Scene) -> None:
    """Once the last one has ended, the team's object finds that out, and remembers it."""
    made = await _make(scene)
    receiver, team = await _sending(scene)
    await webhooks.end_webhook(scene.ada.call(), scene.team_id, made["id"])
    assert await team.settle() == 1
    team.evict()
    await team.webhooks.pushed()
    assert await team.settle() == 0
    await team.webhooks.run()
    assert receiver.received == []


async def test_r229_what_was_left_is_found_by_the_cron_trigger(scene: Scene) -> None:
    """If nobody told the team's object of a change; not what is paused, deleted, or not due yet."""
    made = await _make(scene)
    world = scene.world
    assert (await find_undelivered(world.db, world.now_ms)).deliver == ()
    await scene.add("Milk")
    assert (await find_undelivered(world.db, world.now_ms)).deliver == (scene.team_id,)
    for column in ("paused_at", "next_attempt_at"):
        await world.rows(f"UPDATE webhooks SET {column} = ?1", instant(world.now_ms + DAY_MS))  # noqa: S608 - our own
        assert (await find_undelivered(world.db, world.now_ms)).deliver == ()
        await world.rows(f"UPDATE webhooks SET {column} = NULL")  # noqa: S608 - our own
    await teams.delete_team(scene.ada.call(), scene.team_id)
    assert (await find_undelivered(world.db, world.now_ms)).deliver == ()
    assert await world.rows("SELECT 1 FROM webhooks WHERE id = ?1", made["id"]) == []


async def test_r229_a_failing_database_is_asked_again(scene: Scene) -> None:
    """The alarm is set for later, and nothing is lost."""
    await _make(scene)
    await scene.add("Milk")

    class Broken:
        fails = True

        async def batch(self, *statements: Statement) -> list[Rows]:
            if self.fails:
                raise RuntimeError
            return await scene.world.db.batch(*statements)

    db, receiver = Broken(), Receiver()
    team = SendingObject(scene.world, scene.team_id, receiver, db)
    await team.webhooks.deliver()
    await team.ring()
    assert team.storage.at_ms == scene.world.now_ms + limits.SWEEP_EVERY_S * 1000
    db.fails = False
    await team.settle()
    assert receiver.events == [("todo:created", 1)]
