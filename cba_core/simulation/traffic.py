"""Who walks where and when: entries, ways, stops, pairs, returns."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from cba_core.domain.arrays import RealArray
from cba_core.simulation.avoidance import Crowd, around, kept_within, obstacles_of
from cba_core.simulation.paths import WalkedPath, length_m, path_along, rounded_line
from cba_core.simulation.people import Person
from cba_core.simulation.scenes.scene import Scene

_STEP_S = 0.1
_FASTER_M_S, _SLOWER_M_S = 0.10, 0.16
"""How much people change their speed within a step of time."""
_BRAKING_M_S2 = 0.73
_PAIR_M = 0.75  # between two who walk together
_SHORT_S = 120.0
"""In recordings up to this long people come back within seconds."""
_ROUTE_STEP = 5  # points of a rounded line between those that are pushed aside
_MOST_DETOURS = 2
_PASSES = 2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Walk:
    """One person's way through the scene once."""

    person: int  # position in the list of people
    path: WalkedPath


def plan_traffic(
    people: Sequence[Person],
    scene: Scene,
    seconds: float,
    generator: np.random.Generator,
    *,
    come_back: bool = True,
) -> list[Walk]:
    """Walks that fill `seconds`; everybody walks at least once, most `come_back`.

    Begun before the recording as well, so that somebody is there from its first frame. Nobody
    walks through what stands in the way, and hardly ever through somebody else.
    """
    place = _Place(scene)
    free_from = np.zeros(len(people))
    through_s = _length(scene) / 1.3
    begin = -0.8 * through_s
    order = generator.permutation(len(people))
    entries = np.sort(
        generator.uniform(begin, max(begin + 1.0, seconds - 0.75 * through_s), len(people))
    )
    position = 0
    while position < len(order):
        who = int(order[position])
        together = position + 1 < len(order) and generator.random() < 0.16  # pairs
        pair = [who] + ([int(order[position + 1])] if together else [])
        speed = min(people[one].speed_m_s for one in pair)
        plan = place.plan(float(entries[position]), speed, generator)
        for number, one in enumerate(pair):
            walk = place.walk(one, replace(plan, aside_m=_PAIR_M * number))
            free_from[one] = walk.path.end_s
        position += len(pair)
    if come_back:
        _returns(people, place, seconds, free_from, generator)
    return sorted(place.walks, key=lambda walk: (walk.path.start_s, walk.person))


def _returns(
    people: Sequence[Person],
    place: "_Place",
    seconds: float,
    free_from: RealArray,
    generator: np.random.Generator,
) -> None:
    longest = 12.0 if seconds < _SHORT_S else 90.0
    for who, person in enumerate(people):
        at = float(free_from[who])
        while True:
            at += float(generator.uniform(4.0, longest))
            if at > seconds - 8.0 or generator.random() < 0.15:  # goes home
                break
            walk = place.walk(who, place.plan(at, person.speed_m_s, generator))
            at = walk.path.end_s


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _WalkPlan:
    """What somebody intends before obstacles and others are in the way."""

    route: RealArray  # (m, 2) m
    start_s: float
    speed_m_s: float
    pause_share: float | None  # of the way, where they stop; None: nowhere
    pause_s: float
    hurry: float  # rad: when they are faster and slower
    aside_m: float = 0.0  # from the route, where two walk together


class _Place:
    """A scene with those who are already on their way."""

    def __init__(self, scene: Scene) -> None:
        self.walks: list[Walk] = []
        self._scene = scene
        self._obstacles = obstacles_of(scene)
        self._crowd = Crowd()

    def plan(self, start_s: float, speed_m_s: float, generator: np.random.Generator) -> _WalkPlan:
        """A way of the scene, either direction, with a line of one's own within its width."""
        scene = self._scene
        way = np.array(scene.ways[int(generator.integers(len(scene.ways)))], np.float64)
        if generator.random() < 0.5:
            way = way[::-1]
        spaced = rounded_line(way)[::40]
        aside = scene.way_width_m * np.clip(generator.normal(0.0, 0.5), -1.0, 1.0)
        wander = np.cumsum(generator.normal(0.0, 0.18, len(spaced)))
        wander -= np.linspace(0.0, wander[-1], len(spaced))
        route = _beside(spaced, aside + np.clip(wander, -0.6, 0.6))
        pause_share = None
        if generator.random() < 0.22:  # stands still somewhere
            pause_share = float(generator.uniform(0.3, 0.7))
        if generator.random() < 0.3:  # goes up to a window or machine on the way
            stop = np.array(scene.stops[int(generator.integers(len(scene.stops)))])
            near = int(np.argmin(np.abs(route[:, 0] - stop[0])))
            if 2 < near < len(route) - 3:
                route[near] = stop
                route[near - 1] = 0.5 * (route[near - 1] + stop)
                route[near + 1] = 0.5 * (route[near + 1] + stop)
                along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(route, axis=0).T))])
                pause_share = float(along[near] / along[-1])
        return _WalkPlan(
            route=route,
            start_s=start_s,
            speed_m_s=speed_m_s,
            pause_share=pause_share,
            pause_s=float(generator.uniform(3.0, 9.0)),
            hurry=float(generator.uniform(0.0, 2.0 * np.pi)),
        )

    def walk(self, person: int, plan: _WalkPlan) -> Walk:
        """The walk, led around what stands in the way and around others."""
        route = plan.route if not plan.aside_m else _beside(plan.route, plan.aside_m)
        line = self._clear(rounded_line(route)[::_ROUTE_STEP])
        points = rounded_line(line)
        times, distances = _progress(plan, length_m(points))
        path = path_along(points, times, distances)
        for _ in range(_MOST_DETOURS):
            meetings = self._crowd.meetings(path)
            if not len(meetings):
                break
            line = self._clear(around(line, meetings))
            # a detour is some centimetres longer: one makes up for it by going a little faster
            points = rounded_line(line)
            path = path_along(points, times, length_m(points) / distances[-1] * distances)
        walk = Walk(person=person, path=path)
        self._crowd.add(path)
        self.walks.append(walk)
        return walk

    def _clear(self, line: RealArray) -> RealArray:
        for _ in range(_PASSES):  # beside one obstacle there may be another
            line = around(kept_within(line, self._scene), self._obstacles)
        return line


def _progress(plan: _WalkPlan, total_m: float) -> tuple[RealArray, RealArray]:
    """(k,) s and (k,) m: how somebody gets along a way, with a stop if they make one."""
    pause_at = None if plan.pause_share is None else plan.pause_share * total_m
    times, distances = [plan.start_s], [0.0]
    place, waited, speed = 0.0, 0.0, plan.speed_m_s
    while place < total_m:
        wanted = plan.speed_m_s * (1.0 + 0.06 * math.sin(0.5 * times[-1] + plan.hurry))
        if pause_at is not None and waited < plan.pause_s:
            left = pause_at - place
            if left <= 0.02:
                wanted = 0.0
                waited += _STEP_S
            else:
                wanted = min(wanted, math.sqrt(2.0 * _BRAKING_M_S2 * left) + 0.03)
        speed = max(0.0, speed + min(max(wanted - speed, -_SLOWER_M_S), _FASTER_M_S))
        if wanted == 0.0:
            speed = 0.0
        step_s = _STEP_S
        if place + speed * _STEP_S > total_m:  # the last one ends where the way does
            step_s = max(1e-3, (total_m - place) / speed)
        place = min(place + speed * step_s, total_m)
        times.append(times[-1] + step_s)
        distances.append(place)
    return np.array(times), np.array(distances)


def _beside(line: RealArray, metres: RealArray | float) -> RealArray:
    ahead = np.gradient(line, axis=0)
    ahead /= np.maximum(np.linalg.norm(ahead, axis=1, keepdims=True), 1e-9)
    across = np.stack([-ahead[:, 1], ahead[:, 0]], axis=1)
    return np.asarray(line + np.reshape(metres, (-1, 1)) * across)


def _length(scene: Scene) -> float:
    way = np.array(scene.ways[0])
    return float(np.linalg.norm(np.diff(way, axis=0), axis=1).sum())
