"""Tracklets of a case to learn from, and who cannot be whom."""

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cba_core.domain.decisions import Decision, Person, Verdict, query_key
from cba_core.domain.footage import Modality
from cba_core.domain.ids import FootageId, TrackletId, asked_id
from cba_core.domain.tracklets import StoredCrop, Tracklet
from cba_core.pipelines.case_tracklets import (
    SEEN_TOGETHER_S,
    DecidedPairs,
    decided_pairs,
    seen_together,
    tracklets_of_case,
)


def tracklet(number: int, start_s: float, end_s: float, *, footage: int = 1) -> Tracklet:
    return Tracklet(
        id=TrackletId(footage * 1_000_000 + number), footage_id=FootageId(footage), segment=0,
        camera="gate", modality=Modality.VISIBLE, proposed_modality=Modality.VISIBLE, kind=None,
        start_s=start_s, end_s=end_s, start_time=datetime(2026, 3, 1, tzinfo=UTC), end_time=None,
        length=5, mean_score=0.9, cover=None,
    )  # fmt: skip


def test_who_was_there_at_one_moment_is_two_people() -> None:
    seen = [tracklet(1, 0, 10), tracklet(2, 4, 6), tracklet(3, 9, 20), tracklet(4, 10.2, 12)]
    assert seen_together(seen).tolist() == [[0, 1], [0, 2], [2, 3]]


def test_a_glimpse_is_not_enough() -> None:
    """A track that was cut may be taken up again beside its own end."""
    assert seen_together([tracklet(1, 0, 10), tracklet(2, 9.8, 15)]).tolist() == []
    assert seen_together([tracklet(1, 0, 10), tracklet(2, 3, 3.2)]).tolist() == []


def test_other_files_tell_nothing() -> None:
    assert seen_together([tracklet(1, 0, 10), tracklet(1, 0, 10, footage=2)]).shape == (0, 2)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 30)), max_size=12))
def test_pairs_are_those_of_looking_at_every_pair(stretches: list[tuple[int, int]]) -> None:
    seen = [
        tracklet(number, start / 4, (start + length) / 4)
        for number, (start, length) in enumerate(stretches)
    ]
    expected = [
        [one, other]
        for one in range(len(seen))
        for other in range(one + 1, len(seen))
        if min(seen[one].end_s, seen[other].end_s) - max(seen[one].start_s, seen[other].start_s)
        >= SEEN_TOGETHER_S
    ]
    assert seen_together(seen).tolist() == expected


def test_crops_come_in_the_order_of_time_and_tracklets_without_any_are_left_out() -> None:
    crops = {
        1_000_001: [
            StoredCrop(path=Path(f"{frame}.jpg"), frame_index=frame, quality=0.5, reasons=())
            for frame in (30, 10, 20)
        ],
        1_000_002: [],
        1_000_003: [StoredCrop(path=Path("x.jpg"), frame_index=1, quality=1.0, reasons=())],
    }
    source = tracklets_of_case(
        "theft",
        [tracklet(1, 0, 9), tracklet(2, 0, 9), tracklet(3, 0, 9)],
        lambda number: crops[number],
    )
    assert source.name == "theft"
    assert [one.frames for one in source.tracklets] == [
        (Path("10.jpg"), Path("20.jpg"), Path("30.jpg")),
        (Path("x.jpg"),),
    ]
    assert all(one.person is None for one in source.tracklets)
    np.testing.assert_array_equal(source.constraints.cannot_link, [[0, 1]])


def test_decisions_and_people_become_pairs_to_learn_from() -> None:
    def of(candidate: int, verdict: Verdict, *query: int) -> Decision:
        return Decision(
            query=query_key(TrackletId(one) for one in query), candidate=TrackletId(candidate),
            verdict=verdict, because=(), note="", rank_shown=None, actor="A",
            time=datetime(2026, 3, 1, tzinfo=UTC),
        )  # fmt: skip

    decided = decided_pairs(
        [
            of(5, Verdict.SUPPORTS_SAME, 2, 1),
            of(6, Verdict.SUPPORTS_DIFFERENT, 1),
            of(7, Verdict.WEAKLY_SUPPORTS_SAME, 1),
            of(8, Verdict.CANNOT_SAY, 1),
            of(9, Verdict.NOT_COMPARABLE, 1),
        ],
        [Person(number=1, name="A", tracklets=tuple(TrackletId(one) for one in (3, 4, 5)))],
    )
    assert decided.same == ((1, 2), (1, 5), (3, 4), (4, 5))
    assert decided.different == ((1, 6),)


def test_a_decided_pair_outranks_a_free_one() -> None:
    seen = [tracklet(1, 0, 10), tracklet(2, 4, 6), tracklet(3, 5, 9)]
    crop = StoredCrop(path=Path("a.jpg"), frame_index=0, quality=1.0, reasons=())
    same = ((seen[0].id, seen[1].id), (seen[0].id, TrackletId(9_000_001)))  # one that is gone
    source = tracklets_of_case(
        "case", seen, lambda _: [crop], DecidedPairs(same, ((seen[1].id, seen[2].id),))
    )
    assert source.constraints.must_link.tolist() == [[0, 1]]
    assert source.constraints.cannot_link.tolist() == [[0, 2], [1, 2]]


def test_E24_who_is_one_with_one_who_is_one_with_it_is_not_learnt_apart() -> None:
    """1 is 2 and 2 is 3, so that 1 and 3 are no free pair although they were seen together."""
    seen = [tracklet(1, 0, 10), tracklet(2, 50, 60), tracklet(3, 5, 9), tracklet(4, 5, 9)]
    crop = StoredCrop(path=Path("a.jpg"), frame_index=0, quality=1.0, reasons=())
    same = ((seen[0].id, seen[1].id), (seen[1].id, seen[2].id))
    source = tracklets_of_case("case", seen, lambda _: [crop], DecidedPairs(same, ()))
    assert source.constraints.cannot_link.tolist() == [[0, 3], [2, 3]]


def test_what_was_decided_with_a_picture_to_ask_with_is_learnt_of_who_is_one_with_it() -> None:
    """A picture is no tracklet to learn from; who was taken for its person is one."""
    seen = [tracklet(number, 100 * number, 100 * number + 9) for number in (1, 2, 3, 4)]
    first, second, other, nobody = (one.id for one in seen)
    box, alone = asked_id(1, is_external=False), asked_id(1, is_external=True)
    crop = StoredCrop(path=Path("a.jpg"), frame_index=0, quality=1.0, reasons=())
    decided = DecidedPairs(
        same=((box, first), (box, second)), different=((box, other), (alone, nobody))
    )
    source = tracklets_of_case("case", seen, lambda _: [crop], decided)
    assert source.constraints.must_link.tolist() == [[0, 1]]
    assert source.constraints.cannot_link.tolist() == [[0, 2]]
