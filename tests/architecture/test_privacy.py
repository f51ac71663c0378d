"""E30 and E41: what Duskline does not do is absent from tables, settings, options and words."""

import ast
import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from cba_core.cli.main import app
from cba_core.config.index_config import IndexConfig
from cba_core.config.search_config import SearchConfig
from cba_core.config.train_config import TrainConfig
from cba_core.domain.repositories import TrackletFilter
from cba_core.store.tables import Base

ROOT = Path(__file__).resolve().parents[2]
ABSENT = re.compile(
    r"\b(face|faces|facial|watch[ _-]?lists?|black[ _-]?lists?|live[ _-]?streams?|rtsp"
    r"|sex|gender|male|female|age|ages|race|racial|ethnic\w*|skin|nationalit\w+|religio\w+)\b",
    re.IGNORECASE,
)
SIMULATION = "simulation"
"""Draws people who do not exist; they have faces and skin as pictures of people do. None of it
comes near a case: nothing but `cba simulate` and the self-test imports it (import contract)."""

ALLOWED = {
    "docs/reference/privacy.md": "says that it is absent",
    "it describes a live stream, it holds no video": "refuses one",
    "Likeness in appearance is not an identification. Neither face, sex, age, skin nor "
    "origin was searched for or stored.": "a report says that it was not done",
}
"""A document, or a text of the program, and why it may speak of it."""


def words_of_the_cli() -> Iterator[tuple[str, str]]:
    def walk(command: object, name: str) -> Iterator[tuple[str, str]]:
        for short, sub in getattr(command, "commands", {}).items():
            yield from walk(sub, f"{name} {short}")
        yield name, str(getattr(command, "help", "") or "")
        yield name, name
        for parameter in getattr(command, "params", ()):
            for text in [*parameter.opts, str(getattr(parameter, "help", "") or "")]:
                yield name, text
            for choice in getattr(getattr(parameter, "type", None), "choices", ()):
                yield name, str(choice)

    yield from walk(typer.main.get_command(app), "cba")


def strings_of(path: Path) -> Iterator[tuple[str, str]]:
    """Every string of a file but its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    name = path.relative_to(ROOT).as_posix()
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if id(node) not in docstrings:
                yield name, node.value
        elif isinstance(node, ast.arg | ast.FunctionDef | ast.ClassDef):
            yield name, re.sub(r"_", " ", node.arg if isinstance(node, ast.arg) else node.name)


def spoken_of(texts: Iterator[tuple[str, str]]) -> list[tuple[str, str]]:
    return [
        (where, text)
        for where, text in texts
        if ABSENT.search(text.replace("_", " ")) and text not in ALLOWED
    ]


def test_E41_no_table_or_column_is_for_what_people_are() -> None:
    names = [
        (table.name, name)
        for table in Base.metadata.sorted_tables
        for name in [table.name, *table.columns.keys()]
    ]
    assert len(names) > 50
    assert spoken_of(iter(names)) == []


def test_E41_no_setting_or_filter_is_either() -> None:
    kinds = (IndexConfig, SearchConfig, TrackletFilter, TrainConfig)
    names = [(kind.__name__, one.name) for kind in kinds for one in dataclasses.fields(kind)]
    assert len(names) > 15
    assert spoken_of(iter(names)) == []


def test_E30_no_command_option_or_help_speaks_of_it() -> None:
    texts = list(words_of_the_cli())
    assert len(texts) > 100
    assert spoken_of(iter(texts)) == []


@pytest.mark.parametrize("package", ["cba_core", "app"])
def test_E30_no_word_or_name_of_the_program_does(package: str) -> None:
    texts = [
        one
        for path in sorted((ROOT / package).rglob("*.py"))
        if SIMULATION not in path.parts
        for one in strings_of(path)
    ]
    assert len(texts) > 500
    assert spoken_of(iter(texts)) == []


def test_what_is_absent_is_documented() -> None:
    """The page that says so is the only document for users that uses these words of the program."""
    page = (ROOT / "docs" / "reference" / "privacy.md").read_text(encoding="utf-8").lower()
    for word in ("face", "watch list", "live", "sex", "age", "ethnicity", "skin", "socket"):
        assert word in page, word
    pages = [*(ROOT / "docs" / "how-to").glob("*.md"), *(ROOT / "docs" / "reference").glob("*.md")]
    spoken = {
        path.relative_to(ROOT).as_posix()
        for path in pages
        if ABSENT.search(path.read_text(encoding="utf-8"))
    }
    assert spoken - set(ALLOWED) == set(), "say why it is allowed"
