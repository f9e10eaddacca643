"""Links, headings, paths, commands and modules in the documents exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.support.documents import DOCUMENTS, ROOT, document, fenced, ticked

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
TARGET = re.compile(r"^([a-z][a-z-]*):.*## ", re.MULTILINE)
MAKE = re.compile(r"(?<![\w-])make ([a-z][a-z-]*)")
MODULE = re.compile(r"(?<!\w)-m ([a-z_]+(?:\.[a-z_]+)+)")
PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)*/?")
FILE_NAME = re.compile(r"[\w-]+\.(?:md|toml|jsonc|json|py|mjs|ts|tsx|sql|txt)|Makefile")
FOLDERS = {path.name for parent in (ROOT, ROOT / "src") for path in parent.iterdir() if path.is_dir()}
MADE = ("python_modules/", "node_modules/", "web/dist", "web/node_modules", ".")
"""Folders that are not in the repository, but created by the commands."""
OF_OTHERS = ("src/pyodide/",)
"""Paths in workerd's own repository."""
GIVEN = {"people.json", "links.json", "notes.json", "old.sql", "new.sql", "import.sql", "backup.sql", "source.zip"}
"""Files that someone creates while following a document."""


def broken_links(text: str, folder: Path) -> list[str]:
    """Return links to missing files of the repository, or to missing headings."""
    return [link for link in LINK.findall(text) if "://" not in link and not _leads_somewhere(link, folder)]


def _leads_somewhere(link: str, folder: Path) -> bool:
    name, _, anchor = link.partition("#")
    target = folder / name if name else None
    if target is not None and not target.exists():
        return False
    return not anchor or target is None or anchor in anchors(target.read_text("utf-8"))


def anchors(text: str) -> set[str]:
    """Return what a link may point to in a document: its headings, as GitHub writes them, and explicit anchors."""
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    slugs = {re.sub(r"[^\w -]", "", title).strip().lower().replace(" ", "-") for title in titles}
    return slugs | set(re.findall(r'<a id="([^"]+)">', text))


def lost_paths(text: str, folder: Path) -> list[str]:
    """Return paths and file names in backticks that do not exist."""
    return [name for name in ticked(text) if _is_path(name) and not _exists(name, folder)]


def _is_path(name: str) -> bool:
    if not PATH.fullmatch(name) or name.startswith((*MADE, *OF_OTHERS)) or name in GIVEN:
        return False
    return name.split("/", maxsplit=1)[0] in FOLDERS if "/" in name else bool(FILE_NAME.fullmatch(name))


def _exists(name: str, folder: Path) -> bool:
    places = (ROOT, ROOT / "src", ROOT / "docs", ROOT / "web", folder)
    return any((place / name).exists() for place in places) or ("/" not in name and any(_anywhere(name)))


def _anywhere(name: str) -> Iterator[Path]:
    for folder in ("src", "clients", "devhost", "tools", "tests", "docs", "bench", "web/public", "web/client/src"):
        yield from (ROOT / folder).rglob(name)


def commands(text: str) -> set[str]:
    """Return the make targets that a document names, in backticks or in a block."""
    return {target for piece in (*ticked(text), *fenced(text)) for target in MAKE.findall(piece)}


def modules(text: str) -> set[str]:
    """Return the modules that a document runs with Python."""
    return {name for piece in (*ticked(text), *fenced(text)) for name in MODULE.findall(piece)}


def is_module(name: str) -> bool:
    """Return whether the repository has it."""
    return (ROOT / f"{name.replace('.', '/')}.py").is_file()


def targets() -> set[str]:
    """Return the targets of the Makefile."""
    return set(TARGET.findall(document("Makefile")))


def test_every_link_leads_somewhere() -> None:
    """To a file of the repository, and to a heading in it."""
    assert [link for path in DOCUMENTS for link in broken_links(path.read_text("utf-8"), path.parent)] == []


def test_every_path_exists() -> None:
    """Moved files are updated in the documents."""
    assert [(path.name, name) for path in DOCUMENTS for name in lost_paths(path.read_text("utf-8"), path.parent)] == []


def test_every_command_exists() -> None:
    """Targets of make, and modules after `-m`."""
    texts = [path.read_text("utf-8") for path in DOCUMENTS]
    assert {command for text in texts for command in commands(text)} - targets() == set()
    assert {name for text in texts for name in modules(text) if not is_module(name)} == set()


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
