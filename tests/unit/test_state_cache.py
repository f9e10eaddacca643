"""The isolate's cache: what it returns, and how much it holds."""

from __future__ import annotations

from msgspec.structs import replace

from domain.decision import Decision
from domain.events import TodoDeleted, TodoReordered
from domain.models import Position
from domain.state import Caller, Facts, Person, Session, SetState, State, Target
from store.cache import MEMBERS_MAX, TODOS_MAX, StateCache
from store.load import todo_of

HASH, OTHER = "h1", "h2"
CALLER = Caller(token_hashes=(HASH,), now="2026")
LIST = Target(team_id="t1", set_id="s1")
BY_TODO = Target(team_id="t1", todo_id="d1")
TODO_TEXT = (
    '{"id":"d1","set_id":"s1","user_id":"u1","title":"Milk","completed":false,'
    '"sort_order":1,"claimed_by":null,"parent_id":null,"assignees":[]}'
)
READ = State(
    target=LIST,
    team_id="t1",
    user=Person(id="u1", display_name="Ada", avatar_url=None),
    facts=Facts(
        user=Person(id="u1", display_name="Ada", avatar_url=None), role="member",
        todo_set=SetState(id="s1", user_id="u1"),
    ),
    permissions=frozenset({"view_todos"}),
    session=Session(token_hash=HASH, expires_at="2027", renewal_due_ms=0.0),
    guard_texts=("{}", "[]", None),
    seq=1,
)  # fmt: skip
WITH_TODO = replace(READ, target=BY_TODO, stored_todo=todo_of(TODO_TEXT), guard_texts=("{}", "[]", TODO_TEXT))


def test_a_member_is_cached_per_session_team_and_list() -> None:
    """An entry for one is never used for another, and is marked as cached."""
    cache = StateCache()
    cache.put(CALLER, READ)
    assert cache.get(CALLER, LIST) == replace(READ, cached=True)
    assert cache.get(replace(CALLER, token_hashes=(OTHER,)), LIST) is None
    others = {"team_id": "t2", "set_id": "s2"}
    assert [cache.get(CALLER, replace(LIST, **{name: other})) for name, other in others.items()] == [None] * 2


def test_a_todo_is_found_with_the_member_of_its_list() -> None:
    """A request that names only the todo finds the list through it, until the todo is deleted or moved."""
    cache = StateCache()
    for change in (
        TodoDeleted(set_id="s1", id="d1"),
        TodoReordered(set_id="s1", items=[Position(id="d1", sort_order=2)]),
    ):
        cache.put(CALLER, WITH_TODO)
        assert cache.get(CALLER, BY_TODO) == replace(WITH_TODO, cached=True)
        cache.update(WITH_TODO, Decision(changes=(change,)), None)
        assert cache.get(CALLER, BY_TODO) is None
        assert cache.get(CALLER, LIST) is not None


def test_state_that_is_not_cached_is_loaded() -> None:
    """A parent or an order is loaded each time."""
    cache = StateCache()
    cache.put(CALLER, READ)
    assert cache.get(CALLER, replace(LIST, parent_id="d1")) is None


def test_refusals_are_not_cached() -> None:
    """A person who is not a member, and a list that does not exist, are loaded each time."""
    cache = StateCache()
    cache.put(CALLER, replace(READ, facts=replace(READ.facts, role=None)))
    cache.put(CALLER, replace(READ, facts=replace(READ.facts, todo_set=None)))
    assert cache.get(CALLER, LIST) is None


def test_a_stale_entry_is_evicted_with_its_todo() -> None:
    """The member and the todo of a request go together."""
    cache = StateCache()
    cache.put(CALLER, WITH_TODO)
    cache.evict(CALLER, BY_TODO)
    assert (cache.get(CALLER, BY_TODO), cache.get(CALLER, LIST)) == (None, None)


def test_a_change_of_rights_evicts_only_the_team() -> None:
    """Members of other teams stay cached."""
    cache = StateCache()
    elsewhere = replace(READ, target=replace(LIST, team_id="t2"), team_id="t2")
    for state in (READ, elsewhere):
        cache.put(CALLER, state)
    cache.update(READ, Decision(recheck=True), None)
    assert cache.get(CALLER, LIST) is None
    assert cache.get(CALLER, elsewhere.target) is not None


def test_the_least_recently_used_are_evicted_first() -> None:
    """Beyond its capacity, the entries unused for longest are evicted."""
    cache = StateCache()
    for number in range(MEMBERS_MAX + 1):
        team = replace(LIST, team_id=str(number))
        cache.put(CALLER, replace(READ, target=team, team_id=team.team_id))
        cache.get(CALLER, replace(LIST, team_id="0"))
    found = [cache.get(CALLER, replace(LIST, team_id=team)) is not None for team in ("0", "1", "2")]
    assert found == [True, False, True]
    cache.put(CALLER, READ)
    for number in range(TODOS_MAX + 1):
        cache.update(READ, Decision(), TODO_TEXT.replace("d1", str(number)))
    assert [cache.get(CALLER, replace(BY_TODO, todo_id=todo)) is not None for todo in ("0", "1")] == [False, True]
