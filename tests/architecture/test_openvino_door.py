"""OpenVINO reports its use over the network, so there is one place that loads it, without that."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOOR = Path("cba_core/runtimes/openvino_runtime.py")


def test_one_file_imports_openvino() -> None:
    imports = re.compile(r"^\s*(import|from) openvino\b|import_module\(.openvino", re.MULTILINE)
    found = {
        path.relative_to(ROOT)
        for folder in ("cba_core", "app", "benchmarks", "packaging")
        for path in (ROOT / folder).rglob("*.py")
        if imports.search(path.read_text(encoding="utf-8"))
    }
    assert found == {DOOR}


def test_openvino_loads_without_what_reports_its_use() -> None:
    pytest.importorskip("openvino")
    code = (
        "import sys; from cba_core.runtimes.openvino_runtime import load_openvino;"
        "print(load_openvino().Core().available_devices);"
        "print([name for name, module in sys.modules.items()"
        " if name.startswith('openvino_telemetry') and module is not None])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    devices, reporters = done.stdout.splitlines()
    assert "CPU" in devices
    assert reporters == "[]"
