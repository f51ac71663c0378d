"""Tracks whose numbers somebody else gave, such as a MOTChallenge file beside the footage."""

from collections.abc import Callable

import numpy as np

from cba_core.config.index_config import TrackerConfig
from cba_core.domain.arrays import IntArray
from cba_core.domain.detection import Detections
from cba_core.domain.errors import CbaError
from cba_core.domain.tracklets import Track, TrackerStep
from cba_core.tracking.path import NO_TRACK, Path
from cba_core.tracking.sampling import patience_in_frames


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
        *,
        frame_rate: float | None,
        stride: int,
    ) -> None:
        """Begin a footage segment.

        Args:
            numbers_of: Frame index to given numbers, (n,) in the order of the frame's
                detections; negative where a detection belongs to nobody.
            config: Patience and least length; scores and overlaps are not looked at.
            frame_rate: Frames a second of the footage before sampling; None where unknown.
            stride: Every how many frames one is sampled, 1 for all.
        """
        self._numbers_of = numbers_of
        self._least = config.minimum_length
        self._patience = patience_in_frames(config.patience_s, frame_rate, stride)
        self._open: dict[int, Path] = {}  # by given number
        self._next_number = 1
        self._frame_index: int | None = None

    def update(self, frame_index: int, detections: Detections) -> TrackerStep:
        """Take the next sampled frame.

        Raises:
            ValueError: `frame_index` does not lie after the one before.
            GivenTracksError: the frame has another count of numbers than of detections, or one
                number twice.
        """
        previous = self._frame_index
        if previous is not None and frame_index <= previous:
            raise ValueError(f"frame {frame_index} does not follow frame {previous}")
        self._frame_index = frame_index
        given = self._numbers_of(frame_index)
        if given.shape != (len(detections),):
            raise GivenTracksError(
                frame_index, f"{len(detections)} boxes, but numbers of shape {given.shape}"
            )
        ended, dropped = self._end(
            [
                number
                for number, path in self._open.items()
                if frame_index - path.frame_indices[-1] > self._patience
            ]
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
            path.add(frame_index, detections.boxes[which], float(detections.scores[which]))
            numbers[which] = path.number
        return TrackerStep(numbers, ended, dropped)

    def finish(self) -> TrackerStep:
        """End every open track."""
        ended, dropped = self._end(list(self._open))
        return TrackerStep(np.empty(0, np.int64), ended, dropped)

    def _end(self, given: list[int]) -> tuple[list[Track], list[int]]:
        paths = [self._open.pop(number) for number in given]
        ended = [path.as_track() for path in paths if len(path) >= self._least]
        return ended, [path.number for path in paths if len(path) < self._least]
