"""The access matrix: every route for every role, with ids of the team and of another one."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from copy import copy
from typing import Any, Final, NamedTuple

import pytest

from tests.support.databases import dump
from tests.support.http_app import HttpApp
from tests.support.http_routes import PUBLIC, SET, TEAM, TODO

WHO: Final = ("out", "stranger", "member", "admin", "co-owner", "owner")

# One line a case: method and path, then the status for each of WHO, then for the owner with the ids of
# another team in place of the last id of the path (or, with `*`, of those in the body). `own` is a todo that
# the member made, `own_comment` their comment on the owner's todo; `hidden` is a list that the member made as an
# admin, with a todo and a comment of theirs, which members may not see; `gone` and `gone_todo` are deleted. All
# else is the owner's, and the list's first event is from before the others came, its third the creation of `own`.
# `-` where a path has no such id.
#
#                                               out  stranger member admin co-owner owner | foreign ids
TABLE: Final = f"""
GET    /api/teams                               401  200  200  200  200  200  -
POST   /api/teams                               401  201  201  201  201  201  -
GET    /api/invites/<token>                     401  200  200  200  200  200  -
POST   /api/invites/<token>                     401  200  200  200  200  200  -
GET    /api/auth/sessions                       401  200  200  200  200  200  -
GET    /api/me/todos                            401  200  200  200  200  200  -
GET    /api/notifications                       401  200  200  200  200  200  -
POST   /api/notifications/read                  401  200  200  200  200  200  -
GET    /api/auth/me/data                        401  200  200  200  200  200  -
DELETE /api/auth/me                             401  200  200  200  200  409  -
GET    /api/auth/me/tokens                      401  200  200  200  200  200  -
POST   /api/auth/me/tokens                      401  403  201  201  201  201  403*
DELETE /api/auth/me/tokens/<token_id>           401  404  404  404  404  200  404
DELETE /api/auth/sessions                       401  200  200  200  200  200  -
DELETE /api/auth/sessions/<session_id>          401  404  404  404  404  200  404
PATCH  {TEAM}                                   401  403  403  403  200  200  403
DELETE {TEAM}                                   401  403  403  403  200  200  403
GET    {TEAM}/members                           401  403  200  200  200  200  403
PATCH  {TEAM}/members/<user_id>                 401  403  403  403  200  200  404
DELETE {TEAM}/members/<user_id>                 401  403  403  403  200  200  404
GET    {TEAM}/permissions/me                    401  403  200  200  200  200  403
GET    {TEAM}/permissions                       401  403  200  200  200  200  403
PUT    {TEAM}/permissions                       401  403  403  403  200  200  403
POST   {TEAM}/invites                           401  403  403  201  201  201  403
GET    {TEAM}/invites                           401  403  403  200  200  200  403
DELETE {TEAM}/invites/<invite_id>               401  403  403  200  200  200  404
GET    {TEAM}/search?q=milk                     401  403  200  200  200  200  403
GET    {TEAM}/sets                              401  403  200  200  200  200  403
POST   {TEAM}/sets                              401  403  403  201  201  201  403
POST   {TEAM}/sets/reorder                      401  403  403  200  200  200  404*
PATCH  {SET}                                    401  403  403  200  200  200  404
DELETE {SET}                                    401  403  403  200  200  200  404
GET    {TEAM}/deleted-sets                      401  403  200  200  200  200  403
POST   {SET}/restore                            401  403  403  200  200  200  404
DELETE {TEAM}/deleted-sets/<set_id>             401  403  403  404  404  404  404
DELETE {TEAM}/deleted-sets/<gone>               401  403  403  200  200  200  -
POST   {TEAM}/sets/<gone>/restore               401  403  403  200  200  200  -
GET    {TEAM}/sets/<gone>/todos                 401  403  404  404  404  404  -
GET    {SET}/events                             401  403  410  410  410  200  404
GET    {SET}/deleted-todos                      401  403  200  200  200  200  404
GET    {SET}/history                            401  403  200  200  200  200  404
POST   {SET}/undo                               401  403  200  200  200  200  404
GET    {SET}/todos                              401  403  200  200  200  200  404
POST   {SET}/todos                              401  403  201  201  201  201  404
POST   {SET}/todos/complete                     401  403  403  200  200  200  404
POST   {TEAM}/sets/<hidden>/todos/complete      401  403  403  404  404  404  -
POST   {TEAM}/sets/import                       401  403  403  201  201  201  403
POST   {SET}/import                             401  403  200  200  200  200  404
GET    {SET}/comments                           401  403  200  200  200  200  404
GET    {SET}/descriptions                       401  403  200  200  200  200  404
GET    {SET}/links                              401  403  403  200  200  200  404
POST   {SET}/links                              401  403  403  201  201  201  404
PATCH  {SET}/links/<link_id>                    401  403  403  200  200  200  404
POST   {SET}/links/<link_id>/rotate             401  403  403  200  200  200  404
DELETE {SET}/links/<link_id>                    401  403  403  200  200  200  404
GET    {SET}/images                             401  403  403  200  200  200  404
PUT    {SET}/images/<kind>                      401  403  403  200  200  200  -
DELETE {SET}/images/<kind>                      401  403  403  200  200  200  -
GET    {SET}/webhooks                           401  403  403  200  200  200  404
POST   {SET}/webhooks                           401  403  403  201  201  201  404
POST   {SET}/webhooks/<webhook_id>/replay       401  403  403  410  410  200  404
POST   {SET}/webhooks/<team_webhook>/replay     401  403  403  403  410  200  -
GET    {TEAM}/webhooks                          401  403  403  403  200  200  403
POST   {TEAM}/webhooks                          401  403  403  403  201  201  403
POST   {TEAM}/webhooks/<webhook_id>/rotate      401  403  403  200  200  200  404
POST   {TEAM}/webhooks/<webhook_id>/resume      401  403  403  200  200  200  404
DELETE {TEAM}/webhooks/<webhook_id>             401  403  403  200  200  200  404
POST   {TEAM}/webhooks/<team_webhook>/rotate    401  403  403  403  200  200  404
POST   {TEAM}/webhooks/<team_webhook>/resume    401  403  403  403  200  200  404
DELETE {TEAM}/webhooks/<team_webhook>           401  403  403  403  200  200  404
GET    {TEAM}/sets/<hidden>/webhooks            401  403  403  200  200  200  -
POST   {TEAM}/sets/<hidden>/webhooks            401  403  403  201  201  201  -
GET    {SET}/ws                                 401  403  503  503  503  503  404
GET    {TEAM}/ws                                401  403  503  503  503  503  403
POST   {TEAM}/todos/reorder                     401  403  403  200  200  200  404*
PATCH  {TODO}                                   401  403  403  200  200  200  404
DELETE {TODO}                                   401  403  403  200  200  200  404
POST   {TODO}/claim                             401  403  200  200  200  200  404
PUT    {TODO}/assignees                         401  403  200  200  200  200  404
POST   {TODO}/move                              401  403  403  200  200  200  404
DELETE {TEAM}/deleted-todos/<todo_id>           401  403  404  404  404  404  404
DELETE {TEAM}/deleted-todos/<gone_todo>         401  403  403  200  200  200  -
POST   {TEAM}/todos/<gone_todo>/restore         401  403  403  200  200  200  -
POST   {TODO}/restore                           401  403  200  200  200  200  404
GET    {TODO}/history                           401  403  200  200  200  200  404
GET    {TODO}/comments                          401  403  200  200  200  200  404
POST   {TODO}/comments                          401  403  201  201  201  201  404
DELETE {TEAM}/comments/<comment_id>             401  403  403  200  200  200  404
DELETE {TEAM}/comments/<own_comment>            401  403  200  200  200  200  -
PATCH  {TEAM}/todos/<own>                       401  403  200  200  200  200  -
DELETE {TEAM}/todos/<own>                       401  403  200  200  200  200  -
PATCH  {TEAM}/sets/<hidden>                     401  403  403  200  200  200  -
DELETE {TEAM}/sets/<hidden>                     401  403  403  200  200  200  -
POST   {TEAM}/sets/<hidden>/restore             401  403  403  200  200  200  -
GET    {TEAM}/sets/<hidden>/todos               401  403  403  200  200  200  -
GET    {TEAM}/sets/<hidden>/events              401  403  403  200  200  200  -
GET    {TEAM}/sets/<hidden>/deleted-todos       401  403  403  200  200  200  -
GET    {TEAM}/sets/<hidden>/history             401  403  403  200  200  200  -
POST   {TEAM}/sets/<hidden>/undo                401  403  403  404  404  404  -
POST   {TEAM}/sets/<hidden>/import              401  403  403  200  200  200  -
GET    {TEAM}/sets/<hidden>/comments            401  403  403  200  200  200  -
GET    {TEAM}/sets/<hidden>/descriptions        401  403  403  200  200  200  -
GET    {TEAM}/sets/<hidden>/ws                  401  403  403  503  503  503  -
POST   {TEAM}/sets/<hidden>/todos               401  403  403  201  201  201  -
PATCH  {TEAM}/todos/<hidden_todo>               401  403  403  200  200  200  -
DELETE {TEAM}/todos/<hidden_todo>               401  403  403  200  200  200  -
POST   {TEAM}/todos/<hidden_todo>/claim         401  403  403  200  200  200  -
PUT    {TEAM}/todos/<hidden_todo>/assignees     401  403  403  200  200  200  -
POST   {TEAM}/todos/<hidden_todo>/move          401  403  403  200  200  200  -
POST   {TEAM}/todos/<hidden_todo>/restore       401  403  403  200  200  200  -
GET    {TEAM}/todos/<hidden_todo>/history       401  403  403  200  200  200  -
GET    {TEAM}/todos/<hidden_todo>/comments      401  403  403  200  200  200  -
POST   {TEAM}/todos/<hidden_todo>/comments      401  403  403  201  201  201  -
DELETE {TEAM}/comments/<hidden_comment>         401  403  403  200  200  200  -
"""

KINDS: Final = {
    "own": "todo_id",
    "hidden": "set_id",
    "hidden_todo": "todo_id",
    "gone": "set_id",
    "gone_todo": "todo_id",
    "own_comment": "comment_id",
    "hidden_comment": "comment_id",
    "team_webhook": "webhook_id",
}


class Case(NamedTuple):
    """One line of the table."""

    method: str
    path: str
    expected: dict[str, int]
    foreign: str

    @property
    def name(self) -> str:
        """Return the route as in the application."""
        template = self.path.partition("?")[0]
        for name, kind in KINDS.items():
            template = template.replace(f"<{name}>", f"<{kind}>")
        return f"{self.method} {template}"


def _case(line: str) -> Case:
    method, path, *cells = line.split()
    expected = {who: int(cell) for who, cell in zip(WHO, cells, strict=False)}
    return Case(method, path, expected, cells[len(WHO)])


CASES: Final = [_case(line) for line in TABLE.strip().splitlines()]
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.method} {case.path}")


class Teams:
    """Two teams on one server: the one in question with people of every role, and a stranger's."""

    def __init__(self, app: HttpApp) -> None:
        self.app = app
        self.sessions: dict[str, str | None] = {"out": None}
        self.ids: dict[str, str] = {}
        self.foreign: dict[str, str] = {}

    def at(self, app: HttpApp) -> Teams:
        """Return the same teams in a copy of this deployment."""
        teams = copy(self)
        teams.app = app
        return teams

    async def ask(self, who: str, method: str, path: str, body: object | None = None) -> Any:
        """Send a request that must succeed; return the body."""
        content = b"" if body is None else json.dumps(body).encode()
        kind = {"Content-Type": "application/json"} if content else {}
        answer = await self.app.request(method, path, session=self.sessions[who], content=content, headers=kind)
        assert answer.status < 300, answer.text
        return answer.body

    async def make(self) -> Teams:
        """Sign everybody in; the owner and the stranger create a team each."""
        for who in (*WHO[1:], "someone"):
            self.sessions[who] = await self.app.sign_in(who)
        self.ids = await self._team("owner")
        self.foreign = await self._team("stranger")
        for who in ("member", "admin", "co-owner", "someone"):
            role = "member" if who == "someone" else who
            made = await self.ask("owner", "POST", f"/api/teams/{self.ids['team_id']}/invites", {"role": role})
            await self.ask(who, "POST", f"/api/invites/{made['invite']['token']}")
        self.ids["user_id"] = (await self.ask("someone", "GET", "/api/auth/me"))["user"]["id"]
        todos = f"/api/teams/{self.ids['team_id']}/sets/{self.ids['set_id']}/todos"
        self.ids["own"] = (await self.ask("member", "POST", todos, {"title": "Mine"}))["todo"]["id"]
        self.ids["own_comment"] = await self._comment("member", self.ids["team_id"], self.ids["todo_id"])
        self.ids |= await self._hidden() | await self._gone()
        return self

    async def _hidden(self) -> dict[str, str]:
        """Create a list as the member while an admin, and hide it from members."""
        team = f"/api/teams/{self.ids['team_id']}"
        member = f"{team}/members/{(await self.ask('member', 'GET', '/api/auth/me'))['user']['id']}"
        await self.ask("owner", "PATCH", member, {"role": "admin"})
        set_id = (await self.ask("member", "POST", f"{team}/sets", {"name": "Hidden"}))["set"]["id"]
        todo_id = (await self.ask("member", "POST", f"{team}/sets/{set_id}/todos", {"title": "Mine"}))["todo"]["id"]
        comment_id = await self._comment("member", self.ids["team_id"], todo_id)
        await self.ask("owner", "PATCH", member, {"role": "member"})
        override = {"role": "member", "permission": "view_todos", "allowed": False}
        await self.ask("owner", "PUT", f"{team}/permissions?scope=set:{set_id}", {"overrides": [override]})
        return {"hidden": set_id, "hidden_todo": todo_id, "hidden_comment": comment_id}

    async def _gone(self) -> dict[str, str]:
        """Create a list and a todo as the owner, and delete both."""
        team = f"/api/teams/{self.ids['team_id']}"
        set_id = (await self.ask("owner", "POST", f"{team}/sets", {"name": "Gone"}))["set"]["id"]
        await self.ask("owner", "DELETE", f"{team}/sets/{set_id}")
        todos = f"{team}/sets/{self.ids['set_id']}/todos"
        todo_id = (await self.ask("owner", "POST", todos, {"title": "Gone"}))["todo"]["id"]
        await self.ask("owner", "DELETE", f"{team}/todos/{todo_id}")
        return {"gone": set_id, "gone_todo": todo_id}

    async def _comment(self, who: str, team_id: str, todo_id: str) -> str:
        made = await self.ask(who, "POST", f"/api/teams/{team_id}/todos/{todo_id}/comments", {"body": "Which one?"})
        return str(made["comment"]["id"])

    async def _team(self, who: str) -> dict[str, str]:
        team_id = (await self.ask(who, "POST", "/api/teams", {"name": "Team"}))["team"]["id"]
        team = f"/api/teams/{team_id}"
        set_id = (await self.ask(who, "GET", f"{team}/sets"))["sets"][0]["id"]
        todo_id = (await self.ask(who, "POST", f"{team}/sets/{set_id}/todos", {"title": "Milk"}))["todo"]["id"]
        comment_id = await self._comment(who, team_id, todo_id)
        invite = (await self.ask(who, "POST", f"{team}/invites", {"role": "member"}))["invite"]
        user_id = (await self.ask(who, "GET", "/api/auth/me"))["user"]["id"]
        session_id = (await self.ask(who, "GET", "/api/auth/sessions"))["sessions"][0]["id"]
        link = (await self.ask(who, "POST", f"{team}/sets/{set_id}/links", {"name": "Board"}))["link"]
        hook = {"url": "https://example.com"}
        webhook = (await self.ask(who, "POST", f"{team}/sets/{set_id}/webhooks", hook))["webhook"]
        team_webhook = (await self.ask(who, "POST", f"{team}/webhooks", hook))["webhook"]
        issued = {"name": "backup script", "scopes": ["read"]}
        access_token = (await self.ask(who, "POST", "/api/auth/me/tokens", issued))["token"]
        return {"token_id": access_token["id"], "team_id": team_id, "set_id": set_id, "todo_id": todo_id,
                "comment_id": comment_id, "invite_id": invite["id"], "link_id": link["id"],
                "token": invite["token"], "user_id": user_id, "session_id": session_id, "kind": "badge",
                "webhook_id": webhook["id"], "team_webhook": team_webhook["id"]}  # fmt: skip

    def path(self, template: str, ids: dict[str, str]) -> str:
        """Fill in the path with these ids."""
        for name, value in ids.items():
            template = template.replace(f"<{name}>", value)
        return template

    def body(self, case: Case, ids: dict[str, str]) -> object | None:
        """Return a valid body for the route, about these ids."""
        return {
            "POST /api/teams": {"name": "New"},
            "DELETE /api/auth/me": {"texts": "delete"},
            "POST /api/notifications/read": {"ids": ["unknown"]},
            "POST /api/auth/me/tokens": {"name": "x", "scopes": ["write"], "teamId": ids["team_id"]},
            f"PATCH {TEAM}": {"name": "New"},
            f"PATCH {TEAM}/members/<user_id>": {"role": "member"},
            f"PUT {TEAM}/permissions": {"overrides": [{"role": "member", "permission": "comment", "allowed": False}]},
            f"POST {TEAM}/invites": {"role": "member"},
            f"POST {TEAM}/sets": {"name": "New"},
            f"POST {TEAM}/sets/reorder": {"items": [{"id": ids["set_id"], "sortOrder": 7}]},
            f"POST {TEAM}/sets/import": {"name": "New", "todos": [{"title": "New"}]},
            f"POST {SET}/import": {"todos": [{"title": "New"}]},
            f"PATCH {SET}": {"name": "New"},
            f"POST {SET}/todos": {"title": "New"},
            f"POST {SET}/links": {"name": "New"},
            f"PATCH {SET}/links/<link_id>": {"allows": ["create"]},
            f"POST {SET}/webhooks": {"url": "https://example.com"},
            f"POST {SET}/webhooks/<webhook_id>/replay": {"seq": 0},
            f"POST {TEAM}/webhooks": {"url": "https://example.com"},
            f"POST {SET}/undo": {"seq": 3},
            f"POST {SET}/todos/complete": {"ids": [ids["todo_id"]], "completed": True},
            f"POST {TEAM}/todos/reorder": {
                "setId": ids["set_id"],
                "items": [{"id": ids["todo_id"], "sortOrder": 7}],
            },
            f"PATCH {TODO}": {"title": "New"},
            f"POST {TODO}/claim": {},
            f"PUT {TODO}/assignees": {"assignees": [self.ids["user_id"]]},
            f"POST {TODO}/comments": {"body": "Which one?"},
            f"POST {TODO}/move": {"parentId": None},
        }.get(case.name)

    async def status(self, case: Case, who: str, path: str, body: object | None) -> tuple[int, str]:
        """Send the request; return its status, and the text of the answer."""
        content = b"" if body is None else json.dumps(body).encode()
        kind = {"Content-Type": "application/json"} if content else {}
        upgrade = {"Upgrade": "websocket"} if path.endswith("/ws") else {}
        answer = await self.app.request(
            case.method, path, session=self.sessions[who], content=content, headers=kind | upgrade
        )
        return answer.status, answer.text


@pytest.fixture(scope="module")
def played_teams(runner: asyncio.Runner) -> Iterator[Teams]:
    """The teams of the table, to be copied."""
    made = HttpApp()
    yield runner.run(Teams(made).make())
    made.close()


@pytest.fixture
def teams(app: HttpApp, played_teams: Teams) -> Teams:
    """The teams of the table."""
    app.copy_from(played_teams.app)
    return played_teams.at(app)


def test_the_matrix_has_every_route(app: HttpApp) -> None:
    """A new route needs a line in TABLE."""
    routes = {f"{method} {pattern.url_pattern}" for methods, pattern, *_ in app.app.url_map for method in methods}
    missing = routes - PUBLIC - {case.name for case in CASES}
    assert not missing, f"Add a line to TABLE for {sorted(missing)}, or name it in PUBLIC (tests/support/http_routes)."


@pytest.mark.parametrize("who", WHO)
@each_case
async def test_every_cell_of_the_matrix(case: Case, who: str, teams: Teams) -> None:
    """The status is the expected one, and a refused request has changed nothing."""
    before = await dump(teams.app.db)
    status, text = await teams.status(case, who, teams.path(case.path, teams.ids), teams.body(case, teams.ids))
    assert status == case.expected[who], text
    if status >= 400:
        assert await dump(teams.app.db) == before


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.foreign != "-"], ids=lambda case: f"{case.method} {case.path}"
)
async def test_ids_of_another_team_are_unknown(case: Case, teams: Teams) -> None:
    """With ids of another team the owner gets the same answer as with nonexistent ids, and nothing changes."""
    before = await dump(teams.app.db)
    unknown = dict.fromkeys(teams.ids, "00000000-0000-4000-8000-000000000000")
    answers = [await _foreign(case, teams, ids) for ids in (teams.foreign, unknown)]
    assert answers[0] == answers[1]
    assert answers[0][0] == int(case.foreign.rstrip("*"))
    assert await dump(teams.app.db) == before


async def _foreign(case: Case, teams: Teams, ids: dict[str, str]) -> tuple[int, str]:
    """Send the owner's request with these ids in the body, or at the end of the path."""
    if case.foreign.endswith("*"):
        return await teams.status(case, "owner", teams.path(case.path, teams.ids), teams.body(case, ids))
    last = case.path[case.path.rindex("<") + 1 : case.path.rindex(">")]
    path = teams.path(case.path, {**teams.ids, last: ids[last]})
    return await teams.status(case, "owner", path, teams.body(case, teams.ids))
