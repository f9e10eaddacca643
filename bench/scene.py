"""People, a team and a list, created over HTTP like any other."""

from __future__ import annotations

import json
import urllib.request
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

MEMBERS: Final = 100
"""Enough for 2,000 viewers: a session has at most 20 sockets in a team."""


@dataclass(frozen=True, kw_only=True)
class Scene:
    """The arguments for the harness; the first cookie is the owner's, the others are members'."""

    team: str
    todo_set: str
    cookies: tuple[str, ...]

    def options(self) -> list[str]:
        """Return them as options of bench.load."""
        cookies = [part for cookie in self.cookies for part in ("--cookie", cookie)]
        return ["--team", self.team, "--set", self.todo_set, *cookies]


def make_scene(base: str, name: str = "bench", *, members: int = MEMBERS) -> Scene:
    """Sign in an owner and members, named after the scene, who share a team with one empty list."""
    owner = sign_in(base, f"{name}-owner")
    cookies = [sign_in(base, f"{name}-member-{number}") for number in range(members)]
    team = post(base, "/api/teams", {"name": "Bench"}, owner)["team"]["id"]
    path = f"/api/teams/{quote(team, safe='')}"
    token = post(base, f"{path}/invites", {}, owner)["invite"]["token"]
    for member in cookies:
        post(base, f"/api/invites/{quote(token, safe='')}", {}, member)
    todo_set = post(base, f"{path}/sets", {"name": "Bench"}, owner)["set"]["id"]
    return Scene(team=team, todo_set=todo_set, cookies=(owner, *cookies))


def sign_in(base: str, username: str) -> str:
    """Begin a session; return its cookie."""
    with _request(base, "/api/auth/dev", {"username": username}, "") as response:
        return str(response.headers["set-cookie"]).split(";", 1)[0]


def post(base: str, path: str, body: dict[str, Any], cookie: str) -> Any:
    """Send a POST and return the JSON of the answer."""
    with _request(base, path, body, cookie) as response:
        return json.load(response)


def _request(base: str, path: str, body: dict[str, Any], cookie: str) -> Any:
    headers = {"Content-Type": "application/json", "Cookie": cookie}
    return urllib.request.urlopen(urllib.request.Request(base + path, json.dumps(body).encode(), headers))
