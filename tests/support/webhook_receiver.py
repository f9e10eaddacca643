"""A receiver of webhooks on this machine: that of docs/webhooks.md, behind a server that can fail and hang."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import ModuleType
from typing import Any, Literal

from domain.webhooks import SIGNATURE_HEADER
from tests.support.documents import document, fenced


class WebhookReceiver:
    """While `mode` is "fail" it answers 500, while it is "hang" nothing. All that arrives must be signed.

    `attempts` are the bodies of all deliveries, also of those that it did not take. `documented` is the module in
    docs/webhooks.md, which prints what it handles; here that is put into `handled`.
    """

    def __init__(self) -> None:
        self.mode: Literal["take", "fail", "hang"] = "take"
        self.attempts: list[dict[str, Any]] = []
        self.handled: list[dict[str, Any]] = []
        self.unsigned = 0
        self.documented = _documented()
        self.documented.print = self.handled.append  # type: ignore[attr-defined]  # in place of the built-in one
        self._over = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}/glint"

    @contextmanager
    def running(self) -> Iterator[WebhookReceiver]:
        """Serve until the block ends."""
        thread = threading.Thread(target=self._server.serve_forever)
        thread.start()
        try:
            yield self
        finally:
            self._over.set()
            self._server.shutdown()
            thread.join()
            self._server.server_close()

    def knows(self, glint: str, token: str, secret: str) -> None:
        """Tell it where Glint is, and its secrets."""
        vars(self.documented).update(GLINT=glint, TOKEN=token, SECRET=secret)

    def _take(self, header: str, body: bytes) -> int:
        if not self.documented.is_signed(header, body):
            self.unsigned += 1
            return 401
        self.attempts.append(json.loads(body))
        if self.mode == "hang":
            self._over.wait()
            return 503
        if self.mode == "fail":
            return 500
        self.documented.receive(json.loads(body))
        return 204

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        take = self._take

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status = take(self.headers[SIGNATURE_HEADER] or "", body)
                with suppress(OSError):  # whoever asked may be gone
                    self.send_response(status)
                    self.end_headers()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's
                """Say nothing."""

        return Handler


def _documented() -> ModuleType:
    code = next(block for block in fenced(document("docs/webhooks.md")) if "def is_signed" in block)
    module = ModuleType("receiver")
    exec(code, vars(module))  # noqa: S102 - the project's own document
    return module
