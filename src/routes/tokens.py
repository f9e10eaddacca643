"""Access tokens: a person's own programs sign in with them."""

from __future__ import annotations

from functools import partial

from actions import tokens
from actions.mutate import mutate
from actions.result import Result
from context import Context
from domain import answers, errors
from domain.ids import digest
from domain.inputs import EMPTY, NewToken, Nothing
from domain.instants import instant
from domain.models import NewAccessToken
from domain.rules import tokens as rules
from domain.scopes import TOKEN_PREFIX
from domain.state import Target
from routes.router import Router

routes = Router()


@routes.get("/api/auth/me/tokens", answers.AccessTokens)
async def list_tokens(ctx: Context) -> Result:
    """The reader's access tokens."""
    return await tokens.list_tokens(ctx)


@routes.post("/api/auth/me/tokens", answers.OneAccessToken, body=NewToken, status=201, replayable=False,
             refusals=(errors.NotAMember, errors.LimitReached))  # fmt: skip
async def create_token(ctx: Context, body: NewToken) -> Result:
    """Make an access token. Its secret is shown once."""
    secret = TOKEN_PREFIX + ctx.new_token()
    new = NewAccessToken(id=ctx.new_id(), name=body.name, scopes=body.scopes, team_id=body.team_id,
                         created_at=ctx.now, used_at=None, expires_at=instant(ctx.now_ms + body.expires_in * 1000),
                         secret=secret)  # fmt: skip
    rule = partial(rules.create_token, new=new, token_hash=digest(secret))
    return await mutate(ctx, Target(team_id=body.team_id or "", counted="tokens"), rule, body, status=201)


@routes.delete("/api/auth/me/tokens/<token_id>", answers.Ended, body=Nothing, replayable=False)
async def end_token(ctx: Context, token_id: str, body: Nothing = EMPTY) -> Result:  # noqa: ARG001 - it has none
    """End an access token, and its sockets."""
    return await tokens.end_token(ctx, token_id)
