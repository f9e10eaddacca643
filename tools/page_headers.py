"""The web app's `_headers`: web/public/_headers, and the hosts that people's pictures come from."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from tools.project import WEB

HOST: Final = re.compile(r"(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+")
IMAGES: Final = "img-src 'self'"


def page_headers(variables: Mapping[str, Any]) -> str:
    """Give the headers of a deployment with these variables: each provider's `pictureHosts` may be shown, no other."""
    providers = variables.get("OIDC_PROVIDERS", [])
    listed = json.loads(providers) if isinstance(providers, str) else providers
    hosts = {host for provider in listed for host in provider.get("pictureHosts", []) if HOST.fullmatch(host)}
    allowed = " ".join([IMAGES, *(f"https://{host}" for host in sorted(hosts))])
    return (WEB / "public" / "_headers").read_text("utf-8").replace(IMAGES, allowed)
