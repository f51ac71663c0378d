"""What `cba doctor` looks at, also where torch or a folder is out of order."""

import importlib.metadata
import sys
from pathlib import Path

import pytest

from cba_core.pipelines import examine_installation as examined
from cba_core.pipelines.examine_installation import Check, examine_installation
from cba_core.runtimes.opengl_runtime import OpenGl


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, Check]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return {check.name: check for check in examine_installation().checks}


def test_onnx_and_the_cache_are_looked_at(checks: dict[str, Check]) -> None:
    assert checks["onnx"].state == "ok"
    assert "disk of the cache" in checks


def test_a_torch_that_does_not_load_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    monkeypatch.setattr(examined, "find_spec", lambda _: object())
    monkeypatch.setattr("cba_core.runtimes.torch_runtime.find_spec", lambda _: object())
    device, (torch,) = examined._torch()
    assert device == "none"
    assert torch.state == "needed"
    assert "does not load" in torch.found
    assert "pip install" in torch.remedy


def test_a_torchvision_that_does_not_load_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> str:
        raise OSError("libc10.so: cannot open shared object file")

    monkeypatch.setattr("cba_core.model.torchvision_operators.torchvision_state", broken)
    check = examined._torchvision()
    assert check.state == "warning"
    assert "libc10.so" in check.found


def test_a_working_folder_that_was_removed_is_told() -> None:
    def gone() -> Path:
        raise FileNotFoundError(2, "No such file or directory")

    check = examined._disk("disk here", gone, None)
    assert check.state == "warning"
    assert check.remedy


def test_the_simulator_and_who_draws_are_looked_at(checks: dict[str, Check]) -> None:
    assert checks["anny"].state == "ok"
    assert checks["moderngl"].state == "ok"
    assert checks["OpenGL"].state == "ok"
    assert "OpenGL" in checks["OpenGL"].found


def test_without_the_simulator_its_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "version", absent)
    found = {check.name: check for check in examined._simulator()}
    assert set(found) == {"anny", "moderngl"}
    for check in found.values():
        assert check.state == "missing"
        assert "duskline[simulation]" in check.remedy


def test_a_driver_that_cannot_draw_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examined, "ask_opengl", lambda: OpenGl(problem="no libEGL.so.1"))
    opengl = list(examined._simulator())[-1]
    assert (opengl.name, opengl.state) == ("OpenGL", "missing")
    assert "no libEGL.so.1" in opengl.found
    assert "libgl1-mesa-dri" in opengl.remedy
