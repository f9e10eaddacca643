"""Talk to a sign-in provider: its discovery document, the exchange of the code, the identity of the person."""

from __future__ import annotations

import base64
import logging
import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote_plus, urlencode

import msgspec
from msgspec import Struct

from domain.errors import ProviderUnavailable, SignInFailed
from domain.oidc import Discovery, Token, check_claims, discovery_of, keys_for, parse_token
from domain.providers import Claims, Provider
from ports import Outside, Reached, Unreachable

OK: Final = 200
FAULT: Final = 500
_CODE: Final = re.compile(r"[a-z_]{1,60}")

_log = logging.getLogger("glint.sign_in")


class Tokens(Struct, frozen=True, kw_only=True):
    """The response of a token endpoint."""

    id_token: str
    access_token: str = ""


async def discover(outside: Outside, provider: Provider, now_ms: float, *, fresh: bool = False) -> Discovery:
    """Fetch the provider's discovery document; `fresh` bypasses the cache, which shows whether the provider is up."""
    address = f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration"
    return discovery_of(provider, await _published(outside, address, now_ms, fresh=fresh))


async def exchange(
    outside: Outside, provider: Provider, found: Discovery, secret: str | None, grant: Mapping[str, str]
) -> Tokens:
    """Exchange the code, verifier and redirect URI in `grant` for tokens. Raises SignInFailed when refused.

    With a secret Glint is a confidential client, and shows it in the way that the provider takes.
    """
    form = {"grant_type": "authorization_code", "client_id": provider.client_id, **grant}
    headers = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
    methods = found.token_endpoint_auth_methods_supported
    if secret is not None and "client_secret_basic" not in methods and "client_secret_post" in methods:
        form["client_secret"] = secret
    elif secret is not None:
        pair = f"{quote_plus(provider.client_id)}:{quote_plus(secret)}".encode()
        headers["Authorization"] = f"Basic {base64.b64encode(pair).decode()}"
    answer = await _reach(outside, found.token_endpoint, headers, urlencode(form))
    if answer.status != OK:
        _log_refusal(provider, answer)
        raise SignInFailed("The sign-in provider refused to complete the sign-in. Please try again.")
    try:
        return msgspec.json.decode(answer.text, type=Tokens)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise SignInFailed("The sign-in provider's answer cannot be read.") from None


async def identify(
    outside: Outside, provider: Provider, found: Discovery, tokens: Tokens, *, nonce: str, now_ms: float
) -> Claims:
    """Identify the person: the verified claims of the ID token, and those of the userinfo endpoint."""
    token = parse_token(tokens.id_token)
    if not await _is_signed(outside, token, found.jwks_uri, now_ms):
        raise SignInFailed("The signature of the ID token is not the sign-in provider's.")
    check_claims(token.claims, provider, nonce, now_ms / 1000)
    if found.userinfo_endpoint is None or not tokens.access_token:
        return token.claims
    told = await _get(outside, found.userinfo_endpoint, {"Authorization": f"Bearer {tokens.access_token}"})
    try:
        more = msgspec.json.decode(told, type=dict[str, object])
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise SignInFailed("Your profile from the sign-in provider cannot be read.") from None
    if more.get("sub") != token.claims["sub"]:
        raise SignInFailed("The profile from the sign-in provider is someone else's.")
    return {**more, **token.claims}


async def _is_signed(outside: Outside, token: Token, jwks_uri: str, now_ms: float) -> bool:
    """Whether one of the provider's keys signed the token; the key set is fetched again when no known key did."""
    if await _is_signed_by_one_of(outside, token, await _published(outside, jwks_uri, now_ms)):
        return True
    if not outside.published.may_ask_again(jwks_uri, now_ms):
        return False
    return await _is_signed_by_one_of(outside, token, await _published(outside, jwks_uri, now_ms, fresh=True))


async def _is_signed_by_one_of(outside: Outside, token: Token, key_set: str) -> bool:
    for key in keys_for(token, key_set):
        if await outside.is_signed(token.algorithm, key, token.signed, token.signature):
            return True
    return False


async def _published(outside: Outside, url: str, now_ms: float, *, fresh: bool = False) -> str:
    text = None if fresh else outside.published.known(url, now_ms)
    if text is None:
        text = await _get(outside, url)
        outside.published.keep(url, text, now_ms)
    return text


async def _get(outside: Outside, url: str, headers: Mapping[str, str] | None = None) -> str:
    answer = await _reach(outside, url, {"Accept": "application/json", **(headers or {})})
    if answer.status != OK:
        raise ProviderUnavailable
    return answer.text


async def _reach(outside: Outside, url: str, headers: Mapping[str, str], form: str | None = None) -> Reached:
    try:
        answer = await outside.send(url, headers, form)
    except Unreachable:
        raise ProviderUnavailable from None
    if not OK <= answer.status < FAULT:
        raise ProviderUnavailable
    return answer


def _log_refusal(provider: Provider, answer: Reached) -> None:
    """Log the OAuth error code for the operator: `invalid_client` means a wrong secret."""
    try:
        said = str(msgspec.json.decode(answer.text, type=dict[str, object]).get("error"))
    except (msgspec.DecodeError, UnicodeDecodeError):
        said = ""
    word = said if _CODE.fullmatch(said) else "unknown"
    details = {"event": "token_refused", "provider": provider.id, "status": answer.status, "error": word}
    _log.warning(msgspec.json.encode(details).decode())
