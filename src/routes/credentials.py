"""What a request says of who makes it: an access token, the cookie of a browser's session, or a share link."""

from __future__ import annotations

from context import Context
from domain.ids import digest
from domain.scopes import TOKEN_PREFIX
from domain.state import Caller
from routes.cookies import SESSION


def caller_of(ctx: Context) -> Caller:
    """Who makes the request, without a time. A token decides, whatever cookies there are, and is never one itself."""
    scheme, _, token = (ctx.headers.get("Authorization") or "").partition(" ")
    by_token = scheme.lower() == "bearer"  # any other is for a server in front of this one
    sent = (token.strip(),) if by_token else ctx.cookie_values(SESSION)
    good = tuple(digest(each) for each in sent if each.startswith(TOKEN_PREFIX) == by_token)
    return Caller(token_hashes=good, now="", by_token=by_token)


def guest_of(token: str) -> Caller:
    """Whoever has the share link with this token makes the request, without a time."""
    return Caller(token_hashes=(digest(token),), now="", by_link=True)
