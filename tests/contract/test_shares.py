"""What one account may take: caps on what is kept, and a daily quota of what is logged."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final, NamedTuple

import pytest
from msgspec.structs import replace

from actions.housekeeping import prune_old
from actions.result import Result
from context import Context
from domain import limits
from domain.errors import LimitReached, QuotaSpent
from domain.inputs import InviteTerms, MemberRole, NewTodo, SetName, TeamName, TodoChange
from domain.instants import instant
from domain.log_quota import LogBytes
from domain.models import Role
from routes import invites, sets, teams, todos
from tests.support.databases import Interleaved
from tests.support.scene import START_MS, Person, Scene, body

DAY_MS: Final = 86_400_000
QUOTA: Final = LogBytes(person=5_000, team=8_000)
LATE: Final = instant(START_MS + DAY_MS)


class Cap(NamedTuple):
    """The most there may be, how many the scene has, the rows of one more, and the request that adds one."""

    most: int
    there: int
    row: str
    add: Callable[[Scene, Context], Awaitable[Result]]


CAPS: Final = {
    "lists of a team": Cap(
        limits.TEAM_MAX_SETS,
        1,
        "todo_sets (id, team_id, user_id, name, sort_order, created_at, updated_at) "
        "SELECT 's' || i, ?2, ?3, 'L', i, '', ''",
        lambda s, c: sets.create_set(c, s.team_id, SetName(name="One more")),
    ),
    "open invitations of a team": Cap(
        limits.TEAM_MAX_INVITES,
        0,
        "invites (id, team_id, token_hash, role, created_by, created_at, expires_at) "
        f"SELECT 'i' || i, ?2, 'i' || i, 'member', ?3, '', '{LATE}'",
        lambda s, c: invites.create_invite(c, s.team_id, InviteTerms()),
    ),
    "teams that a person owns": Cap(
        limits.OWNED_TEAMS_MAX,
        1,
        "memberships (team_id, user_id, role, joined_at) SELECT 't' || i, ?3, 'owner', ''",
        lambda _, c: teams.create_team(c, TeamName(name="One more")),
    ),
}


async def _fill(scene: Scene, row: str, count: int, user_id: str) -> None:
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)"
    into, _, values = row.partition(" SELECT ")
    if into.startswith("memberships"):
        await _fill(scene, "teams (id, name, created_at, updated_at) SELECT 't' || i, 'T', '', ''", count, user_id)
    await scene.world.rows(f"INSERT INTO {into} {numbers} SELECT {values} FROM n WHERE ?2 <> ?3",  # noqa: S608 - our own names
                           count, scene.team_id, user_id)  # fmt: skip


@pytest.mark.parametrize("cap", CAPS.values(), ids=CAPS)
async def test_r107_one_more_than_there_may_be_is_refused(cap: Cap, scene: Scene) -> None:
    """Of two requests at once that both add the last one, one is answered 409, and so is every later one."""
    await _fill(scene, cap.row, cap.most - cap.there - 1, scene.ada.id)
    db = Interleaved(scene.world.db)
    both = (cap.add(scene, scene.ada.call(db=db)) for _ in range(2))
    done = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(type(each).__name__ for each in done) == ["LimitReached", "Result"]
    with pytest.raises(LimitReached, match=f"{cap.most}"):
        await cap.add(scene, scene.ada.call())


async def test_r107_nobody_becomes_the_owner_of_too_many_teams(scene: Scene) -> None:
    """Neither by a new role nor by an invitation; as anything else they may join."""
    await _fill(scene, CAPS["teams that a person owns"].row, limits.OWNED_TEAMS_MAX, scene.bob.id)
    with pytest.raises(LimitReached):
        await teams.change_role(scene.ada.call(), scene.team_id, scene.bob.id, MemberRole(role="owner"))
    await teams.change_role(scene.ada.call(), scene.team_id, scene.bob.id, MemberRole(role="admin"))
    await teams.remove_member(scene.bob.call(), scene.team_id, scene.bob.id)
    with pytest.raises(LimitReached):
        await _join(scene, "owner")
    assert body(await _join(scene, "admin"))["team"]["role"] == "admin"


async def test_r107_an_owner_stays_owner_at_the_limit(scene: Scene) -> None:
    """Being given the role that one has takes no more room."""
    await _fill(scene, CAPS["teams that a person owns"].row, limits.OWNED_TEAMS_MAX, scene.ada.id)
    await teams.change_role(scene.ada.call(), scene.team_id, scene.ada.id, MemberRole(role="owner"))
    members = body(await teams.list_members(scene.ada.call(), scene.team_id))["members"]
    assert [each["role"] for each in members if each["userId"] == scene.ada.id] == ["owner"]


async def _join(scene: Scene, role: Role) -> Result:
    made = await invites.create_invite(scene.ada.call(), scene.team_id, InviteTerms(role=role))
    return await invites.accept_invite(scene.bob.call(), body(made)["invite"]["token"])


async def test_r107_invitations_that_are_over_make_room_and_are_pruned(scene: Scene) -> None:
    """Only those count that can still be used; the cron drops what has expired."""
    await _fill(scene, CAPS["open invitations of a team"].row, limits.TEAM_MAX_INVITES, scene.ada.id)
    await scene.world.rows("UPDATE invites SET max_uses = 1, uses = 1 WHERE id = 'i1'")
    await invites.create_invite(scene.ada.call(), scene.team_id, InviteTerms())
    await scene.world.rows("UPDATE invites SET expires_at = ?1 WHERE id IN ('i2', 'i3')", instant(START_MS))
    assert await prune_old(scene.world.db, scene.world.now_ms) == 2
    await invites.create_invite(scene.ada.call(), scene.team_id, InviteTerms())


def _within(who: Person, key: str = "") -> Context:
    """A request of someone where the quota is small."""
    ctx = who.call(key)
    ctx.caller = replace(ctx.caller, log_quota=QUOTA)
    return ctx


async def _add(scene: Scene, who: Person, key: str = "") -> Result:
    return await todos.create_todo(_within(who, key), scene.team_id, scene.set_id, NewTodo(title="x" * 500))


async def _until_spent(act: Callable[[int], Awaitable[object]]) -> QuotaSpent:
    """Act again and again until it is refused."""
    for number in range(1_000):
        try:
            await act(number)
        except QuotaSpent as refused:
            return refused
    raise AssertionError("It is never spent.")


async def _spend(scene: Scene, who: Person) -> QuotaSpent:
    return await _until_spent(lambda _: _add(scene, who))


LOGGED = """SELECT length(CAST(payload AS BLOB)) + coalesce(length(CAST(before AS BLOB)), 0) AS n
FROM events ORDER BY seq"""


async def _logged(scene: Scene) -> list[int]:
    """The bytes of each event, with what was there before it."""
    found = await scene.world.rows(LOGGED)
    return [int(row["n"]) for row in found]


async def test_r108_a_person_adds_so_much_to_the_log_in_a_day(scene: Scene) -> None:
    """The change after the one that spends it waits for the next day (UTC); others go on, and repeats are answered."""
    first = await _add(scene, scene.ada, "k1")
    refused = await _spend(scene, scene.ada)
    sizes = await _logged(scene)
    assert sum(sizes[:-1]) < QUOTA.person <= sum(sizes)
    assert refused.headers["Retry-After"] == "52200"  # at 09:30
    assert (await _add(scene, scene.ada, "k1")).text == first.text
    await _add(scene, scene.bob)
    scene.world.now_ms += 52_200_000
    await _add(scene, scene.ada)


async def test_r108_a_team_adds_so_much_and_who_ends_it_may_still_act(scene: Scene) -> None:
    """When the team's is spent, its lists wait, but not what leaves no event; other teams go on."""
    await _spend(scene, scene.ada)
    await _spend(scene, scene.bob)
    eve = await scene.join("eve", "co-owner")
    with pytest.raises(QuotaSpent):
        await _add(scene, eve)
    await teams.remove_member(_within(eve, "k1"), scene.team_id, scene.bob.id)
    space = f"personal:{eve.id}"
    [first] = body(await sets.list_sets(eve.call(), space))["sets"]
    await todos.create_todo(_within(eve), space, first["id"], NewTodo(title="Milk"))


async def test_r108_what_is_only_remembered_counts_too(scene: Scene) -> None:
    """Requests with keys that change nothing cannot fill the database either; without a key they leave nothing."""
    milk, same = await scene.add("Milk"), TodoChange(title="Milk")
    await _until_spent(lambda number: todos.update_todo(_within(scene.ada, f"k{number}"), scene.team_id, milk, same))
    await todos.update_todo(_within(scene.ada), scene.team_id, milk, same)


async def test_r108_a_renumbering_counts_for_who_made_it_necessary(scene: Scene) -> None:
    """Its event is nobody's, but one that many todos make large."""
    await asyncio.gather(*(scene.add(f"{number}") for number in range(9)))
    last = await scene.add("Last")
    await todos.update_todo(scene.ada.call(), scene.team_id, last, TodoChange(sort_order=limits.SORT_ORDER_MAX))
    await scene.add("Behind it", by=scene.bob)
    *_, renumbered, created = await _logged(scene)
    [spent] = await scene.world.rows("SELECT log_bytes FROM users WHERE id = ?1", scene.bob.id)
    assert spent == {"log_bytes": renumbered + created}
    [team] = await scene.world.rows("SELECT log_bytes FROM teams WHERE id = ?1", scene.team_id)
    assert team == {"log_bytes": sum(await _logged(scene))}
