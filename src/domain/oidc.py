"""OpenID Connect without I/O: discovery documents, authorization URLs, and ID token validation."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

import msgspec
from msgspec import Struct

from domain.errors import SignInFailed
from domain.providers import Claims, Provider, is_trustworthy

CLOCK_SKEW_S: Final = 60
RSA_MIN_BYTES: Final = 256
SUBJECT_MAX_CHARS: Final = 255

Jwk = Mapping[str, object]


class KeyKind(Struct, frozen=True, kw_only=True):
    """The keys that an algorithm signs with: their `kty`, their curve (`crv`), and the members that make one up."""

    kty: str
    curve: str | None = None
    members: tuple[str, ...]


_RSA: Final = KeyKind(kty="RSA", members=("kty", "n", "e"))
_EC: Final = {
    size: KeyKind(kty="EC", curve=curve, members=("kty", "crv", "x", "y"))
    for size, curve in (("256", "P-256"), ("384", "P-384"), ("512", "P-521"))
}
_ED25519: Final = KeyKind(kty="OKP", curve="Ed25519", members=("kty", "crv", "x"))
KEY_KINDS: Final[Mapping[str, KeyKind]] = {
    **{f"{family}{size}": _RSA for family in ("RS", "PS") for size in _EC},
    **{f"ES{size}": kind for size, kind in _EC.items()},
    **dict.fromkeys(("EdDSA", "Ed25519"), _ED25519),
}
"""What is accepted (RFC 7518, 8037, 9864). An algorithm decides on the kind of key, never the other way around."""


class Discovery(Struct, frozen=True, kw_only=True):
    """The part of `/.well-known/openid-configuration` that Glint uses."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str | None = None
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)
    authorization_response_iss_parameter_supported: bool = False


class Token(Struct, frozen=True, kw_only=True):
    """A parsed ID token; nothing in it can be trusted before its signature is verified."""

    algorithm: str
    key_id: str | None
    claims: dict[str, object]
    signed: bytes
    signature: bytes


class _Header(Struct, frozen=True, kw_only=True):
    alg: str
    kid: str | None = None
    crit: object = None


class _KeySet(Struct, frozen=True, kw_only=True):
    keys: list[dict[str, object]]


def discovery_of(provider: Provider, text: str) -> Discovery:
    """Parse a discovery document. Raises SignInFailed when it is invalid or names another issuer."""
    try:
        found = msgspec.json.decode(text, type=Discovery)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise SignInFailed("The sign-in provider's description of itself cannot be read.") from None
    if found.issuer != provider.issuer:
        raise SignInFailed("The sign-in provider's issuer is not the configured one.")
    needed = (found.authorization_endpoint, found.token_endpoint, found.jwks_uri, found.userinfo_endpoint)
    if not all(is_trustworthy(url) for url in needed if url is not None):
        raise SignInFailed("The sign-in provider names an address that is not https.")
    return found


def authorization_url(
    provider: Provider, found: Discovery, *, redirect_uri: str, state: str, nonce: str, verifier: str
) -> str:
    """Build the URL that the browser is redirected to."""
    query = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": redirect_uri,
        "scope": provider.scopes,
        "state": state,
        "nonce": nonce,
        "code_challenge": _base64url(hashlib.sha256(verifier.encode()).digest()),
        "code_challenge_method": "S256",
    }
    return f"{found.authorization_endpoint}{'&' if '?' in found.authorization_endpoint else '?'}{urlencode(query)}"


def parse_token(text: str) -> Token:
    """Parse a signed JWT. Raises SignInFailed when it is malformed or its algorithm is not accepted."""
    try:
        head, body, tail = text.split(".")
        header = msgspec.json.decode(_from_base64url(head), type=_Header)
        claims = msgspec.json.decode(_from_base64url(body), type=dict[str, object])
        signature = _from_base64url(tail)
    except (ValueError, msgspec.DecodeError):
        raise SignInFailed("The sign-in provider sent an ID token that cannot be read.") from None
    if header.alg not in KEY_KINDS or header.crit is not None:
        raise SignInFailed("The sign-in provider signs in a way that is not supported. RS256, for example, is.")
    signed = f"{head}.{body}".encode()
    return Token(algorithm=header.alg, key_id=header.kid, claims=claims, signed=signed, signature=signature)


def keys_for(token: Token, key_set: str) -> list[dict[str, object]]:
    """Select the keys that may have signed the token, reduced to their key material."""
    try:
        found = msgspec.json.decode(key_set, type=_KeySet).keys
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise SignInFailed("The sign-in provider's keys cannot be read.") from None
    members = KEY_KINDS[token.algorithm].members
    fitting = [key for key in found if _fits(token, key)]
    return [{name: key[name] for name in members} for key in fitting]


def _fits(token: Token, key: Jwk) -> bool:
    if token.key_id is not None and key.get("kid") != token.key_id:
        return False
    if key.get("use", "sig") != "sig" or key.get("alg", token.algorithm) != token.algorithm:
        return False
    kind = KEY_KINDS[token.algorithm]
    if not all(isinstance(key.get(name), str) for name in kind.members):
        return False
    if (key["kty"], key.get("crv")) != (kind.kty, kind.curve):
        return False
    # Four characters of base64url are three bytes.
    return kind.kty != "RSA" or len(str(key["n"])) * 3 // 4 >= RSA_MIN_BYTES


def check_claims(claims: Claims, provider: Provider, nonce: str, now_s: float) -> None:
    """Validate issuer, audience, nonce and times of an ID token. Raises SignInFailed."""
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    if claims.get("iss") != provider.issuer:
        raise SignInFailed("The ID token is from another issuer.")
    if provider.client_id not in audiences:
        raise SignInFailed("The ID token is meant for another application.")
    if (len(audiences) > 1 or "azp" in claims) and claims.get("azp") != provider.client_id:
        raise SignInFailed("The ID token was issued to another application.")
    if not _same(claims.get("nonce"), nonce):
        raise SignInFailed("The ID token belongs to another sign-in.")
    expires, issued, begins = _number(claims, "exp"), _number(claims, "iat"), claims.get("nbf", 0)
    if expires is None or expires + CLOCK_SKEW_S <= now_s:
        raise SignInFailed("The ID token has expired.")
    if issued is None or issued - CLOCK_SKEW_S > now_s:
        raise SignInFailed("The ID token is from the future.")
    if not isinstance(begins, int | float) or begins - CLOCK_SKEW_S > now_s:
        raise SignInFailed("The ID token is not valid yet.")
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 1 <= len(subject) <= SUBJECT_MAX_CHARS:
        raise SignInFailed("The ID token identifies no one.")


def user_id_of(claims: Claims) -> str:
    """Derive a person's id from issuer and subject: stable and unique."""
    bound = msgspec.json.encode([claims["iss"], claims["sub"]])
    return str(UUID(bytes=hashlib.sha256(bound).digest()[:16], version=5))


def _number(claims: Claims, name: str) -> float | None:
    value = claims.get(name)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _same(said: object, expected: str) -> bool:
    return isinstance(said, str) and hmac.compare_digest(said.encode(), expected.encode())


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _from_base64url(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
