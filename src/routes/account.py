"""One's own account: what is stored about it, and its end."""

from __future__ import annotations

from msgspec.structs import replace

from actions import personal_data
from actions.mutate import mutate
from actions.result import Result
from context import Context
from domain import answers, errors
from domain.inputs import AccountDeletion
from domain.rules import accounts as rules
from domain.state import Target
from routes.router import Router

routes = Router()


@routes.get("/api/auth/me/data", answers.PersonalData, query={"after": str})
async def show_data(ctx: Context) -> Result:
    """One part of all that is stored about the reader; `after` is the `next` of the part before."""
    return await personal_data.show_part(ctx, ctx.query.get("after") or "")


@routes.delete("/api/auth/me", answers.Ok, body=AccountDeletion, replayable=False,
               refusals=(errors.LastOwner, errors.LimitReached))  # fmt: skip
async def delete_account(ctx: Context, body: AccountDeletion) -> Result:
    """Delete the reader's account, and end their sessions and memberships."""
    result = await mutate(ctx, Target(account=body.texts), rules.delete_account, body)
    return replace(result, session_token="")
