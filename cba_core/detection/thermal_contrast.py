"""How an infrared frame is shown to a detector that was trained on visible pictures.

In most thermal footage people are bright on dark ground, as they hardly ever are in visible
footage; inverted, detectors find two to ten times as many of them (benchmarks/
detection_accuracy.py). Near-infrared looks like grey visible and must stay as it is. Which of
the two a frame is nobody tells, so a frame that might be thermal is shown both ways, and the
way in which the detector sees more persons counts.
"""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from cba_core.domain.arrays import UInt8Array
from cba_core.domain.detection import Detections
from cba_core.domain.footage import Modality

LEAST_SKEW = 1.0
"""Below it little is bright on much dark, and inverting a frame cannot help.

Of the footage measured, thermal frames have 2.1 to 10.9, visible ones -1.7 to 0.4.
"""
GAMMA = 0.7
TAILS = (0.01, 0.99)  # shares of the pixels that the stretch leaves outside
EVIDENCE_SCORE = 0.3  # boxes from here on tell whether persons are seen

Histogram = NDArray[np.float64]


def renditions(pixels: UInt8Array, modality: Modality) -> list[UInt8Array]:
    """The pictures (h, w, 3) RGB of one frame that are worth a look: one or two."""
    if modality is Modality.VISIBLE:
        return [pixels]
    luma = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    histogram = cv2.calcHist([luma], [0], None, [256], [0, 256]).ravel().astype(np.float64)
    if skew(histogram) < LEAST_SKEW:
        return [pixels]
    dark_on_light = inversion(histogram)[luma]
    return [pixels, np.repeat(dark_on_light[..., None], 3, axis=2)]


def skew(histogram: Histogram) -> float:
    """Skewness of a picture's brightness from its histogram (256,); 0 for a flat picture."""
    share = histogram / histogram.sum()
    level = np.arange(256)
    distance = level - share @ level
    variance = float(share @ distance**2)
    return float(share @ distance**3) / variance**1.5 if variance > 0 else 0.0


def inversion(histogram: Histogram) -> UInt8Array:
    """(256,) table that stretches to the histogram's tails, brightens the dark, and inverts."""
    below = np.cumsum(histogram) / histogram.sum()
    low, high = (int(np.searchsorted(below, tail)) for tail in TAILS)
    stretched = ((np.arange(256) - low) / max(high - low, 1)).clip(0, 1)
    return np.asarray(255 - np.round(stretched**GAMMA * 255), np.uint8)


def most_telling(seen: Sequence[Detections]) -> int:
    """Which rendition to believe: where the scores of likely persons add up to most.

    The last of equals: no person seen either way says nothing, but a frame that has a second
    rendition is probably thermal.
    """
    evidence = [float(one.scores[one.scores >= EVIDENCE_SCORE].sum()) for one in seen]
    return max(range(len(seen)), key=lambda which: (evidence[which], which))
