"""Recall and precision of boxes by modality, height and how much of a person can be seen."""

from collections.abc import Iterable, Sequence
from itertools import product

import numpy as np

from cba_core.domain.arrays import BoolArray, FloatArray
from cba_core.domain.measurement import DetectionFigures
from cba_core.evaluation.box_joining import NOBODY
from cba_core.evaluation.compared_frames import MOSTLY_HIDDEN, ComparedFrame

HEIGHT_BANDS_PX: dict[str, tuple[float, float]] = {
    "under 40": (0, 40),
    "40-80": (40, 80),
    "80-160": (80, 160),
    "from 160": (160, np.inf),
}
"""Name, least height, and height that is no longer in it."""
HALF_VISIBLE = 0.5
VISIBILITY_BANDS = ("over 0.5", "0.1-0.5", "not told")


def detection_figures(frames: Sequence[ComparedFrame]) -> list[DetectionFigures]:
    """One entry for every modality, height and visibility there is, and for all of each.

    A true box belongs to the bands of its own height and visibility. A false alarm has no
    visibility and counts in each; it belongs to the height band of its own box. So a person
    outside a band is neither missed nor a false alarm within it.
    """
    modalities: list[str | None] = [None, *sorted({frame.modality for frame in frames})]
    heights: list[str | None] = [None, *HEIGHT_BANDS_PX]
    is_told = any(not np.isnan(frame.visibility).all() for frame in frames)
    bands: list[str | None] = [None, *VISIBILITY_BANDS] if is_told else [None]
    if len(modalities) == 2:  # noqa: PLR2004  (all, and the only one there is: the same figures)
        modalities = modalities[1:]
    figures = [
        _figures([one for one in frames if modality in {None, one.modality}], modality, tall, seen)
        for modality, seen, tall in product(modalities, bands, heights)
    ]
    return [one for one in figures if one.boxes or (one.visibility is None and one.false_alarms)]


def _figures(
    frames: Iterable[ComparedFrame],
    modality: str | None,
    height: str | None,
    visibility: str | None,
) -> DetectionFigures:
    boxes = found = false_alarms = 0
    for frame in frames:
        counts = is_tall(frame.true.boxes, height) & _is_visible(frame.visibility, visibility)
        hit = np.zeros(len(frame.true), np.bool_)
        hit[frame.joined[frame.joined != NOBODY]] = True
        boxes += int(counts.sum())
        found += int((counts & hit).sum())
        alarms = (frame.joined == NOBODY) & is_tall(frame.found.boxes, height)
        false_alarms += int(alarms.sum())
    return DetectionFigures(
        modality=modality,
        height=height,
        visibility=visibility,
        boxes=boxes,
        found=found,
        false_alarms=false_alarms,
    )


def is_tall(boxes: FloatArray, band: str | None) -> BoolArray:
    """(n,) whether the height of each of (n, 4) boxes lies in a band; None takes all."""
    if band is None:
        return np.ones(len(boxes), np.bool_)
    low, high = HEIGHT_BANDS_PX[band]
    heights = boxes[:, 3] - boxes[:, 1]
    return np.asarray((heights >= low) & (heights < high), np.bool_)


def _is_visible(visibility: FloatArray, band: str | None) -> BoolArray:
    match band:
        case None:
            chosen = np.ones(len(visibility), np.bool_)
        case "not told":
            chosen = np.isnan(visibility)
        case "over 0.5":
            chosen = visibility > HALF_VISIBLE
        case _:
            chosen = (visibility >= MOSTLY_HIDDEN) & (visibility <= HALF_VISIBLE)
    return np.asarray(chosen, np.bool_)
