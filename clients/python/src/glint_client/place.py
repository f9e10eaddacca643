"""One list of a team over HTTP: reading it, and every change that can be made to it."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from typing import cast
from urllib.parse import quote

from glint_client.http import Answer, Http, Json
from glint_client.wire import Comment, Todo


class Place:
    """A list of a team. Every change carries a key of its own, and is repeated until it is answered (R13).

    Changes raise Refused, or one of its kinds. Their `seq` is that of their event (R6).
    """

    def __init__(self, http: Http, team_id: str, list_id: str) -> None:
        self.http, self.team_id, self.list_id = http, team_id, list_id

    @property
    def team_path(self) -> str:
        """`/api/teams/:teamId`."""
        return f"/api/teams/{quote(self.team_id, safe='')}"

    @property
    def path(self) -> str:
        """`/api/teams/:teamId/sets/:setId`."""
        return f"{self.team_path}/sets/{quote(self.list_id, safe='')}"

    @property
    def list_path(self) -> str:
        """`/api/teams/:teamId/sets/:setId/todos`."""
        return f"{self.path}/todos"

    def _todo(self, todo_id: str, action: str = "") -> str:
        return f"{self.team_path}/todos/{quote(todo_id, safe='')}{action}"

    async def load(self) -> tuple[list[Todo], int]:
        """Read the list, and the `seq` that it is exact for."""
        found = await self.http.get(self.list_path)
        return found["todos"], found["seq"]

    async def comments(self, todo_id: str) -> list[Comment]:
        """Read the comments on a todo, the oldest first."""
        pages = self._pages(self._todo(todo_id, "/comments"), "comments")
        return [cast("Comment", each) async for each in pages]

    async def all_comments(self) -> list[Json]:
        """Read the comments on all todos, each with its `todoId` (R194)."""
        return [each async for each in self._pages(f"{self.path}/comments", "comments")]

    async def description(self, todo_id: str) -> str | None:
        """Read what a todo says beyond its title; its list has `hasDescription` only (R238)."""
        found: str | None = (await self.http.get(self._todo(todo_id, "/comments"))).get("description")
        return found

    async def all_descriptions(self) -> dict[str, str]:
        """Read the descriptions of all todos, by the todos' ids (R195)."""
        pages = self._pages(f"{self.path}/descriptions", "descriptions")
        return {each["todoId"]: each["description"] async for each in pages}

    async def _pages(self, path: str, name: str) -> AsyncIterator[Json]:
        after = ""
        while after is not None:
            page = await self.http.get(f"{path}?after={quote(after, safe='')}" if after else path)
            for each in page[name]:
                yield each
            after = page["next"]

    async def write(self, method: str, path: str, body: object = None, *, key: str = "") -> Json:
        """Make any change, by its route below `/api`; return the answer."""
        key = key or str(uuid.uuid4())
        answer = await self.http.answered(method, path, body, key)
        self._written(method, path, body, key, answer)
        return answer.body

    def _written(self, method: str, path: str, body: object, key: str, answer: Answer) -> None:
        """Take that a change was answered."""

    async def add(self, title: str, *, below: str | None = None, due: Mapping[str, object] | None = None) -> Todo:
        """Add a todo, last in the list or below another one; `due` has `dueOn` and the like (R180)."""
        body = {"title": title, "id": str(uuid.uuid4()), **({"parentId": below} if below else {}), **(due or {})}
        todo: Todo = (await self.write("POST", f"{self.path}/todos", body))["todo"]
        return todo

    async def edit(self, todo_id: str, **fields: object) -> int:
        """Change `title`, `description`, `completed`, `sortOrder`, `dueOn`, `dueTime`, `dueZone` or `repeat`."""
        return await self._seq("PATCH", self._todo(todo_id), fields)

    async def complete(self, todo_ids: Iterable[str], *, completed: bool = True) -> int:
        """Complete or reopen up to 200 todos, all or none (R159)."""
        body = {"ids": list(todo_ids), "completed": completed}
        return await self._seq("POST", f"{self.path}/todos/complete", body)

    async def delete(self, todo_id: str) -> int:
        """Delete a todo with all below it; it can be restored for 30 days (R89)."""
        return await self._seq("DELETE", self._todo(todo_id))

    async def restore(self, todo_id: str) -> int:
        """Bring a deleted todo back."""
        return await self._seq("POST", self._todo(todo_id, "/restore"))

    async def claim(self, todo_id: str, *, claimed: bool = True) -> int:
        """Claim a todo, or release it; of many who claim it one gets it (R19)."""
        return await self._seq("POST", self._todo(todo_id, "/claim"), {"claimed": claimed})

    async def assign(self, todo_id: str, user_ids: Iterable[str]) -> int:
        """Say whose a todo is: these members', and nobody else's (R171)."""
        return await self._seq("PUT", self._todo(todo_id, "/assignees"), {"assignees": list(user_ids)})

    async def move(self, todo_id: str, *, below: str | None, list_id: str | None = None) -> int:
        """Move a todo below another one or to the top level, in this list or another one of the team (R142)."""
        body = {"parentId": below, **({"setId": list_id} if list_id else {})}
        return await self._seq("POST", self._todo(todo_id, "/move"), body)

    async def reorder(self, places: Mapping[str, float]) -> int:
        """Give todos other places in the order."""
        items = [{"id": todo_id, "sortOrder": place} for todo_id, place in places.items()]
        return await self._seq("POST", self._todo("reorder"), {"setId": self.list_id, "items": items})

    async def comment(self, todo_id: str, text: str, mentions: Sequence[str] = ()) -> Comment:
        """Say something about a todo, and tell those whose ids are mentioned, and whose names stand after `@` in it."""
        body = {"body": text, "id": str(uuid.uuid4()), **({"mentions": list(mentions)} if mentions else {})}
        comment: Comment = (await self.write("POST", self._todo(todo_id, "/comments"), body))["comment"]
        return comment

    async def delete_comment(self, comment_id: str) -> int:
        """Delete a comment."""
        return await self._seq("DELETE", f"{self.team_path}/comments/{quote(comment_id, safe='')}")

    async def undo(self, seq: int) -> int:
        """Undo the change whose event has this number (R148)."""
        return await self._seq("POST", f"{self.path}/undo", {"seq": seq})

    async def _seq(self, method: str, path: str, body: object = None) -> int:
        return int((await self.write(method, path, body))["seq"])
