"""Whatever is lost, duplicated, reordered, disconnected, evicted or killed: everybody ends with the server's list.

`make soak` runs many more seeds. A seed that fails there is added to SEEDS.
"""

from __future__ import annotations

import pytest

from tests.support.chaos import Story
from tests.support.server import Server

pytestmark = pytest.mark.anyio

SEEDS = (1, 2, 3)


@pytest.mark.parametrize("seed", SEEDS)
async def test_r5_r12_r44_every_client_ends_with_the_servers_list(mortal: Server, seed: int) -> None:
    """Four clients change one list under faults, disconnects, evictions and a kill; nothing is lost or duplicated."""
    summary = await Story(mortal, seed).tell()
    assert summary.counts["kill"] == 1
    assert summary.counts["acknowledged"] > 0
