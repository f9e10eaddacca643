"""Who makes and ends the images of a list."""

from __future__ import annotations

from typing import Final, get_args

from domain.changes import ImageEnded, ImageReplaced
from domain.decision import Decision
from domain.errors import NotFound
from domain.inputs import Nothing
from domain.models import ImageKind, NewListImage
from domain.rules.links import check_list
from domain.state import State

KINDS: Final = get_args(ImageKind)


def replace_image(state: State, body: Nothing, now: str, *, image: NewListImage, token_hash: str) -> Decision:
    """Make an image of the list, or give it another token, which is in this answer and nowhere else."""
    check_list(state)
    _check_kind(image.kind)
    change = ImageReplaced(set_id=state.todo_set.id, kind=image.kind, token_hash=token_hash)
    return Decision(changes=(change,), answer={"image": image}, replayable=False)


def end_image(state: State, body: Nothing, now: str, *, kind: ImageKind) -> Decision:
    """End an image of the list, if it has one of this kind."""
    check_list(state)
    _check_kind(kind)
    return Decision(changes=(ImageEnded(set_id=state.todo_set.id, kind=kind),), replayable=False)


def _check_kind(kind: str) -> None:
    """Raise NotFound for what is no kind of image."""
    if kind not in KINDS:
        raise NotFound("There is no such image.")
