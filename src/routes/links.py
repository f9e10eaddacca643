"""Share links of a list: whoever manages them gives them to people who do not sign in."""

from __future__ import annotations

from functools import partial

from actions import lists
from actions.mutate import mutate
from actions.result import Result
from context import Context
from domain import answers, errors
from domain.ids import digest
from domain.inputs import EMPTY, LinkChange, NewLink, Nothing
from domain.instants import instant
from domain.models import NewShareLink
from domain.rules import links as rules
from domain.state import Target
from routes.router import Router

routes = Router(scope="manage")


@routes.get("/api/teams/<team_id>/sets/<set_id>/links", answers.ShareLinks, scope="manage")
async def list_links(ctx: Context, team_id: str, set_id: str) -> Result:
    """The list's share links, without their tokens."""
    return await lists.list_links(ctx, team_id, set_id)


@routes.post("/api/teams/<team_id>/sets/<set_id>/links", answers.OneShareLink, body=NewLink, status=201,
             refusals=(errors.LimitReached,), replayable=False)  # fmt: skip
async def create_link(ctx: Context, team_id: str, set_id: str, body: NewLink) -> Result:
    """Make a share link. Its token is shown once."""
    token = ctx.new_token()
    new = NewShareLink(id=ctx.new_id(), name=body.name, allows=body.allows, created_at=ctx.now, used_at=None,
                       expires_at=instant(ctx.now_ms + body.expires_in * 1000), token=token,
                       url=_page(ctx, token))  # fmt: skip
    rule = partial(rules.create_link, new=new, token_hash=digest(token))
    return await mutate(ctx, Target(team_id=team_id, set_id=set_id, counted="links"), rule, body, status=201)


@routes.patch("/api/teams/<team_id>/sets/<set_id>/links/<link_id>", answers.ChangedShareLink, body=LinkChange)
async def change_link(ctx: Context, team_id: str, set_id: str, link_id: str, body: LinkChange) -> Result:
    """Say what the guests of a share link may do besides seeing the list."""
    return await mutate(ctx, Target(team_id=team_id, set_id=set_id, link_id=link_id), rules.change_link, body)


@routes.post("/api/teams/<team_id>/sets/<set_id>/links/<link_id>/rotate", answers.OneShareLink, body=Nothing,
             replayable=False)  # fmt: skip
async def rotate_link(ctx: Context, team_id: str, set_id: str, link_id: str, body: Nothing = EMPTY) -> Result:
    """Give a share link another token, which is shown once; the old one ends."""
    token = ctx.new_token()
    rule = partial(rules.rotate_link, token=token, url=_page(ctx, token), token_hash=digest(token))
    return await mutate(ctx, Target(team_id=team_id, set_id=set_id, link_id=link_id), rule, body)


@routes.delete("/api/teams/<team_id>/sets/<set_id>/links/<link_id>", answers.Ok, body=Nothing, replayable=False)
async def end_link(ctx: Context, team_id: str, set_id: str, link_id: str, body: Nothing = EMPTY) -> Result:
    """End a share link, and its sockets."""
    return await mutate(ctx, Target(team_id=team_id, set_id=set_id, link_id=link_id), rules.end_link, body)


def _page(ctx: Context, token: str) -> str:
    """The address at which the web app shows the list of a share link."""
    return f"{ctx.origin}/shared/{token}"
