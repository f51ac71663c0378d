"""Making people unrecognisable: a few grey quantised cells for each, then blurred."""

import cv2
import numpy as np

from cba_core.domain.arrays import FloatArray, UInt8Array
from cba_core.exhibits.box_paths import enlarged

MARGIN = 0.2
_CELLS = (3, 6)  # across, down: whatever the size, 18 greys are all that is left
_LEVELS = 16  # grey levels apart: takes the fine differences that several frames would add up


def redacted(pixels: UInt8Array, boxes: list[FloatArray]) -> UInt8Array:
    """A copy of an RGB picture (h, w, 3) with every box (4,) px, grown by `MARGIN`, covered."""
    out = pixels.copy()
    height, width = pixels.shape[:2]
    for box in boxes:
        left, top, right, bottom = enlarged(box, MARGIN, width, height)
        if right <= left or bottom <= top:
            continue
        size = (right - left, bottom - top)
        cells = (min(_CELLS[0], size[0]), min(_CELLS[1], size[1]))
        coarse = cv2.resize(pixels[top:bottom, left:right], cells, interpolation=cv2.INTER_AREA)
        coarse = np.repeat(coarse.mean(axis=2, keepdims=True), 3, axis=2)  # clothes tell by colour
        coarse = (coarse // _LEVELS * _LEVELS + _LEVELS // 2).astype(np.uint8)
        mosaic = cv2.resize(coarse, size, interpolation=cv2.INTER_NEAREST)
        out[top:bottom, left:right] = cv2.GaussianBlur(mosaic, (0, 0), max(1.0, size[0] / 12))
    return out


def redaction_words() -> str:
    """The filter with its settings, for the manifest."""
    return (
        f"boxes grown by {MARGIN:.0%} on each side, averaged to {_CELLS[0]}x{_CELLS[1]} cells, "
        f"taken to grey, quantised to steps of {_LEVELS}, Gaussian blur of width/12 px"
    )
