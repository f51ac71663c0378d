"""Everybody walks, as people do: one way at a time, around things and past each other."""

from collections import defaultdict
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cba_core.domain.arrays import RealArray
from cba_core.simulation.avoidance import around, obstacles_of
from cba_core.simulation.people import Person, draw_people
from cba_core.simulation.scenes.registry import scene
from cba_core.simulation.scenes.scene import SceneName, Solid
from cba_core.simulation.traffic import Walk, plan_traffic

SECONDS = 90.0
PEOPLE = 30


@cache
def people() -> list[Person]:
    return draw_people(PEOPLE, np.random.default_rng(6))


@cache
def walks(name: SceneName) -> list[Walk]:
    return plan_traffic(people(), scene(name), SECONDS, np.random.default_rng(8))


def gap_m(solid: Solid, places: RealArray) -> float:
    """From places (n, 2) to the outline of a solid on the ground plan; negative: within."""
    c, s = np.cos(solid.turn), np.sin(solid.turn)
    offset = (places - solid.centre[:2]) @ np.array([[c, -s], [s, c]])
    if solid.is_round or solid.is_ball:
        return float(np.linalg.norm(offset, axis=1).min() - solid.half[0])
    beyond = np.abs(offset) - solid.half[:2]
    outside = np.linalg.norm(np.maximum(beyond, 0.0), axis=1)
    return float((outside + np.minimum(beyond.max(axis=1), 0.0)).min())


def stands_in_the_way(solid: Solid) -> bool:
    low, high = solid.centre[2] - solid.half[2], solid.centre[2] + solid.half[2]
    return low < 1.6 and high > 0.2


@pytest.mark.parametrize("name", list(SceneName))
def test_everybody_walks_and_most_come_back(name: SceneName) -> None:
    times = defaultdict(int)
    for walk in walks(name):
        times[walk.person] += 1
    assert set(times) == set(range(PEOPLE))
    assert sum(count > 1 for count in times.values()) > 0.3 * PEOPLE


@pytest.mark.parametrize("name", list(SceneName))
def test_nobody_is_in_two_places_at_once(name: SceneName) -> None:
    by_person = defaultdict(list)
    for walk in walks(name):
        by_person[walk.person].append(walk.path)
    for paths in by_person.values():
        for before, after in pairwise(sorted(paths, key=lambda one: one.start_s)):
            assert before.end_s < after.start_s


@pytest.mark.parametrize("name", list(SceneName))
def test_somebody_is_there_from_the_first_second_to_the_last(name: SceneName) -> None:
    for moment in np.linspace(0.0, SECONDS, 10):
        there = [one for one in walks(name) if one.path.start_s <= moment <= one.path.end_s]
        assert there


@pytest.mark.parametrize("name", list(SceneName))
def test_speeds_are_those_of_walking_people(name: SceneName) -> None:
    for walk in walks(name):
        path = walk.path
        speeds = np.gradient(path.distances_m, path.times_s)
        assert speeds.min() >= -1e-9
        assert speeds.max() < 1.2 * people()[walk.person].speed_m_s
        assert np.abs(np.gradient(speeds, path.times_s)).max() < 6.0
        moving = speeds[speeds > 0.5]
        assert np.median(moving) > 0.6


@pytest.mark.parametrize("name", list(SceneName))
def test_people_walk_around_what_stands_about(name: SceneName) -> None:
    place = scene(name)
    for walk in walks(name):
        points = walk.path.points
        for x, y, radius in place.obstacles:
            assert np.hypot(points[:, 0] - x, points[:, 1] - y).min() > radius - 0.3
        for solid in place.solids:
            if stands_in_the_way(solid):
                assert gap_m(solid, points) > 0.05


@pytest.mark.parametrize("name", list(SceneName))
def test_some_walk_in_pairs_side_by_side(name: SceneName) -> None:
    found = 0
    for number, one in enumerate(walks(name)):
        for other in walks(name)[:number]:
            if one.path.start_s != other.path.start_s:
                continue
            times = np.arange(one.path.start_s, min(one.path.end_s, other.path.end_s), 1.0)
            apart = [
                np.linalg.norm(
                    one.path.place_at(one.path.distance_at(t))
                    - other.path.place_at(other.path.distance_at(t))
                )
                for t in times
            ]
            found += bool(np.median(apart) < 1.2)
    assert found >= 1


@pytest.mark.parametrize("name", list(SceneName))
def test_some_stop_for_a_while(name: SceneName) -> None:
    stops = [walk for walk in walks(name) if len(walk.path.pauses_m)]
    assert 0.1 * len(walks(name)) < len(stops) < 0.7 * len(walks(name))
    for walk in stops:
        still = np.diff(walk.path.times_s)[np.diff(walk.path.distances_m) == 0].sum()
        assert 2.5 < still < 10.0


@pytest.mark.parametrize("name", list(SceneName))
def test_people_hardly_ever_walk_through_each_other(name: SceneName) -> None:
    times = np.arange(0.0, SECONDS, 0.25)
    there = np.full((len(walks(name)), len(times), 2), np.nan)
    for number, walk in enumerate(walks(name)):
        for step, t in enumerate(times):
            if walk.path.start_s <= t <= walk.path.end_s:
                there[number, step] = walk.path.place_at(walk.path.distance_at(float(t)))
    nearest = []
    for number in range(1, len(there)):
        away = np.linalg.norm(there[number] - there[:number], axis=2)
        nearest += [one[np.isfinite(one)].min() for one in away if np.isfinite(one).any()]
    closest = np.array(nearest)
    met = np.sum(closest < 1.5)
    assert met > 20
    assert np.sum(closest < 0.3) < 0.12 * met


def test_the_same_seed_plans_the_same_walks() -> None:
    again = plan_traffic(people(), scene(SceneName.STREET), SECONDS, np.random.default_rng(8))
    first = walks(SceneName.STREET)
    assert [one.person for one in again] == [one.person for one in first]
    for one, other in zip(again, first, strict=True):
        assert np.array_equal(one.path.points, other.path.points)
        assert np.array_equal(one.path.times_s, other.path.times_s)


def test_one_person_walks_in_a_recording_of_seconds() -> None:
    (walk, *_) = plan_traffic(
        people()[:1], scene(SceneName.CORRIDOR), 3.0, np.random.default_rng(1)
    )
    assert walk.person == 0
    assert walk.path.end_s > walk.path.start_s


@given(
    along=st.floats(2.0, 8.0),
    aside=st.floats(-0.5, 0.5),
    radius=st.floats(0.1, 1.0),
    turn=st.floats(0.0, 6.2),
)
@settings(max_examples=40)
def test_lines_are_led_past_circles_wherever_they_lie(
    along: float, aside: float, radius: float, turn: float
) -> None:
    ahead = np.array([np.cos(turn), np.sin(turn)])
    across = np.array([-ahead[1], ahead[0]])
    line = np.arange(0.0, 10.0, 0.25)[:, None] * ahead
    centre = along * ahead + aside * across
    led = around(line, np.array([[*centre, radius]]))
    fine = np.concatenate([np.linspace(a, b, 8) for a, b in pairwise(led)])
    assert np.linalg.norm(fine - centre, axis=1).min() > radius + 0.2
    gone = np.diff(led, axis=0) @ ahead
    assert gone == pytest.approx(0.25, abs=1e-9)  # aside alone, neither back nor ahead
    far = np.abs((line - centre) @ ahead) > radius + 2.0
    assert np.array_equal(led[far], line[far])


def test_circles_nobody_meets_change_nothing() -> None:
    line = np.stack([np.arange(0.0, 10.0, 0.25), np.zeros(40)], axis=1)
    assert np.array_equal(around(line, np.array([[5.0, 3.0, 0.5]])), line)
    assert np.array_equal(around(line, np.zeros((0, 3))), line)


def test_small_solids_are_obstacles_and_walls_are_not() -> None:
    place = scene(SceneName.STREET)
    circles = obstacles_of(place)
    assert len(circles) > len(place.obstacles)
    assert circles[:, 2].max() < 2.0
