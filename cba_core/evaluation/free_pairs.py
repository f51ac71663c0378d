"""Pairs of tracklets that cannot show one person, and the error curves they give."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from cba_core.domain.arrays import FloatArray, IntArray
from cba_core.domain.error_figures import Apart, ErrorCurve, ErrorCurves, PairKind
from cba_core.domain.footage import Modality
from cba_core.domain.repositories import NO_TIME, TrackletColumns

MOST_PAIRS = 200_000
"""Of one kind; more of them say no more, since they share their tracklets."""
_SEED = 5
_MS = 1000


class Spans(NamedTuple):
    """When tracklets were seen within their file; in the order of the columns' rows."""

    start_s: FloatArray  # (n,)
    end_s: FloatArray  # (n,)


def error_curves(
    vectors: FloatArray,
    columns: TrackletColumns,
    spans: Spans,
    apart: Sequence[Apart],
    *,
    shortest_s: float,
) -> ErrorCurves:
    """Curves of every pair of cameras, and of every pair of modalities over all cameras.

    Args:
        vectors: (n, dim) unit length, row by row as `columns`.
        columns: camera, modality and corrected times.
        spans: times within the file.
        apart: cameras that a person says lie apart; between others nothing is known.
        shortest_s: seconds that two have to be seen together by one camera.
    """
    pairs = np.concatenate(
        [
            np.array(list(_together(columns, spans, shortest_s)), np.int64).reshape(-1, 2),
            *(_too_far(columns, one) for one in apart),
        ]
    )
    curves: dict[PairKind, ErrorCurve] = {}
    numbers = _kinds_of(columns, pairs)
    for kind, rows in _grouped(columns, pairs, numbers):
        curves[kind] = _curve(kind, pairs[rows], vectors, columns.tracklet_ids)
    every = {
        PairKind.of(("", one), ("", other), any_camera=True)
        for one, other in (kind.modalities for kind in curves)
    }
    for kind in sorted(every, key=lambda one: one.modalities):
        modalities = kind.modalities
        rows = np.flatnonzero(_modalities_of(columns, pairs) == _code(modalities))
        curves[kind] = _curve(kind, pairs[rows], vectors, columns.tracklet_ids)
    return ErrorCurves(curves)


def _curve(
    kind: PairKind, pairs: IntArray, vectors: FloatArray, tracklet_ids: IntArray
) -> ErrorCurve:
    if len(pairs) > MOST_PAIRS:
        chosen = np.random.default_rng(_SEED).choice(len(pairs), MOST_PAIRS, replace=False)
        pairs = pairs[np.sort(chosen)]
    alike = np.einsum("ij,ij->i", vectors[pairs[:, 0]], vectors[pairs[:, 1]], dtype=np.float64)
    if kind.cameras is not None and kind.cameras[0] != kind.cameras[1]:
        sides = (len(np.unique(pairs[:, 0])), len(np.unique(pairs[:, 1])))
    else:
        # Both sides are the same crowd: half of it is what either side has of its own.
        half = len(np.unique(pairs)) // 2
        sides = (half, half)
    order = np.argsort(alike, kind="stable")
    ordered: FloatArray = alike[order]
    ids: IntArray = tracklet_ids[pairs[order]]
    return ErrorCurve(kind=kind, similarities=ordered, pairs=ids, tracklets=sides)


def _together(
    columns: TrackletColumns, spans: Spans, shortest_s: float
) -> Iterator[tuple[int, int]]:
    """Rows that one file shows at the same moment, for long enough."""
    order = np.lexsort((spans.start_s, columns.footage_ids))
    present: list[int] = []
    file = None
    for row in order.tolist():
        if columns.footage_ids[row] != file:
            file, present = columns.footage_ids[row], []
        start = spans.start_s[row]
        present = [one for one in present if spans.end_s[one] - start >= shortest_s]
        for other in present:
            if min(spans.end_s[other], spans.end_s[row]) - start >= shortest_s:
                yield (other, row) if other < row else (row, other)
        present.append(row)


def _too_far(columns: TrackletColumns, apart: Apart) -> IntArray:
    """(m, 2) rows of either camera, too near in time for the way between them."""
    sides = []
    for camera in apart.cameras:
        if camera not in columns.cameras:
            return np.empty((0, 2), np.int64)
        seen = columns.camera_indices == columns.cameras.index(camera)
        seen &= (columns.start_ms != NO_TIME) & (columns.end_ms != NO_TIME)
        sides.append(np.flatnonzero(seen))
    first, second = sides
    if apart.cameras[0] == apart.cameras[1] or not len(first) or not len(second):
        return np.empty((0, 2), np.int64)
    second = second[np.argsort(columns.start_ms[second], kind="stable")]
    starts, ends = columns.start_ms[second], columns.end_ms[second]
    margin = int(apart.seconds * _MS)
    found = []
    for row in first.tolist():
        until = np.searchsorted(starts, columns.end_ms[row] + margin, side="left")
        near = second[:until][ends[:until] + margin > columns.start_ms[row]]
        found.append(np.stack([np.full(len(near), row), near], axis=1))
    pairs: IntArray = np.concatenate(found).astype(np.int64)
    return pairs


def _kinds_of(columns: TrackletColumns, pairs: IntArray) -> IntArray:
    """(m,) a number for each pair of cameras and modalities, the same in both orders."""
    ends = columns.camera_indices * 2 + columns.is_infrared
    one, other = ends[pairs[:, 0]], ends[pairs[:, 1]]
    numbers: IntArray = np.minimum(one, other) * (2 * len(columns.cameras)) + np.maximum(one, other)
    return numbers


def _grouped(
    columns: TrackletColumns, pairs: IntArray, numbers: IntArray
) -> Iterator[tuple[PairKind, IntArray]]:
    # `np.unique` tells where each kind first stands; cameras and modalities follow from there.
    for number, first in zip(*np.unique(numbers, return_index=True), strict=True):
        ends = [
            (columns.cameras[columns.camera_indices[row]], _modality(columns, row))
            for row in pairs[first]
        ]
        yield PairKind.of(ends[0], ends[1]), np.flatnonzero(numbers == number)


def _modality(columns: TrackletColumns, row: int) -> Modality:
    return Modality.INFRARED if columns.is_infrared[row] else Modality.VISIBLE


def _modalities_of(columns: TrackletColumns, pairs: IntArray) -> IntArray:
    """(m,) how many of either pair are infrared."""
    counted: IntArray = columns.is_infrared[pairs].sum(axis=1)
    return counted


def _code(modalities: tuple[Modality, Modality]) -> int:
    return sum(one is Modality.INFRARED for one in modalities)
