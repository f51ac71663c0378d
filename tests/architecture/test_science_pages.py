"""docs/science names functions and tests that exist."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs" / "science").rglob("*.md"))
NAMED = re.compile(r"`((?:[a-z_]+/)*[a-z_]+\.py): ([A-Za-z_., ]+)`")
TESTS = re.compile(r"`…?(test_[a-z_]+)(?:…)?`")


def names_in(path: Path) -> set[str]:
    """Functions and classes of a file, methods by their own name and by their class's."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef):
            found.add(node.name)
            found |= {
                f"{node.name}.{part.name}"
                for part in node.body
                if isinstance(part, ast.FunctionDef)
            }
        elif isinstance(node, ast.FunctionDef):
            found.add(node.name)
    return found


@pytest.fixture(scope="module")
def tests() -> set[str]:
    return set().union(*(names_in(path) for path in (ROOT / "tests").rglob("test_*.py")))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_functions_that_a_page_names_exist(page: Path) -> None:
    wrong = []
    for place, names in NAMED.findall(page.read_text(encoding="utf-8")):
        files = [
            one for one in (ROOT / "cba_core").rglob("*.py") if one.as_posix().endswith("/" + place)
        ]
        there = set().union(*map(names_in, files)) if files else set()
        wrong += [f"{place}: {name}" for name in names.split(", ") if name not in there]
    assert wrong == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_tests_that_a_page_names_exist(page: Path, tests: set[str]) -> None:
    named = TESTS.findall(page.read_text(encoding="utf-8"))
    assert [one for one in named if not any(test.startswith(one) for test in tests)] == []


def test_the_page_of_the_method_names_some() -> None:
    text = (ROOT / "docs" / "science" / "cba.md").read_text(encoding="utf-8")
    assert len(NAMED.findall(text)) > 10
    assert len(TESTS.findall(text)) > 10
