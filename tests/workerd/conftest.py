"""One server for all of these tests: every test creates its own people and teams, so that they do not interfere."""

from __future__ import annotations

from collections.abc import AsyncIterator, Generator, Iterator

import pytest

from tests.support.people import People, people_at
from tests.support.server import Server

LOG_TAIL_CHARS = 4_000

_log_starts = pytest.StashKey[dict[Server, int]]()


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Async tests run on asyncio."""
    return "asyncio"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server, which no test may stop or kill."""
    with Server(tmp_path_factory.mktemp("server")).running() as server:
        yield server


@pytest.fixture(scope="session")
def mortal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Another server, which may be stopped and killed, but must run at the end of the test."""
    with Server(tmp_path_factory.mktemp("mortal"), variables={"LOCAL_WEBHOOKS": "true"}).running() as server:
        yield server


@pytest.fixture
async def people(server: Server) -> AsyncIterator[People]:
    """The people of one test."""
    async with people_at(server) as people:
        yield people


@pytest.fixture
async def faulty(people: People) -> AsyncIterator[People]:
    """People in a test whose broadcasts may suffer faults, which are removed afterwards."""
    yield people
    await people.faults()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show the output of a failed test's servers."""
    report = yield
    given = item.funcargs.values() if isinstance(item, pytest.Function) else ()
    servers = [value.server if isinstance(value, People) else value for value in given]
    sizes = {server: server.log_size() for server in servers if isinstance(server, Server)}
    starts = item.stash.setdefault(_log_starts, sizes)
    if report.failed:
        for server in sizes:
            said = server.log(starts.get(server, 0))[-LOG_TAIL_CHARS:]
            report.sections.append((f"The server on port {server.port}", said or "(said nothing)"))
    return report
