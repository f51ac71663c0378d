"""Areas of boxes and how well they overlap; a box is x1 y1 x2 y2 px."""

import numpy as np

from cba_core.domain.arrays import FloatArray


def areas(boxes: FloatArray) -> FloatArray:
    """Area of each box of (n, 4), px squared; empty boxes have none."""
    sides = np.maximum(boxes[:, 2:] - boxes[:, :2], 0)
    return np.asarray(sides[:, 0] * sides[:, 1], np.float32)


def intersections(ones: FloatArray, others: FloatArray) -> FloatArray:
    """(n, m) area that each of `ones` (n, 4) shares with each of `others` (m, 4)."""
    low = np.maximum(ones[:, None, :2], others[None, :, :2])
    high = np.minimum(ones[:, None, 2:], others[None, :, 2:])
    sides = np.maximum(high - low, 0)
    return np.asarray(sides[..., 0] * sides[..., 1], np.float32)


def overlaps(ones: FloatArray, others: FloatArray) -> FloatArray:
    """(n, m) intersection over union; 0 where both boxes are empty."""
    shared = intersections(ones, others)
    union = areas(ones)[:, None] + areas(others)[None, :] - shared
    return np.asarray(shared / np.maximum(union, np.finfo(np.float32).tiny), np.float32)
