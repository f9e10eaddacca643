"""A deployment in this process with a sign-in provider, and what a browser does there."""

from __future__ import annotations

from domain.settings import Settings
from tests.support.databases import dump
from tests.support.fake_provider import FakeProvider, settings_of
from tests.support.http_app import Answer, HttpApp
from tests.support.scene import START_MS

LOGIN = "/api/auth/login"


class SignInSite(HttpApp):
    """A deployment with a sign-in provider."""

    def __init__(self) -> None:
        self.provider = FakeProvider(now_s=START_MS / 1000)
        super().__init__(Settings(version="1", oidc_providers=settings_of()), outside=self.provider)

    async def leave(self, query: str = "") -> tuple[str, str]:
        """Begin a sign-in: return the address that the browser is sent to, and its cookie."""
        answer = await self.request("GET", LOGIN + query)
        assert answer.status == 302, answer.text
        return answer.headers["Location"], answer.headers["Set-Cookie"].split(";")[0]

    async def come_back(self, query: str, cookie: str, headers: dict[str, str] | None = None) -> Answer:
        """Return from the provider."""
        return await self.request("GET", f"/api/auth/callback?{query}", headers={"Cookie": cookie, **(headers or {})})

    async def visit(self, query: str = "", **changes: str) -> Answer:
        """Go through a whole sign-in."""
        location, cookie = await self.leave(query)
        return await self.come_back(self.provider.consent(location, **changes), cookie)


async def expect_refused(site: SignInSite, answer: Answer, code: str = "sign_in_failed", status: int = 400) -> None:
    """Check that nobody was signed in, and no user created."""
    assert (answer.status, answer.body["code"]) == (status, code)
    assert "Set-Cookie" not in answer.headers
    stored = await dump(site.db)
    assert (stored["users"], stored["sessions"]) == ([], [])
