"""Demo data for `make dev`, created like in the web app: over the HTTP API."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tools.project import say

TEAM = "Analytical Engines"
SET = "Engine no. 2"
NAMES = ("ada", "grace", "linus")
OTHER_SETS = {
    "Parts to order": ("Brass, 40 kg", "Cards, 12,000", "Oil, 20 litres"),
    "Letters": ("To Mr Babbage, about the mill", "To the Royal Society"),
    "Someday": (),
}
MARKER = "demo-loaded"
REQUEST_TIMEOUT_S = 30

Json = dict[str, Any]


class Person:
    """A signed-in person."""

    def __init__(self, url: str, username: str) -> None:
        self.url = url
        self.cookie = ""
        self.id: str = self.post("/api/auth/dev", {"username": username})["user"]["id"]

    def get(self, path: str) -> Json:
        """Send a GET and return the answer."""
        return self._request("GET", path, None)

    def post(self, path: str, body: Json | None = None) -> Json:
        """Send a POST and return the answer."""
        return self._request("POST", path, body)

    def patch(self, path: str, body: Json) -> Json:
        """Send a PATCH and return the answer."""
        return self._request("PATCH", path, body)

    def put(self, path: str, body: Json) -> Json:
        """Send a PUT and return the answer."""
        return self._request("PUT", path, body)

    def _request(self, method: str, path: str, body: Json | None) -> Json:
        headers = {"Cookie": self.cookie}
        data = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            data = json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=REQUEST_TIMEOUT_S) as response:
            if cookie := response.headers.get("Set-Cookie"):
                self.cookie = cookie.partition(";")[0]
            answer: Json = json.load(response)
            return answer


def load_demo(url: str, state: Path) -> str:
    """Load the data once per state folder, and return the team's name.

    A server that refuses is reported and otherwise left alone: whoever is editing `src/` wants it to keep running.
    """
    marker = state / MARKER
    if not marker.exists():
        try:
            write_demo(url, date.today())  # noqa: DTZ011 - whoever looks at it is at this machine
            marker.touch()
        except urllib.error.HTTPError as error:
            say(f"No demo data: {error.url} answered {error.code}: {error.read().decode()}")
        except OSError as error:
            say(f"No demo data: {error}")
    return TEAM


@dataclass(frozen=True, kw_only=True)
class Demo:
    """What was written, and the people, who stay signed in."""

    team: str
    todo_set: str
    people: tuple[Person, Person, Person]
    todos: dict[str, str]
    """The ids of the todos of the first list, by title."""


def write_demo(url: str, today: date, names: tuple[str, str, str] = NAMES) -> Demo | None:
    """Write a team of three with three lists; None if the first of them has it already."""
    ada = Person(url, names[0])
    if any(team["name"] == TEAM for team in ada.get("/api/auth/me")["user"]["teams"]):
        return None
    team = ada.post("/api/teams", {"name": TEAM})["team"]["id"]
    grace = _join(Person(url, names[1]), ada, team, role="admin")
    linus = _join(Person(url, names[2]), ada, team, role="member")
    [first] = ada.get(f"/api/teams/{team}/sets")["sets"]
    ada.patch(f"/api/teams/{team}/sets/{first['id']}", {"name": SET})
    demo = Demo(team=team, todo_set=first["id"], people=(ada, grace, linus), todos={})
    _write_engine(demo, today)
    for name, titles in OTHER_SETS.items():
        other = grace.post(f"/api/teams/{team}/sets", {"name": name})["set"]["id"]
        for title in titles:
            grace.post(f"/api/teams/{team}/sets/{other}/todos", {"title": title})
    return demo


def _join(person: Person, host: Person, team: str, *, role: str) -> Person:
    terms = {"role": role, "maxUses": 1}
    token = host.post(f"/api/teams/{team}/invites", terms)["invite"]["token"]
    person.post(f"/api/invites/{token}")
    return person


def _write_engine(demo: Demo, today: date) -> None:
    ada, grace, linus = demo.people
    todos = f"/api/teams/{demo.team}/todos"

    def write(person: Person, title: str, parent: str | None = None) -> str:
        body = {"title": title, "parentId": parent and demo.todos[parent]}
        answer = person.post(f"/api/teams/{demo.team}/sets/{demo.todo_set}/todos", body)
        demo.todos[title] = answer["todo"]["id"]
        return f"{todos}/{demo.todos[title]}"

    def due(todo: str, days: int, **more: object) -> None:
        ada.patch(todo, {"dueOn": (today + timedelta(days=days)).isoformat(), **more})

    punch = "Punch the cards for the Bernoulli numbers"
    cards = write(ada, punch)
    ada.patch(write(ada, "Operation cards", punch), {"completed": True})
    write(linus, "Variable cards", punch)
    due(write(linus, "Number cards", punch), 2, repeat={"unit": "day", "every": 2})
    due(cards, 0, description="Three decks: operations, variables, numbers.\nNote G has the table, from B₁ to B₇.")
    ada.post(f"{cards}/claim", {"claimed": True})
    ada.put(f"{cards}/assignees", {"assignees": [grace.id, linus.id]})
    grace.post(f"{cards}/comments", {"body": "The blank cards are ordered, they come on Thursday."})
    ada.post(f"{cards}/comments", {"body": "Then the variables can wait until Friday."})
    moth = write(grace, "Find out what the moth did to relay 70, and write down how it was found in the first place")
    due(moth, -2)
    grace.post(f"{moth}/claim", {"claimed": True})
    write(ada, "Write note G")
    carry = write(linus, "Test the carry mechanism by hand")
    linus.post(f"{carry}/comments", {"body": "It sticks at 9."})
    linus.post(f"{carry}/claim", {"claimed": True})
    write(grace, "Oil the printing apparatus")
    write(linus, "Invite the Countess to a demonstration")
    ada.patch(write(ada, "Order the brass for the mill"), {"completed": True})
    grace.patch(write(grace, "Decide on fifty digits a column"), {"completed": True})
