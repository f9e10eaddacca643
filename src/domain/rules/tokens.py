"""What access tokens one may make."""

from __future__ import annotations

from msgspec.structs import replace

from domain import limits
from domain.changes import TokenCreated
from domain.decision import Decision
from domain.inputs import NewToken
from domain.models import NewAccessToken
from domain.scopes import with_read
from domain.state import State
from domain.text import composed, trimmed


def create_token(state: State, body: NewToken, now: str, *, new: NewAccessToken, token_hash: str) -> Decision:
    """Make an access token. Raises Invalid for the name, and LimitReached.

    It is not replayable: to answer again, the secret would have to be stored.
    """
    name = trimmed(composed(body.name), "name", limits.TOKEN_NAME_MAX_CHARS)
    state.require_room(
        limits.TOKENS_MAX, f"You already have {limits.TOKENS_MAX} access tokens. Revoke one that you no longer need."
    )
    token = replace(new, name=name, scopes=with_read(body.scopes))
    change = TokenCreated(token=token, token_hash=token_hash)
    return Decision(changes=(change,), answer={"token": token}, replayable=False)
