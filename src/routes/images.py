"""Images of a list, for a README: whoever manages its share links makes them, and anybody with a token is shown one."""

from __future__ import annotations

from functools import partial

from actions import images
from actions.mutate import mutate
from actions.result import Result
from context import Context
from domain import answers
from domain.ids import digest
from domain.inputs import EMPTY, Nothing
from domain.models import ImageKind, NewListImage
from domain.rules import images as rules
from domain.state import Target
from routes.router import Router

routes = Router(scope="manage")


@routes.get("/api/images/<token>", str, public=True, scope=None, media_type="image/svg+xml")
async def show_image(ctx: Context, token: str) -> Result:
    """A list as an image, a badge or a checklist, by the image's own token. 304 while it is the same."""
    return await images.show_image(ctx, token)


@routes.get("/api/teams/<team_id>/sets/<set_id>/images", answers.ListImages, scope="manage")
async def list_images(ctx: Context, team_id: str, set_id: str) -> Result:
    """The list's images, without their tokens."""
    return await images.list_images(ctx, team_id, set_id)


@routes.put("/api/teams/<team_id>/sets/<set_id>/images/<kind>", answers.OneListImage, body=Nothing, replayable=False)
async def replace_image(ctx: Context, team_id: str, set_id: str, kind: ImageKind, body: Nothing = EMPTY) -> Result:
    """Make an image of the list, `badge` or `checklist`. Its token is shown once; that of the one before ends."""
    token = ctx.new_token()
    image = NewListImage(kind=kind, created_at=ctx.now, token=token, url=f"{ctx.origin}/api/images/{token}")
    rule = partial(rules.replace_image, image=image, token_hash=digest(token))
    return await mutate(ctx, Target(team_id=team_id, set_id=set_id), rule, body)


@routes.delete("/api/teams/<team_id>/sets/<set_id>/images/<kind>", answers.Ok, body=Nothing, replayable=False)
async def end_image(ctx: Context, team_id: str, set_id: str, kind: ImageKind, body: Nothing = EMPTY) -> Result:
    """End an image of the list."""
    return await mutate(ctx, Target(team_id=team_id, set_id=set_id), partial(rules.end_image, kind=kind), body)
