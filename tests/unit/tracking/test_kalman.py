"""The motion filter against textbook matrices, and what it must do with people."""

import numpy as np
import pytest

from cba_core.domain.arrays import FloatArray
from cba_core.tracking.kalman import ACCELERATION, CENTRE_NOISE, FIRST_SPEED, BoxMotion


def a_box(
    centre_x: float, centre_y: float = 200.0, width: float = 40.0, height: float = 100.0
) -> FloatArray:
    half = np.array([width / 2, height / 2])
    centre = np.array([centre_x, centre_y])
    return np.concatenate([centre - half, centre + half]).astype(np.float32)[None]


def test_it_equals_the_textbook_filter_on_one_axis() -> None:
    motion, row, height = BoxMotion(), np.array([0]), 100.0
    motion.add(a_box(50))
    state = np.array([50.0, 0.0])
    covariance = np.diag([(CENTRE_NOISE * height) ** 2, (FIRST_SPEED * height) ** 2])
    observe = np.array([[1.0, 0.0]])
    for elapsed, seen in [(0.04, 53.0), (0.2, 71.0), (1.0, 160.0)]:
        step = np.array([[1.0, elapsed], [0.0, 1.0]])
        noise = (ACCELERATION * height) ** 2 * np.array(
            [[elapsed**3 / 3, elapsed**2 / 2], [elapsed**2 / 2, elapsed]]
        )
        state, covariance = step @ state, step @ covariance @ step.T + noise
        motion.predict(elapsed)
        assert motion.centre[0, 0] == pytest.approx(state[0])
        assert motion.doubt[0, 0] == pytest.approx(np.sqrt(covariance[0, 0]))
        spread = observe @ covariance @ observe.T + (CENTRE_NOISE * height) ** 2
        gain = covariance @ observe.T / spread
        state = state + (gain * (seen - state[0])).ravel()
        covariance = covariance - gain @ observe @ covariance
        motion.correct(row, a_box(seen))
        assert motion.centre[0, 0] == pytest.approx(state[0])
        assert motion.velocity[0, 0] == pytest.approx(state[1])


@pytest.mark.parametrize("frame_s", [0.04, 0.2])
def test_a_walk_of_constant_speed_is_foreseen_at_any_rate(frame_s: float) -> None:
    motion, speed = BoxMotion(), 80.0  # px/s
    motion.add(a_box(0))
    for step in range(1, round(3 / frame_s)):
        motion.predict(frame_s)
        motion.correct(np.array([0]), a_box(speed * frame_s * step))
    here = motion.centre[0, 0]
    motion.predict(1.0)
    assert motion.centre[0, 0] - here == pytest.approx(speed, rel=0.02)


def test_two_small_steps_in_time_equal_one_great_step() -> None:
    once, twice = BoxMotion(), BoxMotion()
    for motion in (once, twice):
        motion.add(a_box(10))
        motion.predict(0.04)
        motion.correct(np.array([0]), a_box(14))
    once.predict(0.4)
    twice.predict(0.1)
    twice.predict(0.3)
    np.testing.assert_allclose(once.boxes, twice.boxes)
    np.testing.assert_allclose(once.doubt, twice.doubt)


def test_doubt_grows_while_a_person_is_hidden_and_shrinks_when_seen() -> None:
    motion = BoxMotion()
    motion.add(a_box(10))
    fresh = motion.doubt[0, 0]
    motion.predict(0.5)
    hidden = motion.doubt[0, 0]
    motion.correct(np.array([0]), a_box(12))
    assert hidden > fresh
    assert motion.doubt[0, 0] < hidden


def test_size_is_smoothed_but_never_extrapolated() -> None:
    motion = BoxMotion()
    motion.add(a_box(10, width=40))
    for width in (34, 28, 22):
        motion.predict(0.04)
        motion.correct(np.array([0]), a_box(10, width=width))
    before = motion.size.copy()
    motion.predict(60)
    np.testing.assert_array_equal(motion.size, before)
    assert 22 < motion.size[0, 0] < 40


def test_rows_do_not_touch_each_other_and_can_be_forgotten() -> None:
    motion = BoxMotion()
    motion.add(np.concatenate([a_box(10), a_box(500), a_box(900)]))
    motion.predict(0.04)
    motion.correct(np.array([2]), a_box(904))
    motion.keep(np.array([True, False, True]))
    alone = BoxMotion()
    alone.add(a_box(900))
    alone.predict(0.04)
    alone.correct(np.array([0]), a_box(904))
    assert len(motion) == 2
    np.testing.assert_array_equal(motion.boxes[1], alone.boxes[0])
    np.testing.assert_array_equal(motion.doubt[1], alone.doubt[0])


def test_a_box_without_area_gives_finite_numbers() -> None:
    motion = BoxMotion()
    motion.add(np.array([[5, 5, 5, 5]], np.float32))
    motion.predict(0.04)
    motion.correct(np.array([0]), np.array([[6, 5, 6, 5]], np.float32))
    assert np.isfinite(motion.boxes).all()
    assert np.isfinite(motion.doubt).all()
