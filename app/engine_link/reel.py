"""Frames of an opened footage file as they are shown, with the people's places in them."""

from dataclasses import dataclass
from time import monotonic

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from app.engine_link.engine import Playback
from app.engine_link.people_in_frame import FramePeople, PeopleInFrame
from cba_core.domain.footage import Frame

WIDEST_PX = 1920
BACKWARDS_SEARCH_S = 1.0
_TOO_SLOW_S = 0.2
"""Exact frames that take longer than this look like a standing picture: keyframes come instead."""

_SLOWEST_BY_KEYFRAMES = -2.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ShownFrame:
    """A frame ready to be painted, and where people are in it."""

    image: QImage
    time_s: float
    index: int
    pts: int | None  # its time stamp; None: it has none, and `time_s` was reckoned from the rate
    people: FramePeople
    size_px: tuple[int, int]  # of the frame itself; `image` may be smaller
    is_exact: bool = True  # False: the keyframe before the one that was asked for


class Reel:
    """An opened footage file and the paths of people through it; lives on a player's thread."""

    def __init__(self, playback: Playback, people: PeopleInFrame) -> None:
        """Take over an opened file.

        Args:
            playback: the file; closed with the reel.
            people: who is seen in it.
        """
        self._playback = playback
        self._people = people
        self._last: Frame | None = None
        self._last_seek_s = 0.0

    def seek(self, time_s: float) -> ShownFrame:
        """The frame at a time of the footage."""
        return self._shown(self._seek(time_s))

    def preview(self, time_s: float) -> ShownFrame | None:
        """What can be shown of a time at once; None where `seek` is as fast."""
        frame = self._playback.preview(time_s)
        return None if frame is None else self._shown(frame, is_exact=False)

    def after(self, index: int, time_s: float) -> ShownFrame | None:
        """The frame behind a frame; None behind the file's end."""
        if self._last is None or self._last.index != index:
            self._seek(time_s)
        frame = self._playback.next()
        return None if frame is None else self._shown(frame)

    def scan(self, time_s: float, shown: int | None, rate: float) -> ShownFrame | None:
        """What to show of a time that flies by; None while it is still the frame `shown`.

        Where exact frames take too long, the keyframe before one is near enough. Fast backwards
        they do: each is decoded from its keyframe on, and is gone by when it comes.
        """
        if self._last_seek_s > _TOO_SLOW_S or rate < _SLOWEST_BY_KEYFRAMES:
            self._last_seek_s *= 0.8  # exact frames are tried again after some
            # forward, a keyframe behind the picture that is shown would lead back
            beyond = shown if shown is not None and rate > 0 else -1
            frame = self._playback.preview(time_s, beyond=beyond)
            if frame is not None:
                return None if frame.index == shown else self._shown(frame, is_exact=False)
        frame = self._seek(time_s)
        return None if frame.index == shown else self._shown(frame)

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
                frame = self._playback.seek(frame.time_s)  # damage: there is none in between
                break
            frame = following
        return self._shown(frame)

    def with_others(self) -> ShownFrame | None:
        """Read who else is seen in the file; gives the last frame again, with them."""
        self._people.load_others()
        return None if self._last is None else self._shown(self._last)

    def close(self) -> None:
        """Let go of the file."""
        self._playback.close()

    def _seek(self, time_s: float) -> Frame:
        started = monotonic()
        self._last = self._playback.seek(time_s)
        self._last_seek_s = monotonic() - started
        return self._last

    def _shown(self, frame: Frame, *, is_exact: bool = True) -> ShownFrame:
        self._last = frame
        pixels = np.ascontiguousarray(frame.pixels)
        height, width = pixels.shape[:2]
        image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
        if width > WIDEST_PX:
            image = image.scaledToWidth(WIDEST_PX, Qt.TransformationMode.SmoothTransformation)
        else:
            image = image.copy()  # the pixels belong to the frame
        return ShownFrame(
            image=image,
            time_s=frame.time_s,
            index=frame.index,
            pts=frame.pts,
            is_exact=is_exact,
            people=self._people.at(frame.time_s, width, height),
            size_px=(width, height),
        )
