"""Error figures from pairs that cannot show one person (U4, U25, E24)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cba_core.domain.error_figures import (
    Apart,
    ErrorCurve,
    ErrorCurves,
    PairKind,
)
from cba_core.domain.footage import Modality
from cba_core.domain.repositories import NO_TIME, TrackletColumns
from cba_core.evaluation.free_pairs import Spans, error_curves, free_pairs
from cba_core.evaluation.pair_ranges import PairRanges, drawn

VISIBLE, INFRARED = Modality.VISIBLE, Modality.INFRARED
CAMERAS = ("North", "South")


def seen(
    rows: list[tuple[int, int, bool, float, float]], *, timed: bool = True
) -> tuple[TrackletColumns, Spans]:
    """Rows of (file, camera, infrared, from s, to s); files begin at the same time."""
    table = np.array([(file, camera, start, end) for file, camera, _, start, end in rows], float)
    count = len(rows)
    start = (table[:, 2] * 1000).astype(np.int64) if timed else np.full(count, NO_TIME)
    end = (table[:, 3] * 1000).astype(np.int64) if timed else np.full(count, NO_TIME)
    columns = TrackletColumns(
        tracklet_ids=np.arange(count),
        footage_ids=table[:, 0].astype(np.int64),
        segments=np.zeros(count, np.int64),
        is_infrared=np.array([row[2] for row in rows]),
        camera_indices=table[:, 1].astype(np.int64),
        cameras=CAMERAS,
        start_ms=start,
        end_ms=end,
        lengths=np.ones(count, np.int64),
    )
    return columns, Spans(table[:, 2].astype(np.float32), table[:, 3].astype(np.float32))


def vectors(count: int, seed: int = 1) -> np.ndarray:
    drawn = np.random.default_rng(seed).normal(size=(count, 8)).astype(np.float32)
    return drawn / np.linalg.norm(drawn, axis=1, keepdims=True)


def curves_of(
    made: np.ndarray, columns: TrackletColumns, spans: Spans, apart: list[Apart]
) -> dict[PairKind, ErrorCurve]:
    pairs = free_pairs(columns, spans, apart, shortest_s=0.5)
    return error_curves(lambda rows: made[rows], columns, pairs).curves


def test_people_seen_together_by_one_file_are_different() -> None:
    columns, spans = seen(
        [
            (1, 0, False, 0, 10),
            (1, 0, False, 5, 12),
            (1, 0, False, 11, 20),
            (2, 0, False, 0, 10),
            (1, 0, False, 9.8, 9.9),
        ],
        timed=False,
    )
    made = vectors(5)
    curves = curves_of(made, columns, spans, [])
    kind = PairKind(("North", "North"), (VISIBLE, VISIBLE))
    assert set(curves) == {kind, PairKind(None, (VISIBLE, VISIBLE))}
    expected = sorted([float(made[0] @ made[1]), float(made[1] @ made[2])])
    assert curves[kind].similarities.tolist() == pytest.approx(expected)
    assert curves[kind].tracklets == (1, 1)


def test_people_seen_by_two_cameras_too_far_apart_are_different() -> None:
    columns, spans = seen(
        [
            (1, 0, False, 100, 110),
            (2, 1, True, 105, 120),  # at the same moment
            (2, 1, True, 150, 160),  # 40 s later
            (2, 1, True, 200, 210),  # 90 s later
            (2, 1, True, 10, 39),  # 61 s before
            (2, 1, True, 10, 41),  # 59 s before
        ]
    )
    kind = PairKind(("North", "South"), (VISIBLE, INFRARED))
    assert kind not in curves_of(vectors(6), columns, spans, [])

    def found(seconds: float) -> int:
        apart = [Apart(cameras=("North", "South"), seconds=seconds)]
        curves = curves_of(vectors(6), columns, spans, apart)
        return len(curves[kind].similarities)

    assert found(0) == 1
    assert found(41) == 2
    assert found(60) == 3
    assert found(1000) == 5


def test_without_times_nothing_is_known_of_two_cameras() -> None:
    columns, spans = seen([(1, 0, False, 0, 10), (2, 1, True, 0, 10)], timed=False)
    apart = [Apart(cameras=("North", "South"), seconds=60), Apart(cameras=("A", "B"), seconds=1)]
    assert curves_of(vectors(2), columns, spans, apart) == {}


def test_of_too_many_pairs_some_are_drawn_and_the_figure_says_of_how_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """E24: n is what was measured, and what it was drawn from stands beside it."""
    count = 60
    columns, spans = seen([(1, 0, False, float(row), float(row + 1000)) for row in range(count)])
    there = count * (count - 1) // 2
    made = vectors(count)
    kind = PairKind(("North", "North"), (VISIBLE, VISIBLE))
    whole = curves_of(made, columns, spans, [])[kind]
    assert (len(whole.similarities), whole.drawn_from) == (there, None)
    monkeypatch.setattr("cba_core.evaluation.free_pairs.MOST_PAIRS", 300)
    some = curves_of(made, columns, spans, [])[kind]
    assert (len(some.similarities), some.drawn_from) == (300, there)
    figure = some.at(0.0)
    assert figure is not None
    assert (figure.pairs, figure.drawn_from) == (300, there)
    assert len({tuple(pair) for pair in some.pairs.tolist()}) == 300
    assert {tuple(pair) for pair in some.pairs.tolist()} <= {
        tuple(pair) for pair in whole.pairs.tolist()
    }
    assert np.array_equal(some.pairs, curves_of(made, columns, spans, [])[kind].pairs)
    truth = whole.at(0.3)
    drawn_figure = some.at(0.3)
    assert truth is not None
    assert drawn_figure is not None
    assert abs(truth.share - drawn_figure.share) < 0.08


@given(
    st.lists(st.lists(st.integers(0, 5), min_size=1, max_size=6), max_size=4), st.integers(1, 40)
)
def test_a_draw_is_of_different_pairs_evenly_over_the_whole(
    lengths: list[list[int]], most: int
) -> None:
    parts, every = [], []
    for number, counts in enumerate(lengths):
        others = np.arange(20) + 100 * number
        begin = np.arange(len(counts))
        first = 1000 + begin
        parts.append(
            PairRanges(first, others, begin, begin + np.array(counts), is_turned=number % 2 == 1)
        )
        for row, held in enumerate(counts):
            pairs = [(1000 + row, 100 * number + row + place) for place in range(held)]
            every += [pair[::-1] for pair in pairs] if number % 2 else pairs
    found = [tuple(pair) for pair in drawn(parts, most).tolist()]
    if len(every) <= most:
        assert found == every
        return
    assert len(found) == most
    places = sorted(every.index(pair) for pair in found)
    bounds = [number * len(every) // most for number in range(most + 1)]
    # one of each run of pairs: no stretch of a case is left out
    assert all(
        low <= place < high for place, low, high in zip(places, bounds, bounds[1:], strict=False)
    )


def test_pairs_of_a_case_as_large_as_any_are_counted_without_being_written() -> None:
    count = 200_000
    rows = np.arange(count)
    part = PairRanges(rows, rows, np.minimum(rows + 1, count), np.full(count, count))
    assert part.count == count * (count - 1) // 2
    assert len(drawn([part], 1000)) == 1000


def curve(similarities: list[float], *, tracklets: tuple[int, int] = (20, 20)) -> ErrorCurve:
    return ErrorCurve(
        kind=PairKind(("North", "South"), (INFRARED, VISIBLE)),
        similarities=np.sort(np.array(similarities, np.float64)),
        pairs=np.zeros((len(similarities), 2), np.int64),
        tracklets=tracklets,
    )


def test_a_figure_counts_who_scores_at_least_as_high() -> None:
    made = curve([0.1] * 60 + [0.5] * 30 + [0.9] * 10)
    figure = made.at(0.5)
    assert figure is not None
    assert (figure.at_least, figure.pairs, figure.share) == (40, 100, 0.4)
    low, high = figure.interval
    assert low < 0.4 < high
    # 20 tracklets on either side are worth ten independent pairs: Wilson's interval of 4 of 10
    assert (low, high) == pytest.approx((0.1682, 0.6873), abs=1e-4)
    highest = made.at(0.95)
    assert highest is not None
    assert (highest.at_least, highest.interval[0]) == (0, 0.0)
    assert highest.interval[1] > 0.2  # none of few is not never
    assert made.exceeded_by(0.1) == pytest.approx(0.9)


def test_too_few_pairs_or_tracklets_are_not_called_measured() -> None:
    assert curve([0.1] * 29).at(0.0) is None
    assert curve([0.1] * 30).at(0.0) is not None
    assert curve([0.1] * 300, tracklets=(9, 40)).at(0.0) is None


def test_a_pair_of_cameras_stands_before_all_cameras_and_modalities_never_mix() -> None:
    both = curve([0.1] * 50)
    anywhere = ErrorCurve(
        kind=PairKind(None, (INFRARED, VISIBLE)),
        similarities=np.full(80, 0.1),
        pairs=np.zeros((80, 2), np.int64),
        tracklets=(20, 20),
    )
    curves = ErrorCurves({both.kind: both, anywhere.kind: anywhere})
    north, south, roof = ("North", INFRARED), ("South", VISIBLE), ("Roof", VISIBLE)
    for one, other, pairs in ((north, south, 50), (south, north, 50), (north, roof, 80)):
        figure = curves.figure(one, other, 0.0)
        assert figure is not None
        assert figure.pairs == pairs
    assert curves.figure(("North", VISIBLE), ("South", VISIBLE), 0.0) is None


@given(
    st.lists(st.tuples(st.integers(1, 2), st.booleans(), st.integers(0, 50), st.integers(0, 20)),
             max_size=14),
    st.integers(0, 30),
)  # fmt: skip
def test_pairs_are_those_of_brute_force(
    told: list[tuple[int, bool, int, int]], seconds: int
) -> None:
    rows = [
        (file, file - 1, infrared, float(start), float(start + length))
        for file, infrared, start, length in told
    ]
    if not rows:
        return
    columns, spans = seen(rows)
    made = vectors(len(rows))
    expected: dict[PairKind, list[float]] = {}
    for one in range(len(rows)):
        for other in range(one + 1, len(rows)):
            a, b = rows[one], rows[other]
            together = min(a[4], b[4]) - max(a[3], b[3])
            ends_a, ends_b = max(a[4], a[3] + 0.001), max(b[4], b[3] + 0.001)
            near = b[3] < ends_a + seconds and a[3] < ends_b + seconds
            if (a[0] == b[0] and together >= 0.5) or (a[0] != b[0] and near):
                ends = [(CAMERAS[row[1]], INFRARED if row[2] else VISIBLE) for row in (a, b)]
                kind = PairKind.of(ends[0], ends[1])
                expected.setdefault(kind, []).append(float(made[one] @ made[other]))
    apart = [Apart(cameras=("North", "South"), seconds=float(seconds))]
    curves = curves_of(made, columns, spans, apart)
    found = {kind: one for kind, one in curves.items() if kind.cameras is not None}
    assert set(found) == set(expected)
    for kind, similarities in expected.items():
        assert found[kind].similarities.tolist() == pytest.approx(sorted(similarities), abs=1e-6)


def test_E24_pairs_that_a_person_decided_are_one_are_not_free() -> None:
    """A track that was cut and taken up beside itself; in a person, or confirmed as candidate."""
    columns, spans = seen([(1, 0, False, 0, 10) for _ in range(5)], timed=False)
    kind = PairKind(("North", "North"), (VISIBLE, VISIBLE))

    def pairs(*same: tuple[int, ...]) -> list[list[int]]:
        found = free_pairs(columns, spans, [], shortest_s=0.5, same_person=same)
        parts = found.get(kind, [])
        assert sum(part.count for part in parts) == len(drawn(parts, 100))
        return sorted(sorted(pair) for pair in drawn(parts, 100).tolist())

    everybody = [[one, other] for one in range(5) for other in range(one + 1, 5)]
    assert pairs() == everybody
    assert pairs((1, 3)) == [pair for pair in everybody if pair != [1, 3]]
    assert pairs((0, 2, 4), (1, 3)) == [pair for pair in everybody if pair[0] % 2 != pair[1] % 2]
    assert pairs((0, 1, 2, 3, 4, 99)) == []


def test_E24_nor_are_they_between_cameras_that_lie_apart() -> None:
    """Two cameras cannot show one at a moment; where a person says they do, a clock was wrong."""
    columns, spans = seen([(1, 0, False, 0, 10), (2, 1, True, 5, 15), (2, 1, True, 6, 15)])
    apart = [Apart(cameras=("North", "South"), seconds=60)]
    kind = PairKind(("North", "South"), (VISIBLE, INFRARED))
    for same, expected in (((), [[0, 1], [0, 2]]), (((0, 1),), [[0, 2]])):
        found = free_pairs(columns, spans, apart, shortest_s=0.5, same_person=same)
        assert drawn(found[kind], 9).tolist() == expected


@given(
    spans=st.lists(st.tuples(st.integers(0, 20), st.integers(1, 9)), min_size=1, max_size=9),
    groups=st.lists(st.integers(-1, 2), min_size=9, max_size=9),
)
def test_E24_what_is_left_is_what_brute_force_leaves(
    spans: list[tuple[int, int]], groups: list[int]
) -> None:
    columns, times = seen([(1, 0, False, start, start + long) for start, long in spans])
    same = [[row for row, one in enumerate(groups) if one == number] for number in range(3)]
    kind = PairKind(("North", "North"), (VISIBLE, VISIBLE))

    def found(*told: list[int]) -> list[tuple[int, ...]]:
        parts = free_pairs(columns, times, [], shortest_s=0.5, same_person=told).get(kind, [])
        return sorted(tuple(sorted(pair)) for pair in drawn(parts, 1000).tolist())

    expected = [
        (one, other) for one, other in found() if groups[one] < 0 or groups[one] != groups[other]
    ]
    assert found(*same) == expected
