"""How people sign in, by name or with the provider."""

from __future__ import annotations

import random

from tests.simulation.client import Client
from tests.simulation.template import PROVIDED
from tests.simulation.world import World


async def sign_in(world: World, client: Client, _: random.Random | None = None) -> None:
    """Sign someone in again."""
    if client.name == PROVIDED:
        session = await _visit_provider(world, client)
    else:
        session = (await client.visit("POST", "/api/auth/dev", {"username": client.name})).session
    me = await client.visit("GET", "/api/auth/me", headers={"Cookie": f"__Host-session={session}"})
    if me.body["user"] is not None:
        if client.user_id != me.body["user"]["id"]:  # what waits is of the one that was deleted
            client.outbox.waiting.clear()
        client.user_id = me.body["user"]["id"]
        client.sign_in(session)


async def rename(world: World, client: Client, chance: random.Random) -> None:
    """Have the provider call someone something else."""
    world.provider.person = {**world.provider.person, "name": f"D{chance.random():.6f}"}
    await _visit_provider(world, client)


async def _visit_provider(world: World, client: Client) -> str:
    """Sign in with the provider, from the beginning whenever that has failed; the session."""
    while True:
        away = await client.visit("GET", "/api/auth/login")
        world.provider.now_s = world.now_ms() / 1000
        query = world.provider.consent(away.headers["Location"])
        cookie = {"Cookie": away.headers["Set-Cookie"].split(";")[0]}
        back = await client.visit("GET", f"/api/auth/callback?{query}", headers=cookie)
        if back.status == 302:
            return back.session
