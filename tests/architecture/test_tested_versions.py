"""What pip installs, what `make` installs, and the versions that are tested fit together."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DEFAULT_EXTRAS = ("cpu", "torch", "weights", "measurement", "simulation", "app")


def pinned(name: str) -> dict[str, str]:
    """Versions by package of a file of pins."""
    lines = (PACKAGING / name).read_text(encoding="utf-8").splitlines()
    pins = [Requirement(line) for line in lines if line.strip() and not line.startswith("#")]
    return {canonicalize_name(pin.name): str(pin.specifier).removeprefix("==") for pin in pins}


def test_what_is_installed_without_dependencies_is_the_tested_version() -> None:
    tested = pinned("constraints.txt")
    for name, version in pinned("engine-requirements-no-deps.txt").items():
        assert tested.get(name, version) == version


@pytest.mark.parametrize("extra", DEFAULT_EXTRAS)
def test_every_tested_version_is_one_that_the_extras_allow(extra: str) -> None:
    tested = pinned("constraints.txt")
    for wanted in map(Requirement, PROJECT["optional-dependencies"][extra]):
        version = tested.get(canonicalize_name(wanted.name))
        if version is not None:
            assert wanted.specifier.contains(version), wanted


def test_make_installs_what_the_simulator_loads_and_not_what_it_never_does() -> None:
    made = (ROOT / "Makefile").read_text(encoding="utf-8")
    beside = re.search(r"--editable \"[^\"]+\"(?P<more>[^\n]*)", made)
    assert beside
    assert set(beside["more"].split()) == {"moderngl", "roma", "trimesh"}
    assert "anny" in pinned("engine-requirements-no-deps.txt")
    assert {"anny", "moderngl", "roma", "trimesh"} <= set(pinned("constraints.txt"))
