"""The store's Database over real D1, which `d1_server.mjs` runs in stock workerd."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import httpx
import msgspec
from msgspec import Struct, field

from ports import Rows, Statement, Value, failure_of
from tests.support.connections import LIMITS, TIMEOUT_S
from tools.migrations import MIGRATION_FILES, as_json
from tools.project import environment, node

SERVER = Path(__file__).with_name("d1_server.mjs")
STOP_TIMEOUT_S = 20


class _Batch(Struct):
    results: list[list[dict[str, str | int | float | None]]] = []
    rows_read: list[int] = field(name="rowsRead", default_factory=list)
    error: str = ""


_batch = msgspec.json.Decoder(_Batch)


class D1Failure(Exception):
    """D1 refused a batch for a reason other than a constraint; the message is D1's own."""


class HttpD1Database:
    """A D1 database behind `POST /batch`. Errors are distinguished by D1's messages, as in `cf.d1`.

    Use it as a context manager. Concurrent batches have a connection each. `rows_read` has, for each statement of the
    last batch, the number of rows that D1 read for it, as Cloudflare bills them.
    """

    rows_read: tuple[int, ...] = ()

    def __init__(self, port: int) -> None:
        self._http = httpx.Client(
            base_url=f"http://127.0.0.1:{port}", limits=LIMITS, timeout=TIMEOUT_S, trust_env=False
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    async def batch(self, *statements: Statement) -> list[Rows]:
        """Send the batch."""
        body = {"statements": [{"sql": s.sql, "params": [_json(value) for value in s.params]} for s in statements]}
        response = await asyncio.to_thread(self._http.post, "/batch", content=msgspec.json.encode(body))
        answer = _batch.decode(response.content)
        if answer.error:
            raise failure_of(answer.error) or D1Failure(answer.error)
        self.rows_read = tuple(answer.rows_read)
        return [list(rows) for rows in answer.results]


@contextmanager
def d1_server(migrations: Sequence[Path] = MIGRATION_FILES) -> Iterator[HttpD1Database]:
    """Run D1 with these migrations applied, on a port chosen by the system."""
    command = [str(node()), str(SERVER)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment())
    assert process.stdin is not None
    assert process.stdout is not None
    with process:
        try:
            process.stdin.write(as_json(migrations) + "\n")
            process.stdin.flush()
            port = process.stdout.readline().strip()
            assert port.isdigit(), "D1 did not start: run `make setup`"
            with HttpD1Database(int(port)) as database:
                yield database
            process.stdin.close()
            process.wait(STOP_TIMEOUT_S)
        finally:
            process.kill()


def _json(value: Value) -> Value:
    return int(value) if isinstance(value, bool) else value
