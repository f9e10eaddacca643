"""Build what the dev host needs to run `src/` on stock workerd, from the production configuration.

Bindings are declared only in `wrangler.jsonc`. Every server has its own folder, so that servers with different
settings run side by side from one checkout:

    <folder>/source.zip      src/, and devhost/seams.py in tests
    <folder>/worker.mjs      exports the classes that the configuration names
    <folder>/wrangler.json   the derived configuration

A native server only needs the configuration.

What depends on neither settings nor sources is shared by all of them, and made by the set-up:

    .glint/build/packages.zip   python_modules/
    .glint/build/snapshot.bin   memory of a started Python, or empty

Files are written only when they change, so that `wrangler dev` reloads once per save.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import shlex
import shutil
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools.page_headers import page_headers
from tools.settings import switch, variables

ROOT = Path(__file__).absolute().parent.parent
SHARED = ROOT / ".glint" / "build"
ZIP_EPOCH = (2026, 1, 1, 0, 0, 0)
DEFAULT_CLASS = "Default"
SEAMS = ROOT / "devhost" / "seams.py"
SEAMS_ROUTE = "/__host/*"
# A string, which is kept; a comment; a comma before nothing but comments and a closing bracket.
_NOT_JSON = re.compile(
    r"""(?P<string>"(?:\\.|[^"\\])*")|//[^\n]*|/\*.*?\*/|,(?=(?:\s|//[^\n]*|/\*.*?\*/)*[\]}])""", re.DOTALL
)
# Makes workerd ask for the bundle `dev`, the only one that it accepts without Cloudflare's checksum.
LOCAL_BUNDLE_FLAG = "python_workers_development"
# Cron triggers never fire locally, and wrangler warns about them at each start.
NOT_LOCAL = {"$schema", "migrations", "triggers"}

MODULE_RULES = [
    {"type": "Data", "globs": ["**/*.zip", "**/*.bin"], "fallthrough": True},
    {"type": "Text", "globs": ["**/*.py"], "fallthrough": True},
]


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What a server start may change about the production configuration."""

    push: bool = True
    seams: bool = False
    rate_limits: bool = False
    metrics: bool = False
    source: Path | None = None
    variables: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Settings:
        """Read what docs/settings.md lists under `serve`; may raise WrongSetting."""
        return cls(
            push=not switch("GLINT_NO_PUSH", environ),
            seams=switch("GLINT_TEST_SEAMS", environ),
            rate_limits=switch("RATE_LIMITS", environ, on="on"),
            metrics=switch("METRICS", environ, on="on"),
            source=Path(environ["GLINT_SOURCE"]) if environ.get("GLINT_SOURCE") else None,
            variables={"DEV_LOGIN": "true", "LOG_REQUESTS": "false", **variables("GLINT_VARS", environ)},
        )


def read_jsonc(path: Path) -> Any:
    """Parse JSON with comments and trailing commas."""
    return json.loads(_NOT_JSON.sub(lambda match: match["string"] or "", path.read_text("utf-8")))


def localized(production: dict[str, Any], settings: Settings, *, root: Path) -> dict[str, Any]:
    """Derive what local configurations share on either runtime: these settings, and absolute paths."""
    local = {key: value for key, value in production.items() if key not in NOT_LOCAL}
    local["d1_databases"] = [
        {**database, "migrations_dir": str(root / database["migrations_dir"])}
        for database in production["d1_databases"]
    ]
    local["assets"] = {**production["assets"], "directory": str(root / production["assets"]["directory"])}
    local["vars"] = {**production.get("vars", {}), **settings.variables}
    if settings.push:
        local["migrations"] = production["migrations"]
    else:
        del local["durable_objects"]
    if not settings.rate_limits:
        local.pop("ratelimits", None)
    if not settings.metrics:
        local.pop("analytics_engine_datasets", None)
    if settings.seams:
        local["compatibility_flags"] = [*production["compatibility_flags"], "unsafe_module"]
        local["assets"]["run_worker_first"] = [*production["assets"]["run_worker_first"], SEAMS_ROUTE]
    return local


def native(production: dict[str, Any], settings: Settings, *, root: Path) -> dict[str, Any]:
    """Derive the configuration of a local server on the native runtime, with the locally made bundle."""
    config = localized(production, settings, root=root)
    config["main"] = str(SEAMS if settings.seams else root / production["main"])
    config["compatibility_flags"] = [*config["compatibility_flags"], LOCAL_BUNDLE_FLAG]
    return config


def derive(production: dict[str, Any], settings: Settings, *, root: Path, folder: Path) -> dict[str, Any]:
    """Derive the configuration of a local server on the dev host, which is its main module."""
    derived = localized(production, settings, root=root)
    derived["main"] = "worker.mjs"
    derived["rules"] = MODULE_RULES
    derived["build"] = {
        "command": shlex.join([sys.executable, "-m", "devhost.build", str(folder)]),  # by tools.dev, in the root
        # Wrangler joins these to the folder of its configuration, even when they are absolute.
        "watch_dir": [os.path.relpath(root / name, folder) for name in ("src", "wrangler.jsonc")],
    }
    derived["compatibility_flags"] = [flag for flag in derived["compatibility_flags"] if flag != "python_workers"]
    return derived


def worker_module(config: dict[str, Any], settings: Settings, *, devhost: Path) -> str:
    """Generate the main module, which exports the classes that `config` names."""
    objects = sorted(binding["class_name"] for binding in config.get("durable_objects", {}).get("bindings", []))
    lines = [
        "// Generated by devhost/build.py.",
        f'import {{ Bridge }} from "{devhost}/bridge.mjs";',
        f'import {{ startHost }} from "{devhost}/host.mjs";',
        f'import packages from "{SHARED / "packages.zip"}";',
        f'import snapshot from "{SHARED / "snapshot.bin"}";',
        'import source from "./source.zip";',
    ]
    main = SEAMS.stem if settings.seams else "entry"
    lines.append(f'const host = await startHost({{ source, packages, snapshot, main: "{main}" }});')
    lines.append("const bridge = new Bridge(host);")
    lines.append(f'export default bridge.entrypoint("{DEFAULT_CLASS}");')
    lines += [f'export const {name} = bridge.durableObject("{name}");' for name in objects]
    return "\n".join(lines) + "\n"


def zip_folder(folder: Path, *more: Path) -> bytes:
    """Zip the files below `folder`, and `more` beside them, reproducibly."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for path in [*sorted(folder.rglob("*")), *more]:
            if path.is_file() and "__pycache__" not in path.parts:
                name = path.name if path in more else path.relative_to(folder).as_posix()
                info = zipfile.ZipInfo(name, ZIP_EPOCH)
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, path.read_bytes())
    return buffer.getvalue()


def zip_source(*, seams: bool = False) -> bytes:
    """Zip `src/`, with the main module of a server under test beside it."""
    return zip_folder(ROOT / "src", *([SEAMS] if seams else []))


def write_if_changed(path: Path, content: bytes) -> None:
    """Write atomically, unless the file has this content already."""
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    temporary.write_bytes(content)
    temporary.replace(path)


def own_assets(config: dict[str, Any], folder: Path) -> None:
    """Give the server a copy of the web app where its variables ask for other headers than the shared one has."""
    shared, own = Path(config["assets"]["directory"]), folder / "assets"
    headers = page_headers(config["vars"])
    shutil.rmtree(own, ignore_errors=True)
    if not shared.is_dir() or headers == (shared / "_headers").read_text("utf-8"):
        return
    shutil.copytree(shared, own)
    (own / "_headers").write_text(headers, "utf-8")
    config["assets"]["directory"] = str(own)


def build_native(folder: Path, settings: Settings) -> None:
    """Bring `folder` up to date for the native runtime."""
    config = native(read_jsonc(ROOT / "wrangler.jsonc"), settings, root=ROOT)
    own_assets(config, folder)
    write_if_changed(folder / "wrangler.json", json.dumps(config, indent=2).encode() + b"\n")


def build(folder: Path, settings: Settings) -> None:
    """Bring `folder` up to date for the dev host."""
    config = derive(read_jsonc(ROOT / "wrangler.jsonc"), settings, root=ROOT, folder=folder)
    own_assets(config, folder)
    source = settings.source.read_bytes() if settings.source else zip_source(seams=settings.seams)
    write_if_changed(folder / "source.zip", source)
    worker = worker_module(config, settings, devhost=ROOT / "devhost")
    write_if_changed(folder / "worker.mjs", worker.encode())
    write_if_changed(folder / "wrangler.json", json.dumps(config, indent=2).encode() + b"\n")


def main(argv: list[str]) -> None:
    """Build into the folder given on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    build(parser.parse_args(argv).folder.absolute(), Settings.from_environment(os.environ))


if __name__ == "__main__":
    main(sys.argv[1:])
