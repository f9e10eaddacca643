"""`make deploy-check` and `make deploy`: what must hold before the production configuration goes out.

`wrangler deploy --dry-run` notices a missing flag, main module or assets folder. It does not notice
a class that is not there, Python that does not compile, or a Durable Object migration that was
edited after it ran: those are checked here.
"""

from __future__ import annotations

import argparse
import ast
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from devhost.build import DEFAULT_CLASS, read_jsonc
from tools.project import MODULES_BIN, ROOT, CommandFailed, environment, run, run_quietly, say
from tools.setup import set_up

CONFIG = ROOT / "wrangler.jsonc"
PLACEHOLDER_ID = "00000000-0000-0000-0000-000000000000"
# What ran when the project was first deployed. It can be added to, never changed.
FIRST_MIGRATION = {"tag": "v1", "new_classes": ["TodoSync"]}
DEVELOPMENT_VARIABLES = {"DEV_LOGIN"}


def problems(config: dict[str, Any], root: Path) -> Iterator[str]:
    """Everything that would go wrong after a deployment of `config`, in sentences."""
    yield from _configuration_problems(config, root)
    yield from _syntax_problems(root / "src")
    main = root / config["main"]
    exported = _top_level_names(main) if main.is_file() else set()
    for name in _classes(config):
        if name not in exported:
            yield f"{config['main']} has no class {name}, which wrangler.jsonc needs."


def _configuration_problems(config: dict[str, Any], root: Path) -> Iterator[str]:
    if config.get("migrations", [])[:1] != [FIRST_MIGRATION]:
        yield f"The first Durable Object migration must stay {FIRST_MIGRATION}."
    for name in DEVELOPMENT_VARIABLES.intersection(config.get("vars", {})):
        yield f"{name} is for development: it must not be among the production variables."
    if "python_workers" not in config.get("compatibility_flags", []):
        yield "Without the compatibility flag python_workers nothing runs."
    for database in config.get("d1_databases", []):
        if not database.get("database_id"):
            yield f"The D1 database {database.get('binding')} has no database_id."
        if not any((root / database.get("migrations_dir", "migrations")).glob("*.sql")):
            yield f"The D1 database {database.get('binding')} has no migrations."


def _syntax_problems(source: Path) -> Iterator[str]:
    for path in sorted(source.rglob("*.py")):
        try:
            compile(path.read_text("utf-8"), str(path), "exec", dont_inherit=True)
        except SyntaxError as error:
            yield f"{path.relative_to(source.parent)}, line {error.lineno}: {error.msg}"


def _classes(config: dict[str, Any]) -> list[str]:
    bindings = config.get("durable_objects", {}).get("bindings", [])
    return [DEFAULT_CLASS, *(binding["class_name"] for binding in bindings)]


def _top_level_names(module: Path) -> set[str]:
    """The classes that `module` defines or imports by name."""
    names: set[str] = set()
    for node in ast.parse(module.read_text("utf-8")).body:
        if isinstance(node, ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.ImportFrom):
            names.update(alias.asname or alias.name for alias in node.names)
    return names


def check() -> dict[str, Any]:
    """Check everything that can be checked offline; raises `CommandFailed` when something is wrong."""
    config: dict[str, Any] = read_jsonc(CONFIG)
    found = list(problems(config, ROOT))
    if found:
        raise CommandFailed("deploy-check: not ready\n" + "\n".join(f"  - {problem}" for problem in found))
    with tempfile.TemporaryDirectory() as folder:
        wrangler: list[str | Path] = [MODULES_BIN / "wrangler", "deploy", "--config", CONFIG]
        run_quietly([*wrangler, "--dry-run", "--outdir", folder], env=environment())
    return config


def deploy(config: dict[str, Any]) -> None:
    """Apply the migrations to the deployed database, then deploy: old code runs on a newer schema."""
    if any(database["database_id"] == PLACEHOLDER_ID for database in config["d1_databases"]):
        raise CommandFailed(
            "deploy: wrangler.jsonc still has the placeholder for database_id.\n"
            "  npx wrangler d1 create glint     prints the id to put there."
        )
    wrangler = MODULES_BIN / "wrangler"
    for database in config["d1_databases"]:
        if not run([wrangler, "d1", "migrations", "apply", database["database_name"], "--remote"]):
            raise CommandFailed("deploy: the migrations did not apply; nothing was deployed.")
    if not run([wrangler, "deploy"]):
        raise CommandFailed("deploy: failed.")


def main() -> None:
    """Check, and deploy as well when the command line says so."""
    parser = argparse.ArgumentParser(prog="make deploy")
    parser.add_argument("--really", action="store_true", help="deploy, not only check")
    args = parser.parse_args()
    set_up()
    config = check()
    say("deploy-check: ready to deploy")
    if args.really:
        deploy(config)


if __name__ == "__main__":
    main()
