"""The frames that are looked at, and how long a person may be hidden."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cba_core.tracking.sampling import SAMPLED_RATE, automatic_stride, patience_in_frames


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


def test_patience_is_told_in_seconds_and_counted_in_frames() -> None:
    assert patience_in_frames(1.0, 25.0, 1) == 25
    assert patience_in_frames(0.5, 10.0, 1) == 5
    assert patience_in_frames(1.0, None, 1) == 25


def test_a_single_missed_sample_is_always_borne() -> None:
    assert patience_in_frames(1.0, 10.0, 30) == 60
