"""Every mistake that would only show after a deployment is reported before it."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest

from devhost.build import read_jsonc
from ports import RateLimit
from tools import deploy, production
from tools.project import CommandFailed

ROOT = Path(__file__).absolute().parents[2]
Config = dict[str, Any]
Break = Callable[[Config], object]

BROKEN: dict[str, tuple[Break, str]] = {
    "another class": (
        lambda c: c["durable_objects"]["bindings"][0].update(class_name="Other"),
        "no class Other",
    ),
    "a migration edited": (lambda c: c["migrations"][0].update(new_sqlite_classes=[]), "must be exactly"),
    "a migration added": (lambda c: c["migrations"].append({"tag": "v2"}), "must be exactly"),
    "no migration": (lambda c: c.pop("migrations"), "must be exactly"),
    "a development variable": (lambda c: c.update(vars={"DEV_LOGIN": "true"}), "DEV_LOGIN is for development"),
    "no number": (lambda c: c.update(vars={"LOG_BYTES_PER_TEAM": "200 MB"}), "must be a whole number of bytes"),
    "a test's flag": (lambda c: c["compatibility_flags"].append("unsafe_module"), "unsafe_module is for tests"),
    "a way behind the zone": (
        lambda c: c["compatibility_flags"].remove("global_fetch_strictly_public"),
        "global_fetch_strictly_public",
    ),
    "no Python": (lambda c: c["compatibility_flags"].remove("python_workers"), "python_workers"),
    "no database": (lambda c: c.pop("d1_databases"), "no D1 database"),
    "no database_id": (lambda c: c["d1_databases"][0].pop("database_id"), "wrangler d1 create glint"),
    "no migrations": (lambda c: c["d1_databases"][0].update(migrations_dir="nowhere"), "no migrations"),
    "a public provider": (
        lambda c: c["vars"].update(OIDC_PROVIDERS=[{"id": "g", "issuer": "https://accounts.google.com"}]),
        "provider g gives anybody an account",
    ),
    "no list of providers": (lambda c: c["vars"].update(OIDC_PROVIDERS="{"), "must be a list"),
    "variables out of sight": (lambda c: c.update(keep_vars=True), "keep_vars"),
    "a rate limit less": (lambda c: c["ratelimits"].pop(1), "LIMIT_ENTRY is not among the ratelimits:"),
    "no web app": (lambda c: c["assets"].update(directory="nowhere"), "not built"),
}


@pytest.fixture
def config() -> Config:
    """The production configuration, for a test to break."""
    return copy.deepcopy(read_jsonc(ROOT / "wrangler.jsonc"))


def named(config: Config) -> list[str]:
    """Return every problem except those of syntax and packages, which have their own tests."""
    checks = (
        production.configuration_problems,
        production.rate_limit_problems,
        production.class_problems,
        production.web_problems,
    )
    return [problem for check in checks for problem in check(config, ROOT)]


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_configuration_is_named(what: str, config: Config) -> None:
    """Exactly the broken part is reported."""
    break_it, said = BROKEN[what]
    break_it(config)
    found = named(config)
    assert len(found) == 1
    assert said in found[0]


def test_the_committed_configuration_is_valid(config: Config) -> None:
    """The committed configuration has no problems, packages included."""
    assert [*named(config), *production.package_problems(ROOT)] == []


def test_r82_every_rate_limit_of_the_code_is_known(config: Config) -> None:
    """Without any binding, each one that the code asks for is named."""
    missing = [problem.split()[3] for problem in production.rate_limit_problems({**config, "ratelimits": []}, ROOT)]
    assert missing == sorted(f"LIMIT_{name.upper()}" for name in get_args(RateLimit))


def test_r86_the_dataset_is_optional(config: Config) -> None:
    """The dataset's binding is optional."""
    del config["analytics_engine_datasets"]
    assert named(config) == []


def test_python_is_compiled_by_the_workers_own(tmp_path: Path) -> None:
    """Python 3.14 syntax is accepted; errors and warnings are reported by file and line."""
    source = tmp_path / "src"
    source.mkdir()
    (source / "new.py").write_text("value = t'only {3.14}'\n")
    (source / "wrong.py").write_text("fine = 1\ndef broken(:\n")
    (source / "warned.py").write_text("value = 1 is 1\n")
    found = list(production.syntax_problems(source))
    assert [problem.partition(":")[0] for problem in found] == ["src/warned.py, line 1", "src/wrong.py, line 2"]


@pytest.fixture
def vendored(tmp_path: Path) -> Path:
    """A copy of the vendored packages, to be damaged."""
    shutil.copytree(ROOT / "python_modules", tmp_path / "python_modules")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_a_missing_package_is_named(vendored: Path) -> None:
    """Another version counts as missing."""
    info = next(vendored.glob("python_modules/microdot-*.dist-info"))
    info.rename(info.with_name("microdot-0.0.1.dist-info"))
    assert ["lacks microdot==" in problem for problem in production.package_problems(vendored)] == [True]


def test_an_incomplete_package_is_named(vendored: Path) -> None:
    """Every file that a wheel brings must be there."""
    (vendored / "python_modules" / "microdot" / "microdot.py").unlink()
    found = list(production.package_problems(vendored))
    assert ["microdot/microdot.py is missing" in problem for problem in found] == [True]


def test_a_package_for_another_platform_is_named(vendored: Path) -> None:
    """A wheel for this machine would not load in the Worker."""
    wheel = next(vendored.glob("python_modules/msgspec-*.dist-info")) / "WHEEL"
    wheel.write_text("Wheel-Version: 1.0\nTag: cp311-cp311-manylinux_2_28_x86_64\n")
    (vendored / "python_modules" / "msgspec" / "_other.cpython-311-x86_64-linux-gnu.so").touch()
    found = list(production.package_problems(vendored))
    assert ["manylinux" in found[0], "_other.cpython-311" in found[1], len(found)] == [True, True, 2]


@pytest.fixture
def wrangler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Create a fake wrangler that records its arguments, and runs this line for each call."""

    def make(line: str) -> Path:
        program, log = tmp_path / "wrangler", tmp_path / "log"
        program.write_text(f'#!/bin/sh\necho "$*" >> "{log}"\n{line}\n')
        program.chmod(0o755)
        monkeypatch.setattr(deploy, "WRANGLER", program)
        return log

    return make


def ready(config: Config) -> Config:
    """A configuration with a database id."""
    config["d1_databases"][0]["database_id"] = "8a2c"
    return config


def test_a_deployment_migrates_first(config: Config, wrangler: Callable[[str], Path]) -> None:
    """Signed in and with a database, it runs the migrations and then the deployment."""
    log = wrangler("exit 0")
    deploy.deploy(ready(config))
    assert log.read_text().splitlines() == ["whoami", "d1 migrations apply glint --remote", "deploy"]


@pytest.mark.parametrize(
    ("line", "asked", "said"),
    [
        ("echo You are not authenticated.", ["whoami"], "wrangler login"),
        ('[ "$1" = whoami ]', ["whoami", "d1 migrations apply glint --remote"], "nothing was deployed"),
        ('[ "$1" != deploy ]', ["whoami", "d1 migrations apply glint --remote", "deploy"], "keeps running"),
    ],
)
def test_a_failed_deployment_stops_with_a_message(
    line: str, asked: list[str], said: str, config: Config, wrangler: Callable[[str], Path],
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """After a failure nothing else is tried, and the message says why."""
    log = wrangler(line)
    with pytest.raises(CommandFailed):
        deploy.deploy(ready(config))
    assert log.read_text().splitlines() == asked
    assert said in capsys.readouterr().err


def test_without_a_database_nothing_is_deployed(
    config: Config, wrangler: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """The placeholder is not a database: the message says how to create one."""
    log = wrangler("exit 0")
    config["d1_databases"][0]["database_id"] = production.PLACEHOLDER_ID
    with pytest.raises(CommandFailed):
        deploy.deploy(config)
    assert not log.exists()
    assert "wrangler d1 create glint" in capsys.readouterr().err


def test_after_a_restore_the_deployed_database_is_updated(config: Config, wrangler: Callable[[str], Path]) -> None:
    """The statements of tools/after_restore.sql go to the deployed database."""
    log = wrangler("exit 0")
    deploy.after_restore(config)
    assert log.read_text().startswith("d1 execute glint --remote --file ")
    assert log.read_text().strip().endswith("tools/after_restore.sql")


@pytest.mark.parametrize(
    ("providers", "secrets", "told"),
    [
        (None, set(), [deploy.NO_SIGN_IN]),
        ([], set(), [deploy.NO_SIGN_IN]),
        (None, {"OIDC_PROVIDERS"}, [deploy.PROVIDERS_UNSEEN]),
        ([{"id": "google"}], set(), []),
        ([{"id": "google"}], None, [deploy.SECRETS_UNSEEN]),
    ],
)
def test_what_cannot_be_checked_is_told(
    providers: object, secrets: set[str] | None, told: list[str], config: Config
) -> None:
    """Nobody could sign in, or the secrets are out of sight."""
    if providers is not None:
        config["vars"]["OIDC_PROVIDERS"] = providers
    assert list(deploy.remarks(config, secrets)) == told


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("""echo '[{"name": "DEV_LOGIN", "type": "secret_text"}]'""", {"DEV_LOGIN"}),
        ("echo '[]'", set()),
        ("echo offline >&2; exit 1", None),
        ("echo nonsense", None),
    ],
)
def test_r118_the_deployed_secrets_are_listed_where_they_can_be(
    line: str, found: set[str] | None, wrangler: Callable[[str], Path]
) -> None:
    """A secret is read as a variable is: DEV_LOGIN must be none of them."""
    log = wrangler(line)
    assert deploy.deployed_secrets() == found
    assert log.read_text() == "secret list --format json\n"
    assert [problem.split()[0] for problem in production.secret_problems(found or ())] == sorted(found or ())
