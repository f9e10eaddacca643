"""The server, as one person or program sees it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Self
from urllib.parse import quote

import httpx

from glint_client.edge import SESSION_OVER
from glint_client.errors import ended
from glint_client.http import Http, Json
from glint_client.live_list import LiveList
from glint_client.pace import Pace
from glint_client.place import Place
from glint_client.store import Store
from glint_client.wire import Member, Notification, Team, TodoList


class Glint:
    """Glint at `address`, with a personal access token, or with `headers` of one's own, such as a session's cookie.

    A request without an answer is repeated for `patience_s`, or for as long as it takes; `client` is an httpx client
    for proxies and certificates of one's own.
    """

    def __init__(
        self,
        address: str,
        token: str = "",
        *,
        headers: Mapping[str, str] | None = None,
        patience_s: float | None = None,
        client: httpx.AsyncClient | None = None,
    ) -> None:
        who = {**({"Authorization": f"Bearer {token}"} if token else {}), **(headers or {})}
        self.http = Http(address, who, patience_s=patience_s, client=client)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections."""
        await self.http.close()

    async def me(self) -> Json | None:
        """Return who one is, or None."""
        found: Json | None = (await self.http.get("/api/auth/me"))["user"]
        return found

    async def personal_space(self) -> Team:
        """Return the team that nobody else can enter (R53). Raises NotSignedIn."""
        me = await self.me()
        if me is None:
            raise ended(SESSION_OVER)
        return {"id": f"personal:{me['id']}", "name": "Personal"}

    async def teams(self) -> list[Team]:
        """Return the teams that one is in, apart from the personal space."""
        teams: list[Team] = (await self.http.get("/api/teams"))["teams"]
        return teams

    async def lists(self, team_id: str) -> list[TodoList]:
        """Return the lists of a team."""
        lists: list[TodoList] = (await self.http.get(f"/api/teams/{quote(team_id, safe='')}/sets"))["sets"]
        return lists

    async def members(self, team_id: str) -> list[Member]:
        """Return the members of a team."""
        members: list[Member] = (await self.http.get(f"/api/teams/{quote(team_id, safe='')}/members"))["members"]
        return members

    async def notifications(self, zone: str = "UTC") -> list[Notification]:
        """Return what concerns one, the newest first, and which of one's own todos are due where one is."""
        path = f"/api/notifications?zone={quote(zone, safe='')}"
        found: list[Notification] = (await self.http.get(path))["notifications"]
        return found

    async def read_notifications(self, ids: Sequence[str]) -> None:
        """Mark notifications as read, on all devices."""
        await self.http.answered("POST", "/api/notifications/read", {"ids": list(ids)})

    def place(self, team_id: str, list_id: str) -> Place:
        """Return a list to read and change now and then, without a connection that stays open."""
        return Place(self.http, team_id, list_id)

    def open_list(
        self, team_id: str, list_id: str, *, store: Store | None = None, pace: Pace | None = None
    ) -> LiveList:
        """Open a list that stays up to date: `async with glint.open_list(…) as todos`."""
        return LiveList(self.http, team_id, list_id, store=store, pace=pace)
