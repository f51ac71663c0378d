"""Tracks whose numbers somebody else gave, such as a MOTChallenge file beside the footage."""

from collections.abc import Callable

import numpy as np

from cba_core.config.index_config import TrackerConfig
from cba_core.domain.arrays import IntArray
from cba_core.domain.detection import Detections
from cba_core.domain.errors import CbaError
from cba_core.domain.tracklets import Track, TrackerStep
from cba_core.tracking.looks import Looks
from cba_core.tracking.path import NO_TRACK, Path


class GivenTracksError(CbaError):
    """The given numbers contradict the detections or themselves."""

    def __init__(self, frame_index: int, reason: str) -> None:
        super().__init__(
            f"The given tracks do not fit at frame {frame_index}: {reason}",
            "Correct the file, or index without it: cba index CASE --detector NAME",
        )


class GivenTracks:
    """A `Tracker` that believes the numbers it is given.

    A number that comes back after the person's absence was longer than the patience of the
    configuration becomes a new track, as it would with any tracker; therefore the tracks' own
    numbers count from 1 in order of appearance.
    """

    def __init__(
        self,
        numbers_of: Callable[[int], IntArray],
        config: TrackerConfig,
    ) -> None:
        """Begin a footage segment.

        Args:
            numbers_of: Frame index to given numbers, (n,) in the order of the frame's
                detections; negative where a detection belongs to nobody.
            config: Patience and least length; scores and overlaps are not looked at.
        """
        self._numbers_of = numbers_of
        self._least = config.minimum_length
        self._patience_s = config.patience_s
        self._looks = Looks()
        self._open: dict[int, Path] = {}  # by given number
        self._last_seen: dict[int, int] = {}  # number of the look, by given number
        self._next_number = 1

    def update(self, frame_index: int, time_s: float, detections: Detections) -> TrackerStep:
        """Take the next sampled frame.

        Raises:
            ValueError: the frame does not lie after the one before.
            GivenTracksError: the frame has another count of numbers than of detections, or one
                number twice.
        """
        self._looks.take(frame_index, time_s)
        given = self._numbers_of(frame_index)
        if given.shape != (len(detections),):
            raise GivenTracksError(
                frame_index, f"{len(detections)} boxes, but numbers of shape {given.shape}"
            )
        seen_last = np.array([self._last_seen[number] for number in self._open], np.int64)
        gone = self._looks.gone(seen_last, self._patience_s)
        ended, dropped = self._end(
            [number for number, is_gone in zip(self._open, gone, strict=True) if is_gone]
        )
        numbers = np.full(len(detections), NO_TRACK, np.int64)
        for which, number in enumerate(given.tolist()):
            if number < 0:
                continue
            path = self._open.get(number)
            if path is None:
                path = self._open[number] = Path(self._next_number)
                self._next_number += 1
            elif path.frame_indices[-1] == frame_index:
                raise GivenTracksError(frame_index, f"number {number} stands there twice")
            self._last_seen[number] = self._looks.number
            path.add(frame_index, detections.boxes[which], float(detections.scores[which]))
            numbers[which] = path.number
        return TrackerStep(numbers, ended, dropped)

    def finish(self) -> TrackerStep:
        """End every open track."""
        ended, dropped = self._end(list(self._open))
        return TrackerStep(np.empty(0, np.int64), ended, dropped)

    def _end(self, given: list[int]) -> tuple[list[Track], list[int]]:
        paths = [self._open.pop(number) for number in given]
        for number in given:
            del self._last_seen[number]
        ended = [path.as_track() for path in paths if len(path) >= self._least]
        return ended, [path.number for path in paths if len(path) < self._least]
