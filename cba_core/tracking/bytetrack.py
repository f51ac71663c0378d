"""Joins detections into tracks in two passes: certain detections first, uncertain ones after.

After Zhang et al., "ByteTrack: Multi-Object Tracking by Associating Every Detection Box" (2022):
a person who is half hidden is still detected, only with a low score, so low scores may continue
a track but not start one.
"""

from dataclasses import dataclass

import numpy as np

from cba_core.config.index_config import TrackerConfig
from cba_core.domain.arrays import BoolArray, IntArray
from cba_core.domain.detection import Detections
from cba_core.domain.tracklets import Track, TrackerStep
from cba_core.tracking.assignment import assign, height_agreement, overlaps
from cba_core.tracking.kalman import BoxMotion, Float64Array
from cba_core.tracking.looks import Looks
from cba_core.tracking.path import NO_TRACK, Path

CONFIRMED_LENGTH = 2
"""Detections after which a track is believed; until then it yields to believed ones."""
DOUBT_MARGIN = 1.0
"""Boxes are widened for comparison by this many sigmas of the predicted position."""
MOST_MARGIN = 0.5
"""Widest margin, in box widths and heights: beyond it everybody overlaps everybody."""
HEIGHT_WEIGHT = 4
"""Power of the agreement in height: people who cross differ in height more than in place.

At 4 a box of two thirds the height in the same place just does not continue a track.
"""
UNCERTAIN_FACTOR = 2.0
"""How many times the least overlap an uncertain detection needs: many of them show nobody."""


@dataclass(frozen=True, slots=True)
class _Look:
    """One sampled frame while its detections are being shared out."""

    index: int
    number: int  # of the look, counted by the tracker
    detections: Detections
    similarity: Float64Array  # (tracks, detections)
    numbers: IntArray  # (detections,), filled in as they join


class ByteTrack:
    """A `Tracker`; numbers start at 1 in every instance.

    Sampled frames may be any distance apart: motion and patience are reckoned in seconds.
    """

    def __init__(self, config: TrackerConfig) -> None:
        """Begin a footage segment.

        Args:
            config: How to associate.
        """
        self._config = config
        self._paths: list[Path] = []
        self._motion = BoxMotion()
        self._last_seen: IntArray = np.empty(0, np.int64)  # number of the look, per open track
        self._lengths: IntArray = np.empty(0, np.int64)
        self._next_number = 1
        self._looks = Looks()

    def update(self, frame_index: int, time_s: float, detections: Detections) -> TrackerStep:
        """Take the next sampled frame.

        Raises:
            ValueError: the frame does not lie after the one before.
        """
        elapsed_s = self._looks.take(frame_index, time_s)
        ended, dropped = self._end(self._looks.gone(self._last_seen, self._config.patience_s))
        self._motion.predict(elapsed_s)

        numbers = np.full(len(detections), NO_TRACK, np.int64)
        order = _order(detections)
        scores = detections.scores[order]
        high = order[scores >= self._config.high_score]
        low = order[(scores >= self._config.low_score) & (scores < self._config.high_score)]

        look = _Look(
            frame_index, self._looks.number, detections, self._similarity(detections), numbers
        )
        believed = self._lengths >= CONFIRMED_LENGTH
        seen_last = self._last_seen == look.number - 1
        least = self._config.minimum_overlap
        # Who is in view comes before who is hidden: a hidden one's place is a guess.
        self._join(look, believed & seen_last, high, least)
        self._join(look, believed & ~seen_last, high, least)
        self._join(look, believed & seen_last, low, min(1.0, UNCERTAIN_FACTOR * least))
        self._join(look, ~believed, high, least)
        self._start(look, high[numbers[high] == NO_TRACK])
        return TrackerStep(numbers, ended, dropped)

    def finish(self) -> TrackerStep:
        """End every open track."""
        ended, dropped = self._end(np.ones(len(self._paths), np.bool_))
        return TrackerStep(np.empty(0, np.int64), ended, dropped)

    def _similarity(self, detections: Detections) -> Float64Array:
        """(tracks, detections) in 0..1: how well each detection goes on each track."""
        predicted = self._motion.boxes
        margin = np.minimum(DOUBT_MARGIN * self._motion.doubt, MOST_MARGIN * self._motion.size)
        agreement = height_agreement(predicted, detections.boxes)
        return overlaps(predicted, detections.boxes, margin) * agreement**HEIGHT_WEIGHT

    def _join(self, look: _Look, tracks: BoolArray, candidates: IntArray, least: float) -> None:
        """Continue those of `tracks` (n,) that still wait by those `candidates` that are free."""
        waiting = np.flatnonzero(tracks & (self._last_seen != look.number))
        free = candidates[look.numbers[candidates] == NO_TRACK]
        if not len(waiting) or not len(free):
            return
        rows, columns = assign(look.similarity[np.ix_(waiting, free)], least)
        joined, taken = waiting[rows], free[columns]
        self._motion.correct(joined, look.detections.boxes[taken])
        self._see(look, joined, taken)

    def _start(self, look: _Look, fresh: IntArray) -> None:
        """Open a track for each detection in `fresh`."""
        if not len(fresh):
            return
        first = len(self._paths)
        for number in range(self._next_number, self._next_number + len(fresh)):
            self._paths.append(Path(number))
        self._next_number += len(fresh)
        self._motion.add(look.detections.boxes[fresh])
        nothing = np.zeros(len(fresh), np.int64)
        self._last_seen = np.concatenate([self._last_seen, nothing])
        self._lengths = np.concatenate([self._lengths, nothing])
        self._see(look, np.arange(first, first + len(fresh)), fresh)

    def _see(self, look: _Look, rows: IntArray, taken: IntArray) -> None:
        """Write detection `taken[i]` down as track row `rows[i]`."""
        boxes, scores = look.detections.boxes, look.detections.scores.tolist()
        for row, which in zip(rows.tolist(), taken.tolist(), strict=True):
            path = self._paths[row]
            path.add(look.index, boxes[which], scores[which])
            look.numbers[which] = path.number
        self._last_seen[rows] = look.number
        self._lengths[rows] += 1

    def _end(self, which: BoolArray) -> tuple[list[Track], list[int]]:
        """Close the tracks set in `which` (n,); those long enough, and the numbers of the rest."""
        if not which.any():
            return [], []
        ended: list[Track] = []
        dropped: list[int] = []
        for row in np.flatnonzero(which):
            path = self._paths[row]
            if len(path) >= self._config.minimum_length:
                ended.append(path.as_track())
            else:
                dropped.append(path.number)
        keep = ~which
        self._paths = [path for path, kept in zip(self._paths, keep, strict=True) if kept]
        self._motion.keep(keep)
        self._last_seen, self._lengths = self._last_seen[keep], self._lengths[keep]
        return ended, dropped


def _order(detections: Detections) -> IntArray:
    """Detections from the most certain on; what a detector lists first must not matter."""
    x1, y1, x2, y2 = detections.boxes.T
    return np.lexsort((y2, x2, y1, x1, -detections.scores)).astype(np.int64)
