"""Footage is cut where its time passes a multiple of the segment's length."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cba_core.domain.footage import Frame
from cba_core.pipelines.work_segments import work_segments
from tests.support.frames import a_frame


def cut(frames: list[Frame], seconds: float) -> list[list[int]]:
    return [[frame.index for frame in segment] for segment in work_segments(iter(frames), seconds)]


@pytest.mark.parametrize(
    ("count", "seconds", "lengths"),
    [(0, 1.0, []), (3, 1.0, [3]), (25, 1.0, [25]), (26, 1.0, [25, 1]), (60, 1.0, [25, 25, 10])],
)
def test_segments_of_small_footage_worked_by_hand(
    count: int, seconds: float, lengths: list[int]
) -> None:
    frames = [a_frame(index) for index in range(count)]
    assert [len(piece) for piece in cut(frames, seconds)] == lengths


@given(count=st.integers(0, 120), seconds=st.floats(0.1, 3.0), resume=st.integers(0, 20))
def test_resuming_at_a_border_gives_the_remaining_segments_of_an_unbroken_run(
    count: int, seconds: float, resume: int
) -> None:
    frames = [a_frame(index) for index in range(count)]
    whole = cut(frames, seconds)
    assert [index for piece in whole for index in piece] == list(range(count))
    at = min(resume, len(whole))
    start = sum(len(piece) for piece in whole[:at])
    assert cut(frames[start:], seconds) == whole[at:]


def test_a_segment_tells_where_it_ends_and_what_follows() -> None:
    segments = work_segments(iter([a_frame(index, pts=index * 10) for index in range(30)]), 1.0)
    first = next(segments)
    assert len(list(first)) == 25
    assert first.end_frame == 25
    assert first.following is not None
    assert first.following.pts == 250
    last = next(segments)
    assert len(list(last)) == 5
    assert (last.end_frame, last.following) == (30, None)


def test_a_clock_that_jumps_back_loses_no_frame() -> None:
    frames = [a_frame(0, rate=1), a_frame(5, rate=1), a_frame(1, rate=1)]
    assert cut(frames, 2.0) == [[0], [5], [1]]
