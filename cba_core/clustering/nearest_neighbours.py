"""The most similar rows of every row, exactly, in memory that grows with rows times neighbours."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from cba_core.domain.arrays import FloatArray, IntArray
from cba_core.domain.embedding import UNIT_LENGTH_TOLERANCE

Float64Array: TypeAlias = NDArray[np.float64]

_SCORES_AT_ONCE = 2**22
"""Similarities of a block of rows with all rows: 16 MB, so that equal rows cannot fill memory."""
_FACTORS_AT_ONCE = 2**17
"""Numbers that are multiplied at once where pairs are computed exactly: stays in the cache."""
_GROUPS_PER_NEIGHBOUR = 16
"""So many groups of rows that the best rows seldom share one."""
_FLOAT32_ROUNDING = 2.0**-24


def nearest_neighbours(vectors: FloatArray, count: int) -> IntArray:
    """The rows with the greatest cosine to each row.

    A row comes first in its own list and counts as one of it; the others follow by falling
    cosine, equal ones by position. A float32 matrix product only chooses candidates: all that its
    rounding could have kept out of the list are compared by `pair_similarities`.

    Args:
        vectors: (n, dim) unit length.
        count: Length of a list; lists are shorter where there are fewer rows.

    Returns:
        (n, min(count, n)) positions.

    Raises:
        ValueError: no list is asked for, or the vectors are no unit vectors.
    """
    _check(vectors, count)
    total = len(vectors)
    length = min(count, total)
    found = np.empty((total, length), np.int64)
    margin = 2 * _rounding_error(vectors.shape[1])
    step = max(1, _SCORES_AT_ONCE // max(total, 1))
    for start in range(0, total, step):
        block = vectors[start : start + step]
        scores = block @ vectors.T
        own = np.arange(len(block))
        scores[own, start + own] = np.inf
        least = _at_most_the_best(scores, length) - margin
        rows, columns = np.divmod(np.flatnonzero(scores >= least[:, None]), total)
        exact = pair_similarities(vectors, start + rows, columns)
        exact[columns == start + rows] = np.inf
        order = np.lexsort((columns, -exact, rows))
        firsts = np.searchsorted(rows, own)  # rows ascend before and after sorting
        found[start : start + step] = columns[order][firsts[:, None] + np.arange(length)]
    return found


def pair_similarities(vectors: FloatArray, rows: IntArray, columns: IntArray) -> Float64Array:
    """(m,) cosines of pairs of rows of (n, dim) unit vectors.

    Products of float32 numbers are exact in float64 and are added in an order that follows from
    `dim` alone: equal pairs of vectors get equal numbers, wherever they stand.
    """
    similarities = np.empty(len(rows), np.float64)
    step = max(1, _FACTORS_AT_ONCE // max(vectors.shape[1], 1))
    for start in range(0, len(rows), step):
        part = slice(start, start + step)
        products = vectors[rows[part]].astype(np.float64)
        products *= vectors[columns[part]]
        similarities[part] = products.sum(axis=1)
    return similarities


def _check(vectors: FloatArray, count: int) -> None:
    if count < 1:
        raise ValueError(f"at least one neighbour must be asked for, got {count}")
    if vectors.ndim != 2 or vectors.dtype != np.float32:  # noqa: PLR2004  (rows of vectors)
        raise ValueError(f"vectors must be float32 (n, dim), got {vectors.dtype} {vectors.shape}")
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    if not np.all(np.abs(lengths - 1) <= UNIT_LENGTH_TOLERANCE):  # so that NaN is refused too
        raise ValueError("vectors must have unit length")


def _at_most_the_best(scores: FloatArray, count: int) -> FloatArray:
    """(b,) for each row of (b, n) scores a number that at least `count` of them reach.

    It is the count-th greatest of the maxima of groups of columns, hence at most the count-th
    greatest score and mostly equal to it. Maxima run at the speed of memory, selecting among all
    columns takes ten times as long. Groups are of columns far apart: neighbours in the data are
    often neighbours in the ranking too.
    """
    groups = _GROUPS_PER_NEIGHBOUR * count
    whole = scores.shape[1] // groups * groups
    maxima = scores
    if whole > groups:
        folded = scores[:, :whole].reshape(len(scores), -1, groups).max(axis=1)
        maxima = np.concatenate([folded, scores[:, whole:]], axis=1)
    place = maxima.shape[1] - count
    best: FloatArray = np.partition(maxima, place, axis=1)[:, place]
    return best


def _rounding_error(dim: int) -> float:
    """How far a float32 inner product of two unit vectors may lie from the exact one.

    The usual bound for sums in any order (Higham 2002, section 3.1).
    """
    steps = (dim + 1) * _FLOAT32_ROUNDING
    return (1 + UNIT_LENGTH_TOLERANCE) ** 2 * steps / (1 - steps)
