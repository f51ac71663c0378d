"""The guide: its pictures are those that the driven journey takes, and it is read offline."""

import ast
import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.gates.guide_pictures import GUIDE_PICTURES, IMAGES, MOST_BYTES
from tests.support.small_case import ROOT

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # Qt's engine for JavaScript wants an app
DOCS = ROOT / "docs"
PICTURE = re.compile(r"!\[[^\]]*\]\(([^)]+)\)")
FETCHED = re.compile(
    r"""<(?:script|img|iframe|source)[^>]+src=["']?(https?:)?//|<link[^>]+href=["']?(https?:)?//"""
    r"""|url\(["']?(https?:)?//|@import\s+["'](https?:)?//""",
    re.IGNORECASE,
)
"""What a browser would fetch by itself from a network."""


def named_in_guide() -> set[Path]:
    """Files of the pictures that the guide's pages show."""
    pages = [DOCS / "index.md", *(DOCS / "guide").glob("*.md")]
    return {
        (page.parent / target).resolve()
        for page in pages
        for target in PICTURE.findall(page.read_text("utf-8"))
    }


def taken_by_journey() -> set[str]:
    """Names of the pictures that the journey takes."""
    steps = (ROOT / "tests/gates").glob("*_step*.py")
    return {
        str(call.args[0].value)
        for step in steps
        for call in ast.walk(ast.parse(step.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "take"
        and isinstance(call.args[0], ast.Constant)
    }


def test_P22_the_guide_shows_what_the_journey_takes_and_nothing_else() -> None:
    assert named_in_guide() == {IMAGES / f"{name}.jpg" for name in GUIDE_PICTURES}
    assert set(GUIDE_PICTURES) <= taken_by_journey()


def test_the_pictures_of_the_guide_are_there_and_small() -> None:
    kept = {file.stem: file for file in IMAGES.glob("*.jpg")}
    assert set(kept) == set(GUIDE_PICTURES)
    for file in kept.values():
        assert file.read_bytes()[:3] == b"\xff\xd8\xff", file
        assert file.stat().st_size <= MOST_BYTES, file


@pytest.mark.skipif(
    importlib.util.find_spec("mkdocs") is None, reason="mkdocs is not installed (--group docs)"
)
def test_the_guide_is_built_without_a_broken_link_and_fetches_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", tmp_path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for page in ("index.html", "guide/ten-minutes.html", "guide/limits.html"):
        assert (tmp_path / page).is_file()
    for page in DOCS.rglob("*.md"):  # none was left out of the guide
        assert (tmp_path / page.relative_to(DOCS)).with_suffix(".html").is_file(), page
    for file in (one for one in tmp_path.rglob("*") if one.suffix in {".html", ".css"}):
        assert not FETCHED.search(file.read_text("utf-8")), file


@pytest.mark.skipif(
    importlib.util.find_spec("mkdocs") is None, reason="mkdocs is not installed (--group docs)"
)
@pytest.mark.usefixtures("qapp")
def test_the_guide_is_searched_from_a_folder(tmp_path: Path) -> None:
    from PySide6.QtQml import QJSEngine

    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", tmp_path],
        cwd=ROOT,
        check=True,
    )
    engine = QJSEngine()
    for name in ("search-index.js", "search.js"):
        script = (tmp_path / "guide" / name).read_text("utf-8")
        assert not engine.evaluate(script).isError(), name

    def found(words: str) -> list[str]:
        told = engine.evaluate(f"JSON.stringify(findPages(DUSKLINE_PAGES, {json.dumps(words)}))")
        return [one["url"] + "#" + one["anchor"] for one in json.loads(told.toString())]

    assert found("recorder clocks")[0] == "how-to/set-clocks.html#"  # before the reason why
    assert "how-to/train-a-model.html#the-map" in found("the map")
    assert found("No Such Word anywhere") == found("  ") == []
    for address in found("a"):  # each leads to a page and to a place on it
        page, _, anchor = address.partition("#")
        assert not anchor or f'id="{anchor}"' in (tmp_path / page).read_text("utf-8")
