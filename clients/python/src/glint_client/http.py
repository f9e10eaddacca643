"""Requests: sent once, or until they are answered, always with the same key."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any, Final

import httpx

from glint_client.errors import Unreachable, refusal
from glint_client.pace import Pace

Json = dict[str, Any]

TIMEOUT: Final = httpx.Timeout(30.0, connect=10.0)
LIMITS: Final = httpx.Limits(max_connections=20, keepalive_expiry=5.0)
"""Servers close what has been idle for long: a request on such a connection would be lost."""
WAITS_MAX_S: Final = 120.0
"""A `Retry-After` beyond this is raised: a spent quota lasts until midnight (R108)."""
TOO_MANY: Final = 429
SERVER_ERROR: Final = 500
REFUSED: Final = 300


@dataclass(frozen=True)
class Answer:
    """A status and a JSON object."""

    status: int
    body: Json
    retry_after_s: float = 0.0

    @property
    def ok(self) -> bool:
        """Return whether the request was carried out."""
        return self.status < REFUSED

    def error(self) -> Exception:
        """Return the refusal as an exception."""
        sentence = str(self.body.get("error", f"The server answered {self.status}."))
        code = str(self.body.get("code", ""))
        return refusal(sentence, status=self.status, code=code, retry_after_s=self.retry_after_s)


class Http:
    """The server at `address`. `headers` say who asks: `Authorization: Bearer …`, or a session's cookie.

    A request without an answer is repeated for `patience_s`, or for ever. `client` is an httpx client of one's own, for
    proxies, certificates and tests.
    """

    def __init__(
        self,
        address: str,
        headers: Mapping[str, str],
        *,
        patience_s: float | None = None,
        client: httpx.AsyncClient | None = None,
        pace: Pace | None = None,
    ) -> None:
        self.address, self.headers = address.rstrip("/"), dict(headers)
        self._patience_s, self._pace = patience_s, pace or Pace()
        self._own = client is None
        # Cookies of answers are ignored: `headers` alone say who asks.
        nobodys = CookieJar(DefaultCookiePolicy(allowed_domains=()))
        self._client = client or httpx.AsyncClient(timeout=TIMEOUT, limits=LIMITS, cookies=nobodys)

    async def close(self) -> None:
        """Close the connections."""
        if self._own:
            await self._client.aclose()

    async def ask(self, method: str, path: str, body: object = None, key: str = "") -> Answer:
        """Send one request, whatever the answer. Raises Unreachable."""
        headers = {**self.headers, **({"Idempotency-Key": key} if key else {})}
        content: Json = {} if body is None else {"json": body}
        try:
            response = await self._client.request(method, f"{self.address}{path}", headers=headers, **content)
        except (httpx.TransportError, httpx.InvalidURL) as error:
            raise Unreachable(f"{self.address} does not answer: {str(error) or type(error).__name__}") from error
        found = json_object(response.content)
        if found is None:
            where = response.headers.get("Location")
            hint = f" It leads to {where}." if where else ""
            sentence = f"{self.address} does not answer as Glint does ({response.status_code}).{hint}"
            raise Unreachable(sentence, status=response.status_code)
        return Answer(response.status_code, found, _seconds(response.headers.get("Retry-After", "")))

    async def answered(self, method: str, path: str, body: object = None, key: str = "") -> Answer:
        """Send a request until it is answered, with pauses that grow, and as long as the server says after 429.

        Raises Refused; Unreachable when `patience_s` is over, or at once where something else than Glint answers.
        """
        failures, began_s = 0, asyncio.get_running_loop().time()
        while True:
            try:
                answer = await self.ask(method, path, body, key)
                if answer.ok:
                    return answer
                failure, waits_s = answer.error(), answer.retry_after_s
                if not _is_worth_repeating(answer):
                    raise failure
            except Unreachable as error:
                if 0 < error.status < SERVER_ERROR:
                    raise
                failure, waits_s = error, 0.0
            failures += 1
            waits_s = max(waits_s, self._pace.backoff_s(failures, random.Random()))  # noqa: S311 - spreads requests
            waited_s = asyncio.get_running_loop().time() - began_s
            if self._patience_s is not None and waited_s + waits_s > self._patience_s:
                raise failure
            await asyncio.sleep(waits_s)

    async def get(self, path: str) -> Json:
        """Read something. Raises Refused."""
        return (await self.answered("GET", path)).body


def json_object(text: str | bytes | bytearray) -> Json | None:
    """Return the object that is written there, or None."""
    try:
        found = json.loads(text)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _is_worth_repeating(answer: Answer) -> bool:
    if answer.status == TOO_MANY:
        return answer.retry_after_s <= WAITS_MAX_S
    return answer.status >= SERVER_ERROR


def _seconds(text: str) -> float:
    return float(text) if text.isdecimal() else 0.0
