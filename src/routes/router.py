"""The table of routes: what each takes, gives and refuses stands beside its handler.

The application, /api/openapi.json and the HTTP tests are made from this table.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final, TypeVar

from msgspec import Struct

from actions.result import Result
from context import Context
from domain import limits
from domain.errors import GlintError
from domain.models import Scope
from ports import RateLimit

Handler = Callable[..., Awaitable[Result]]
H = TypeVar("H", bound=Handler)
NO_QUERY: Final[Mapping[str, type]] = {}


class Route(Struct, frozen=True, kw_only=True):
    """One method of one path.

    The handler gets the Context, the parameters of the path, and the decoded `body` where there is one. `answer` is
    the shape of a success, None where it has no body, and `str` where the `media_type` is not JSON. `refusals` are
    those that do not follow from method and path.
    With `own_pages` a page of another site cannot even read, as it never can write.
    Without a session only a `public` route answers; an access token needs the `scope`, and where that is None no token
    is taken. To a route `by_link` the `token` in its path is all that counts, whoever is signed in. A `replayable` one
    honours the Idempotency-Key. A `page` answers browsers with a page when it refuses. Where `enabled` says no, the
    route is NotFound.

    A person's requests count against the rate limit `limit`, which is "reads" or "user" (changes) where it is not
    given. What a `bulk` route reads or changes may be large, and is then counted against "bulk" as well.
    """

    method: str
    path: str
    handler: Handler
    body: type[Struct] | None = None
    answer: Any = None
    media_type: str = "application/json"
    status: int = 200
    query: Mapping[str, type] = NO_QUERY
    refusals: tuple[type[GlintError], ...] = ()
    own_pages: bool = False
    public: bool = False
    by_link: bool = False
    scope: Scope | None = None
    replayable: bool = True
    page: bool = False
    limit: RateLimit | None = None
    bulk: bool = False
    body_max_bytes: int = limits.BODY_MAX_BYTES
    enabled: Callable[[Context], bool] | None = None

    @property
    def name(self) -> str:
        """Method and path."""
        return f"{self.method} {self.path}"


class Router:
    """The routes of one resource, filled by its decorators, which return the handler unchanged.

    Unless a route says otherwise, a token needs the scope `read` for what only reads, and `scope` for changes; without
    it, no token is taken. With `by_link` all of them are, and so public.
    """

    def __init__(self, scope: Scope | None = None, *, by_link: bool = False) -> None:
        self._scope, self._by_link = scope, by_link
        self.table: list[Route] = []

    def get(self, path: str, answer: Any, **options: Any) -> Callable[[H], H]:
        """Declare a GET."""
        return self._declare("GET", path, answer=answer, **options)

    def post(self, path: str, answer: Any, **options: Any) -> Callable[[H], H]:
        """Declare a POST."""
        return self._declare("POST", path, answer=answer, **options)

    def patch(self, path: str, answer: Any, **options: Any) -> Callable[[H], H]:
        """Declare a PATCH."""
        return self._declare("PATCH", path, answer=answer, **options)

    def put(self, path: str, answer: Any, **options: Any) -> Callable[[H], H]:
        """Declare a PUT."""
        return self._declare("PUT", path, answer=answer, **options)

    def delete(self, path: str, answer: Any, **options: Any) -> Callable[[H], H]:
        """Declare a DELETE."""
        return self._declare("DELETE", path, answer=answer, **options)

    def _declare(self, method: str, path: str, **options: Any) -> Callable[[H], H]:
        scope = self._scope and ("read" if method == "GET" else self._scope)
        given = {"scope": scope, "public": self._by_link, "by_link": self._by_link, **options}

        def register(handler: H) -> H:
            self.table.append(Route(method=method, path=path, handler=handler, **given))
            return handler

        return register
