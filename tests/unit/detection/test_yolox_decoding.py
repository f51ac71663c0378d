from pathlib import Path

import numpy as np
import pytest

from cba_core.detection.backends import Backend
from cba_core.detection.onnx_facts import input_size, inspect_onnx_detector
from cba_core.detection.onnx_yolox import YoloxDetector, grid, letterbox
from cba_core.domain.arrays import UInt8Array
from cba_core.domain.errors import DetectorError
from cba_core.domain.footage import Modality
from tests.support.frames import a_frame
from tests.support.yolox_files import cells_of, write_yolox

CAR = 7  # column of COCO's third class
# In a 64 px input the first 64 rows have stride 8, then 16 of stride 16, then 4 of stride 32.
LEFT_PERSON = {  # column 2, row 3 of stride 8: centre 20 28, 16 x 24 px
    26: {0: 0.5, 1: 0.5, 2: np.log(2), 3: np.log(3), 4: 0.9, 5: 0.8}
}
RIGHT_PERSON = {  # column 1, row 0 of stride 32: centre 48 16, 16 x 32 px
    81: {0: 0.5, 1: 0.5, 2: np.log(0.5), 3: 0.0, 4: 0.5, 5: 0.8}
}
A_CAR = {0: {0: 0.5, 1: 0.5, 2: 1.0, 3: 1.0, 4: 1.0, CAR: 1.0}}


def black(width: int, height: int) -> UInt8Array:
    return np.zeros((height, width, 3), np.uint8)


def detector_of(path: Path, backend: Backend = "auto") -> YoloxDetector:
    return YoloxDetector("tiny", path, "0" * 64, size=(64, 64), threads=1, backend=backend)


@pytest.mark.parametrize("backend", ["onnxruntime", "openvino", "opencv"])
def test_boxes_worked_by_hand_come_out_of_every_backend(tmp_path: Path, backend: Backend) -> None:
    path = write_yolox(tmp_path / "tiny.onnx", LEFT_PERSON | RIGHT_PERSON | A_CAR)
    detector = detector_of(path, backend)
    (found,) = detector.detect([a_frame(pixels=black(64, 64))], [Modality.VISIBLE])
    assert detector.backend == backend
    assert found.boxes == pytest.approx(np.array([[12, 16, 28, 40], [40, 0, 56, 32]]), abs=1e-3)
    assert found.scores == pytest.approx([0.72, 0.4], abs=1e-5)


def test_boxes_are_given_in_px_of_the_frame(tmp_path: Path) -> None:
    path = write_yolox(tmp_path / "tiny.onnx", LEFT_PERSON)
    (found,) = detector_of(path).detect([a_frame(pixels=black(128, 96))], [Modality.VISIBLE])
    assert found.boxes == pytest.approx(np.array([[24, 32, 56, 80]]), abs=1e-3)


def test_two_boxes_of_one_person_become_one(tmp_path: Path) -> None:
    again = {27: LEFT_PERSON[26] | {0: -0.4, 4: 0.5}}
    path = write_yolox(tmp_path / "tiny.onnx", LEFT_PERSON | again)
    (found,) = detector_of(path).detect([a_frame(pixels=black(64, 64))], [Modality.VISIBLE])
    assert found.scores == pytest.approx([0.72], abs=1e-5)


def test_a_frame_is_fitted_into_the_upper_left_in_bgr() -> None:
    picture = np.zeros((50, 100, 3), np.uint8)
    picture[...] = (10, 20, 30)
    batch, scale = letterbox(picture, 64, 64)
    assert scale == pytest.approx(0.64)
    assert batch.shape == (1, 3, 64, 64)
    assert batch[0, :, 0, 0].tolist() == [30, 20, 10]
    assert batch[0, :, 31, 63].tolist() == [30, 20, 10]
    assert (batch[0, :, 32:] == 114).all()


def test_cells_run_along_rows_from_the_finest_stride() -> None:
    cells = grid(64, 32)
    assert len(cells) == 32 + 8 + 2
    assert cells[:5].tolist() == [[0, 0, 8], [1, 0, 8], [2, 0, 8], [3, 0, 8], [0, 1, 8]]
    assert cells[-1].tolist() == [0, 1, 32]


def test_the_input_size_is_read_from_the_file(tmp_path: Path) -> None:
    facts = inspect_onnx_detector(write_yolox(tmp_path / "tiny.onnx", {}, side=96))
    assert (facts.height_px, facts.width_px) == (96, 96)


@pytest.mark.parametrize(
    ("takes", "gives", "reason"),
    [
        ([1, 3, "height", "width"], [1, 84, 85], "takes an input of shape"),
        ([1, 64, 64, 3], [1, 84, 85], "takes an input of shape"),
        ([1, 3, 60, 64], [1, 84, 85], "takes an input of shape"),
        ([4, 3, 64, 64], [4, 84, 85], "takes an input of shape"),
        ([1, 3, 64, 64], [1, 84, 6], "gives an output of shape"),
        ([1, 3, 64, 64], [1, 83, 85], "gives an output of shape"),
        ([1, 3, 64, 64], [84, 85], "gives an output of shape"),
    ],
)
def test_networks_of_another_shape_are_refused(
    takes: list[object], gives: list[object], reason: str
) -> None:
    with pytest.raises(DetectorError, match=reason):
        input_size(takes, gives)


def test_a_network_with_rows_of_another_input_size_is_refused(tmp_path: Path) -> None:
    path = write_yolox(tmp_path / "odd.onnx", {}, rows=cells_of(64) + 1)
    with pytest.raises(DetectorError, match="gives an output of shape"):
        inspect_onnx_detector(path)


@pytest.mark.parametrize("content", [b"", b"no network at all", bytes(1000)])
def test_a_file_that_is_no_network_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.onnx"
    path.write_bytes(content)
    with pytest.raises(DetectorError, match=r"broken\.onnx"):
        inspect_onnx_detector(path)
