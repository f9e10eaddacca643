"""Demo data for `make dev`, created like in the web app: over the HTTP API."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from tools.project import say

TEAM = "Analytical Engines"
SET = "Engine no. 2"
MARKER = "demo-loaded"
REQUEST_TIMEOUT_S = 30

Json = dict[str, Any]


class Person:
    """A signed-in person."""

    def __init__(self, url: str, username: str) -> None:
        self._url = url
        self._cookie = ""
        self.post("/api/auth/dev", {"username": username})

    def get(self, path: str) -> Json:
        """Send a GET and return the answer."""
        return self._request("GET", path, None)

    def post(self, path: str, body: Json | None = None) -> Json:
        """Send a POST and return the answer."""
        return self._request("POST", path, body)

    def patch(self, path: str, body: Json) -> Json:
        """Send a PATCH and return the answer."""
        return self._request("PATCH", path, body)

    def _request(self, method: str, path: str, body: Json | None) -> Json:
        headers = {"Cookie": self._cookie}
        data = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            data = json.dumps(body).encode()
        request = urllib.request.Request(self._url + path, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=REQUEST_TIMEOUT_S) as response:
            if cookie := response.headers.get("Set-Cookie"):
                self._cookie = cookie.partition(";")[0]
            answer: Json = json.load(response)
            return answer


def load_demo(url: str, state: Path) -> str:
    """Load the data once per state folder, and return the team's name.

    A server that refuses is reported and otherwise left alone: whoever is editing `src/` wants it to keep running.
    """
    marker = state / MARKER
    if not marker.exists():
        try:
            _load(url)
            marker.touch()
        except urllib.error.HTTPError as error:
            say(f"No demo data: {error.url} answered {error.code}: {error.read().decode()}")
        except OSError as error:
            say(f"No demo data: {error}")
    return TEAM


def _load(url: str) -> None:
    ada = Person(url, "ada")
    me = ada.get("/api/auth/me")["user"]
    if any(team["name"] == TEAM for team in me["teams"]):
        return
    team = ada.post("/api/teams", {"name": TEAM})["team"]["id"]
    grace = _join(Person(url, "grace"), ada, team, role="admin")
    linus = _join(Person(url, "linus"), ada, team, role="member")
    _write_todos(team, ada, grace, linus)


def _join(person: Person, host: Person, team: str, *, role: str) -> Person:
    terms = {"role": role, "maxUses": 1}
    token = host.post(f"/api/teams/{team}/invites", terms)["invite"]["token"]
    person.post(f"/api/invites/{token}")
    return person


def _write_todos(team: str, ada: Person, grace: Person, linus: Person) -> None:
    todo_set = ada.post(f"/api/teams/{team}/sets", {"name": SET})["set"]["id"]

    def write(person: Person, title: str, parent: str | None = None) -> str:
        body = {"title": title, "parentId": parent}
        answer = person.post(f"/api/teams/{team}/sets/{todo_set}/todos", body)
        todo_id: str = answer["todo"]["id"]
        return todo_id

    def complete(person: Person, todo: str) -> None:
        person.patch(f"/api/teams/{team}/todos/{todo}", {"completed": True})

    def claim(person: Person, todo: str) -> None:
        person.post(f"/api/teams/{team}/todos/{todo}/claim", {"claimed": True})

    complete(ada, write(ada, "Order the brass for the mill"))
    complete(grace, write(grace, "Decide on fifty digits a column"))
    punch = write(ada, "Punch the cards for the Bernoulli numbers")
    complete(ada, write(ada, "Operation cards", punch))
    claim(linus, write(linus, "Variable cards", punch))
    claim(grace, write(grace, "Find out what the moth did to relay 70"))
    claim(ada, write(ada, "Write note G"))
    write(linus, "Test the carry mechanism by hand")
    write(grace, "Oil the printing apparatus")
    write(linus, "Invite the Countess to a demonstration")
