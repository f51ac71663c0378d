"""Any YOLOX detector trained on COCO, as an ONNX file with a fixed input size."""

from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np

from cba_core.detection.backends import Backend
from cba_core.detection.network_detector import NetworkDetector
from cba_core.detection.networks import open_onnx
from cba_core.detection.onnx_facts import STRIDES, inspect_onnx_detector
from cba_core.detection.suppression import in_frame, suppress
from cba_core.detection.thermal_contrast import most_telling, renditions
from cba_core.detection.weight_files import WeightFile
from cba_core.domain.arrays import FloatArray, UInt8Array
from cba_core.domain.detection import Detections
from cba_core.domain.footage import Modality

PERSON = 5  # column of the first COCO class
PADDING = 114.0  # grey that YOLOX is trained with
MOST_OVERLAP = 0.45
MINIMUM_SCORE = 0.05  # below it even a tracker's second stage has no use for a box


class Letterboxed(NamedTuple):
    """A frame in the size a network takes."""

    batch: FloatArray  # (1, 3, h, w) BGR 0..255
    scale: float  # network px per frame px


def letterbox(pixels: UInt8Array, height: int, width: int) -> Letterboxed:
    """Fit an RGB frame (h, w, 3) into the upper left of a grey picture."""
    scale = min(height / pixels.shape[0], width / pixels.shape[1])
    size = (
        max(1, round(pixels.shape[1] * scale)),
        max(1, round(pixels.shape[0] * scale)),
    )
    batch = np.full((1, 3, height, width), PADDING, np.float32)
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_LINEAR)
    batch[0, :, : size[1], : size[0]] = small[..., ::-1].transpose(2, 0, 1)
    return Letterboxed(batch, scale)


def grid(height: int, width: int) -> FloatArray:
    """(n, 3) column, row and stride of each cell, in the order of the network's output."""
    cells = []
    for stride in STRIDES:
        rows, columns = np.mgrid[: height // stride, : width // stride]
        cells.append(np.stack([columns.ravel(), rows.ravel(), np.full(rows.size, stride)], axis=1))
    return np.concatenate(cells).astype(np.float32)


def decode(output: FloatArray, cells: FloatArray, scale: float) -> Detections:
    """Persons in an output (n, 85), boxes in frame px, not yet suppressed.

    Cell offsets are in strides, sizes are their logarithm, scores are probabilities already.
    """
    scores = output[:, 4] * output[:, PERSON]
    likely = scores >= MINIMUM_SCORE
    output, cells = output[likely], cells[likely]
    stride = cells[:, 2:]
    centre = (output[:, :2] + cells[:, :2]) * stride
    half = np.exp(output[:, 2:4]) * stride / 2
    boxes = np.concatenate([centre - half, centre + half], axis=1) / np.float32(scale)
    return Detections(boxes.astype(np.float32), scores[likely].astype(np.float32))


class YoloxDetector(NetworkDetector):
    """A YOLOX network with our decoding and suppression around it."""

    def __init__(
        self,
        name: str,
        path: Path,
        sha256: str,
        *,
        size: tuple[int, int],
        threads: int,
        backend: Backend,
    ) -> None:
        """Open the network of `path`, whose input is `size` (height, width)."""
        super().__init__(name, sha256, open_onnx(path, backend, threads))
        self._size = size
        self._cells = grid(*size)

    def _detect(self, frame: UInt8Array, modality: Modality) -> Detections:
        looks = [self._look(picture) for picture in renditions(frame, modality)]
        return looks[most_telling(looks)]

    def _look(self, picture: UInt8Array) -> Detections:
        batch, scale = letterbox(picture, *self._size)
        (output, *_) = self._network.run(batch)
        found = decode(output[0], self._cells, scale)
        height, width = picture.shape[:2]
        found, _ = in_frame(found, width, height)
        return found[suppress(found.boxes, found.scores, MOST_OVERLAP)]


def build(name: str, file: WeightFile | None, threads: int, backend: Backend) -> YoloxDetector:
    """Make it from its weights, as the registry does.

    Raises:
        DetectorError: the file is no YOLOX detector.
    """
    if file is None:
        raise ValueError("this detector needs weights")
    facts = inspect_onnx_detector(file.path)
    return YoloxDetector(
        name,
        file.path,
        file.sha256,
        size=(facts.height_px, facts.width_px),
        threads=threads,
        backend=backend,
    )
