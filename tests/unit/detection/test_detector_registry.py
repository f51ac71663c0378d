import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from cba_core.config.index_config import DEFAULT_DETECTOR
from cba_core.detection.registry import DETECTORS, detector_names, make_detector
from cba_core.domain.errors import DetectorError
from tests.support.yolox_files import write_yolox


@dataclass(frozen=True)
class File:
    path: Path
    sha256: str


class Weights:
    def __init__(self, **files: Path) -> None:
        self.files = files

    def find(self, name: str) -> File | None:
        return File(self.files[name], "1" * 64) if name in self.files else None

    def names(self) -> list[str]:
        return sorted(self.files)


def test_the_default_detector_is_the_first_of_the_registry() -> None:
    assert DETECTORS[0].name == DEFAULT_DETECTOR


def test_names_are_unique_and_every_entry_has_its_facts() -> None:
    assert len({entry.name for entry in DETECTORS}) == len(DETECTORS)
    assert all(entry.title and entry.licence and entry.needs for entry in DETECTORS)


def test_installed_weights_are_detectors_by_their_name(tmp_path: Path) -> None:
    weights = Weights(mine=write_yolox(tmp_path / "mine.onnx", {}))
    assert "mine" in detector_names(weights)
    detector = make_detector("mine", weights)
    assert detector.name == "mine"
    assert detector.weights_sha256 == "1" * 64


def test_a_path_is_a_detector_with_the_hash_of_its_content(tmp_path: Path) -> None:
    path = write_yolox(tmp_path / "loose.onnx", {})
    detector = make_detector(str(path), Weights())
    assert detector.name == "loose.onnx"
    assert detector.weights_sha256 is not None
    assert len(detector.weights_sha256) == 64


@pytest.mark.parametrize("name", ["ssd-mobilenet-v1", "yolox", "yolox_tiny", ""])
def test_an_unknown_name_is_answered_with_the_names_there_are(tmp_path: Path, name: str) -> None:
    weights = Weights(yolox_nano=tmp_path / "yolox_nano.onnx")
    with pytest.raises(DetectorError, match="There is no detector") as caught:
        make_detector(name, weights)
    near = "yolox_nano" if "yolox" in name else "ssd-mobilenet-v2"
    assert near in caught.value.remedy
    assert "cba models list" in caught.value.remedy


def test_a_path_to_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DetectorError, match="cannot be read"):
        make_detector(str(tmp_path / "missing.onnx"), Weights())


def test_a_backend_that_cannot_run_a_detector_is_refused(tmp_path: Path) -> None:
    weights = Weights(**{DEFAULT_DETECTOR: tmp_path / "graph.pb"})
    with pytest.raises(DetectorError, match="does not run on onnxruntime"):
        make_detector(DEFAULT_DETECTOR, weights, backend="onnxruntime")


@pytest.mark.parametrize("backend", ["openvino", "opencv"])
def test_a_damaged_graph_is_refused_with_a_remedy(tmp_path: Path, backend: str) -> None:
    path = tmp_path / "graph.pb"
    path.write_bytes(b"\x0a\x05no graph")
    with pytest.raises(DetectorError, match="cannot be used as a TensorFlow graph") as caught:
        make_detector(DEFAULT_DETECTOR, Weights(**{DEFAULT_DETECTOR: path}), backend=backend)
    assert "force-reinstall" in caught.value.remedy


def test_reading_the_registry_loads_no_runtime() -> None:
    program = (
        "import sys, cba_core.detection.registry, cba_core.weights.catalogue; "
        "print([m for m in ('cv2', 'openvino', 'onnxruntime', 'torch') if m in sys.modules])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "[]"
