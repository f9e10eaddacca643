"""HTTP requests by the platform's `fetch`, signature verification by WebCrypto."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import js
import msgspec
from pyodide.ffi import JsException, jsnull, to_js

from domain import limits
from domain.oidc import Jwk
from domain.published import PublishedTexts
from ports import Reached, TimedOut, Unreachable

TIMEOUT_MS: Final = 5_000
POST_TIMEOUT_MS: Final = limits.WEBHOOK_TIMEOUT_S * 1000
ANSWER_MAX_CHARS: Final = 512 * 1024
_NAMES: Final = {"RS": "RSASSA-PKCS1-v1_5", "PS": "RSA-PSS", "ES": "ECDSA", "Ed": "Ed25519"}


class Internet:
    """As `ports.Outside`."""

    def __init__(self, published: PublishedTexts) -> None:
        self.published = published

    async def send(self, url: str, headers: Mapping[str, str], form: str | None = None) -> Reached:
        """As `Outside.send`; the time limit holds for the whole answer."""
        options: dict[str, Any] = {
            "method": "GET" if form is None else "POST",
            "headers": dict(headers),
            "redirect": "manual",
            **({} if form is None else {"body": form}),
        }
        given = to_js(options, dict_converter=js.Object.fromEntries)
        given.signal = js.AbortSignal.timeout(TIMEOUT_MS)
        try:
            response = await js.fetch(url, given)
            text = str(await response.text())
        except JsException as error:
            raise Unreachable(type(error).__name__) from None
        if len(text) > ANSWER_MAX_CHARS:
            raise Unreachable("too large")
        return Reached(status=int(response.status), text=text)

    async def is_signed(self, algorithm: str, key: Jwk, signed: bytes, signature: bytes) -> bool:
        """As `Outside.is_signed`."""
        subtle, jwk = js.crypto.subtle, js.JSON.parse(msgspec.json.encode(key).decode())
        uses = to_js(["verify"])
        try:
            how = js.JSON.parse(_parameters(algorithm, key))
            imported = await subtle.importKey("jwk", jwk, how, False, uses)  # noqa: FBT003 - WebCrypto's
            return bool(await subtle.verify(how, imported, to_js(signature), to_js(signed)))
        except JsException:
            return False


async def post(url: str, headers: Mapping[str, str], body: str) -> int:
    """As `ports.Post`."""
    options = {"method": "POST", "headers": dict(headers), "redirect": "manual", "body": body}
    given = to_js(options, dict_converter=js.Object.fromEntries)
    given.signal = js.AbortSignal.timeout(POST_TIMEOUT_MS)
    try:
        response = await js.fetch(url, given)
        if response.body is not jsnull and response.body is not None:
            await response.body.cancel()
    except JsException as error:
        raise (TimedOut if getattr(error, "name", "") == "TimeoutError" else Unreachable) from None
    return int(response.status)


def _parameters(algorithm: str, key: Jwk) -> str:
    """WebCrypto's parameters of a JWS algorithm (RFC 7518), for the import of the key and for the signature alike."""
    family, bits = algorithm[:2], algorithm[2:]
    parameters: dict[str, object] = {"name": _NAMES[family]}
    if family != "Ed":
        parameters |= {"hash": f"SHA-{bits}", "saltLength": int(bits) // 8, "namedCurve": key.get("crv")}
    return msgspec.json.encode(parameters).decode()
