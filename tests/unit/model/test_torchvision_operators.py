"""torchvision can be imported whether or not its compiled library fits this torch."""

import importlib
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from cba_core.model import torchvision_operators
from cba_core.model.torchvision_operators import prepare_torchvision, torchvision_state


def run(code: str) -> str:
    """What fresh Python prints; warnings are errors."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_timm_can_be_imported_after_preparing_twice_and_nothing_is_said() -> None:
    said = run(
        "from cba_core.model.torchvision_operators import prepare_torchvision as prepare\n"
        "prepare(); prepare()\n"
        "import timm, torchvision.transforms\n"
        "prepare()\n"
    )
    assert said == ""


def test_wheels_that_pair_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torchvision_operators, "_declared", [])
    monkeypatch.setattr(torchvision_operators, "_library_loads", lambda: True)
    prepare_torchvision()
    assert torchvision_operators._declared == []


def test_nothing_is_declared_where_torchvision_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torchvision_operators, "_declared", [])
    monkeypatch.setattr(torchvision_operators, "find_spec", lambda _: None)
    prepare_torchvision()
    assert torchvision_operators._declared == []


def test_a_library_that_cannot_be_loaded_is_noticed(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    (tmp_path / "_C.so").write_bytes(b"no library")
    spec = SimpleNamespace(origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(torchvision_operators, "find_spec", lambda _: spec)
    monkeypatch.setattr(torchvision_operators, "_exists", lambda _: False)
    assert not torchvision_operators._library_loads()


def test_the_state_begins_with_the_version() -> None:
    prepare_torchvision()
    torchvision = importlib.import_module("torchvision")
    assert torchvision_state().startswith(torchvision.__version__.partition("+")[0])
