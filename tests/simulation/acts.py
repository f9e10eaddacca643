"""How each step of a plan is carried out."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Coroutine
from typing import Any, Final

from domain.instants import instant
from domain.scopes import SCOPES
from ports import Statement
from store.events import prune
from tests.simulation import sharing
from tests.simulation.client import Client
from tests.simulation.signing_in import rename, sign_in
from tests.simulation.steps import TODO_STEPS, Step
from tests.simulation.template import OWNER, PROVIDED
from tests.simulation.world import World
from tests.support.changes import choose
from tools.deploy import AFTER_RESTORE
from tools.migrations import statements

Act = Callable[[World, Client, random.Random], object]

PRUNED_AFTER_S: Final = (8.0, 20.0)
"""How old what is pruned is here, for 30 days."""
RESTORE_TAKES_S: Final = 1.0
REVOKED_AFTER_S: Final = 5.0
LAST_PLACE: Final = 2**50


def carry_out(world: World, step: Step) -> None:
    """Carry out one step."""
    client = world.clients[step.client]
    if step.kind not in (*TODO_STEPS, *QUIET):
        world.say(f"- {step.kind} ({client.name})")
    ACTS[step.kind](world, client, random.Random(step.seed))


def _change(_: World, client: Client, chance: random.Random) -> None:
    client.outbox.put(*choose(client, chance))


def _move_to_the_limit(_: World, client: Client, chance: random.Random) -> None:
    if todos := client.replica.todos():
        client.outbox.put("PATCH", client.place.todo(chance.choice(todos)["id"]), {"sortOrder": LAST_PLACE})


def _move_below(_: World, client: Client, chance: random.Random) -> None:
    if todos := client.replica.todos():
        todo, parent = chance.choice(todos), chance.choice([None, *todos])
        body = {"parentId": parent["id"] if parent else None}
        client.outbox.put("POST", client.place.todo(todo["id"], "/move"), body)


def _move_away(world: World, client: Client, chance: random.Random) -> None:
    if todos := client.replica.todos():
        there = next(place.set for place in world.template.places if place.set != client.place.set)
        body = {"parentId": None, "setId": there}
        client.outbox.put("POST", client.place.todo(chance.choice(todos)["id"], "/move"), body)


def _member(client: Client) -> str:
    return f"{client.place.team_path}/members/{client.user_id}"


def _owner(world: World) -> Client:
    return world.clients[0]


def _change_role(world: World, client: Client, chance: random.Random) -> None:
    if client.name != OWNER:
        _owner(world).outbox.put("PATCH", _member(client), {"role": chance.choice(["admin", "member"])})


def _hide_list(world: World, client: Client, chance: random.Random) -> None:
    override = {"role": chance.choice(["admin", "member", "member"]), "permission": "view_todos",
                "allowed": chance.choice([False, None])}  # fmt: skip
    scope = chance.choice(["global", f"set:{client.place.set}"])
    _owner(world).outbox.put("PUT", f"{client.place.team_path}/permissions?scope={scope}", {"overrides": [override]})


def _remove(world: World, client: Client, _: random.Random) -> None:
    if client.name != OWNER:
        _owner(world).outbox.put("DELETE", _member(client), None)


def _leave(_: World, client: Client, __: random.Random) -> None:
    if client.name != OWNER:
        client.outbox.put("DELETE", _member(client), None)


def _create_list(world: World, client: Client, chance: random.Random) -> None:
    _owner(world).outbox.put("POST", f"{client.place.team_path}/sets", {"name": f"L{chance.random():.6f}"})


def _rename_list(world: World, client: Client, chance: random.Random) -> None:
    _owner(world).outbox.put("PATCH", client.place.path, {"name": f"L{chance.random():.6f}"})


def _delete_list(world: World, _: Client, __: random.Random) -> None:
    _owner(world).outbox.put("DELETE", world.template.places[1].path, None)


def _rename_team(world: World, client: Client, chance: random.Random) -> None:
    _owner(world).outbox.put("PATCH", client.place.team_path, {"name": f"N{chance.random():.6f}"})


def _in_person(work: Callable[[World, Client, random.Random], Coroutine[Any, Any, None]]) -> Act:
    """Have people do something that takes several requests."""
    return lambda world, client, chance: world.people.start(work(world, client, chance))


async def _sign_out(_: World, client: Client, __: random.Random) -> None:
    await client.visit("POST", "/api/auth/logout")


async def _become_a_program(_: World, client: Client, chance: random.Random) -> None:
    """Go on with an access token, which outlives the session that it was made in; often it is revoked soon."""
    terms = {"name": "script", "scopes": SCOPES, "teamId": chance.choice([None, client.place.team])}
    made = await client.visit("POST", "/api/auth/me/tokens", terms)
    if made.status != 201:
        return
    client.work_with(made.body["token"]["secret"])
    if chance.random() < 2 / 3:
        await asyncio.sleep(chance.uniform(0, REVOKED_AFTER_S))
        await client.visit("DELETE", f"/api/auth/me/tokens/{made.body['token']['id']}")


async def _let_in(world: World, client: Client, chance: random.Random) -> None:
    terms = {"role": chance.choice(["admin", "member"])}
    made = await _owner(world).visit("POST", f"{client.place.team_path}/invites", terms)
    if made.status == 201:
        await client.visit("POST", f"/api/invites/{made.body['invite']['token']}")
    client.open()


async def _delete_account(_: World, client: Client, chance: random.Random) -> None:
    if client.name not in (OWNER, PROVIDED):
        await client.visit("DELETE", "/api/auth/me", {"texts": chance.choice(["keep", "delete"])})


async def _delete_for_good(world: World, client: Client, chance: random.Random) -> None:
    if client.deleted:
        world.journal.redacted = True
        todo_id = chance.choice(client.deleted)
        await _owner(world).visit("DELETE", f"{client.place.team_path}/deleted-todos/{todo_id}")


async def _delete_list_for_good(world: World, _: Client, __: random.Random) -> None:
    world.journal.redacted, place = True, world.template.places[1]
    await _owner(world).visit("DELETE", place.path)
    await _owner(world).visit("DELETE", f"{place.team_path}/deleted-sets/{place.set}")


async def _renew_lists(world: World, client: Client, chance: random.Random) -> None:
    """Have a list renewed every day, and let so much time pass for the lists alone."""
    daily = {"autoRenew": True, "renewTime": "06:00", "timezone": "Europe/Berlin"}
    await _owner(world).visit("PATCH", client.place.path, daily)
    world.counts["renew lists"] += 1
    sql = "UPDATE todo_sets SET renew_at = ?1 WHERE renew_at IS NOT NULL"
    world.store.run(Statement(sql, (instant(world.now_ms()),)))
    chance.choice(world.workers).renew_lists()


async def _restore_list(world: World, _: Client, __: random.Random) -> None:
    """Restore the list and open it again, whoever was told that it is gone."""
    place = world.template.places[1]
    await _owner(world).visit("POST", f"{place.path}/restore")
    for client in world.clients:
        if client.place == place:
            client.open()


def _kill_worker(world: World, _: Client, chance: random.Random) -> None:
    world.counts["kill a worker"] += 1
    chance.choice(world.workers).kill()


def _arm(point: str) -> Act:
    return lambda world, _, __: world.arm(point)


def _crash_object(world: World, _: Client, __: random.Random) -> None:
    world.counts["crash the object"] += 1
    world.team_object.kill()


def _evict_cache(world: World, _: Client, chance: random.Random) -> None:
    world.counts["evict the cache"] += 1
    chance.choice(world.workers).evict_cache()


def _prune(world: World, _: Client, chance: random.Random) -> None:
    """Prune the log, and no key that someone may still repeat: they do not retry for 30 days."""
    world.counts["prune"] += 1
    before_s = world.loop.time() - chance.uniform(*PRUNED_AFTER_S)
    before_s = min([before_s, *(client.outbox.unsettled_since_s for client in world.clients)])
    before = instant(world.now_ms() - (world.loop.time() - before_s) * 1000)
    world.store.run(*prune(before, instant(world.now_ms()), 1_000))


def _back_up(world: World, _: Client, __: random.Random) -> None:
    world.store.back_up()


def _restore(world: World, _: Client, chance: random.Random) -> None:
    """Restore the database, and a moment later do what docs/deploy.md says."""
    world.counts["restore"] += 1
    world.store.restore()
    world.restoring = True
    world.journal.restored()
    world.access.restored()
    world.rights.look()
    world.concerned.restored()
    if world.mutant.renumbers_after_restore:
        world.loop.after(chance.uniform(0, RESTORE_TAKES_S), _after_restore, world)


def _after_restore(world: World) -> None:
    sql = AFTER_RESTORE.read_text("utf-8").replace("'now'", f"'{instant(world.now_ms())}'")
    world.store.run(*map(Statement, statements(sql)))
    world.journal.renumbered()
    world.restoring = False
    for process in (*world.workers, *world.objects.values()):
        process.kill()


ACTS: Final[dict[str, Act]] = {
    "change": _change,
    "move to the limit": _move_to_the_limit,
    "move below": _move_below,
    "move away": _move_away,
    "change a role": _change_role,
    "hide the list": _hide_list,
    "remove a member": _remove,
    "leave the team": _leave,
    "create a list": _create_list,
    "rename a list": _rename_list,
    "delete a list": _delete_list,
    "delete for good": _in_person(_delete_for_good),
    "delete a list for good": _in_person(_delete_list_for_good),
    "renew lists": _in_person(_renew_lists),
    "restore a list": _in_person(_restore_list),
    "rename the team": _rename_team,
    "rename a person": _in_person(rename),
    "sign out": _in_person(_sign_out),
    "sign in again": _in_person(sign_in),
    "become a program": _in_person(_become_a_program),
    "let someone in again": _in_person(_let_in),
    "delete the account": _in_person(_delete_account),
    "change what a link allows": sharing.change_link,
    "give a link another token": _in_person(sharing.share_again),
    "end a link": sharing.end_link,
    "cut": lambda _, client, __: client.list.cut(),
    "freeze": lambda _, client, __: client.list.freeze(),
    "close the tab": lambda _, client, chance: client.close(politely=chance.random() < 1 / 2),
    "open the tab": lambda _, client, __: client.open(),
    "kill a worker": _kill_worker,
    "kill a worker after a commit": _arm("kill a worker after a commit"),
    "kill a worker after an answer": _arm("kill a worker after an answer"),
    "crash the object": _crash_object,
    "crash the object before it sends": _arm("crash the object before it sends"),
    "crash the object while it sends": _arm("crash the object while it sends"),
    "evict the cache": _evict_cache,
    "prune": _prune,
    "back up": _back_up,
    "restore": _restore,
}
QUIET: Final = {kind for kind in ACTS if kind.startswith(("kill a worker after", "crash the object "))}
"""Those whose line in the story comes when they happen."""
