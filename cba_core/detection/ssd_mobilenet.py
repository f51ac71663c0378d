"""SSD MobileNet v2 trained on COCO, as a TensorFlow frozen graph: the embedded default.

Only the convolutions of the graph are run. Its own post-processing (priors, decoding, a loop
of suppressions over 90 classes) costs a third of the time; ours looks at persons alone.
"""

from pathlib import Path

import cv2
import numpy as np

from cba_core.detection.backends import Backend
from cba_core.detection.network_detector import NetworkDetector
from cba_core.detection.networks import open_tensorflow_graph
from cba_core.detection.suppression import drop_cut_halves, in_frame, suppress
from cba_core.detection.thermal_contrast import most_telling, renditions
from cba_core.detection.tiling import View, is_cut, needs_tiles, tiles_of
from cba_core.detection.weight_files import WeightFile
from cba_core.domain.arrays import FloatArray, UInt8Array
from cba_core.domain.detection import Detections
from cba_core.domain.footage import Modality

SIDE = 300  # px of the square input
CLASSES = 91
PERSON = 1  # column of the class; 0 is the background
FEATURE_MAPS = (19, 10, 5, 3, 2, 1)  # cells a side of the six prediction layers
MOST_OVERLAP = 0.6
MOST_OVERLAP_OF_TILES = 0.5  # views of one person differ more than boxes of one view
MOST_COVERED = 0.6  # of a box cut by a tile, by an uncut one
LEAST_CERTAINTY = 0.5  # score of that uncut one, as a share of the cut one's
MINIMUM_SCORE = 0.05  # below it even a tracker's second stage has no use for a box

_SOURCE = "Preprocessor/sub"  # the picture scaled to -1..1
_OUTPUTS = tuple(
    f"BoxPredictor_{layer}/{kind}/BiasAdd"
    for kind in ("BoxEncodingPredictor", "ClassPredictor")
    for layer in range(len(FEATURE_MAPS))
)


def priors() -> FloatArray:
    """(1917, 4) centre y x, height, width of the default boxes, as shares of the input.

    The scales run evenly from 0.2 to 0.95; each layer has aspect ratios 1, 2, 1/2, 3, 1/3 and
    a square between two scales; the finest layer only three boxes, its square of scale 0.1.
    """
    scales = [*np.linspace(0.2, 0.95, len(FEATURE_MAPS)), 1.0]
    rows: list[tuple[float, float, float, float]] = []
    for layer, cells in enumerate(FEATURE_MAPS):
        scale, next_scale = scales[layer], scales[layer + 1]
        if layer == 0:
            shapes = [(0.1, 1.0), (scale, 2.0), (scale, 0.5)]
        else:
            shapes = [(scale, ratio) for ratio in (1.0, 2.0, 0.5, 3.0, 1 / 3)]
            shapes.append((float(np.sqrt(scale * next_scale)), 1.0))
        rows += [
            ((y + 0.5) / cells, (x + 0.5) / cells, size / ratio**0.5, size * ratio**0.5)
            for y in range(cells)
            for x in range(cells)
            for size, ratio in shapes
        ]
    return np.array(rows, np.float32)


def decode(encodings: FloatArray, logits: FloatArray, boxes: FloatArray) -> Detections:
    """Persons in the network's answer, boxes as shares of the input, not yet suppressed.

    Args:
        encodings: (n, 4) offsets of centre y x and logarithms of height and width,
            multiplied by 10 and 5.
        logits: (n, 91) of the classes.
        boxes: (n, 4) the default boxes, as `priors` gives them.
    """
    likely = logits[:, PERSON] >= np.log(MINIMUM_SCORE / (1 - MINIMUM_SCORE))
    encodings, boxes = encodings[likely], boxes[likely]
    centre = encodings[:, :2] / 10 * boxes[:, 2:] + boxes[:, :2]
    half = np.exp(encodings[:, 2:] / 5) * boxes[:, 2:] / 2
    corners = np.concatenate([centre - half, centre + half], axis=1)[:, [1, 0, 3, 2]]
    scores = 1 / (1 + np.exp(-logits[likely, PERSON]))
    return Detections(corners.astype(np.float32), scores.astype(np.float32))


class SsdMobilenetDetector(NetworkDetector):
    """Whole frame, and overlapping tiles where people are small."""

    def __init__(
        self, name: str, path: Path, sha256: str, *, threads: int, backend: Backend
    ) -> None:
        """Open the frozen graph of `path`."""
        network = open_tensorflow_graph(
            path,
            source=_SOURCE,
            outputs=_OUTPUTS,
            shape=(1, SIDE, SIDE, 3),
            backend=backend,
            threads=threads,
        )
        super().__init__(name, sha256, network)
        self._priors = priors()

    def _detect(self, frame: UInt8Array, modality: Modality) -> Detections:
        height, width = frame.shape[:2]
        everything = View(0, 0, width, height)
        pictures = renditions(frame, modality)
        looks = [self._look(picture, everything) for picture in pictures]
        best = most_telling(looks)
        found, most_overlap = looks[best], MOST_OVERLAP
        if needs_tiles(found, width, height, input_side=SIDE):
            found, most_overlap = self._with_tiles(pictures[best], found), MOST_OVERLAP_OF_TILES
        found, _ = in_frame(found, width, height)
        return found[suppress(found.boxes, found.scores, most_overlap)]

    def _with_tiles(self, picture: UInt8Array, whole: Detections) -> Detections:
        height, width = picture.shape[:2]
        found, cut = [whole], [np.zeros(len(whole), np.bool_)]
        for tile in tiles_of(width, height):
            seen = self._look(picture, tile)
            found.append(seen)
            cut.append(is_cut(seen.boxes, tile, width, height))
        together = Detections(
            np.concatenate([one.boxes for one in found]),
            np.concatenate([one.scores for one in found]),
        )
        return drop_cut_halves(
            together,
            np.concatenate(cut),
            most_covered=MOST_COVERED,
            least_certainty=LEAST_CERTAINTY,
        )

    def _look(self, pixels: UInt8Array, view: View) -> Detections:
        part = pixels[view.y : view.y + view.height, view.x : view.x + view.width]
        small = cv2.resize(part, (SIDE, SIDE), interpolation=cv2.INTER_LINEAR)
        batch = small[None].astype(np.float32) * np.float32(2 / 255) - np.float32(1)
        layers = self._network.run(batch)
        count = len(FEATURE_MAPS)
        encodings = np.concatenate([layer.reshape(-1, 4) for layer in layers[:count]])
        logits = np.concatenate([layer.reshape(-1, CLASSES) for layer in layers[count:]])
        found = decode(encodings, logits, self._priors)
        found = found[suppress(found.boxes, found.scores, MOST_OVERLAP)]
        size = np.array([view.width, view.height] * 2, np.float32)
        corner = np.array([view.x, view.y] * 2, np.float32)
        return Detections(found.boxes * size + corner, found.scores)


def build(
    name: str, file: WeightFile | None, threads: int, backend: Backend
) -> SsdMobilenetDetector:
    """Make it from its weights, as the registry does."""
    if file is None:
        raise ValueError("this detector needs weights")
    return SsdMobilenetDetector(name, file.path, file.sha256, threads=threads, backend=backend)
