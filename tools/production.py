"""Checks of the production configuration that `wrangler deploy --dry-run` does not make."""

from __future__ import annotations

import ast
import csv
import json
import re
import subprocess
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from devhost.build import DEFAULT_CLASS
from tools.project import DEVHOST, environment, node

PLACEHOLDER_ID = "00000000-0000-0000-0000-000000000000"
# As first deployed: with any other, Cloudflare would refuse, or lose the objects.
MIGRATIONS = [{"tag": "v1", "new_classes": ["TodoSync"]}]
DEVELOPMENT_VARIABLES = {"DEV_LOGIN", "LOCAL_WEBHOOKS"}
QUOTAS = {"LOG_BYTES_PER_PERSON", "LOG_BYTES_PER_TEAM"}
SECRETS = {"OIDC_CLIENT_SECRETS"}
PUBLIC_ISSUERS = re.compile(
    r"https://(accounts\.google\.com|appleid\.apple\.com|gitlab\.com|github\.com|discord\.com|www\.facebook\.com"
    r"|limited\.facebook\.com|www\.linkedin\.com|slack\.com|orcid\.org|id\.twitch\.tv|www\.paypal\.com"
    r"|api\.login\.yahoo\.com|access\.line\.me|kauth\.kakao\.com|token\.actions\.githubusercontent\.com"
    r"|login\.microsoftonline\.com/(common|organizations|consumers|9188040d-6c67-4c5b-b112-36a304b66dad)"
    r"|login\.live\.com)(/.*)?"
)
"""Where anybody may get an account: to sign in there says nothing about who someone is."""
RATE_LIMIT = re.compile(r"^RateLimit = Literal\[(.+?)\]", re.MULTILINE | re.DOTALL)
DEVELOPMENT_FLAGS = {"unsafe_module"}
WHEEL_TAGS = {"py3-none-any", "py2.py3-none-any", "cp314-cp314-pyemscripten_2026_0_wasm32"}
EXTENSION_SUFFIX = ".cpython-314-wasm32-emscripten.so"
NOT_BUILT = "The web app is not built"
HOW_TO_GET_AN_ID = (
    "wrangler.jsonc still has the placeholder for database_id.\n"
    "  npx wrangler d1 create glint     prints the id to put there."
)


def problems(config: dict[str, Any], root: Path) -> Iterator[str]:
    """Return everything that would go wrong after a deployment of `config`, in sentences."""
    yield from configuration_problems(config, root)
    yield from rate_limit_problems(config, root)
    yield from class_problems(config, root)
    yield from syntax_problems(root / "src")
    yield from startup_problems(root / "src", root / "python_modules")
    yield from package_problems(root)
    yield from web_problems(config, root)


def configuration_problems(config: dict[str, Any], root: Path) -> Iterator[str]:
    """Return problems in the configuration itself."""
    if config.get("migrations") != MIGRATIONS:
        yield f"The Durable Object migrations must be exactly {json.dumps(MIGRATIONS)}: they have run on live data."
    yield from variable_problems(config)
    flags = config.get("compatibility_flags", [])
    if "python_workers" not in flags:
        yield "Without the compatibility flag python_workers nothing runs."
    if "global_fetch_strictly_public" not in flags:
        yield "Without the compatibility flag global_fetch_strictly_public webhooks reach servers behind the own zone."
    for flag in sorted(DEVELOPMENT_FLAGS.intersection(flags)):
        yield f"The compatibility flag {flag} is for tests: it must not be in production."
    if not config.get("d1_databases"):
        yield "There is no D1 database: d1_databases needs the binding DB."
    for database in config.get("d1_databases", []):
        if not database.get("database_id"):
            yield f"The database {database.get('binding')} has no database_id: npx wrangler d1 create glint prints it."
        if not any((root / database.get("migrations_dir", "migrations")).glob("*.sql")):
            yield f"The D1 database {database.get('binding')} has no migrations."


def variable_problems(config: dict[str, Any]) -> Iterator[str]:
    """Return variables that must not be set, or say too little, in any environment."""
    for scope in (config, *config.get("env", {}).values()):
        variables = scope.get("vars", {})
        yield from provider_problems(variables.get("OIDC_PROVIDERS", []))
        if scope.get("keep_vars"):
            yield "keep_vars keeps variables of the dashboard, which nobody can check here: take it out."
        for name in sorted(DEVELOPMENT_VARIABLES.intersection(variables)):
            yield f"{name} is for development: it must not be among the production variables."
        for name in sorted(QUOTAS.intersection(variables)):
            if not str(variables[name]).isdecimal():
                yield f"{name} is “{variables[name]}”; it must be a whole number of bytes, such as 20000000."
        for name in sorted(SECRETS.intersection(variables)):
            yield f"{name} is a secret and no variable: npx wrangler secret put {name} asks for it."


def provider_problems(providers: object) -> Iterator[str]:
    """Sign-in providers that would let anybody in without someone having said so."""
    try:
        listed = json.loads(providers) if isinstance(providers, str) else providers
    except json.JSONDecodeError:
        listed = None
    if not isinstance(listed, list) or not all(isinstance(provider, dict) for provider in listed):
        yield "OIDC_PROVIDERS must be a list of providers (docs/sign-in.md)."
        return
    for provider in listed:
        if PUBLIC_ISSUERS.fullmatch(str(provider.get("issuer")).lower()) and "allow" not in provider:
            yield (
                f"The provider {provider.get('id')} gives anybody an account, and so would Glint: say in `allow` who "
                'may sign in, or "anyone" (docs/sign-in.md).'
            )


def rate_limit_problems(config: dict[str, Any], root: Path) -> Iterator[str]:
    """Rate limits that the code knows and the configuration does not bind."""
    ports = (root / "src" / "ports.py").read_text("utf-8")
    known = {f"LIMIT_{name.upper()}" for names in RATE_LIMIT.findall(ports) for name in re.findall(r"\w+", names)}
    for name, scope in {"": config, **config.get("env", {})}.items():
        bound = {each["name"] for each in scope.get("ratelimits", [])}
        where = f" of the environment {name}" if name else ""
        for missing in sorted(known - bound):
            yield f"The rate limit {missing} is not among the ratelimits{where}: nobody would be held back."


def secret_problems(names: Iterable[str]) -> Iterator[str]:
    """Secrets of the deployed Worker that must not be there: the code reads them as it does variables."""
    for name in sorted(DEVELOPMENT_VARIABLES.intersection(names)):
        yield f"{name} is for development, and a secret of the deployed Worker: npx wrangler secret delete {name}"


def class_problems(config: dict[str, Any], root: Path) -> Iterator[str]:
    """Return classes that the configuration names and the main module lacks."""
    main = root / config["main"]
    try:
        names = _top_level_names(main) if main.is_file() else set()
    except SyntaxError:
        return  # reported by `syntax_problems`
    bindings = config.get("durable_objects", {}).get("bindings", [])
    for name in (DEFAULT_CLASS, *(binding["class_name"] for binding in bindings)):
        if name not in names:
            yield f"{config['main']} has no class {name}, which wrangler.jsonc needs."


def _top_level_names(module: Path) -> set[str]:
    """Return the classes that `module` defines or imports by name."""
    names: set[str] = set()
    for statement in ast.parse(module.read_text("utf-8")).body:
        if isinstance(statement, ast.ClassDef):
            names.add(statement.name)
        elif isinstance(statement, ast.ImportFrom):
            names.update(alias.asname or alias.name for alias in statement.names)
    return names


def syntax_problems(source: Path) -> Iterator[str]:
    """Return what Pyodide's Python 3.14 cannot compile, warnings included."""
    yield from _asked_of_python("compile.mjs", source)


def startup_problems(source: Path, packages: Path) -> Iterator[str]:
    """Return what a native start-up would not allow while importing the main module, or in a memory snapshot."""
    for problem in _asked_of_python("startup.mjs", source, packages):
        yield f"src/entry.py cannot be imported at a start-up. {problem}"


def _asked_of_python(script: str, *arguments: Path) -> Iterator[str]:
    """Run a script of devhost/ on node, and return the problems that it prints."""
    command = [str(node()), str(DEVHOST / script), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment())
    if done.returncode != 0:
        yield f"Python 3.14 could not be started by devhost/{script}: {done.stderr.strip()[-500:]}"
        return
    yield from json.loads(done.stdout)


def package_problems(root: Path) -> Iterator[str]:
    """Return vendored packages that are missing, of another version, incomplete, or built for another platform."""
    with (root / "pyproject.toml").open("rb") as file:
        wanted = tomllib.load(file)["project"]["dependencies"]
    packages = root / "python_modules"
    for requirement in wanted:
        name, _, version = requirement.partition("==")
        folder = packages / f"{re.sub(r'[-_.]+', '_', name)}-{version}.dist-info"
        if folder.is_dir():
            yield from _wheel_problems(name, packages, folder)
        else:
            yield f"python_modules/ lacks {requirement}: make setup vendors it."
    for path in sorted(packages.rglob("*.so")):
        if not path.name.endswith(EXTENSION_SUFFIX):
            yield f"{path.relative_to(root)} is not built for the Worker's Python (*{EXTENSION_SUFFIX})."


def _wheel_problems(name: str, packages: Path, folder: Path) -> Iterator[str]:
    tags = re.findall(r"^Tag: (\S+)", (folder / "WHEEL").read_text("utf-8"), re.MULTILINE)
    if not WHEEL_TAGS.intersection(tags):
        yield f"python_modules/ has {name} for {', '.join(tags) or 'no platform'}, not for the Worker's Python."
    with (folder / "RECORD").open(newline="", encoding="utf-8") as file:
        files = [row[0] for row in csv.reader(file) if row and not row[0].startswith("..")]
    lost = [path for path in files if not (packages / path).is_file()]
    if lost:
        yield f"python_modules/ has only a part of {name}: {lost[0]} is missing. make setup vendors it again."


def web_problems(config: dict[str, Any], root: Path) -> Iterator[str]:
    """Return problems of the built web app: missing, or a placeholder for one that does not build."""
    page = root / config.get("assets", {}).get("directory", "web/dist") / "index.html"
    if not page.is_file() or NOT_BUILT in page.read_text("utf-8"):
        yield "The web app is not built: cd web && npm run build says why."
