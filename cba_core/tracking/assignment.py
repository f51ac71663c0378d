"""How well boxes overlap, and which pairs of boxes to join."""

import numpy as np
from scipy.optimize import linear_sum_assignment

from cba_core.domain.arrays import FloatArray, IntArray
from cba_core.tracking.kalman import Float64Array


def overlaps(
    first: Float64Array | FloatArray,
    second: Float64Array | FloatArray,
    margin: Float64Array | None = None,
) -> Float64Array:
    """Intersection over union of every box in `first` (n, 4) with every one in `second` (m, 4).

    Args:
        first: x1 y1 x2 y2 px.
        second: x1 y1 x2 y2 px.
        margin: (n, 2) px by which row i of `first` and every box it meets are widened on each
            side, in x and y. A person who moves further than the box is wide between two sampled
            frames has no overlap without it.

    Returns:
        (n, m) in 0..1.
    """
    a, b = np.asarray(first, np.float64), np.asarray(second, np.float64)
    widening = np.zeros((len(a), 1, 2)) if margin is None else 2 * margin[:, None, :]
    common = np.minimum(a[:, None, 2:], b[None, :, 2:]) - np.maximum(a[:, None, :2], b[None, :, :2])
    intersection = np.maximum(common + widening, 0).prod(axis=2)
    area_a = (a[:, None, 2:] - a[:, None, :2] + widening).prod(axis=2)
    area_b = (b[None, :, 2:] - b[None, :, :2] + widening).prod(axis=2)
    union = area_a + area_b - intersection
    shared: Float64Array = np.zeros_like(union)
    np.divide(intersection, union, out=shared, where=union > 0)
    return shared


def height_agreement(
    first: Float64Array | FloatArray, second: Float64Array | FloatArray
) -> Float64Array:
    """Smaller height over greater, of every box in `first` (n, 4) with every one in `second`.

    Returns:
        (n, m) in 0..1; 1 where both are equally tall.
    """
    a, b = np.asarray(first, np.float64), np.asarray(second, np.float64)
    tall_a, tall_b = (a[:, 3] - a[:, 1])[:, None], (b[:, 3] - b[:, 1])[None]
    taller = np.maximum(tall_a, tall_b)
    agreement: Float64Array = np.zeros_like(taller)
    np.divide(np.minimum(tall_a, tall_b), taller, out=agreement, where=taller > 0)
    return agreement


def assign(similarity: Float64Array, least: float) -> tuple[IntArray, IntArray]:
    """Join rows and columns one to one so that the sum of their similarities is greatest.

    Pairs under `least` are never joined, and do not pull others apart either.

    Args:
        similarity: (n, m), never negative.
        least: Smallest similarity of a pair.

    Returns:
        Rows and columns of the joined pairs, (k,) each, rows ascending.
    """
    allowed = similarity >= least
    if not allowed.any():
        return np.empty(0, np.int64), np.empty(0, np.int64)
    rows, columns = linear_sum_assignment(np.where(allowed, similarity, 0.0), maximize=True)
    joined = allowed[rows, columns]
    return rows[joined].astype(np.int64), columns[joined].astype(np.int64)
