"""ID tokens, discovery documents and authorization addresses."""

from __future__ import annotations

import base64
import json
from urllib.parse import parse_qs, urlsplit

import pytest

from domain.errors import SignInFailed
from domain.oidc import (
    Discovery,
    authorization_url,
    check_claims,
    discovery_of,
    keys_for,
    parse_token,
    user_id_of,
)
from domain.providers import Provider

NOW_S = 1_800_000_000
ISSUER = "https://id.example"
PROVIDER = Provider(id="id", name="Id", issuer=ISSUER, client_id="glint")
CLAIMS = {"iss": ISSUER, "aud": "glint", "sub": "1", "nonce": "n", "exp": NOW_S + 300, "iat": NOW_S}
DOCUMENT = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/auth",
    "token_endpoint": f"{ISSUER}/token",
    "jwks_uri": f"{ISSUER}/jwks",
}
RSA = {"kty": "RSA", "kid": "r", "n": "x" * 342, "e": "AQAB"}
EC = {"kty": "EC", "kid": "e", "crv": "P-256", "x": "x", "y": "y"}


def jwt(header: object, claims: object, signature: str = "c2ln") -> str:
    """Build a JWT with any signature."""
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in (header, claims)]
    return ".".join([*parts, signature])


def test_a_token_for_this_sign_in_is_accepted() -> None:
    """All claims valid, also with several audiences and Glint as the authorized party."""
    check_claims(CLAIMS, PROVIDER, "n", NOW_S)
    check_claims({**CLAIMS, "aud": ["glint", "other"], "azp": "glint"}, PROVIDER, "n", NOW_S)


@pytest.mark.parametrize(
    "change",
    [
        {"iss": "https://evil.example"},
        {"iss": f"{ISSUER}/"},
        {"aud": "other"},
        {"aud": None},
        {"aud": ["glint", "other"]},
        {"azp": "other"},
        {"azp": ["glint"]},
        {"azp": None},
        {"nonce": "m"},
        {"nonce": None},
        {"exp": NOW_S - 60},
        {"exp": None},
        {"exp": True},
        {"iat": NOW_S + 61},
        {"iat": "now"},
        {"nbf": NOW_S + 61},
        {"sub": ""},
        {"sub": 1},
        {"sub": "x" * 256},
    ],
    ids=str,
)
def test_r63_a_token_with_a_wrong_claim_is_refused(change: dict[str, object]) -> None:
    """Another issuer, audience, party, nonce or time, or no subject: each alone is refused."""
    with pytest.raises(SignInFailed):
        check_claims({**CLAIMS, **change}, PROVIDER, "n", NOW_S)


@pytest.mark.parametrize("missing", CLAIMS)
def test_r63_a_token_without_a_needed_claim_is_refused(missing: str) -> None:
    """None of the claims may be missing."""
    with pytest.raises(SignInFailed):
        check_claims({name: value for name, value in CLAIMS.items() if name != missing}, PROVIDER, "n", NOW_S)


@pytest.mark.parametrize(
    "header",
    [
        *({"alg": alg} for alg in ("none", "None", "", "HS256", "HS384", "HS512", "RS1", "rs256", "ES256K", "Ed448")),
        {"alg": "RS256", "crit": ["x"]},
        {},
        [],
        1,
    ],
    ids=str,
)
def test_r63_only_signatures_by_a_published_key_are_accepted(header: object) -> None:
    """No other algorithm, above all `none` and those with a shared secret, and no critical extension."""
    with pytest.raises(SignInFailed):
        parse_token(jwt(header, CLAIMS))


KEYS = {
    "RSA": RSA,
    "P-256": EC,
    "P-384": {**EC, "crv": "P-384"},
    "P-521": {**EC, "crv": "P-521"},
    "Ed25519": {"kty": "OKP", "kid": "o", "crv": "Ed25519", "x": "x"},
    "X25519": {"kty": "OKP", "crv": "X25519", "x": "x"},
    "oct": {"kty": "oct", "k": "secret"},
}
FITTING = {
    **dict.fromkeys(("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"), "RSA"),
    "ES256": "P-256",
    "ES384": "P-384",
    "ES512": "P-521",
    "EdDSA": "Ed25519",
    "Ed25519": "Ed25519",
}


@pytest.mark.parametrize("algorithm", FITTING)
def test_r63_an_algorithm_takes_one_kind_of_key(algorithm: str) -> None:
    """Whatever else a provider publishes is left alone, also where a member of another kind is there by mistake."""
    token, fitting = parse_token(jwt({"alg": algorithm}, CLAIMS)), KEYS[FITTING[algorithm]]
    mixed = [{**KEYS[name], "n": RSA["n"], "e": "AQAB"} for name in KEYS if name != FITTING[algorithm]]
    found = keys_for(token, json.dumps({"keys": [*mixed, fitting]}))
    assert found == [{name: value for name, value in fitting.items() if name != "kid"}]


@pytest.mark.parametrize("text", ["", "a.b", "a.b.c.d", "!.!.!", "e30.e30.€", jwt({"alg": "RS256"}, [])])
def test_r63_a_malformed_token_is_refused(text: str) -> None:
    """Malformed tokens are refused, not an error 500."""
    with pytest.raises(SignInFailed):
        parse_token(text)


def test_r63_a_key_must_fit_the_token() -> None:
    """By id, kind, size and use; only the key material is passed on."""
    token = parse_token(jwt({"alg": "RS256", "kid": "r"}, CLAIMS))
    unfit = [EC, {**RSA, "kid": "s"}, {**RSA, "use": "enc"}, {**RSA, "n": "x" * 171}, {**RSA, "alg": "RS512"}, {}]
    assert keys_for(token, json.dumps({"keys": unfit})) == []
    assert keys_for(token, json.dumps({"issuer": ISSUER, "keys": [*unfit, {**RSA, "use": "sig"}]})) == [
        {"kty": "RSA", "n": RSA["n"], "e": "AQAB"}
    ]
    nameless = parse_token(jwt({"alg": "ES256"}, CLAIMS))
    assert len(keys_for(nameless, json.dumps({"keys": [RSA, EC, {**EC, "kid": "f"}, {**EC, "crv": "P-384"}]}))) == 2
    for nonsense in ("<html>", "{}", '{"keys": 1}'):
        with pytest.raises(SignInFailed):
            keys_for(token, nonsense)


@pytest.mark.parametrize(
    "change", [{"issuer": "https://evil.example"}, {"token_endpoint": "http://id.example"}, {"jwks_uri": 1}]
)
def test_r63_a_provider_must_describe_itself_as_configured(change: dict[str, object]) -> None:
    """Another issuer, an address without TLS, or invalid JSON is refused."""
    assert discovery_of(PROVIDER, json.dumps(DOCUMENT)).issuer == ISSUER
    with pytest.raises(SignInFailed):
        discovery_of(PROVIDER, json.dumps({**DOCUMENT, **change}))


def test_r61_the_browser_is_sent_with_pkce_state_and_nonce() -> None:
    """The challenge is the S256 of RFC 7636, appendix B; the verifier is not in the address."""
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    found = discovery_of(PROVIDER, json.dumps(DOCUMENT))
    assert isinstance(found, Discovery)
    url = authorization_url(PROVIDER, found, redirect_uri="https://g/cb", state="s", nonce="n", verifier=verifier)
    assert parse_qs(urlsplit(url).query) == {
        "response_type": ["code"],
        "client_id": ["glint"],
        "redirect_uri": ["https://g/cb"],
        "scope": ["openid profile email"],
        "state": ["s"],
        "nonce": ["n"],
        "code_challenge": ["E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"],
        "code_challenge_method": ["S256"],
    }


def test_r64_a_person_is_an_issuer_and_a_subject() -> None:
    """The same pair is always the same person; no other pair is."""
    ids = {user_id_of({"iss": iss, "sub": sub}) for iss, sub in (("a", "b"), ("a", "c"), ("ab", ""), ("", "ab"))}
    assert len(ids) == 4
    assert user_id_of(CLAIMS) == user_id_of({**CLAIMS, "name": "Other"})
