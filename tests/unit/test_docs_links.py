"""What the documents point at exists: files, headings, commands, modules, decisions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.documents import DOCUMENTS, ROOT, document, fenced, ticked

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
TARGET = re.compile(r"^([a-z][a-z-]*):.*## ", re.MULTILINE)
MAKE = re.compile(r"(?<![\w-])make ([a-z][a-z-]*)")
MODULE = re.compile(r"(?<!\w)-m ([a-z_]+(?:\.[a-z_]+)+)")
PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)*/?")
FILE_NAME = re.compile(r"[\w-]+\.(?:md|toml|jsonc|json|py|mjs|ts|tsx|sql|txt)|Makefile")
FOLDERS = {path.name for parent in (ROOT, ROOT / "src") for path in parent.iterdir() if path.is_dir()}
MADE = ("python_modules/", "node_modules/", "web/dist", "web/node_modules", ".")
"""Folders that are not in the repository, but made by the commands."""
OF_OTHERS = ("src/pyodide/",)
"""Paths in workerd's own repository."""
GIVEN = {"people.json", "notes.json", "old.sql", "new.sql", "import.sql", "backup.sql", "source.zip"}
"""Files that somebody makes while following a document."""

in_each_document = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))


def broken_links(text: str, folder: Path) -> list[str]:
    """Links to files of the repository, or to headings in them, that lead nowhere."""
    return [link for link in LINK.findall(text) if "://" not in link and not _leads_somewhere(link, folder)]


def _leads_somewhere(link: str, folder: Path) -> bool:
    name, _, anchor = link.partition("#")
    target = folder / name if name else None
    if target is not None and not target.exists():
        return False
    return not anchor or target is None or anchor in anchors(target.read_text("utf-8"))


def anchors(text: str) -> set[str]:
    """What a link may name of a document: its headings, as GitHub writes them, and anchors by hand."""
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    slugs = {re.sub(r"[^\w -]", "", title).strip().lower().replace(" ", "-") for title in titles}
    return slugs | set(re.findall(r'<a id="([^"]+)">', text))


def lost_paths(text: str, folder: Path) -> list[str]:
    """Paths and file names in backticks that are nowhere."""
    return [name for name in ticked(text) if _is_path(name) and not _exists(name, folder)]


def _is_path(name: str) -> bool:
    if not PATH.fullmatch(name) or name.startswith((*MADE, *OF_OTHERS)) or name in GIVEN:
        return False
    return name.split("/", maxsplit=1)[0] in FOLDERS if "/" in name else bool(FILE_NAME.fullmatch(name))


def _exists(name: str, folder: Path) -> bool:
    places = (ROOT, ROOT / "src", ROOT / "docs", ROOT / "web", folder)
    return any((place / name).exists() for place in places) or ("/" not in name and any(_anywhere(name)))


def _anywhere(name: str) -> Iterator[Path]:
    for folder in ("src", "devhost", "tools", "tests", "docs", "bench"):
        yield from (ROOT / folder).rglob(name)


def commands(text: str) -> set[str]:
    """The targets of make that a document names, in backticks or in a block."""
    return {target for piece in (*ticked(text), *fenced(text)) for target in MAKE.findall(piece)}


def modules(text: str) -> set[str]:
    """The modules that a document has Python run."""
    return {name for piece in (*ticked(text), *fenced(text)) for name in MODULE.findall(piece)}


def is_module(name: str) -> bool:
    """Whether the repository has it."""
    return (ROOT / f"{name.replace('.', '/')}.py").is_file()


def targets() -> set[str]:
    """What make can make."""
    return set(TARGET.findall(document("Makefile")))


@in_each_document
def test_every_link_leads_somewhere(path: Path) -> None:
    """To a file of the repository, and to a heading in it."""
    assert broken_links(path.read_text("utf-8"), path.parent) == []


@in_each_document
def test_every_path_exists(path: Path) -> None:
    """A file that was moved is moved in the documents as well."""
    assert lost_paths(path.read_text("utf-8"), path.parent) == []


@in_each_document
def test_every_command_exists(path: Path) -> None:
    """Targets of make, and modules after `-m`."""
    text = path.read_text("utf-8")
    assert commands(text) - targets() == set()
    assert {name for name in modules(text) if not is_module(name)} == set()


def test_every_command_is_explained() -> None:
    """A new target gets its line in CONTRIBUTING.md."""
    assert targets() - commands(document("CONTRIBUTING.md")) == {"help"}


def test_every_decision_is_listed_with_its_title() -> None:
    """docs/adr/README.md has each record, in order."""
    folder = ROOT / "docs" / "adr"
    records = sorted(folder.glob("[0-9]*.md"))
    listed = re.findall(r"^\| \[(\d+)\]\((\S+)\) \| (.+) \|$", document("docs/adr/README.md"), re.MULTILINE)
    titles = [path.read_text("utf-8").splitlines()[0].removeprefix("# ").split(" ", 1) for path in records]
    expected = [(number, path.name, title) for (number, title), path in zip(titles, records, strict=True)]
    assert listed == expected
    assert [number for number, name, _ in listed if not name.startswith(number)] == []


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "adr").glob("[0-9]*.md")), ids=lambda path: path.stem[:4])
def test_a_decision_says_why_what_and_at_which_price(path: Path) -> None:
    """Context, decision, cost."""
    text = path.read_text("utf-8")
    assert [part for part in ("Context", "Decision", "Cost") if f"**{part}.**" not in text] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[a](nowhere.md)", ["nowhere.md"]),
        ("[a](SPEC.md#nowhere)", ["SPEC.md#nowhere"]),
        ("[a](SPEC.md#signing-in) [b](https://example.com/x) [c](adr/README.md)", []),
    ],
)
def test_a_broken_link_is_noticed(text: str, found: list[str]) -> None:
    """The file or the heading is missing; other sites are not looked at."""
    assert broken_links(text, ROOT / "docs") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("`src/nowhere.py` `src/domain/` `cf/d1.py` `actions/nowhere.py`", ["src/nowhere.py", "actions/nowhere.py"]),
        ("`nowhere.md` `wrangler.jsonc` `todo_sync.py` `Makefile`", ["nowhere.md"]),
        ("`GET /api/x` `a.b` `10/20` `text/plain` `python_modules/x.py`", []),
    ],
)
def test_a_lost_path_is_noticed(text: str, found: list[str]) -> None:
    """Paths from the root or from `src/`, and plain file names; everything else in backticks is no path."""
    assert lost_paths(text, ROOT / "docs") == found


def test_a_command_is_read_from_backticks_and_blocks() -> None:
    """Words that only sound like one, such as to make sure, are none."""
    text = "to make sure: `make test TESTS=x`\n```\nA=1 make bench  # runs\npython -m bench.nowhere\n```\n"
    assert (commands(text), modules(text)) == ({"test", "bench"}, {"bench.nowhere"})
    assert not is_module("bench.nowhere")
