"""HTTP (R50 to R53, R80 to R84)."""

from __future__ import annotations

import json

from conformance.verdict import Unseen, check, expect
from conformance.world import World

NO_CONTENT_TYPE = {"content-type": "text/plain"}
JSON = {"content-type": "application/json"}


@check(50)
async def errors_have_one_form(w: World) -> None:
    """Status, code and a sentence."""
    place = await w.new_list()
    path = f"{place.path}/todos"
    (await w.ann.ask("POST", path, content=b"{", headers=JSON)).refused(400, "invalid_json")
    (await w.ann.ask("POST", path, content=b"{}", headers=NO_CONTENT_TYPE)).refused(415, "not_json")
    (await w.ann.ask("POST", path, {"title": "x", "later": True})).refused(422, "invalid")
    (await w.ann.ask("GET", f"{place.path}/nothing")).refused(404, "not_found")
    (await w.ann.ask("GET", "/api/teams/none/sets")).refused(403, "not_a_member")
    (await w.nobody.ask("GET", "/api/teams")).refused(401, "not_signed_in")
    wrong = await w.ann.ask("PUT", path, {})
    wrong.refused(405, "method_not_allowed")
    expect("POST" in wrong.headers.get("Allow", ""), "405 comes without `Allow`.")


@check(51)
async def answers_say_how_many_round_trips_they_took(w: World) -> None:
    """One for a list, two at most for a change."""
    place = await w.new_list()
    for path in (f"{place.path}/todos", f"{place.path}/events?since=0"):
        timing = (await w.ann.ask("GET", path)).headers.get("Server-Timing", "")
        expect(timing == 'd1;desc="1"', f"GET {path} has the Server-Timing {timing!r}.")
    timing = (await w.ann.ask("POST", f"{place.path}/todos", {"title": "Milk"})).headers.get("Server-Timing", "")
    expect(timing in ('d1;desc="1"', 'd1;desc="2"'), f"A change has the Server-Timing {timing!r}.")


@check(52)
async def the_session_cookie_is_out_of_reach_of_scripts(w: World) -> None:
    """HttpOnly and SameSite=Lax; over https with its prefix, and Secure."""
    w.need_sessions()
    answer = await w.nobody.ask("POST", "/api/auth/dev", {"username": w.ann.name})
    cookie = answer.headers["set-cookie"]
    expect("httponly" in cookie.lower() and "samesite=lax" in cookie.lower(), f"The cookie is {cookie}.")
    is_https = str(w.http.base_url).startswith("https")
    expect(cookie.startswith("__Host-session=" if is_https else "session="), f"The cookie is {cookie}.")
    expect(("secure" in cookie.lower()) == is_https, f"The cookie is {cookie}.")


@check(53)
async def a_personal_space_is_for_one_person(w: World) -> None:
    """Nobody else can enter it."""
    path = f"/api/teams/personal%3A{w.ann.id}/sets"
    await w.ann.do("GET", path)
    (await w.nobody.ask("GET", path)).refused(401, "not_signed_in")
    (await w.bob.ask("GET", path)).refused(403, "not_a_member")


@check(80)
async def answers_have_an_id(w: World) -> None:
    """Of their own."""
    ids = [(await w.ann.ask("GET", path)).headers.get("X-Request-Id", "") for path in ("/api/teams", "/api/none")]
    expect(all(ids) and ids[0] != ids[1], f"The X-Request-Ids of two answers are {ids}.")


@check(83)
async def headers_are_strict(w: World) -> None:
    """Of answers and of the page."""
    answer = (await w.ann.ask("GET", "/api/teams")).headers
    expect(answer.get("Cache-Control") == "no-store", f"Cache-Control is {answer.get('Cache-Control')}.")
    page = (await w.nobody.ask("GET", "/", headers={"Accept": "text/html"})).headers
    for headers in (answer, page):
        expect(headers.get("X-Content-Type-Options") == "nosniff", "X-Content-Type-Options is not nosniff.")
        policy = headers.get("Content-Security-Policy", "")
        expect("frame-ancestors 'none'" in policy, f"The Content-Security-Policy is {policy!r}.")


@check(84)
async def the_api_is_described(w: World) -> None:
    """By a file that names every route."""
    answer = await w.nobody.ask("GET", "/api/openapi.json")
    if answer.status != 200:
        raise Unseen(f"/api/openapi.json is answered {answer.status}: the web app is not deployed")
    paths = json.loads(answer.text)["paths"]
    expect("/api/teams/{team_id}/sets/{set_id}/todos" in paths, "The route of a list is not in /api/openapi.json.")
