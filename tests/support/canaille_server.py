"""Canaille, a sign-in provider in Python, with one person. Run by the Python of its own environment.

python canaille_server.py <port> <redirect address>      ends when its standard input does
"""

from __future__ import annotations

import logging
import secrets
import sys
import threading

from canaille import create_app
from canaille.app import models
from canaille.backends import Backend
from canaille.oidc.jose import make_default_okp_jwk, make_default_rsa_jwk
from werkzeug.serving import make_server

ALGORITHMS = {"glint": None, "glint-eddsa": "EdDSA"}
"""How tokens for each client are signed; None is what Canaille chooses."""


def main(port: str, redirect: str) -> None:
    """Serve until standard input ends."""
    keys = (make_default_rsa_jwk(), make_default_okp_jwk())
    app = create_app(
        {
            "SECRET_KEY": secrets.token_hex(),
            "SERVER_NAME": f"127.0.0.1:{port}",
            "PREFERRED_URL_SCHEME": "http",
            "SESSION_COOKIE_NAME": "canaille",  # cookies are of a host, whatever the port
            "CANAILLE": {"LOGGING": {"version": 1}},
            "CANAILLE_OIDC": {"ACTIVE_JWKS": [key.as_dict(private=True) for key in keys]},
        }
    )
    with app.app_context():
        _fill(redirect)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", int(port), app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print("listening", flush=True)  # noqa: T201 - for who waits
    sys.stdin.read()


def _fill(redirect: str) -> None:
    """Make Ada, who is in the group `crew`, and clients that nobody has to consent to."""
    ada = models.User(
        user_name="lovelace",
        formatted_name="Ada Lovelace",
        family_name="Lovelace",
        emails=["lovelace@crew.example"],
        password="engine",  # noqa: S106 - of nobody
    )
    Backend.instance.save(ada)
    Backend.instance.save(models.Group(display_name="crew", members=[ada]))
    for client_id, algorithm in ALGORITHMS.items():
        client = models.Client(
            client_id=client_id,
            client_name=client_id,
            client_secret="hush",  # noqa: S106 - of nobody
            client_uri="http://127.0.0.1",  # a trusted host
            redirect_uris=[redirect],
            grant_types=["authorization_code"],
            response_types=["code"],
            scope=["openid", "profile", "email", "groups"],
            token_endpoint_auth_method="client_secret_basic",  # noqa: S106 - the name of a method
            id_token_signed_response_alg=algorithm,
        )
        Backend.instance.save(client)
        client.audience = [client]
        Backend.instance.save(client)


if __name__ == "__main__":
    main(*sys.argv[1:])
