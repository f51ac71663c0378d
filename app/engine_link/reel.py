"""Frames of an opened footage file as they are shown, with the person's place in them."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from app.engine_link.engine import Playback
from cba_core.domain.arrays import FloatArray
from cba_core.domain.footage import Frame
from cba_core.domain.tracklets import Track

WIDEST_PX = 1920
BACKWARDS_SEARCH_S = 1.0

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ShownFrame:
    """A frame ready to be painted, and where the person is in it."""

    image: QImage
    time_s: float
    index: int
    box: Box | None  # x1 y1 x2 y2 as parts of the picture's width and height, 0..1


class Reel:
    """An opened footage file and the person's path through it; lives on the player's thread."""

    def __init__(self, playback: Playback, track: Track, times_s: FloatArray) -> None:
        """Take over an opened file.

        Args:
            playback: the file; closed with the reel.
            track: the person's path.
            times_s: (n,) seconds since the footage's first frame, one for each frame of `track`.
        """
        self._playback = playback
        self._track = track
        self._times_s = times_s
        self._last: Frame | None = None

    def seek(self, time_s: float) -> ShownFrame:
        """The frame at a time of the footage."""
        return self._shown(self._playback.seek(time_s))

    def next(self) -> ShownFrame | None:
        """The frame after the last one given; None behind the file's end."""
        frame = self._playback.next()
        return None if frame is None else self._shown(frame)

    def frame_before(
        self, index: int, time_s: float, *, steps: int = 1, first_s: float = 0.0
    ) -> ShownFrame:
        """The frame `steps` before `index`, found by reading up to it: files have no way back.

        Of many steps, those are left out that would lead before `first_s`.
        """
        wanted = max(index - steps, 0)
        back_s = BACKWARDS_SEARCH_S
        frame = self._playback.seek(max(time_s - back_s, 0.0))
        while frame.index > wanted and back_s < time_s:  # sparse or odd time stamps
            back_s *= 2
            frame = self._playback.seek(max(time_s - back_s, 0.0))
        while frame.index < wanted or (frame.time_s < first_s and frame.index < index - 1):
            following = self._playback.next()
            if following is None or following.index >= index:
                break
            frame = following
        return self._shown(frame)

    def close(self) -> None:
        """Let go of the file."""
        self._playback.close()

    def _shown(self, frame: Frame) -> ShownFrame:
        pixels = np.ascontiguousarray(frame.pixels)
        height, width = pixels.shape[:2]
        image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
        if width > WIDEST_PX:
            image = image.scaledToWidth(WIDEST_PX, Qt.TransformationMode.SmoothTransformation)
        else:
            image = image.copy()  # the pixels belong to the frame
        box = box_at(self._track, self._times_s, frame.time_s)
        if box is not None:
            box = (box[0] / width, box[1] / height, box[2] / width, box[3] / height)
        return ShownFrame(image=image, time_s=frame.time_s, index=frame.index, box=box)


def box_at(track: Track, times_s: FloatArray, time_s: float) -> Box | None:
    """Where the person is at a time, px; between sampled frames on the straight line.

    Sought by time: behind damage a player cannot know which number a frame had while indexing.
    """
    if not len(track):
        return None
    rounding = float(np.spacing(np.float32(times_s[-1])))  # stored times are float32
    if not times_s[0] - rounding <= time_s <= times_s[-1] + rounding:
        return None
    sides = [float(np.interp(time_s, times_s, track.boxes[:, side])) for side in range(4)]
    return sides[0], sides[1], sides[2], sides[3]
