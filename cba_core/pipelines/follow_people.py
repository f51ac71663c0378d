"""Frames of one work segment in, tracklets with their crops out."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

import numpy as np

from cba_core.config.index_config import IndexConfig
from cba_core.cropping.clip_sampler import CropCollector
from cba_core.domain.batches import in_batches
from cba_core.domain.detection import Detections, Detector
from cba_core.domain.footage import Frame, Modality
from cba_core.domain.tracklets import FoundTracklet, Track, Tracker, TrackerStep
from cba_core.footage.modality import label_modality
from cba_core.footage.still_scene import MotionGate

FRAMES_PER_BATCH = 1
"""No detector here is faster on several frames at once, and a stop is heard between batches."""

LONG_PAUSE = 5
"""Times the usual interval of sampled frames after which a recording was interrupted."""
INTERVALS_REMEMBERED = 25


class LookedAtFrame(NamedTuple):
    """A sampled frame with all that was found in it."""

    frame: Frame
    modality: Modality  # as proposed
    detections: Detections
    was_detected: bool  # False: the scene stood still and the last detections hold


@dataclass(kw_only=True)
class Following:
    """How to follow people through a segment; counts what it looked at."""

    config: IndexConfig
    detector: Detector
    make_tracker: Callable[[], Tracker]
    told_modality: Modality | None
    frames_detected: int = 0

    def follow(self, sampled: Iterable[Frame]) -> list[FoundTracklet]:
        """Every tracklet of the segment, without vectors, in the order their tracks ended."""
        found: list[FoundTracklet] = []
        stretch: _Stretch | None = None
        for looked in self._detected(label_modality(sampled)):
            self.frames_detected += looked.was_detected
            seen_as = self.told_modality or looked.modality
            if (
                stretch is None
                or stretch.seen_as is not seen_as
                or stretch.is_interrupted_before(looked.frame)
            ):
                found += stretch.close() if stretch else []
                stretch = _Stretch(seen_as, looked.modality, self.make_tracker(), self.config)
            found += stretch.see(looked)
        return found + (stretch.close() if stretch else [])

    def _detected(self, labelled: Iterable[tuple[Frame, Modality]]) -> Iterator[LookedAtFrame]:
        """Find persons batch by batch; a still frame keeps what the last one showed."""
        gate = MotionGate()
        last = Detections.none()
        for batch in in_batches(labelled, FRAMES_PER_BATCH):
            moving = [
                position
                for position, (frame, _) in enumerate(batch)
                if not (self.config.skip_still and gate.is_still(frame))
            ]
            detections = dict(
                zip(
                    moving,
                    self.detector.detect(
                        [batch[position][0] for position in moving],
                        [self.told_modality or batch[position][1] for position in moving],
                    ),
                    strict=True,
                )
            )
            for position, (frame, modality) in enumerate(batch):
                last = detections.get(position, last)
                yield LookedAtFrame(frame, modality, last, position in detections)


class _Stretch:
    """The part of a segment in one modality, recorded without a break.

    It has one tracker and one set of growing crops.
    """

    def __init__(
        self, seen_as: Modality, proposed: Modality, tracker: Tracker, config: IndexConfig
    ) -> None:
        self.seen_as = seen_as
        self._proposed = proposed
        self._tracker = tracker
        self._crops = CropCollector(config.cropping)
        self._times: dict[int, float] = {}
        self._patience_s = config.tracker.patience_s
        self._last_s: float | None = None
        self._intervals: deque[float] = deque(maxlen=INTERVALS_REMEMBERED)

    def is_interrupted_before(self, frame: Frame) -> bool:
        """Whether the camera stopped recording before `frame`, as cameras do that wait for motion.

        Trackers bear a single missed look however long it was, and would take whoever stands
        there afterwards for the person who stood there before.
        """
        if self._last_s is None or not self._intervals:
            return False
        pause = frame.time_s - self._last_s
        return pause > max(self._patience_s, LONG_PAUSE * median(self._intervals))

    def see(self, looked: LookedAtFrame) -> list[FoundTracklet]:
        time_s = looked.frame.time_s
        self._times[looked.frame.index] = time_s
        if self._last_s is not None:
            self._intervals.append(time_s - self._last_s)
        self._last_s = time_s
        step = self._tracker.update(looked.frame.index, time_s, looked.detections)
        self._crops.see(looked.frame, looked.detections, step.numbers)
        return self._ended(step)

    def close(self) -> list[FoundTracklet]:
        return self._ended(self._tracker.finish())

    def _ended(self, step: TrackerStep) -> list[FoundTracklet]:
        for number in step.dropped:
            self._crops.drop(number)
        return [self._found(track) for track in step.ended]

    def _found(self, track: Track) -> FoundTracklet:
        return FoundTracklet(
            track=track,
            times_s=np.array([self._times[int(i)] for i in track.frame_indices], np.float32),
            modality=self._proposed,
            crops=self._crops.take(track.number),
            vector=None,
        )
