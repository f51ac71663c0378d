"""Paths: smooth lines, and how far along them somebody is."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cba_core.simulation.footsteps import FootShape, Footsteps
from cba_core.simulation.paths import WalkedPath, length_m, rounded_line, walked_path

SHAPE = FootShape(
    stride_m=1.4,
    step_width_m=0.1,
    lift_m=0.08,
    toe_out_rad=0.1,
    limp=0.0,
    ankle_m=0.08,
    toes_m=0.03,
    foot_m=0.16,
)
CORNERS = st.lists(
    st.tuples(st.floats(-8.0, 8.0), st.floats(-8.0, 8.0)), min_size=2, max_size=5, unique=True
).filter(lambda line: min(np.hypot(*np.diff(np.array(line), axis=0).T)) > 2.0)


def steady(
    corners: list[tuple[float, float]], speed: float = 1.3, from_s: float = 5.0
) -> WalkedPath:
    line = np.array(corners, np.float64)
    times = np.arange(0.0, length_m(rounded_line(line)) / speed, 0.1)
    return walked_path(line, from_s + times, times * speed)


@given(corners=CORNERS)
@settings(max_examples=25)
def test_rounded_lines_have_even_points_and_no_corners(corners: list[tuple[float, float]]) -> None:
    line = rounded_line(np.array(corners))
    steps = np.diff(line, axis=0)
    # chords are shorter than the arc: by little, even where the line turns back
    long = np.linalg.norm(steps, axis=1)
    assert long.max() < 0.0501
    assert np.median(long) > 0.049
    assert np.linalg.norm(line[0] - corners[0]) < 0.4
    assert np.linalg.norm(line[-1] - corners[-1]) < 0.4
    box = np.array(corners)
    assert np.all(line >= box.min(axis=0) - 1e-6)
    assert np.all(line <= box.max(axis=0) + 1e-6)


@given(corners=CORNERS, speed=st.floats(0.8, 1.8))
@settings(max_examples=20)
def test_places_follow_the_progress(corners: list[tuple[float, float]], speed: float) -> None:
    path = steady(corners, speed)
    times = np.linspace(path.start_s, path.end_s, 40)
    distances = [path.distance_at(float(t)) for t in times]
    assert np.all(np.diff(distances) >= 0)
    places = np.array([path.place_at(one) for one in distances])
    gone = np.linalg.norm(np.diff(places, axis=0), axis=1)
    assert np.all(gone <= np.diff(distances) + 1e-6)  # never faster than told
    assert path.speed_at(float(times[20])) == pytest.approx(speed, rel=0.02)


def test_headings_point_along_the_line() -> None:
    path = steady([(0, 0), (5, 0), (5, 5)])
    assert path.heading_at(1.0) == pytest.approx(0.0, abs=0.02)
    assert path.heading_at(path.length_m - 1.0) == pytest.approx(0.5 * np.pi, abs=0.02)


def test_beyond_its_ends_a_path_goes_straight_on() -> None:
    path = steady([(0, 0), (4, 0)])
    start, end = path.place_at(0.0), path.place_at(path.length_m)
    assert path.place_at(-1.0) - start == pytest.approx([-1.0, 0.0], abs=1e-6)
    assert path.place_at(path.length_m + 0.7) - end == pytest.approx([0.7, 0.0], abs=1e-6)


def test_a_stop_is_known_and_a_slow_walk_is_none() -> None:
    times = np.arange(0.0, 12.0, 0.1)
    stays = np.clip(times, 0.0, 4.0) + np.clip(times - 6.0, 0.0, None)
    line = np.array([[0.0, 0.0], [9.0, 0.0]])
    assert walked_path(line, times, stays).pauses_m == pytest.approx([4.0])
    assert len(walked_path(line, times, 0.5 * times).pauses_m) == 0


@given(corners=CORNERS)
@settings(max_examples=15)
def test_strides_only_go_on(corners: list[tuple[float, float]]) -> None:
    path = steady(corners)
    steps = Footsteps(path, SHAPE)
    phases = [steps.phase_at(one) for one in np.arange(-1.0, path.length_m + 1.0, 0.07)]
    assert np.all(np.diff(phases) > 0)


def test_strides_are_as_long_as_they_are_said_to_be() -> None:
    steps = Footsteps(steady([(0, 0), (10, 0)]), SHAPE)
    done = steps.phase_at(8.0) - steps.phase_at(8.0 - SHAPE.stride_m)
    assert done == pytest.approx(1.0, abs=0.02)


@pytest.mark.parametrize("stop", [4.0, 4.2, 4.4, 4.6])
def test_who_stops_takes_shorter_steps_and_has_both_feet_down(stop: float) -> None:
    times = np.arange(0.0, 14.0, 0.1)
    speed = np.interp(times, [0.0, stop / 1.2, stop / 1.2 + 2.0], [1.2, 1.2, 0.0])
    speed[times > stop / 1.2 + 5.0] = 1.2
    progress = np.concatenate([[0.0], np.cumsum(speed[:-1] * 0.1)])
    path = walked_path(np.array([[0.0, 0.0], [10.0, 0.0]]), times, progress)
    steps = Footsteps(path, SHAPE)
    (pause,) = path.pauses_m
    phase = steps.phase_at(float(pause))
    assert abs((phase % 0.5) - 0.25) < 0.02
    assert all(steps.foot(phase, side=side, moving=0.0).is_down for side in (1, -1))
    ahead = phase - steps.phase_at(float(pause) - 0.3)
    usual = steps.phase_at(1.5) - steps.phase_at(1.2)
    assert ahead > 1.3 * usual
