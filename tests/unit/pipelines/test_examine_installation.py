"""What `cba doctor` looks at, also where torch or a folder is out of order."""

import sys
from pathlib import Path

import pytest

from cba_core.pipelines import examine_installation as examined
from cba_core.pipelines.examine_installation import Check, examine_installation


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
