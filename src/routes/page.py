"""A refusal as a page, for browsers that a provider or a mistyped address has sent here."""

from __future__ import annotations

import base64
import hashlib
import html
from string import Template
from typing import Final

from context import Context
from domain.errors import GlintError
from routes.reply import Reply

_STYLE: Final = (
    "html{color-scheme:light dark;background:canvas;color:canvastext;font:1rem/1.5 system-ui,sans-serif}"
    "main{max-width:30rem;margin:15vh auto;padding:0 1.5rem}small{opacity:.7}"
)
_PAGE: Final = Template("""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>$heading · Glint</title><style>$style</style></head>
<body><main><h1>$heading</h1><p>$sentence</p><p><a href="/">Back to Glint</a></p>
<p><small>$code</small></p></main></body></html>
""")
_STYLE_HASH: Final = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_HEADERS: Final = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}


def page_of(error: GlintError, heading: str = "You are not signed in") -> Reply:
    """The refusal as HTML."""
    text = _PAGE.substitute(style=_STYLE, heading=heading, sentence=html.escape(str(error)), code=error.code)
    return Reply(text, error.status, {**error.headers, **_HEADERS}, code=error.code)


def accepts_html(ctx: Context) -> bool:
    """Whether a browser asks for a page."""
    return "text/html" in (ctx.headers.get("Accept") or "")
