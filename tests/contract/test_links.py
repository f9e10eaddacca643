"""Share links: made, rotated and ended by those who manage them, and what ends them otherwise."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import pytest

from actions.housekeeping import prune_old
from context import Context, CountingDatabase
from domain import limits
from domain.close_codes import SESSION_OVER, SET_GONE
from domain.errors import Conflict, Forbidden, GlintError, LimitReached, NotFound
from domain.ids import digest
from domain.inputs import LinkChange, NewLink, NewTodo, PermissionChange, PermissionChanges, TodoChange
from domain.instants import instant
from domain.models import GuestRight
from live.effects import recheck
from routes import links, sets, shared, teams, todos
from store.cache import StateCache
from tests.support.mutations import Stage
from tests.support.recording_push import RecordingPush
from tests.support.scene import Person, Scene, body

Link = dict[str, Any]


async def _share(scene: Scene, by: Person | None = None, allows: Sequence[GuestRight] = ()) -> Link:
    new = NewLink(name="Board", allows=[*allows], expires_in=limits.LINK_MIN_S)
    made: Link = body(await links.create_link((by or scene.ada).call(), scene.team_id, scene.set_id, new))
    return dict(made["link"])


async def _allow(scene: Scene, link_id: str, *rights: GuestRight) -> None:
    await links.change_link(scene.ada.call(), scene.team_id, scene.set_id, link_id, LinkChange(allows=[*rights]))


async def _in_use(scene: Scene) -> tuple[Link, str]:
    """A link that allows two things and whose use is recorded, before a new isolate, and a todo."""
    link, todo_id = await _share(scene, allows=["create", "edit"]), await scene.add()
    await _seen(scene, link)
    await scene.world.db.batch(*scene.world.deferred)
    scene.world.cache = StateCache()
    return link, todo_id


async def _seen(scene: Scene, link: Link) -> Any:
    return body(await shared.show_list(scene.world.guest(digest(link["token"])), link["token"]))


async def _listed(scene: Scene) -> list[Link]:
    found: list[Link] = body(await links.list_links(scene.ada.call(), scene.team_id, scene.set_id))["links"]
    return found


async def _change_override(scene: Scene, permission: Any, *, allowed: bool) -> None:
    change = PermissionChange(role="member", permission=permission, allowed=allowed)
    call = scene.ada.call()
    call.query = {"scope": f"set:{scene.set_id}"}
    await teams.change_permissions(call, scene.team_id, PermissionChanges(overrides=[change]))


async def test_r74_a_link_allows_no_more_than_its_maker_may(scene: Scene) -> None:
    """Nor does one get a token for more, of a link that someone else has made; taking away is always possible."""
    await _change_override(scene, "manage_set_links", allowed=True)
    await _share(scene, scene.bob, ["create", "comment"])
    with pytest.raises(Forbidden, match="do not have yourself"):
        await _share(scene, scene.bob, ["create", "edit"])
    place = (scene.team_id, scene.set_id, (await _share(scene, allows=["edit"]))["id"])
    with pytest.raises(Forbidden):
        await links.rotate_link(scene.bob.call(), *place)
    with pytest.raises(Forbidden):
        await links.change_link(scene.bob.call(), *place, LinkChange(allows=["edit", "complete"]))
    await links.change_link(scene.bob.call(), *place, LinkChange(allows=["create"]))
    await links.rotate_link(scene.bob.call(), *place)


async def test_r210_a_list_has_twenty_links(scene: Scene) -> None:
    """One more is refused, until one of them has ended or expired; those of another list do not count."""
    first, *_ = [await _share(scene) for _ in range(limits.LINKS_MAX)]
    with pytest.raises(LimitReached, match="20 share links"):
        await _share(scene)
    await links.end_link(scene.ada.call(), scene.team_id, scene.set_id, first["id"])
    await _share(scene)
    scene.world.now_ms += limits.LINK_MIN_S * 1000
    assert await _listed(scene) == []
    await _share(scene)
    await prune_old(scene.world.db, scene.world.now_ms)
    for table in ("share_links", "users", "sessions"):
        assert len(await scene.world.rows(f"SELECT 1 FROM {table}")) == {"share_links": 1}.get(table, 3)  # noqa: S608 - our own


async def test_r210_whoever_manages_the_links_of_a_list_makes_them(stage: Stage) -> None:
    """A member by an override for this list; not without seeing the list; and what is seen of it, members or not."""
    scene = stage.scene
    with pytest.raises(Forbidden):
        await _share(scene, scene.bob)
    await _change_override(scene, "manage_set_links", allowed=True)
    link = await _share(scene, scene.bob)
    await _change_override(scene, "view_todos", allowed=False)
    for act in (links.rotate_link, links.end_link):
        with pytest.raises(Forbidden):
            await act(scene.bob.call(), scene.team_id, scene.set_id, link["id"])
    with pytest.raises(NotFound):
        await links.end_link(scene.ada.call(), scene.team_id, scene.set_id, "unknown")
    await teams.remove_member(scene.ada.call(), scene.team_id, scene.bob.id)
    assert stage.milk in [todo["id"] for todo in (await _seen(scene, link))["todos"]]


async def test_r213_whatever_ends_a_link_closes_its_sockets(scene: Scene) -> None:
    """Those of other links stay open; those of a deleted list are told so."""
    ended, rotated, kept = [await _share(scene) for _ in range(3)]
    seats = [(digest(link["token"]), scene.set_id) for link in (ended, rotated, kept)]
    push = RecordingPush({scene.team_id: list(seats)})
    for done in (
        await links.end_link(scene.ada.call(), scene.team_id, scene.set_id, ended["id"]),
        await links.rotate_link(scene.ada.call(), scene.team_id, scene.set_id, rotated["id"]),
    ):
        assert done.effects.recheck == (scene.team_id,)
    await recheck(push, scene.world.db, scene.team_id, instant(scene.world.now_ms))
    assert push.expelled == [(*seat, SESSION_OVER) for seat in seats[:2]]
    await sets.delete_set(scene.ada.call(), scene.team_id, scene.set_id)
    await recheck(push, scene.world.db, scene.team_id, instant(scene.world.now_ms))
    assert push.expelled[2:] == [(*seats[2], SET_GONE)]


async def test_r213_a_link_ends_with_its_team(scene: Scene) -> None:
    """Nothing is left of it, nor of its guest; what an isolate remembers of it does not help."""
    link = await _share(scene)
    await _seen(scene, link)
    await teams.delete_team(scene.ada.call(), scene.team_id)
    with pytest.raises(NotFound):
        await _seen(scene, link)
    assert await scene.world.rows("SELECT id FROM users WHERE id = ?1", link["id"]) == []


async def test_r213_a_link_that_ended_meanwhile_is_not_rotated(scene: Scene) -> None:
    """The guard of the commit finds it gone, and so does the next attempt."""
    link = await _share(scene)
    await links.end_link(scene.ada.call(), scene.team_id, scene.set_id, link["id"])
    with pytest.raises((NotFound, Conflict)):
        await links.rotate_link(scene.ada.call(), scene.team_id, scene.set_id, link["id"])


async def test_r16_r211_a_repeat_shows_no_guest_what_was_before_the_link(scene: Scene) -> None:
    """It is answered as before, and not pushed again."""
    place, new = (scene.team_id, scene.set_id), NewTodo(title="Milk")
    first = await todos.create_todo(scene.ada.call("k1"), *place, new)
    await _share(scene)
    again = await todos.create_todo(scene.ada.call("k1"), *place, new)
    assert (again.text, len(first.effects.events), again.effects.events) == (first.text, 1, ())


async def test_r217_a_guests_change_waits_for_the_database_as_a_members_does(scene: Scene) -> None:
    """Twice, and with what was read before once; before that once to find out where the link leads."""
    link, todo_id = await _in_use(scene)
    acts: list[Callable[[Context], Awaitable[object]]] = [
        lambda call: shared.create_todo_by_link(call, "", NewTodo(title="Bread")),
        lambda call: shared.create_todo_by_link(call, "", NewTodo(title="Eggs")),
        lambda call: shared.update_todo_by_link(call, "", todo_id, TodoChange(title="Oat milk")),
        lambda call: shared.update_todo_by_link(call, "", todo_id, TodoChange(title="Soy milk")),
    ]
    trips = []
    for act in acts:
        counted = CountingDatabase(scene.world.db)
        await act(scene.world.guest(digest(link["token"]), db=counted))
        trips.append(counted.trips)
    assert trips == [3, 1, 2, 1]


ENDS: dict[str, tuple[Callable[[Scene, str], Awaitable[object]], type[GlintError]]] = {
    "not allowed": (lambda scene, link_id: _allow(scene, link_id, "comment"), Forbidden),
    "ended": (lambda scene, link_id: links.end_link(scene.ada.call(), scene.team_id, scene.set_id, link_id), NotFound),
    "rotated": (
        lambda scene, link_id: links.rotate_link(scene.ada.call(), scene.team_id, scene.set_id, link_id),
        NotFound,
    ),
    "list deleted": (lambda scene, _: sets.delete_set(scene.ada.call(), scene.team_id, scene.set_id), NotFound),
}


@pytest.mark.parametrize(("end", "refusal"), ENDS.values(), ids=ENDS)
async def test_r213_r216_no_isolate_lets_a_guest_write_any_longer(
    end: Callable[[Scene, str], Awaitable[object]], refusal: type[GlintError], scene: Scene
) -> None:
    """Not even one that has read before what the link allows, and was not told: the commit compares."""
    link, todo_id = await _in_use(scene)
    writes: list[Callable[[Context], Awaitable[Any]]] = [
        lambda call: shared.create_todo_by_link(call, "", NewTodo(title="Bread")),
        lambda call: shared.update_todo_by_link(call, "", todo_id, TodoChange(title=f"Milk {scene.world.ids}")),
    ]
    for _ in "12":
        for write in writes:
            await write(scene.world.guest(digest(link["token"])))
    await end(scene.over(scene.world.db), link["id"])
    head = await scene.head()
    for write in writes:
        with pytest.raises(refusal):
            await write(scene.world.guest(digest(link["token"])))
    assert await scene.head() == head
