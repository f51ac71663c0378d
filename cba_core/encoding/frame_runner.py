"""What runs the frame encoder of a model on one backend."""

from typing import Protocol

import numpy as np

from cba_core.domain.arrays import FloatArray

BACKEND_TOLERANCE = 1e-4
"""How far a number of a unit vector may lie from torch's in float32, on any backend.

The backends add the same products in another order: 1.5e-7 was measured on the light CNN and,
with random weights, 7e-8 on ViT-B/16. The bound leaves room for other processors and for the
large activations of trained networks; a wrong layout or padding is off by a hundred times more.
"""

HALF_PRECISION_TOLERANCE = 2e-2
"""The same where a GPU multiplies in half precision."""


class FrameRunner(Protocol):
    """Runs the frame encoder; a frame's features never depend on the frames beside it."""

    @property
    def name(self) -> str:
        """For the log: "openvino", "onnxruntime", "torch-cpu", "torch-cuda"."""
        ...

    def run(self, frames: FloatArray) -> FloatArray:
        """(n, 3, h, w) to (n, dim); one call at a time."""
        ...


def probe_input(height_px: int, width_px: int) -> FloatArray:
    """(1, 3, h, w): a fixed input by which a converted network is checked against torch."""
    angles = np.arange(3 * height_px * width_px, dtype=np.float64)
    wave = np.sin(angles * 0.37) + np.cos(angles * 0.011)
    return wave.astype(np.float32).reshape(1, 3, height_px, width_px)


def unit_difference(one: FloatArray, other: FloatArray) -> float:
    """Greatest difference of a number between two sets of vectors, each brought to unit length.

    No number where one of them has no length.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        first, second = (x / np.linalg.norm(x, axis=-1, keepdims=True) for x in (one, other))
    return float(np.abs(first - second).max())
