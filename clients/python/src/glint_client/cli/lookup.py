"""Lists and todos by what people call them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from glint_client.client import Glint
from glint_client.errors import GlintError, NotAllowed
from glint_client.wire import Team, Todo, TodoList


class NotOne(GlintError):
    """A name stands for nothing, or for several."""


@dataclass(frozen=True)
class Found:
    """A list and its team."""

    team: Team
    list: TodoList

    @property
    def path(self) -> str:
        """Return how it can be named."""
        return f"{self.team['name']}/{self.list['name']}"

    @property
    def told(self) -> str:
        """Return how it can be told from others."""
        return f"{self.path} ({self.list['id']})"


async def all_lists(glint: Glint) -> list[Found]:
    """Read the lists of the personal space and of all teams, as far as the token goes."""
    found: list[Found] = []
    for team in [await glint.personal_space(), *await glint.teams()]:
        with suppress(NotAllowed):  # a token of one team
            found += [Found(team, each) for each in await glint.lists(team["id"])]
    return found


async def find_list(glint: Glint, name: str) -> Found:
    """Find a list by its id, its name, or `team/name`, in upper or lower case. Raises NotOne."""
    lists = await all_lists(glint)
    found = [each for each in lists if _is(name, each.list["id"], each.list["name"], each.path)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotOne(f"There is no list {name!r}: glint lists.")
    raise NotOne(f"{name!r} may be {_either(each.told for each in found)}.")


def find_todo(todos: Sequence[Todo], name: str) -> Todo:
    """Find a todo by its id, the beginning of its id, or its title. Raises NotOne."""
    found = [todo for todo in todos if _is(name, todo["id"], todo["title"])]
    found = found or [todo for todo in todos if len(name) >= 4 and todo["id"].startswith(name)]  # noqa: PLR2004 - hex digits
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotOne(f"There is no todo {name!r} in the list.")
    raise NotOne(f"{name!r} may be {_either(todo['id'] for todo in found)}: name one by its id.")


def _is(name: str, *names: str) -> bool:
    return name.casefold() in (each.casefold() for each in names)


def _either(names: Iterable[str]) -> str:
    return ", or ".join(names)
