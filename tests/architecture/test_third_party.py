"""THIRD_PARTY.md names everything that this repository asks for."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def name_of(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found is not None, requirement
    return normal(found[0])


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def asked_for() -> set[str]:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    requirements = [*told["project"]["dependencies"], *told["build-system"]["requires"]]
    for extra in told["project"]["optional-dependencies"].values():
        requirements += extra
    for group in told["dependency-groups"].values():
        requirements += group
    packaging = ROOT / "packaging"
    for path in (packaging / "constraints.txt", *packaging.glob("*requirements*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        requirements += [line for line in lines if line.strip() and not line.startswith("#")]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for line in re.findall(r"pip install (.*)", makefile):
        words = re.sub(
            r'"[^"]*"|--(?:constraint|requirement|group|index-url|editable) \S+', "", line
        )
        requirements += [word for word in words.split() if re.fullmatch(r"[a-z][\w.-]+", word)]
    return {name_of(one) for one in requirements}


def test_everything_that_is_asked_for_is_named_with_its_licence() -> None:
    told = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8")
    named = {normal(word) for word in re.findall(r"[A-Za-z][A-Za-z0-9._-]*[A-Za-z0-9]", told)}
    assert len(asked_for()) > 30
    assert asked_for() - named - {"pip"} == set()
