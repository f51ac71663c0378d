"""A track while it grows."""

import numpy as np

from cba_core.domain.arrays import FloatArray
from cba_core.domain.tracklets import Track

NO_TRACK = -1
"""Number of a detection that joined no track."""


class Path:
    """What was seen of one track so far."""

    __slots__ = ("_boxes", "_scores", "frame_indices", "number")

    def __init__(self, number: int) -> None:
        self.number = number
        self.frame_indices: list[int] = []
        self._boxes: list[FloatArray] = []
        self._scores: list[float] = []

    def __len__(self) -> int:
        return len(self.frame_indices)

    def add(self, frame_index: int, box: FloatArray, score: float) -> None:
        """Go on by a detection of a later frame, its box (4,) x1 y1 x2 y2 px."""
        self.frame_indices.append(frame_index)
        # A copy, or the track would keep the whole frame's detections alive.
        self._boxes.append(box.copy())
        self._scores.append(score)

    def as_track(self) -> Track:
        """What it has become; needs at least one detection."""
        return Track(
            number=self.number,
            frame_indices=np.array(self.frame_indices, np.int64),
            boxes=np.stack(self._boxes).astype(np.float32),
            scores=np.array(self._scores, np.float32),
        )
