"""Footage cut into pieces that are finished, stored and resumed as a whole."""

from collections.abc import Iterator

from cba_core.domain.footage import Frame


class WorkSegment:
    """The frames of one piece; iterate to its end before asking what follows."""

    def __init__(self, first: Frame, rest: Iterator[Frame], seconds: float) -> None:
        self.first = first
        self.following: Frame | None = None  # first frame of the next piece; None: the file ended
        self.frames = 0  # given so far
        self._rest = rest
        self._seconds = seconds

    def __iter__(self) -> Iterator[Frame]:
        piece = self._piece_of(self.first)
        frame: Frame | None = self.first
        while frame is not None:
            if self._piece_of(frame) != piece:
                self.following = frame
                return
            self.frames += 1
            yield frame
            frame = next(self._rest, None)

    @property
    def end_frame(self) -> int:
        """Number of the first frame that is not in it."""
        return self.first.index + self.frames

    def _piece_of(self, frame: Frame) -> int:
        return int(frame.time_s // self._seconds)


def work_segments(frames: Iterator[Frame], seconds: float) -> Iterator[WorkSegment]:
    """Cut `frames` where their time passes a multiple of `seconds`.

    The borders depend on the footage alone, so a resumed run meets the same ones.
    """
    pending = next(frames, None)
    while pending is not None:
        segment = WorkSegment(pending, frames, seconds)
        yield segment
        pending = segment.following
