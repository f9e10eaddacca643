"""The memory of an isolate: what it gives back, and how much it holds."""

from __future__ import annotations

from msgspec.structs import replace

from domain.todos import StoredTodo
from store.access import Access, Ask, SetState
from store.memory import SEATS_MAX, TODOS_MAX, Memory

HASH = "h1"
ASK = Ask(token_hash=HASH, now="2026", team_id="t1", set_id="s1")
TODO = StoredTodo(id="d1", set_id="s1", user_id="u1", title="Milk", completed=False, sort_order=1, claimed_by=None)
SEAT = Access(
    user_id="u1",
    username="ada",
    display_name="Ada",
    avatar_url=None,
    session_expires_at="2027",
    session_used_at="2026",
    team_name="Team",
    team_personal=False,
    role="member",
    overrides=(),
    facts="[]",
    overrides_text="[]",
    todo_set=SetState(id="s1", user_id="u1", name="Todos", sort_order=1, split_completed=False, created_at="", seq=1),
    todo=None,
    past=None,
)


def test_a_place_in_a_list_is_recalled_for_its_session_team_and_list_alone() -> None:
    """What was read for one is never used for another."""
    memory = Memory()
    memory.keep(ASK, SEAT)
    assert memory.recall(ASK) == SEAT
    others = {"token_hash": "h2", "team_id": "t2", "set_id": "s2"}
    assert [memory.recall(replace(ASK, **{name: other})) for name, other in others.items()] == [None] * 3


def test_a_todo_is_recalled_with_the_place_in_its_list() -> None:
    """A request that names only the todo finds the list by it."""
    memory = Memory()
    by_todo = replace(ASK, set_id="", todo_id="d1")
    memory.keep(by_todo, replace(SEAT, todo=TODO))
    assert memory.recall(by_todo) == replace(SEAT, todo=TODO)
    assert memory.recall(ASK) == SEAT
    memory.forget_todos("d1")
    assert memory.recall(by_todo) is None


def test_who_is_no_member_and_a_list_that_is_not_there_are_not_remembered() -> None:
    """A refusal is read anew each time."""
    memory = Memory()
    memory.keep(ASK, replace(SEAT, role=None))
    memory.keep(ASK, replace(SEAT, todo_set=None))
    assert memory.recall(ASK) is None


def test_what_turned_out_to_be_stale_is_forgotten() -> None:
    """The place and the todo of a request are dropped together, or everything at once."""
    memory = Memory()
    by_todo = replace(ASK, set_id="", todo_id="d1")
    memory.keep(by_todo, replace(SEAT, todo=TODO))
    memory.forget(by_todo)
    assert (memory.recall(by_todo), memory.recall(ASK)) == (None, None)
    memory.keep(by_todo, replace(SEAT, todo=TODO))
    memory.clear()
    assert (memory.recall(by_todo), memory.recall(ASK)) == (None, None)


def test_it_holds_the_places_that_were_used_last() -> None:
    """Of more places than it holds, the one goes that was not asked for longest."""
    memory = Memory()
    for number in range(SEATS_MAX + 1):
        memory.keep(replace(ASK, team_id=str(number)), SEAT)
        memory.recall(replace(ASK, team_id="0"))
    assert [memory.recall(replace(ASK, team_id=team)) for team in ("0", "1", "2")] == [SEAT, None, SEAT]


def test_it_holds_the_todos_that_were_used_last() -> None:
    """Of more todos than it holds, the one goes that was stored or asked for longest ago."""
    memory = Memory()
    memory.keep(ASK, SEAT)
    for number in range(TODOS_MAX + 1):
        memory.keep_todo(replace(TODO, id=str(number)))
    found = [memory.recall(replace(ASK, todo_id=todo)) for todo in ("0", "1")]
    assert found == [None, replace(SEAT, todo=replace(TODO, id="1"))]
