"""A sign-in provider in this process, as `ports.Outside`, whose answers a test may change.

Its signatures are not cryptographic: the tests over workerd cover real ones.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from domain.oidc import Jwk
from domain.published import PublishedTexts
from ports import Reached, Unreachable

ISSUER = "https://id.example"
CLIENT_ID = "glint"
TOKEN_GOOD_S = 300
PICTURES = {"pictureHosts": ["id.example"]}


def settings_of(**changes: object) -> str:
    """Return the value of OIDC_PROVIDERS for this provider alone."""
    return json.dumps([{"id": "id", "name": "Id", "issuer": ISSUER, "clientId": CLIENT_ID, **PICTURES, **changes}])


@dataclass
class FakeProvider:
    """`claims` changes the ID token, `person` the user info; `broken` replaces the answers of addresses."""

    now_s: float
    claims: dict[str, object] = field(default_factory=dict)
    person: dict[str, object] = field(default_factory=lambda: {"sub": "1", "preferred_username": "ada", "name": "Ada"})
    header: dict[str, object] = field(default_factory=lambda: {"alg": "RS256", "kid": "1"})
    signing_key: str = "1"
    keys: list[str] = field(default_factory=lambda: ["1"])
    described: dict[str, object] = field(default_factory=dict)
    broken: dict[str, Reached | None] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    published: PublishedTexts = field(default_factory=PublishedTexts)
    given: dict[str, dict[str, str]] = field(default_factory=dict)
    codes: int = 0
    credentials: list[str] = field(default_factory=list)

    def consent(self, location: str, **changes: str) -> str:
        """Consent as the person: return the query with which the browser is sent back from `location`."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
        self.codes += 1
        code = f"code-{self.codes}"
        self.given[code] = asked
        return urlencode({"state": asked["state"], "code": code, **changes})

    async def send(self, url: str, headers: Mapping[str, str], form: str | None = None) -> Reached:
        """Answer as the provider."""
        path = urlsplit(url).path.rpartition("/")[2]
        self.asked.append(path)
        if path in self.broken:
            answer = self.broken[path]
            if answer is None:
                raise Unreachable
            return answer
        answers: dict[str, Any] = {"openid-configuration": self._description, "jwks": self._key_set}
        if path in answers:
            return _json(answers[path]())
        if path == "token":
            return self._token(dict(headers), {name: v[0] for name, v in parse_qs(form or "").items()})
        assert (path, headers["Authorization"]) == ("userinfo", "Bearer access")
        return _json(self.person)

    async def is_signed(self, algorithm: str, key: Jwk, signed: bytes, signature: bytes) -> bool:
        """Accept the fake signature."""
        return (algorithm, signature) == ("RS256", _signature(str(key["n"]), signed))

    def _description(self) -> dict[str, object]:
        named = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "jwks"}
        addresses = {name: f"{ISSUER}/{path}" for name, path in (*named.items(), ("userinfo_endpoint", "userinfo"))}
        return {"issuer": ISSUER, **addresses, **self.described}

    def _key_set(self) -> dict[str, object]:
        return {"keys": [{"kty": "RSA", "kid": kid, "n": _modulus(kid), "e": "AQAB"} for kid in self.keys]}

    def _token(self, headers: dict[str, str], form: dict[str, str]) -> Reached:
        self.credentials.append(headers.get("Authorization") or form.get("client_secret") or "")
        asked = self.given.pop(form["code"], None)
        challenge = _base64url(hashlib.sha256(form["code_verifier"].encode()).digest())
        if asked is None or (challenge, form["redirect_uri"]) != (asked["code_challenge"], asked["redirect_uri"]):
            return _json({"error": "invalid_grant"}, 400)
        times = {"iat": self.now_s, "exp": self.now_s + TOKEN_GOOD_S}
        claims = {"iss": ISSUER, "aud": CLIENT_ID, "sub": "1", "nonce": asked["nonce"], **times, **self.claims}
        signed = ".".join(_base64url(json.dumps(part).encode()) for part in (self.header, claims))
        tail = _base64url(_signature(_modulus(self.signing_key), signed.encode()))
        return _json({"access_token": "access", "id_token": f"{signed}.{tail}"})


def _modulus(kid: str) -> str:
    return hashlib.sha512(kid.encode()).hexdigest() * 3


def _signature(modulus: str, signed: bytes) -> bytes:
    return hashlib.sha256(modulus.encode() + signed).digest()


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _json(body: object, status: int = 200) -> Reached:
    return Reached(status=status, text=json.dumps(body))
