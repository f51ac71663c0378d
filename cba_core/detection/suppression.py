"""Keeping one box a person where several were found, and bringing boxes into order."""

import numpy as np

from cba_core.domain.arrays import BoolArray, FloatArray, IntArray
from cba_core.domain.boxes import areas, intersections, overlaps
from cba_core.domain.detection import Detections


def best_first(scores: FloatArray) -> IntArray:
    """Order of falling score; equal scores keep their order."""
    return np.argsort(-scores, kind="stable").astype(np.int64)


def suppress(boxes: FloatArray, scores: FloatArray, most_overlap: float) -> IntArray:
    """Rows to keep, best first: none overlaps a better one by more than `most_overlap`.

    Args:
        boxes: (n, 4) x1 y1 x2 y2.
        scores: (n,)
        most_overlap: intersection over union up to which two boxes are two persons.
    """
    order = best_first(scores)
    overlap = overlaps(boxes[order], boxes[order])
    alive = np.ones(len(order), np.bool_)
    for row in range(len(order)):
        if alive[row]:
            alive[row + 1 :] &= overlap[row, row + 1 :] <= most_overlap
    return order[alive]


def drop_cut_halves(
    detections: Detections, is_cut: BoolArray, *, most_covered: float, least_certainty: float
) -> Detections:
    """Leave out boxes cut by a tile's border where an uncut box covers them.

    Args:
        detections: of all tiles and the whole frame together.
        is_cut: (n,) whether a box ends at a border that the frame goes on behind.
        most_covered: share of a cut box that an uncut one may cover.
        least_certainty: an uncut box counts from this share of the cut one's score on.
    """
    if not is_cut.any() or is_cut.all():
        return detections
    cut, uncut = detections[is_cut], detections[~is_cut]
    own = np.maximum(areas(cut.boxes), np.finfo(np.float32).tiny)
    covers = intersections(cut.boxes, uncut.boxes) > most_covered * own[:, None]
    certain = uncut.scores[None, :] >= least_certainty * cut.scores[:, None]
    keep = np.ones(len(detections), np.bool_)
    keep[is_cut] = ~(covers & certain).any(axis=1)
    return detections[keep]


def in_frame(detections: Detections, width: int, height: int) -> tuple[Detections, IntArray]:
    """Clip boxes to the frame, leave out those under a pixel, sort by falling score.

    Returns:
        What is left, and the row each of it had before.
    """
    boxes = detections.boxes.astype(np.float32, copy=True)
    boxes[:, 0::2] = boxes[:, 0::2].clip(0, width)
    boxes[:, 1::2] = boxes[:, 1::2].clip(0, height)
    scores = detections.scores.astype(np.float32).clip(0, 1)
    seen = np.flatnonzero(((boxes[:, 2:] - boxes[:, :2]) >= 1).all(axis=1))
    rows = seen[best_first(scores[seen])]
    return Detections(boxes[rows], scores[rows]), rows
