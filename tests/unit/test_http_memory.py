"""The isolate's cache, observed by the round trips that an answer reports."""

from __future__ import annotations

from tests.support.http_app import Answer, Home, HttpApp, make_home

TODOS = "/api/teams/<team_id>/sets/<set_id>/todos"
TODO = "/api/teams/<team_id>/todos/<todo_id>"


def _trips(answer: Answer) -> int:
    assert answer.status < 300, answer.text
    return int(answer.headers["Server-Timing"].split('"')[1])


async def test_r51_an_open_list_is_changed_in_one_round_trip(app: HttpApp) -> None:
    """Opening a list is enough to change it in one round trip."""
    home: Home = await make_home(app)
    assert _trips(await home.request("GET", TODOS)) == 1
    assert _trips(await home.request("POST", TODOS, {"title": "Eggs"})) == 1
    assert _trips(await home.request("PATCH", TODO, {"title": "Oat milk"})) == 1
    assert _trips(await home.request("DELETE", TODO)) == 1


async def test_r51_after_a_change_of_the_team_a_mutation_takes_two(app: HttpApp) -> None:
    """The isolate evicts what it has made stale itself."""
    home = await make_home(app)
    await home.request("PATCH", "/api/teams/<team_id>", {"name": "Another name"})
    assert _trips(await home.request("POST", TODOS, {"title": "Eggs"})) == 2
    assert _trips(await home.request("POST", TODOS, {"title": "Bread"})) == 1
