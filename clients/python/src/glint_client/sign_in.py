"""Signing in by name alone, where a server on one's own machine allows it (R69, R118)."""

from __future__ import annotations

import httpx

from glint_client.errors import Unreachable
from glint_client.http import Answer, json_object


async def dev_session(address: str, username: str) -> dict[str, str]:
    """Sign in at the development sign-in; return the header that says so from now on."""
    try:
        async with httpx.AsyncClient() as client:
            answer = await client.post(f"{address.rstrip('/')}/api/auth/dev", json={"username": username})
    except (httpx.TransportError, httpx.InvalidURL) as error:
        raise Unreachable(f"{address} does not answer: {str(error) or type(error).__name__}") from error
    if not answer.is_success:
        raise Answer(answer.status_code, json_object(answer.content) or {}).error()
    return {"Cookie": answer.headers["set-cookie"].partition(";")[0]}
