"""Frames of a footage file through PyAV: numbered, timed, converted only when looked at."""

import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self, cast

from av.video.frame import VideoFrame
from av.video.reformatter import VideoReformatter

from cba_core.domain.arrays import UInt8Array
from cba_core.domain.footage import Frame, Planes, ResumePoint
from cba_core.footage.opening import reading
from cba_core.footage.orientation import Orientation, orientation_of
from cba_core.footage.packet_index import Heed, PacketIndex
from cba_core.footage.planes import planes_of
from cba_core.footage.reel import ASSUMED_RATE, Reel, VideoReel, open_reel


def open_footage(path: Path, *, threads: int = 1) -> "PyAvSource":
    """Open a video file, or a folder of numbered pictures, as a source of frames.

    Args:
        path: the file or folder; it is only read.
        threads: decoding threads for this file.

    Raises:
        FootageMissingError: there is nothing at `path`.
        FootageUnreadableError: it is no video or cannot be decoded at all.
    """
    return PyAvSource(path, threads=threads)


class PyAvSource:
    """A `FrameSource`; a context manager that releases the decoder."""

    def __init__(self, path: Path, *, threads: int = 1) -> None:
        self._path = path
        self._threads = threads
        self._reel: Reel | None = open_reel(path, threads=threads)
        self._is_fresh = True
        self._passes = 0
        self._expected_frames = self._reel.expected_frames
        self._skipped = 0
        self._warning: str | None = None

    @property
    def expected_frames(self) -> int | None:
        """Frames as far as the container tells; None when unknown, never 0."""
        return self._expected_frames

    @property
    def warning(self) -> str | None:
        """After a pass: what was wrong with the file, for people; None if nothing was."""
        return self._warning

    @property
    def skipped_packets(self) -> int:
        """Damaged packets that the last pass skipped."""
        return self._skipped

    def frames(
        self, start: ResumePoint | None = None, *, heed: Heed | None = None
    ) -> Iterator[Frame]:
        """Every frame in presentation order, or from `start` on with the same numbers and pixels.

        `heed` is told of the frames gone through only to come there; what it raises ends the
        pass. One pass at a time: beginning another ends the one before.
        """
        self._passes += 1
        this_pass = self._passes
        development = Development(self._path)
        last = -1
        try:
            with reading(self._path):
                for index, time_s, picture in self._numbered(start, heed or _ignore):
                    last = index
                    yield development.frame(index, time_s, picture)
            if self._reel is not None:
                self._warning = _warning(self._reel, last)
        finally:
            if this_pass == self._passes:
                self.close()

    def close(self) -> None:
        """Release the decoder; twice does nothing."""
        if self._reel is not None:
            self._skipped = self._reel.skipped
            self._reel.close()
            self._reel = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _begin(self) -> Reel:
        """The reel at its beginning; it was opened already to fail early, or is opened again."""
        if not self._is_fresh or self._reel is None:
            self.close()
            self._reel = open_reel(self._path, threads=self._threads)
        self._is_fresh = False
        self._warning = None
        return self._reel

    def _numbered(
        self, start: ResumePoint | None, heed: Heed
    ) -> Iterator[tuple[int, float, VideoFrame]]:
        first = 0 if start is None else start.index
        if start is not None and first > 0:
            sought = _numbered_after_a_seek(self._path, self._begin(), start, heed)
            for item in sought:
                yield item
                yield from sought
                return
        yield from _numbered_from_the_beginning(self._begin(), first, heed)


class Clock:
    """Seconds since the first frame from time stamps, mended where they are missing or go back."""

    def __init__(self, reel: Reel, first_pts: int | None = None) -> None:
        self._time_base = float(reel.time_base)
        self._step = float(1 / (reel.rate or ASSUMED_RATE))
        self._first = first_pts
        self._stamped = 0.0  # time of the last frame whose stamp was good
        self._since = -1  # frames after it

    def at(self, pts: int | None) -> float:
        """The time of the next frame."""
        if pts is not None:
            if self._first is None:
                self._first = pts
            time_s = (pts - self._first) * self._time_base
            if time_s > self._stamped + self._since * self._step:
                self._stamped, self._since = time_s, 0
                return time_s
        # A recorder whose clock was set back goes on at its mean rate.
        self._since += 1
        return self._stamped + self._since * self._step


class Development:
    """Turns decoded pictures into frames; one converter, whatever thread asks for pixels."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._reformatter = VideoReformatter()
        self._lock = threading.Lock()
        self._orientation: Orientation | None = None

    def frame(self, index: int, time_s: float, picture: VideoFrame) -> Frame:
        """Wrap a decoded picture; nothing is converted yet."""
        if self._orientation is None:
            self._orientation = orientation_of(picture)
        negative = _Negative(picture, self)
        return Frame(
            index=index,
            time_s=time_s,
            pts=picture.pts,
            render=negative.render,
            see=negative.see,
        )

    def planes(self, picture: VideoFrame) -> Planes:
        """Luma and chroma as decoded."""
        with reading(self._path):
            return planes_of(picture)

    def upright_rgb(self, picture: VideoFrame) -> UInt8Array:
        """The picture as people see it, (h, w, 3)."""
        # A converter serves one picture at a time.
        with self._lock, reading(self._path):
            converted = self._reformatter.reformat(picture, format="rgb24")
        rgb = cast("UInt8Array", converted.to_ndarray())
        return (self._orientation or Orientation()).upright(rgb)


class _Negative:
    """A decoded picture that nobody has looked at yet."""

    __slots__ = ("_development", "_picture")

    def __init__(self, picture: VideoFrame, development: Development) -> None:
        self._picture = picture
        self._development = development

    def render(self) -> UInt8Array:
        return self._development.upright_rgb(self._picture)

    def see(self) -> Planes:
        return self._development.planes(self._picture)


def _ignore(_: int) -> None:
    """Nobody waits for the frames gone through."""


def _numbered_from_the_beginning(
    reel: Reel, first: int, heed: Heed
) -> Iterator[tuple[int, float, VideoFrame]]:
    clock = Clock(reel)
    for index, picture in enumerate(reel.pictures()):
        time_s = clock.at(picture.pts)
        if index < first:
            heed(index)
        else:
            yield index, time_s, picture


def _numbered_after_a_seek(
    path: Path, reel: Reel, start: ResumePoint, heed: Heed
) -> Iterator[tuple[int, float, VideoFrame]]:
    """From `start` on, or nothing at all where it is not certain that it is the same frame.

    Certain means: the packets begin with the frame that decoding begins with, exactly
    `start.index` of them lie before `start` in presentation order, decoding begins at least one
    whole group of pictures earlier, at the very keyframe that was counted, time stamps rise all
    the way, and one of them is that of `start`.
    """
    if not isinstance(reel, VideoReel) or start.pts is None or not reel.has_clock:
        return
    with PacketIndex(path, heed=heed) as packets:
        if packets.index_of(start.pts) != start.index:
            return
        target, first_pts = packets.entry_before(start.pts, whole_groups=1), packets.first_pts
    first = next(reel.pictures(), None)
    if first is None or first.pts != first_pts or target is None or not reel.seek(target):
        return
    clock = Clock(reel, first_pts)
    pictures = reel.pictures()
    previous: int | None = None
    for picture in pictures:
        if previous is None and not picture.key_frame:
            continue  # what is shown before the keyframe refers to frames that were not decoded
        pts = picture.pts
        if pts is None or pts > start.pts or (previous is not None and pts <= previous):
            return
        if previous is None and not packets.is_entered_at(reel, pts):
            return
        previous = pts
        heed(start.index)
        time_s = clock.at(pts)
        if pts == start.pts:
            yield start.index, time_s, picture
            break
    for index, picture in enumerate(pictures, start=start.index + 1):
        yield index, clock.at(picture.pts), picture


def _warning(reel: Reel, last: int) -> str | None:
    reasons = []
    if reel.cut_off is not None:
        reasons.append(f"the file is cut off after frame {last}: {reel.cut_off}")
    if reel.skipped:
        damaged = (
            "1 damaged packet was" if reel.skipped == 1 else f"{reel.skipped} damaged packets were"
        )
        reasons.append(f"{damaged} skipped")
    return "; ".join(reasons) or None
