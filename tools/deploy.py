"""`make deploy-check` and `make deploy`: the repeatable part of a deployment, see docs/deploy.md."""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
from collections.abc import Iterator
from typing import Any

from devhost.build import read_jsonc
from tools.production import HOW_TO_GET_AN_ID, PLACEHOLDER_ID, problems, secret_problems
from tools.project import MODULES_BIN, ROOT, CommandFailed, environment, run, run_quietly, say
from tools.setup import set_up

CONFIG = ROOT / "wrangler.jsonc"
WRANGLER = MODULES_BIN / "wrangler"
NO_SIGN_IN = "wrangler.jsonc has no OIDC_PROVIDERS: nobody can sign in (docs/sign-in.md)."
SECRETS_UNSEEN = (
    "the secrets of the deployed Worker could not be listed (not signed in, offline, or nothing is deployed yet): "
    "see to it that DEV_LOGIN and LOCAL_WEBHOOKS are none of them."
)
PROVIDERS_UNSEEN = "OIDC_PROVIDERS is a secret, which cannot be checked: see to it that each has `allow`."
ASK_WITHIN_S = 60.0
AFTER_RESTORE = ROOT / "tools" / "after_restore.sql"


def check() -> dict[str, Any]:
    """Check everything that can be checked from here; raise `CommandFailed` if anything is wrong."""
    config: dict[str, Any] = read_jsonc(CONFIG)
    secrets = deployed_secrets()
    found = [*problems(config, ROOT), *secret_problems(secrets or ())]
    if found:
        raise CommandFailed("deploy-check: not ready\n" + "\n".join(f"  - {problem}" for problem in found))
    with tempfile.TemporaryDirectory() as folder:
        run_quietly(
            [WRANGLER, "deploy", "--config", CONFIG, "--dry-run", "--outdir", folder],
            env=environment(),
        )
    for remark in remarks(config, secrets):
        say(f"deploy-check: {remark}")
    return config


def deployed_secrets() -> set[str] | None:
    """Ask Cloudflare for the names of the deployed Worker's secrets; None where it cannot be asked."""
    command = [str(WRANGLER), "secret", "list", "--format", "json"]
    try:
        done = subprocess.run(
            command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=True, timeout=ASK_WITHIN_S
        )
        return {str(secret["name"]) for secret in json.loads(done.stdout)}
    except (subprocess.SubprocessError, json.JSONDecodeError):
        return None


def remarks(config: dict[str, Any], secrets: set[str] | None) -> Iterator[str]:
    """What is no mistake, or cannot be seen from here, and someone should know of."""
    if secrets is None:
        yield SECRETS_UNSEEN
    if config.get("vars", {}).get("OIDC_PROVIDERS"):
        return
    yield PROVIDERS_UNSEEN if "OIDC_PROVIDERS" in (secrets or ()) else NO_SIGN_IN


def has_placeholder(config: dict[str, Any]) -> bool:
    """Return whether the database still has to be created."""
    return any(database["database_id"] == PLACEHOLDER_ID for database in config["d1_databases"])


def deploy(config: dict[str, Any]) -> None:
    """Apply the migrations to the deployed database, then deploy: the old code runs on the newer schema meanwhile."""
    if has_placeholder(config):
        raise CommandFailed(f"deploy: {HOW_TO_GET_AN_ID}")
    if not _signed_in():
        raise CommandFailed(
            "deploy: wrangler is not signed in to Cloudflare.\n"
            "  npx wrangler login     or set CLOUDFLARE_API_TOKEN (docs/deploy.md says what it must be allowed)."
        )
    for database in config["d1_databases"]:
        if not run([WRANGLER, "d1", "migrations", "apply", database["database_name"], "--remote"]):
            raise CommandFailed("deploy: the migrations did not apply; nothing was deployed.")
    if not run([WRANGLER, "deploy"]):
        raise CommandFailed("deploy: failed; the migrations were applied, and the previous code keeps running.")
    say("deploy: done. GET /api/health says which version runs.")


def after_restore(config: dict[str, Any]) -> None:
    """Make clients reload their lists after the deployed database was restored to an earlier point."""
    for database in config["d1_databases"]:
        if not run([WRANGLER, "d1", "execute", database["database_name"], "--remote", "--file", AFTER_RESTORE]):
            raise CommandFailed("after-restore: nothing was changed; it can be run again.")
    say("after-restore: done. Now run make deploy, which closes all sockets, so that all clients reload at once.")


def _signed_in() -> bool:
    command = [str(WRANGLER), "whoami"]
    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)
    return done.returncode == 0 and "not authenticated" not in (done.stdout + done.stderr).lower()


def main() -> None:
    """Check, and deploy if the command line says so."""
    parser = argparse.ArgumentParser(prog="make deploy")
    parser.add_argument("--really", action="store_true", help="deploy, not only check")
    parser.add_argument("--after-restore", action="store_true", help="only run tools/after_restore.sql")
    args = parser.parse_args()
    set_up()
    if args.after_restore:
        after_restore(read_jsonc(CONFIG))
        return
    config = check()
    if args.really:
        deploy(config)
    else:
        say("deploy-check: everything that can be checked here is right")
        if has_placeholder(config):
            say(f"deploy-check: before make deploy: {HOW_TO_GET_AN_ID}")


if __name__ == "__main__":
    main()
