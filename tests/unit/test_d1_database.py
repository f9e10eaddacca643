"""The client of D1's test server survives closed connections."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from queue import SimpleQueue

import httpx
import pytest

from ports import Statement
from tests.support.d1_database import HttpD1Database

ANSWER = b'HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n{"results":[]}'
GIVE_UP_S = 20
SELECT = Statement("SELECT 1")


@contextmanager
def server_saying(*answers: bytes) -> Iterator[tuple[int, SimpleQueue[None]]]:
    """Give each connection one of the answers and close it silently; return the port, and an item per close."""
    closed = SimpleQueue[None]()
    with socket.create_server(("127.0.0.1", 0)) as listener, ThreadPoolExecutor(1) as thread:
        listener.settimeout(GIVE_UP_S)

        def serve() -> None:
            for answer in answers:
                connection, _ = listener.accept()
                with connection:
                    connection.recv(65_536)
                    connection.sendall(answer)
                closed.put(None)

        served = thread.submit(serve)
        yield listener.getsockname()[1], closed
        served.result()


async def test_a_connection_that_the_server_has_closed_is_opened_again() -> None:
    """After a pause the next batch uses a new connection."""
    with server_saying(ANSWER, ANSWER) as (port, closed), HttpD1Database(port) as database:
        for _ in range(2):
            assert await database.batch(SELECT) == []
            closed.get()


async def test_a_failing_batch_does_not_affect_others() -> None:
    """It is not repeated, because it may have had its effect; the next one works."""
    with server_saying(b"", ANSWER) as (port, closed), HttpD1Database(port) as database:
        with pytest.raises(httpx.RemoteProtocolError):
            await database.batch(SELECT)
        closed.get()
        assert await database.batch(SELECT) == []
