"""Access tokens (R200 to R206)."""

from __future__ import annotations

from conformance.person import Json, Person
from conformance.socket import watching
from conformance.verdict import check, expect
from conformance.world import World

MINE = "/api/auth/me/tokens"


async def _token(w: World, *scopes: str, **more: object) -> tuple[Json, Person]:
    """Make a token; return it, and the program that has it."""
    w.need_sessions()
    made = (await w.ann.do("POST", MINE, {"name": "Conformance", "scopes": list(scopes), **more}))["token"]
    return made, Person(w.http, {"Authorization": f"Bearer {made['secret']}"}, w.ann.id)


@check(200)
async def a_token_takes_the_place_of_a_session(w: World) -> None:
    """An unknown one is refused."""
    unknown = Person(w.http, {"Authorization": "Bearer glint_unknown"})
    (await unknown.ask("GET", "/api/teams")).refused(401, "invalid_token")
    place = await w.new_list()
    _, program = await _token(w, "write")
    async with watching(program, place) as socket:
        await program.add(place)
        await socket.event(1)
    foreign = {"Origin": "https://conformance.invalid"}
    (await program.ask("POST", f"{place.path}/todos", {"title": "Bread"}, headers=foreign)).ok()


@check(201)
async def scopes_narrow(w: World) -> None:
    """What a token does not have is refused."""
    place = await w.new_list()
    _, program = await _token(w, "read")
    await program.todos(place)
    (await program.ask("POST", f"{place.path}/todos", {"title": "Milk"})).refused(403, "insufficient_scope")
    (await program.ask("GET", MINE)).refused(403, "insufficient_scope")


@check(202)
async def a_token_may_be_for_one_team(w: World) -> None:
    """All others are as to a stranger."""
    place = await w.new_list()
    _, program = await _token(w, "read", teamId=f"personal:{w.ann.id}")
    (await program.ask("GET", f"{place.path}/todos")).refused(403, "not_a_member")
    expect((await program.do("GET", "/api/teams"))["teams"] == [], "A token of one team sees others.")


@check(203, 204)
async def a_token_is_shown_once(w: World) -> None:
    """And listed without its secret."""
    made, _ = await _token(w, "read")
    expect(made["secret"].startswith("glint_"), "The token does not begin with glint_.")
    listed = await w.ann.ask("GET", MINE)
    expect(made["id"] in listed.text and made["secret"] not in listed.text, "The list of tokens has a secret.")


@check(205)
async def a_token_is_ended(w: World) -> None:
    """With its sockets."""
    place = await w.new_list()
    made, program = await _token(w, "read")
    (await w.bob.ask("DELETE", f"{MINE}/{made['id']}")).refused(404, "not_found")
    async with watching(program, place) as socket:
        await w.ann.do("DELETE", f"{MINE}/{made['id']}")
        await socket.closed(4401)
    (await program.ask("GET", "/api/teams")).refused(401, "invalid_token")


@check(206)
async def an_event_says_by_which_token(w: World) -> None:
    """By its name."""
    place = await w.new_list()
    _, program = await _token(w, "write")
    await program.add(place)
    (event,) = await w.ann.events(place)
    expect((event.get("via"), event["actorId"]) == ("Conformance", w.ann.id), f"The event is {event}.")
