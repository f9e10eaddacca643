"""Builds of the web app, and a static file server that answers like Cloudflare's."""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tools.project import WEB, environment, node

ANSWERS: dict[str, object] = {
    "/api/auth/me": {"user": None},
    "/api/auth/providers": {"providers": [], "devLogin": True, "missing": None},
}
PAGES = ("/t/", "/me", "/join/", "/shared/")
IGNORED = shutil.ignore_patterns("node_modules", "dist")


class Handler(SimpleHTTPRequestHandler):
    """Addresses of the app are answered with the page, other paths without a file with 404; nobody is signed in."""

    site: Site

    def translate_path(self, path: str) -> str:
        """Return the file for this path."""
        asked = path.partition("?")[0]
        return str(self.site.folder / ("index.html" if asked.startswith(PAGES) or asked == "/" else asked.lstrip("/")))

    def do_GET(self) -> None:
        """Answer the request."""
        answer = ANSWERS.get(self.path)
        if answer is None:
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def end_headers(self) -> None:
        """Forbid reuse without revalidation, as Cloudflare does."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_args: object) -> None:
        """Log nothing."""


class Site:
    """A server of the folder, which a deployment replaces."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("SiteHandler", (Handler,), {"site": self}))
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    @contextmanager
    def running(self) -> Iterator[Site]:
        """Serve until the block ends."""
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        yield self
        self.stop()

    def stop(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()


def build_changed(folder: Path, old: str, new: str) -> Path:
    """Build the app from its sources with one text changed; return the built folder."""
    copy = folder / "web"
    shutil.copytree(WEB, copy, ignore=IGNORED)
    (copy / "node_modules").symlink_to(WEB / "node_modules")
    texts = copy / "src" / "texts" / "later.ts"
    source = texts.read_text("utf-8")
    assert old in source
    texts.write_text(source.replace(old, new), "utf-8")
    vite = WEB / "node_modules" / "vite" / "bin" / "vite.js"
    subprocess.run([node(), vite, "build", "--logLevel", "warn"], cwd=copy, env=environment(), check=True)
    return copy / "dist"
