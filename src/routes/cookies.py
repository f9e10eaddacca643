"""Glint's cookies: their names and flags."""

from __future__ import annotations

from typing import Final

from context import Context

SESSION: Final = "session"


def set_cookie(ctx: Context, name: str, value: str, max_age_s: int) -> str:
    """A `Set-Cookie` header, out of reach of scripts and other sites; Microdot's own knows no SameSite.

    Over https the prefix `__Host-` keeps sibling domains from setting the cookie. Over http there is neither it nor
    Secure: WebKit takes no Secure cookie even from http://localhost.
    """
    prefix, secure = ("__Host-", "; Secure") if ctx.is_https else ("", "")
    return f"{prefix}{name}={value}; Path=/; Max-Age={max_age_s}; HttpOnly{secure}; SameSite=Lax"
