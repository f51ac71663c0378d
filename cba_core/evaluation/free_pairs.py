"""Pairs of tracklets that cannot show one person, and the error curves they give."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from typing import Literal, NamedTuple

import numpy as np

from cba_core.domain.arrays import BoolArray, IntArray, RealArray
from cba_core.domain.error_figures import Apart, ErrorCurve, ErrorCurves, PairKind
from cba_core.domain.footage import Modality
from cba_core.domain.progress import go_on
from cba_core.domain.repositories import NO_TIME, TrackletColumns
from cba_core.evaluation.pair_ranges import PairRanges, drawn

MOST_PAIRS = 20_000
"""Of one kind. The chance of a draw moves 1 of 100 by .07 (one standard error) then, far less than
the width that is shown; more of them say no more, since they share their tracklets."""
_PAIRS_AT_ONCE = 1024
"""Two blocks of vectors of 1,280 numbers that stay at 10 MB."""
_MS = 1000

_Side = Literal["left", "right"]
VectorsOf = Callable[[IntArray], RealArray]
"""(m, dim) unit vectors of row numbers (m,)."""


class Spans(NamedTuple):
    """When tracklets were seen within their file; in the order of the columns' rows."""

    start_s: RealArray  # (n,)
    end_s: RealArray  # (n,) below the start where it is not known


FreePairs = dict[PairKind, list[PairRanges]]
"""Rows of each pair of cameras, unwritten."""


def error_curves(
    vectors_of: VectorsOf,
    columns: TrackletColumns,
    pairs: FreePairs,
    *,
    between_steps: Callable[[], None] = go_on,
) -> ErrorCurves:
    """Curves of every pair of cameras, and of every pair of modalities over all cameras.

    Args:
        vectors_of: gives unit vectors, row by row as `columns`.
        columns: camera, modality and ids.
        pairs: of `free_pairs`; of more than `MOST_PAIRS` of a kind so many are drawn.
        between_steps: called between two curves; what it raises ends that.
    """
    curves: dict[PairKind, ErrorCurve] = {}
    for kind, parts in {**pairs, **over_all_cameras(pairs)}.items():
        between_steps()
        curves[kind] = _curve(kind, parts, vectors_of, columns.tracklet_ids)
    return ErrorCurves(curves)


def free_pairs(
    columns: TrackletColumns,
    spans: Spans,
    apart: Sequence[Apart],
    *,
    shortest_s: float,
    same_person: Iterable[Sequence[int]] = (),
) -> FreePairs:
    """All pairs of rows that cannot show one person, by their cameras.

    Args:
        columns: camera, modality and corrected times.
        spans: times within the file.
        apart: cameras that a person says lie apart; between others nothing is known.
        shortest_s: seconds that two have to be seen together by one camera.
        same_person: groups of tracklet ids, none in two of them, that a person decided show one
            person: a track that was cut and taken up beside itself, or a clock that was wrong.
            Their pairs are not free.
    """
    groups = _groups_of_rows(columns.tracklet_ids, same_person)
    found: FreePairs = defaultdict(list)
    for kind, part in _together(columns, spans, shortest_s):
        found[kind].append(part)
    for one in apart:
        for kind, part in _too_far(columns, one):
            found[kind].append(part)
    return {
        kind: parts
        for kind in sorted(found, key=str)
        if (parts := _filled([part.without_groups(groups) for part in found[kind]]))
    }


def over_all_cameras(pairs: FreePairs) -> FreePairs:
    """The same by modalities alone."""
    found: FreePairs = defaultdict(list)
    for kind, parts in pairs.items():
        one, other = kind.modalities
        found[PairKind.of(("", one), ("", other), any_camera=True)] += parts
    return dict(sorted(found.items(), key=lambda item: item[0].modalities))


def likeness(vectors_of: VectorsOf, pairs: IntArray) -> RealArray:
    """(m,) cosine similarities of pairs of rows (m, 2), a block at a time."""
    alike = np.empty(len(pairs), np.float64)
    for start in range(0, len(pairs), _PAIRS_AT_ONCE):
        block = slice(start, start + _PAIRS_AT_ONCE)
        first, second = vectors_of(pairs[block, 0]), vectors_of(pairs[block, 1])
        alike[block] = np.einsum("ij,ij->i", first, second, dtype=np.float64)
    return alike


def sides_of(pairs: IntArray, kind: PairKind) -> tuple[int, int]:
    """How many different rows or ids stand on either side of pairs (m, 2)."""
    if kind.cameras is not None and kind.cameras[0] != kind.cameras[1]:
        return len(np.unique(pairs[:, 0])), len(np.unique(pairs[:, 1]))
    # Both sides are the same crowd: half of it is what either side has of its own.
    half = len(np.unique(pairs)) // 2
    return half, half


def _groups_of_rows(tracklet_ids: IntArray, groups: Iterable[Sequence[int]]) -> IntArray:
    """(n,) number of the group of each row, -1 where it is in none; ids that are gone count not."""
    found: IntArray = np.full(len(tracklet_ids), -1, np.int64)
    number_of = {one: number for number, group in enumerate(groups) for one in group}
    if number_of and len(tracklet_ids):
        ids = np.array(sorted(number_of), np.int64)
        rows = np.minimum(np.searchsorted(tracklet_ids, ids), len(tracklet_ids) - 1)
        is_there = tracklet_ids[rows] == ids
        found[rows[is_there]] = [number_of[one] for one in ids[is_there].tolist()]
    return found


def _filled(parts: list[PairRanges]) -> list[PairRanges]:
    return [part for part in parts if part.count]


def _curve(
    kind: PairKind, parts: Sequence[PairRanges], vectors_of: VectorsOf, tracklet_ids: IntArray
) -> ErrorCurve:
    there = sum(part.count for part in parts)
    pairs = drawn(parts, MOST_PAIRS)
    alike = likeness(vectors_of, pairs)
    order = np.argsort(alike, kind="stable")
    ids: IntArray = tracklet_ids[pairs[order]]
    return ErrorCurve(
        kind=kind,
        similarities=alike[order],
        pairs=ids,
        tracklets=sides_of(pairs, kind),
        drawn_from=there if there > len(pairs) else None,
    )


def _together(
    columns: TrackletColumns, spans: Spans, shortest_s: float
) -> Iterator[tuple[PairKind, PairRanges]]:
    """Rows that one file shows at the same moment, for long enough.

    Among those that last long enough at all, two are together so long when the later one begins
    that much before the end of the earlier one: a range, in the order of beginning.
    """
    long_enough = spans.end_s - spans.start_s >= shortest_s
    starts, limits = _within_files(columns.footage_ids, spans, shortest_s)
    for camera, name in enumerate(columns.cameras):
        of_camera = long_enough & (columns.camera_indices == camera)
        sides = {
            modality: _in_order(starts, of_camera & (columns.is_infrared == is_infrared))
            for modality, is_infrared in ((Modality.VISIBLE, False), (Modality.INFRARED, True))
        }
        for one, other in product(sides, sides):
            first, others = sides[one], sides[other]
            # Of two that begin as one, the visible one counts as the earlier, in one order alone.
            side: _Side = "left" if one is Modality.VISIBLE else "right"
            begin = (
                np.arange(1, len(first) + 1)
                if one is other
                else np.searchsorted(starts[others], starts[first], side=side)
            )
            end = np.searchsorted(starts[others], limits[first], side="right")
            part = PairRanges(first, others, begin, np.maximum(begin, end))
            yield PairKind.of((name, one), (name, other)), part


def _within_files(
    footage_ids: IntArray, spans: Spans, shortest_s: float
) -> tuple[IntArray, IntArray]:
    """Numbers that order rows by file and beginning, and where the last partner may begin.

    Ranks stand for the times, so that any time fits beside any file.
    """
    times = np.concatenate([spans.start_s, spans.end_s - shortest_s])
    values, ranks = np.unique(times, return_inverse=True)
    files = np.unique(footage_ids, return_inverse=True)[1] * max(len(values), 1)
    starts, limits = np.split(ranks, 2)
    return files + starts, files + limits


def _in_order(by: IntArray, wanted: BoolArray) -> IntArray:
    rows = np.flatnonzero(wanted)
    return rows[np.argsort(by[rows], kind="stable")]


def _too_far(columns: TrackletColumns, apart: Apart) -> Iterator[tuple[PairKind, PairRanges]]:
    """Rows of either camera, too near in time for the way between them."""
    first, second = apart.cameras
    if first == second or not {first, second} <= set(columns.cameras):
        return
    timed = (columns.start_ms != NO_TIME) & (columns.end_ms != NO_TIME)
    starts = columns.start_ms
    # Whoever is seen in one frame alone is there for a moment.
    until = np.maximum(columns.end_ms, starts + 1) + int(apart.seconds * _MS)
    for one, other in product(Modality, Modality):
        here, there = (
            _in_order(
                starts,
                timed
                & (columns.camera_indices == columns.cameras.index(camera))
                & (columns.is_infrared == (modality is Modality.INFRARED)),
            )
            for camera, modality in ((first, one), (second, other))
        )
        kind = PairKind.of((first, one), (second, other))
        # Either `there` begins no earlier, and before the time is up; or the other way round.
        ways: tuple[tuple[IntArray, IntArray, _Side], ...] = (
            (here, there, "left"),
            (there, here, "right"),
        )
        for rows, others, side in ways:
            begin = np.searchsorted(starts[others], starts[rows], side=side)
            end = np.searchsorted(starts[others], until[rows], side="left")
            turned = rows is there
            yield kind, PairRanges(rows, others, begin, np.maximum(begin, end), is_turned=turned)
