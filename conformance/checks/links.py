"""Share links (R210 to R219)."""

from __future__ import annotations

from conformance.person import Json, Place
from conformance.socket import watching
from conformance.verdict import check, expect
from conformance.world import World


async def _share(w: World, place: Place, *allows: str) -> tuple[Json, str]:
    """Make a share link; return it, and the path of the list by it."""
    terms = {"name": "Conformance", "allows": allows}
    link = (await w.ann.do("POST", f"{place.path}/links", terms))["link"]
    return link, f"/api/shared/{link['token']}"


@check(210)
async def a_link_is_shown_once(w: World) -> None:
    """And listed without its token, to those who manage links."""
    place = await w.new_list()
    link, _ = await _share(w, place)
    listed = await w.ann.ask("GET", f"{place.path}/links")
    expect(link["id"] in listed.text and link["token"] not in listed.text, "The list of links has a token.")
    (await w.bob.ask("GET", f"{place.path}/links")).refused(403, "forbidden")


@check(211, 212, 214)
async def a_guest_sees_the_list_without_its_people(w: World) -> None:
    """In the order of the log, without signing in."""
    place = await w.new_list()
    _, shared = await _share(w, place)
    await w.ann.add(place)
    for answer in (await w.nobody.ask("GET", shared), await w.nobody.ask("GET", f"{shared}/events?since=0")):
        expect(answer.ok()["seq"] == 1 and w.ann.id not in answer.text, f"A guest gets {answer.text[:120]}")
        expect(answer.headers.get("X-Robots-Tag") == "noindex", "What a guest gets may be indexed.")


@check(213, 215)
async def a_guest_is_live_until_the_link_ends(w: World) -> None:
    """Without presence; then the socket is closed, and the link is unknown."""
    place = await w.new_list()
    link, shared = await _share(w, place)
    async with watching(w.nobody, shared) as socket:
        await w.ann.add(place)
        await socket.event(1)
        kinds = {frame["type"] for frame in socket.frames} - {"pong", "shared:changed"}
        expect(kinds == {"realtime:ready", "todo:created"}, f"A guest gets {sorted(kinds)}.")
        await w.ann.do("DELETE", f"{place.path}/links/{link['id']}")
        await socket.closed(4401)
    (await w.nobody.ask("GET", shared)).refused(404, "not_found")


@check(216, 219)
async def a_link_allows_what_is_said_of_it(w: World) -> None:
    """And no more; when it allows something else, its guests are told, and it counts at once."""
    place = await w.new_list()
    link, shared = await _share(w, place, "create")
    todo = (await w.nobody.do("POST", f"{shared}/todos", {"title": "Milk"}))["todo"]["id"]
    done, one = {"completed": True}, f"{shared}/todos/{todo}"
    (await w.nobody.ask("PATCH", one, done)).refused(403, "forbidden")
    async with watching(w.nobody, shared) as socket:
        await w.ann.do("PATCH", f"{place.path}/links/{link['id']}", {"allows": ["complete"]})
        await socket.frame(lambda each: each["type"] == "shared:changed", "shared:changed")
    await w.nobody.do("PATCH", one, done)
    (await w.nobody.ask("POST", f"{shared}/todos", {"title": "Bread"})).refused(403, "forbidden")
    held = {name for name, held in (await w.nobody.do("GET", shared))["permissions"].items() if held}
    expect(held == {"view_todos", "complete_any_todo"}, f"A guest is said to hold {sorted(held)}.")


@check(217, 218)
async def a_guest_writes_once_and_as_nobody(w: World) -> None:
    """To members the change is a guest's by this link; a repeat is answered as before."""
    place = await w.new_list()
    _, shared = await _share(w, place, "create")
    first, again = [await w.nobody.ask("POST", f"{shared}/todos", {"title": "Milk"}, key="k1") for _ in "12"]
    expect(first.ok()["todo"]["userId"] == "somebody", f"A guest is answered {first.text[:120]}")
    expect((first.status, first.text) == (again.status, again.text), "A guest's repeat is answered otherwise.")
    [event] = await w.ann.events(place)
    expect(event["via"] == "Conformance", "The event does not say by which link.")
    [entry] = (await w.ann.do("GET", f"{place.path}/history"))["entries"]
    expect((entry["actor"]["displayName"], entry["via"]) == ("Guest", "Conformance"), "The history has no guest.")
