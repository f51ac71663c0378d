"""The frames that are looked at."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cba_core.domain.footage import Frame, Planes
from cba_core.tracking.sampling import SAMPLED_RATE, automatic_stride, sample


@pytest.mark.parametrize(
    ("frame_rate", "stride"),
    [
        (25.0, 4),
        (29.97, 4),
        (30.0, 5),
        (22.0, 3),
        (12.0, 2),
        (10.0, 1),
        (1.0, 1),
        (None, 4),
        (0.0, 4),
        (90000.0, 4),  # a container that does not know its rate
        (float("nan"), 4),
    ],
)
def test_the_automatic_stride_of_common_rates(frame_rate: float | None, stride: int) -> None:
    assert automatic_stride(frame_rate) == stride


@given(st.floats(0.1, 300))
def test_the_sampled_rate_is_never_lower_than_tracking_needs_nor_twice_as_high(
    frame_rate: float | None,
) -> None:
    sampled = frame_rate / automatic_stride(frame_rate)
    assert sampled >= min(SAMPLED_RATE, frame_rate) - 1e-9
    assert sampled < 2 * SAMPLED_RATE or frame_rate < 2 * SAMPLED_RATE


def frames_at(times_s: list[float], first: int = 0) -> list[Frame]:
    pixels = np.zeros((2, 2, 3), np.uint8)
    return [
        Frame(
            index=index,
            time_s=time_s,
            render=lambda: pixels,
            see=lambda: Planes(pixels[..., 0], None),
        )
        for index, time_s in enumerate(times_s, start=first)
    ]


def taken(times_s: list[float], frame_rate: float | None, first: int = 0) -> list[int]:
    return [frame.index for frame in sample(frames_at(times_s, first), frame_rate)]


@given(
    st.sampled_from([1.0, 5.0, 6.0, 7.5, 10.0, 12.5, 15.0, 20.0, 24.0, 25.0, 29.97, 30.0, 50.0]),
    st.integers(0, 10_000),
    st.sampled_from([1e-6, 1e-3]),
    st.floats(0.995, 1.005),
)
def test_at_a_constant_rate_the_frames_of_the_automatic_stride_are_taken(
    rate: float, first: int, tick_s: float, told_wrong_by: float
) -> None:
    """Wherever a segment begins, however its times are rounded, at about the rate that is told."""
    count = 200
    times_s = [round(number / rate / tick_s) * tick_s for number in range(first, first + count)]
    told = rate * told_wrong_by
    stride = automatic_stride(told)
    expected = [index for index in range(first, first + count) if index % stride == 0]
    assert taken(times_s, told, first) == expected


def test_where_no_rate_is_known_it_is_taken_for_the_commonest() -> None:
    assert taken([number / 25 for number in range(20)], None) == [0, 4, 8, 12, 16]


def test_a_camera_that_slows_down_at_dusk_is_looked_at_as_often() -> None:
    day = [number / 25 for number in range(1500)]
    night = [60 + number / 5 for number in range(150)]
    mean = 1650 / 90
    assert automatic_stride(mean) == 3, "every third frame of the night are 1.7 a second"
    seen = taken(day + night, mean)
    assert seen[-149:] == list(range(1501, 1650))
    by_day = [index for index in seen if index < 1500]
    assert SAMPLED_RATE <= len(by_day) / 60 < 2 * SAMPLED_RATE
    assert taken(night, mean, first=1501)[:2] in ([1501, 1502], [1502, 1503])


@given(
    st.lists(st.floats(0.001, 1.0), min_size=1, max_size=200),
    st.floats(0.1, 100) | st.none(),
    st.integers(0, 50),
)
def test_two_looks_are_never_further_apart_than_tracking_bears_where_there_are_frames(
    gaps: list[float], frame_rate: float | None, first: int
) -> None:
    times_s = np.cumsum(gaps).tolist()
    seen = [frame.time_s for frame in sample(frames_at(times_s, first), frame_rate)]
    for before, after in pairwise([times_s[0], *seen, times_s[-1]]):
        between = [time_s for time_s in times_s if before < time_s < after]
        assert all(time_s - before < 1 / SAMPLED_RATE for time_s in between)
