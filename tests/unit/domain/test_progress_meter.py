"""Rate and time left, and stopping where asked."""

import pytest

from cba_core.domain.errors import JobCancelled
from cba_core.domain.ids import FootageId, TrackletId, tracklet_id, tracklet_label
from cba_core.domain.progress import Progress, RateMeter, Unattended, checkpoints


class Stopping(Unattended):
    def __init__(self, after: int) -> None:
        self.left = after
        self.seen: list[Progress] = []

    def report(self, progress: Progress) -> None:
        self.seen.append(progress)

    def is_cancelled(self) -> bool:
        self.left -= 1
        return self.left < 0


def test_rate_and_time_left_follow_the_last_seconds() -> None:
    meter = RateMeter(total=100.0, window_s=10.0)
    assert meter.at(0, now_s=0.0) == (None, None)
    assert meter.at(10, now_s=1.0) == (10.0, 9.0)
    for second in range(2, 31):  # it slows down to one a second
        rate, left = meter.at(10 + second - 1, now_s=float(second))
    assert rate == pytest.approx(1.0, rel=0.15)
    assert left == pytest.approx(61, rel=0.15)


def test_the_time_in_which_work_was_held_says_nothing_of_its_rate() -> None:
    meter = RateMeter(total=100.0, window_s=10.0)
    for second in range(5):
        meter.at(10.0 * second, now_s=float(second))
    assert meter.at(40, now_s=300.0) == (None, None)
    assert meter.at(50, now_s=301.0) == (10.0, 5.0)


def test_slow_steps_have_a_rate_and_a_time_left() -> None:
    meter = RateMeter(total=10)
    assert meter.at(0, now_s=0.0) == (None, None)
    for step in range(1, 10):
        assert meter.at(step, now_s=20.0 * step) == (0.05, 20.0 * (10 - step))


def test_time_left_is_unknown_where_the_total_is() -> None:
    meter = RateMeter(total=None)
    meter.at(0, now_s=0.0)
    assert meter.at(5, now_s=1.0) == (5.0, None)


def test_checkpoints_stop_before_the_next_item() -> None:
    context = Stopping(after=2)
    stream = checkpoints("abc", "Reading", context)
    assert [next(stream), next(stream)] == ["a", "b"]
    with pytest.raises(JobCancelled) as caught:
        next(stream)
    assert caught.value.step == "Reading"
    assert [(p.done, p.total) for p in context.seen] == [(0, 3), (1, 3)]


def test_tracklet_ids_name_their_footage() -> None:
    identifier = tracklet_id(FootageId(3), 12)
    assert identifier == TrackletId(3_000_012)
    assert tracklet_label(identifier) == "3-12"


@pytest.mark.parametrize("number", [0, 1_000_000])
def test_a_tracklet_number_out_of_its_room_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="tracklet number"):
        tracklet_id(FootageId(1), number)
