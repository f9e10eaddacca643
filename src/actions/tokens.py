"""The access tokens that one has made."""

from __future__ import annotations

from actions.authorize import load_with
from actions.result import Result
from actions.sessions import end_own
from context import Context
from domain.state import Target
from ports import json_array
from store import sessions, tokens


async def list_tokens(ctx: Context) -> Result:
    """All of the reader's access tokens, without their secrets."""
    _, (found,) = await load_with(ctx, Target(), tokens.select_tokens(ctx.caller.token_hashes, ctx.now))
    return Result(answer=f'{{"tokens":{json_array(found)}}}')


async def end_token(ctx: Context, token_id: str) -> Result:
    """End one of one's own access tokens and its sockets; NotFound for those of others."""
    ends = sessions.end_token(ctx.caller.token_hashes, token_id, ctx.now)
    return await end_own(ctx, ends, "There is no such access token.")
