"""The isolate's cache makes changes faster, and changes nothing else."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import pytest

from actions import permissions
from actions.result import Result
from context import Context, CountingDatabase
from domain.errors import AlreadyClaimed, Forbidden, GlintError, NotAMember, NotFound, NotSignedIn, RateLimited
from domain.inputs import (
    Claim,
    MemberRole,
    NewPosition,
    NewTodo,
    PermissionChange,
    PermissionChanges,
    SetName,
    TodoChange,
    TodoOrder,
)
from domain.permissions import Permission
from ports import Limiter, RateLimit, Statement
from routes import sets, teams, todos
from store.cache import StateCache
from tests.support.databases import dump
from tests.support.marks import over_sqlite
from tests.support.scene import Scene, body, event_of

STORY_STEPS = 80

Meddle = Callable[[Scene, str], Awaitable[object]]
Use = Callable[[Scene, str, Context], Awaitable[Result]]

USES: dict[str, Use] = {
    "create": lambda s, _, c: todos.create_todo(c, s.team_id, s.set_id, NewTodo(title="Eggs")),
    "rename": lambda s, t, c: todos.update_todo(c, s.team_id, t, TodoChange(title="Oat milk")),
    "complete": lambda s, t, c: todos.update_todo(c, s.team_id, t, TodoChange(completed=True)),
    "claim": lambda s, t, c: todos.claim_todo(c, s.team_id, t, Claim(claimed=True)),
    "delete": lambda s, t, c: todos.delete_todo(c, s.team_id, t),
}


def _elsewhere(scene: Scene) -> Scene:
    """Return the same people on another isolate, with a cache of its own."""
    return scene.over(scene.world.db)


def _sql(text: str, *params: str) -> Meddle:
    return lambda s, _: s.world.db.batch(Statement(text, params or (s.bob.id,)))


async def _take(scene: Scene, permission: Any) -> None:
    taken = PermissionChanges(overrides=[PermissionChange(role="member", permission=permission, allowed=False)])
    await permissions.change_permissions(scene.ada.call(), scene.team_id, f"set:{scene.set_id}", taken)


REFUSALS: dict[str, tuple[Meddle, str, type[GlintError]]] = {
    "the session ended": (_sql("DELETE FROM sessions WHERE user_id = ?1"), "create", NotSignedIn),
    "the session ran out": (_sql("UPDATE sessions SET expires_at = '2026' WHERE user_id = ?1"), "create", NotSignedIn),
    "removed": (lambda s, _: teams.remove_member(s.ada.call(), s.team_id, s.bob.id), "create", NotAMember),
    "may not see": (lambda s, _: _take(s, "view_todos"), "create", Forbidden),
    "may not create": (lambda s, _: _take(s, "create_todos"), "create", Forbidden),
    "may not edit": (lambda s, _: _take(s, "edit_own_todos"), "rename", Forbidden),
    "the list is gone": (lambda s, _: sets.delete_set(s.ada.call(), s.team_id, s.set_id), "create", NotFound),
    "the todo is gone": (lambda s, t: todos.delete_todo(s.ada.call(), s.team_id, t), "rename", NotFound),
    "someone was faster": (lambda s, t: s.claim(t, s.ada), "claim", AlreadyClaimed),
}


@pytest.fixture
def warm(scene: Scene) -> Scene:
    """A scene whose isolate caches what it has read, on every database."""
    return scene.over(scene.world.db, StateCache())


@pytest.mark.parametrize("use", USES.values(), ids=USES)
async def test_r51_what_was_read_before_is_not_read_again(use: Use, warm: Scene) -> None:
    """A change on cached state takes one round trip: whoever has the list open may change it at once."""
    await warm.listed(warm.bob)
    todo = await warm.add(by=warm.bob)
    counted = CountingDatabase(warm.world.db)
    outcome = await use(warm, todo, warm.bob.call("k1", db=counted))
    assert (counted.trips, body(outcome)["seq"]) == (1, 2)


async def test_r51_a_change_is_remembered_as_it_was_stored(warm: Scene) -> None:
    """After a change the todo is cached again: each further change takes one round trip."""
    todo = await warm.add(by=warm.bob)
    counted = CountingDatabase(warm.world.db)
    for use in ("rename", "complete", "claim", "delete"):
        await USES[use](warm, todo, warm.bob.call(db=counted))
    assert counted.trips == len(("rename", "complete", "claim", "delete"))


@pytest.mark.parametrize("case", REFUSALS)
async def test_r56_stale_state_is_detected(case: str, warm: Scene) -> None:
    """Whatever another isolate has changed meanwhile: the answer is as without a cache."""
    interfere, use, refusal = REFUSALS[case]
    todo = await warm.add(by=warm.bob)
    await interfere(_elsewhere(warm), todo)
    before = await dump(warm.world.db)
    with pytest.raises(refusal):
        await USES[use](warm, todo, warm.bob.call("k1"))
    assert await dump(warm.world.db) == before


async def test_r56_a_change_elsewhere_is_decided_again(warm: Scene) -> None:
    """A title that another isolate has stored is no change here, and one that it has replaced is one."""
    todo = await warm.add("Milk", by=warm.bob)
    other = _elsewhere(warm)
    await todos.update_todo(other.ada.call(), other.team_id, todo, TodoChange(title="Oat milk", completed=True))
    outcome = await todos.update_todo(warm.bob.call(), warm.team_id, todo, TodoChange(title="Milk", completed=True))
    event: dict[str, Any] = dict((await warm.log())[-1])
    changed = {name: value for name, value in event["todo"].items() if name not in ("id", "updatedAt")}
    assert (body(outcome)["seq"], event["seq"], changed) == (3, 3, {"title": "Milk"})


async def test_r13_a_repeat_is_found_despite_cached_state(warm: Scene) -> None:
    """The first answer again, although the cached state would allow a second change."""
    await warm.listed(warm.bob)
    first = await USES["create"](warm, "", warm.bob.call("k1"))
    again = await USES["create"](warm, "", warm.bob.call("k1"))
    assert (again.text, event_of(again), len(await warm.todos())) == (first.text, event_of(first), 1)


async def test_r13_r56_a_repeat_is_found_though_its_todo_is_in_another_list_now(warm: Scene) -> None:
    """A todo deleted and created in another list with its old id is not changed by an earlier request's repeat."""
    todo = await warm.add()
    first = await USES["rename"](warm, todo, warm.ada.call("k1"))
    await USES["delete"](warm, todo, warm.ada.call())
    other = body(await sets.create_set(warm.ada.call(), warm.team_id, SetName(name="Work")))["set"]["id"]
    await todos.create_todo(warm.ada.call(), warm.team_id, other, NewTodo(title="Milk", id=todo))
    again = await USES["rename"](warm, todo, warm.ada.call("k1"))
    assert (again.text, event_of(again)) == (first.text, event_of(first))


async def test_r51_a_move_is_not_taken_for_the_old_place(warm: Scene) -> None:
    """Reordered todos are loaded again, instead of failing a guard."""
    todo = await warm.add(by=warm.bob)
    order = TodoOrder(set_id=warm.set_id, items=[NewPosition(id=todo, sort_order=9)])
    await todos.reorder_todos(warm.ada.call(), warm.team_id, order)
    counted = CountingDatabase(warm.world.db)
    await USES["rename"](warm, todo, warm.bob.call(db=counted))
    assert counted.trips == 2


async def test_r82_a_request_that_is_decided_twice_counts_once(warm: Scene) -> None:
    """A limit applies even without a read, and a request that is decided twice counts once."""
    todo = await warm.add(by=warm.bob)
    limiter = _Once()
    await todos.update_todo(_elsewhere(warm).ada.call(), warm.team_id, todo, TodoChange(title="Oat milk"))
    await USES["rename"](warm, todo, _limited(warm, limiter))
    assert limiter.counted == [warm.bob.id]
    with pytest.raises(RateLimited):
        await USES["rename"](warm, todo, _limited(warm, limiter))


def _limited(scene: Scene, limiter: Limiter) -> Context:
    ctx = scene.bob.call()
    ctx.limiter, ctx.person_limit = limiter, "user"
    return ctx


class _Once:
    """A limiter that allows one request."""

    def __init__(self) -> None:
        self.counted: list[str] = []

    async def allows(self, _limit: RateLimit, key: str) -> bool:
        """Count the request."""
        self.counted.append(key)
        return len(self.counted) == 1


async def _story(scene: Scene, memories: list[StateCache | None], seed: int) -> list[object]:
    """Make a seed's random changes, each in one of the isolates; return the answers."""
    chance, answers, known = random.Random(seed), list[object](), ["unknown"]
    for step in range(STORY_STEPS):
        scene.world.cache = memories[chance.randrange(len(memories))]
        made = str(UUID(int=1_000_000 + step))
        try:
            outcome = await _step(chance, scene, chance.choice(known), made)
        except GlintError as error:
            answers.append(error.code)
            continue
        answers.append((outcome.text, event_of(outcome)))
        if f'"id":"{made}"' in outcome.text:
            known.append(made)
    return [*answers, await scene.todos(), await scene.log()]


Move = Callable[[random.Random, Scene, Context, str, str], Awaitable[Result]]


async def _change_rights(chance: random.Random, scene: Scene, _call: Context, _todo: str, _made: str) -> Result:
    rights: list[Permission] = ["create_todos", "edit_own_todos", "claim_todos"]
    change = PermissionChange(role="member", permission=chance.choice(rights), allowed=chance.random() < 0.5)
    body = PermissionChanges(overrides=[change])
    return await permissions.change_permissions(scene.ada.call(), scene.team_id, "global", body)


async def _change_role(chance: random.Random, scene: Scene, _call: Context, _todo: str, _made: str) -> Result:
    role = MemberRole(role=chance.choice(["admin", "member"]))
    return await teams.change_role(scene.ada.call(), scene.team_id, scene.bob.id, role)


MOVES: dict[Move, int] = {
    lambda r, s, c, _t, made: todos.create_todo(c, s.team_id, s.set_id, NewTodo(title=r.choice("xyz"), id=made)): 4,
    lambda r, s, c, t, _: todos.update_todo(c, s.team_id, t, TodoChange(title=r.choice("xyz"))): 3,
    lambda r, s, c, t, _: todos.update_todo(c, s.team_id, t, TodoChange(completed=r.random() < 0.5)): 2,
    lambda r, s, c, t, _: todos.claim_todo(c, s.team_id, t, Claim(claimed=r.choice([True, False, None]))): 2,
    lambda _r, s, c, t, _: todos.delete_todo(c, s.team_id, t): 1,
    lambda r, s, c, t, _: todos.reorder_todos(
        c, s.team_id, TodoOrder(set_id=s.set_id, items=[NewPosition(id=t, sort_order=r.randint(1, 5))])
    ): 1,
    _change_rights: 1,
    _change_role: 1,
}
"""The possible changes, and their weights."""


async def _step(chance: random.Random, scene: Scene, todo: str, made: str) -> Result:
    by = chance.choice([scene.ada, scene.bob])
    call = by.call(chance.choice(["", f"k{chance.randrange(20)}"]), chance.choice("abc"))
    move = chance.choices(list(MOVES), list(MOVES.values()))[0]
    return await move(chance, scene, call, todo, made)


@over_sqlite
@pytest.mark.parametrize("seed", range(8))
async def test_r56_the_cache_changes_no_answer(
    seed: int, scene: Scene, played_scene: tuple[Scene, tuple[Statement, ...]]
) -> None:
    """Two isolates that change things behind each other's back answer like one that always reads."""
    remembering = await _story(scene, [StateCache(), StateCache()], seed)
    again, statements = played_scene
    await scene.world.db.batch(*statements)
    plain = await _story(again.over(scene.world.db), [None, None], seed)
    assert remembering == plain
    assert await scene.head() > STORY_STEPS // 4
