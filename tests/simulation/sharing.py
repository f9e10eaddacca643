"""What becomes of the share links that guests have, whom their owner gives another one."""

from __future__ import annotations

import random
from typing import Final, get_args

from domain.models import GuestRight
from tests.simulation.client import Client
from tests.simulation.signing_in import sign_in
from tests.simulation.world import World

REFUSALS: Final = 300
NOT_SIGNED_IN: Final = 401
NOT_FOUND: Final = 404
RIGHTS: Final[tuple[GuestRight, ...]] = get_args(GuestRight)


async def share_again(world: World, client: Client, _: random.Random | None = None) -> None:
    """Give a guest the next token of their link, or if that has ended another link."""
    owner, links = world.clients[0], f"{client.home.path}/links"
    given = await owner.visit("POST", f"{links}/{client.user_id}/rotate")
    if given.status == NOT_SIGNED_IN:  # works with a token that has outlived the session
        return await sign_in(world, owner)
    if given.status == NOT_FOUND:
        given = await owner.visit("POST", links, {"name": "Board", "allows": _some_rights(client.chance)})
    if given.status < REFUSALS:
        client.user_id = given.body["link"]["id"]
        client.work_with(given.body["link"]["token"])
        world.access.begins(client)
    return None


def change_link(world: World, client: Client, chance: random.Random) -> None:
    """Have a guest's link allow something else."""
    path = f"{client.home.path}/links/{client.user_id}"
    world.clients[0].outbox.put("PATCH", path, {"allows": _some_rights(chance)})


def end_link(world: World, client: Client, _: random.Random) -> None:
    """End a guest's link."""
    world.clients[0].outbox.put("DELETE", f"{client.home.path}/links/{client.user_id}", None)


def _some_rights(chance: random.Random) -> list[GuestRight]:
    return chance.sample(RIGHTS, chance.randint(0, len(RIGHTS)))
