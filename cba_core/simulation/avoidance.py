"""Ways around what stands about, and around other people."""

import numpy as np

from cba_core.domain.arrays import BoolArray, RealArray
from cba_core.simulation.paths import WalkedPath
from cba_core.simulation.scenes.scene import Scene

_BODY_M = 0.32
"""Kept between the line somebody walks on and whatever stands there."""
_APPROACH_M = 1.1
"""Before and behind an obstacle, in which one steps aside and back."""
_ROUNDING_M2 = 0.054
"""Half the variance by which the rounding of paths cuts their corners."""
_IN_THE_WAY_M = (0.2, 1.6)
"""Nobody stumbles over what is lower, or walks into what hangs higher."""
_SMALL_M = 1.0
"""What is larger is a wall, which the ways of a scene keep clear of."""
_NEAR_M = 0.62
"""Closer than this, people walk into each other."""
_ASIDE_M = 0.34
"""Beside whom one meets, to be added to the room for one's own body."""
_MORE_ROOM_M = 0.4
"""Beyond the breadth of a way, for those who step aside."""
_COARSE_M = 0.25
"""Between every other point of a line, which suffices to see what is far away."""
_MOST_PASSES = 3
_CLOSE_ENOUGH_M = 0.01
_GRID_S = 0.2


def obstacles_of(scene: Scene) -> RealArray:
    """(n, 3) x, y, radius in m of everything people walk around."""
    low, high = _IN_THE_WAY_M
    circles = [*scene.obstacles]
    for solid in scene.solids:
        up, half = solid.centre[2], solid.half
        if up - half[2] > high or up + half[2] < low or max(half[:2]) > _SMALL_M:
            continue
        radius = half[0] if solid.is_round or solid.is_ball else float(np.hypot(*half[:2]))
        circles.append((solid.centre[0], solid.centre[1], radius))
    return np.array(circles, np.float64).reshape(-1, 3)


def kept_within(line: RealArray, scene: Scene) -> RealArray:
    """A line (n, 2) along x, kept to the breadth that ways and stops of a scene take up."""
    across = [y for way in scene.ways for _, y in way]
    room = scene.way_width_m + _MORE_ROOM_M
    stops = [y for _, y in scene.stops]
    low, high = min(min(across) - room, *stops), max(max(across) + room, *stops)
    return np.stack([line[:, 0], np.clip(line[:, 1], low, high)], axis=1)


def around(line: RealArray, circles: RealArray) -> RealArray:
    """A line (n, 2), a quarter of a metre between its points, led past circles (k, 3).

    It passes each on the side where it would have cut it, so that it never crosses one.
    """
    led = np.array(line, np.float64)
    for circle in circles[_are_near(led, circles)]:
        for _ in range(_MOST_PASSES):  # a way to a stop and back may pass it twice
            if not _lead_past(led, circle):
                break
    return led


def _lead_past(line: RealArray, circle: RealArray) -> bool:
    """Push what of a line (n, 2) lies nearest a circle past it, in place; whether it had to be."""
    offset = line - circle[:2]
    near = int(np.argmin((offset**2).sum(axis=1)))
    reach = circle[2] + _BODY_M
    if offset[near] @ offset[near] >= (reach - _CLOSE_ENOUGH_M) ** 2:
        return False
    direction = line[min(near + 1, len(line) - 1)] - line[max(near - 1, 0)]
    direction = direction / max(float(np.hypot(*direction)), 1e-9)
    across = np.array([-direction[1], direction[0]])
    long = reach + _APPROACH_M
    around_there = slice(max(0, near - int(5 * long)), near + int(5 * long) + 1)
    along, aside = offset[around_there] @ direction, offset[around_there] @ across
    side = 1.0 if offset[near] @ across >= 0 else -1.0
    wanted = reach * np.cos(0.5 * np.pi * np.clip(along / long, -1.0, 1.0)) ** 2
    # the path will be rounded, which takes some of a bump's height
    wanted /= 1.0 - _ROUNDING_M2 * 0.5 * (np.pi / long) ** 2
    is_close = (np.abs(along) < long) & (np.abs(aside) < long)
    push = np.where(is_close, np.maximum(0.0, wanted - side * aside), 0.0)
    line[around_there] += side * push[:, None] * across
    return True


def _are_near(line: RealArray, circles: RealArray) -> BoolArray:
    """(k,) which circles somebody may have to step aside for, or aside from another's side."""
    some = line[::2]
    away = (some[:, :1] - circles[:, 0]) ** 2 + (some[:, 1:] - circles[:, 1]) ** 2
    return np.asarray(away.min(axis=0) < (circles[:, 2] + 2.0 * _BODY_M + _COARSE_M) ** 2)


class Crowd:
    """Where everybody is who is already on their way."""

    def __init__(self) -> None:
        self._first: list[int] = []
        self._last: list[int] = []
        self._places: list[RealArray] = []

    def add(self, path: WalkedPath) -> None:
        """Somebody walks this."""
        first, places = _on_grid(path)
        self._first.append(first)
        self._last.append(first + len(places))
        self._places.append(places)

    def meetings(self, path: WalkedPath) -> RealArray:
        """(n, 3) circles around whom one would walk into, where that would happen."""
        if not self._places:
            return np.zeros((0, 3))
        first, places = _on_grid(path)
        last = first + len(places)
        starts, ends = np.array(self._first, np.int64), np.array(self._last, np.int64)
        others = np.flatnonzero((starts < last) & (ends > first))
        theirs = np.full((len(others), len(places), 2), np.inf)
        for row, other in enumerate(others):
            start, end = max(first, starts[other]), min(last, ends[other])
            began = starts[other]
            theirs[row, start - first : end - first] = self._places[other][
                start - began : end - began
            ]
        away = ((theirs - places) ** 2).sum(axis=2)
        nearest = away.argmin(axis=1)
        met = np.flatnonzero(away.min(axis=1) < _NEAR_M**2)
        where = theirs[met, nearest[met]]
        return np.concatenate([where, np.full((len(met), 1), _ASIDE_M)], axis=1)


def _on_grid(path: WalkedPath) -> tuple[int, RealArray]:
    """The first moment of a common grid within the path, and (k, 2) places from then on."""
    first = int(np.ceil(path.start_s / _GRID_S))
    last = int(np.floor(path.end_s / _GRID_S))
    distances = np.interp(np.arange(first, last + 1) * _GRID_S, path.times_s, path.distances_m)
    grid = path.grid_m
    return first, np.stack(
        [np.interp(distances, grid, path.points[:, axis]) for axis in (0, 1)], axis=1
    )
