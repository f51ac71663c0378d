"""Paths over the ground plan: places by distance, distance by time, steps by distance."""

from dataclasses import dataclass

import numpy as np

from cba_core.domain.arrays import RealArray

_SPACING_M = 0.05
_SHORTEST_STRIDE = 0.35
"""Share of the usual stride that people take where they stop, start and turn on the spot."""
_PAUSE_S = 0.5
"""Whoever stays this long in a place has stopped there."""


@dataclass(frozen=True, slots=True, eq=False)
class WalkedPath:
    """A walk: a smooth line, and how far along it somebody is at every moment."""

    points: RealArray  # (n, 2) m, `_SPACING_M` apart
    times_s: RealArray  # (k,) ascending
    distances_m: RealArray  # (k,) never descending
    headings: RealArray  # (n,) rad, unwrapped
    unit_strides: RealArray  # (n,) strides from the beginning of somebody whose usual one is 1 m
    pauses_m: RealArray  # (p,) where somebody stops, from the beginning

    @property
    def start_s(self) -> float:
        """When it begins."""
        return float(self.times_s[0])

    @property
    def end_s(self) -> float:
        """When it ends."""
        return float(self.times_s[-1])

    @property
    def length_m(self) -> float:
        """Of the line."""
        return (len(self.points) - 1) * _SPACING_M

    @property
    def grid_m(self) -> RealArray:
        """(n,) m from the beginning to each point."""
        return np.arange(len(self.points)) * _SPACING_M

    def distance_at(self, time_s: float) -> float:
        """M from the beginning."""
        return float(np.interp(time_s, self.times_s, self.distances_m))

    def speed_at(self, time_s: float) -> float:
        """m/s, over the fifth of a second around."""
        first, last = max(time_s - 0.1, self.start_s), min(time_s + 0.1, self.end_s)
        return (self.distance_at(last) - self.distance_at(first)) / max(last - first, 1e-6)

    def place_at(self, distance_m: float) -> RealArray:
        """(2,) m; beyond the ends it goes straight on."""
        inside = min(max(distance_m, 0.0), self.length_m)
        step = min(int(inside / _SPACING_M), len(self.points) - 2)
        share = inside / _SPACING_M - step
        place = (1.0 - share) * self.points[step] + share * self.points[step + 1]
        beyond = distance_m - inside
        if beyond:
            heading = self.heading_at(inside)
            place = place + beyond * np.array([np.cos(heading), np.sin(heading)])
        return np.asarray(place)

    def heading_at(self, distance_m: float) -> float:
        """rad, counted from the x axis towards y."""
        inside = min(max(distance_m, 0.0), self.length_m)
        step = min(int(inside / _SPACING_M), len(self.points) - 2)
        share = inside / _SPACING_M - step
        return float((1.0 - share) * self.headings[step] + share * self.headings[step + 1])


def walked_path(corners: RealArray, times_s: RealArray, distances_m: RealArray) -> WalkedPath:
    """A walk through `corners`, rounded, with a given progress.

    Args:
        corners: (m, 2) m.
        times_s: (k,) ascending.
        distances_m: (k,) along the rounded line.
    """
    return path_along(rounded_line(corners), times_s, distances_m)


def path_along(points: RealArray, times_s: RealArray, distances_m: RealArray) -> WalkedPath:
    """A walk along points (n, 2), as `rounded_line` makes them, with a given progress."""
    ahead = np.gradient(points, axis=0)
    headings = np.unwrap(np.arctan2(ahead[:, 1], ahead[:, 0]))
    headings = _averaged(headings, 9)
    speed = np.gradient(distances_m, times_s)
    at_points = np.interp(np.arange(len(points)) * _SPACING_M, distances_m, speed)
    pace = np.clip(_averaged(at_points, 15) / 1.1, _SHORTEST_STRIDE, 1.0)
    bend = np.abs(np.gradient(headings, _SPACING_M))
    pace = np.minimum(pace, np.clip(1.2 / (1.0 + bend), _SHORTEST_STRIDE, 1.0))
    strides = np.concatenate([[0.0], np.cumsum(_SPACING_M / pace)])[: len(points)]
    return WalkedPath(
        points, times_s, distances_m, headings, strides, _pauses(times_s, distances_m)
    )


def rounded_line(corners: RealArray) -> RealArray:
    """(n, 2) points `_SPACING_M` apart along a line through `corners` without sharp turns."""
    line = _evenly(np.asarray(corners, np.float64))
    for _ in range(3):
        line = np.stack([_averaged(line[:, axis], 13) for axis in (0, 1)], axis=1)
    return _evenly(line)


def length_m(points: RealArray) -> float:
    """Of a line with points `_SPACING_M` apart."""
    return (len(points) - 1) * _SPACING_M


def _pauses(times_s: RealArray, distances_m: RealArray) -> RealArray:
    """(p,) m where the distance does not grow for a while."""
    places, first, count = np.unique(distances_m, return_index=True, return_counts=True)
    stays = times_s[first + count - 1] - times_s[first]
    return np.asarray(places[stays >= _PAUSE_S])


def _evenly(line: RealArray) -> RealArray:
    along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    wanted = np.arange(0.0, along[-1], _SPACING_M)
    return np.stack([np.interp(wanted, along, line[:, axis]) for axis in (0, 1)], axis=1)


def _averaged(values: RealArray, width: int) -> RealArray:
    half = width // 2
    padded = np.concatenate([np.full(half, values[0]), values, np.full(half, values[-1])])
    return np.convolve(padded, np.full(width, 1.0 / width), mode="valid")
