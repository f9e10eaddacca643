"""The pictures of the documents are those that `make pictures` takes."""

from __future__ import annotations

import re

import pytest

from tools.pictures import FILMS, FOLDER, MAX_BYTES, STILLS, require_chinese_font
from tools.project import ROOT, CommandFailed

IMAGE = re.compile(r"!\[[^\]]+\]\(([^)]+)\)|<img [^>]*src=\"([^\"]+)\"")


def test_every_picture_of_the_documents_is_one_that_the_script_takes() -> None:
    """Each has a text for who does not see it, and none is taken for nothing."""
    documents = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    shown = {
        (document.parent / path).resolve()
        for document in documents
        for path in map("".join, IMAGE.findall(document.read_text("utf-8")))
        if not path.startswith("https:") and not path.endswith(".svg")
    }
    taken = {FOLDER / f"{name}.webp" for name in (*STILLS, *FILMS)}
    assert shown == taken
    assert set(FOLDER.iterdir()) == taken
    assert sum(each.stat().st_size for each in taken) <= MAX_BYTES


def test_no_picture_is_taken_without_the_font_that_it_needs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It would show boxes instead of words."""
    monkeypatch.setenv("PATH", "")
    with pytest.raises(CommandFailed):
        require_chinese_font()
    assert "fonts-noto-cjk" in capsys.readouterr().err
