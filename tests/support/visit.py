"""A browser that signs in with a provider, over the actions."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

from actions import sessions, sign_in
from actions.result import Result
from actions.sign_in import Departure, Return
from context import Context
from domain.ids import digest
from domain.models import Role
from domain.settings import Settings
from ports import Database
from tests.support.fake_provider import FakeProvider, settings_of
from tests.support.scene import START_MS, Person, World, body

REDIRECT = "https://glint.example/api/auth/callback"


class Visit:
    """A browser at the provider: signing in there, and returning."""

    def __init__(self, world: World, teams: dict[str, tuple[str, Role]] | None = None) -> None:
        rules = [{"value": value, "team": team, "role": role} for value, (team, role) in (teams or {}).items()]
        self._mapped: dict[str, object] = {"teamsClaim": "groups", "teams": rules} if rules else {}
        self.configure()
        self.world = world
        self.provider = FakeProvider(now_s=START_MS / 1000)

    def configure(self, **changes: object) -> None:
        """Deploy the provider with other settings."""
        self.settings = Settings(version="1", oidc_providers=settings_of(**self._mapped, **changes))

    async def leave(self) -> Departure:
        """Go to the provider."""
        ctx, provider = self._context(None), self.settings.ways.providers[0]
        return await sign_in.begin(ctx, provider, redirect_uri=REDIRECT, return_to="/t/x")

    async def come_back(
        self, query: str, browser: str, session: str | None = None, db: Database | None = None
    ) -> Result:
        """Return from the provider; `session` is the hash of a session that the browser already has."""
        said = {name: values[0] for name, values in parse_qs(query).items()}
        back = Return(state=said["state"], code=said["code"], error="", issuer="", browser=browser)
        return await sign_in.complete(self._context(session, db), back, REDIRECT)

    def _context(self, session: str | None, db: Database | None = None) -> Context:
        ctx = self.world.call(session, db=db)
        ctx.outside, ctx.settings = self.provider, self.settings
        return ctx

    async def sign_in(self, session: str | None = None, db: Database | None = None, **person: object) -> dict[str, Any]:
        """Sign in as a person with these claims; return the user."""
        self.provider.person = {"sub": "1", **person}
        self.provider.claims = {"sub": self.provider.person["sub"]}
        away = await self.leave()
        self.arrived = await self.come_back(self.provider.consent(away.url), away.browser, session, db)
        me = await sessions.show_me(self.world.call(digest(self.arrived.session_token or "")))
        found: dict[str, Any] = body(me)["user"]
        return found

    async def arrive(self, **person: object) -> Person:
        """Sign in as a person with these claims, with a new session."""
        user = await self.sign_in(None, None, **person)
        return Person(self.world, user["id"], user["displayName"], digest(self.arrived.session_token or ""))
