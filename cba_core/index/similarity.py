"""Cosine similarities that come out the same to the last bit, and how far faster ones may stray.

Every backend reports the numbers of `similarities`. The scores of a matrix product or of half
precision depend on the machine and only choose which rows are worth computing exactly.
"""

import numpy as np
from numpy.typing import NDArray

from cba_core.domain.arrays import FloatArray, IntArray
from cba_core.domain.embedding import UNIT_LENGTH_TOLERANCE, RankedTracklet
from cba_core.domain.ids import TrackletId

_ROWS_AT_ONCE = 64
"""Rows whose products stay in the processor's cache at a thousand dimensions."""

_FLOAT32_ROUNDING = 2.0**-24
"""Largest relative error of one float32 operation, rounding to nearest."""
_FLOAT16_ROUNDING = 2.0**-11
"""Largest relative error of storing a value as float16."""
_FLOAT16_STEP = 2.0**-25
"""Largest absolute error of storing a value below float16's normal range."""
_SLACK = 1e-9
"""Covers underflow in float32 and the float64 rounding of `similarities`, both far smaller."""


def similarities(vectors: FloatArray, query: FloatArray, rows: IntArray) -> NDArray[np.float64]:
    """Inner products of the `rows` (m,) of (n, dim) vectors with a query (dim,), as (m,) float64.

    A product of two float32 numbers is exact in float64, and each row's products are added by
    folding the row in half again and again. The order of additions is thus fixed by the length
    of a row alone: not by the processor, the number of threads, or the rows beside it. Equal
    rows get equal similarities.
    """
    count, dim = len(rows), vectors.shape[1]
    sums = np.zeros(count, np.float64)
    factors = query.astype(np.float64)
    buffer = np.empty((min(_ROWS_AT_ONCE, count), dim), np.float64)
    for start in range(0, count if dim else 0, _ROWS_AT_ONCE):
        block = slice(start, start + _ROWS_AT_ONCE)
        some = vectors[rows[block]]
        products = np.multiply(some, factors, out=buffer[: len(some)])
        width = dim
        while width > 1:
            half = (width + 1) // 2
            products[:, : width - half] += products[:, half:width]
            width = half
        sums[block] = products[:, 0]
    return sums


def float32_error(query: FloatArray) -> float:
    """How far a float32 inner product with a unit row may lie from the exact one.

    Holds for any order of additions, with or without fused multiply-add.
    """
    steps = (len(query) + 1) * _FLOAT32_ROUNDING
    return _length(query) * (1 + UNIT_LENGTH_TOLERANCE) * steps / (1 - steps) + _SLACK


def float16_error(query: FloatArray) -> float:
    """How far a float32 inner product with a unit row stored as float16 may lie from the exact."""
    longest = 1 + UNIT_LENGTH_TOLERANCE
    stored = longest * _FLOAT16_ROUNDING + _FLOAT16_STEP * float(np.sqrt(len(query)))
    return _length(query) * stored + (1 + stored) * float32_error(query)


def ranked(tracklet_ids: IntArray, exact: NDArray[np.float64], limit: int) -> list[RankedTracklet]:
    """The `limit` best of (n,) tracklets by exact similarity, ties by id."""
    order = np.lexsort((tracklet_ids, -exact))[:limit]
    shown = np.clip(exact[order], -1.0, 1.0)  # unit length holds to float32 only
    return [
        RankedTracklet(rank, TrackletId(int(identifier)), float(similarity))
        for rank, (identifier, similarity) in enumerate(
            zip(tracklet_ids[order], shown, strict=True), start=1
        )
    ]


def _length(query: FloatArray) -> float:
    return float(np.linalg.norm(query.astype(np.float64)))
