"""Decoded pictures of a footage item, one after the other, whatever it is stored as."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeAlias, cast

import av
from av.codec.context import ThreadType
from av.packet import Packet
from av.stream import Discard
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame

from cba_core.domain.errors import FootageUnreadableError
from cba_core.domain.footage import ASSUMED_FRAME_RATE, HIGHEST_FRAME_RATE
from cba_core.footage.opening import is_still, open_container, reading, reason_of, video_stream
from cba_core.footage.pictures import pictures_in
from cba_core.footage.truncation import cut_off

if TYPE_CHECKING:  # the class takes a parameter in its stub alone
    from av.video.stream import VideoStream

    VideoPacket: TypeAlias = Packet[VideoStream]

ASSUMED_RATE = Fraction(ASSUMED_FRAME_RATE)
"""Frames per second where nothing tells."""

_LOWEST_RATE = 0.2  # a picture every five seconds
_NO_TIMESTAMPS = 0x80  # AVFMT_NOTIMESTAMPS: raw streams; FFmpeg makes their time stamps up
_MOST_READ_FAILURES = 32  # in a row; a damaged stretch, then there is nothing more to find
_KEYFRAMES_REMEMBERED = 8  # who seeks looks at the first ones alone
_PICTURE_DECODERS = {
    ".jpg": "mjpeg",
    ".jpeg": "mjpeg",
    ".png": "png",
    ".bmp": "bmp",
    ".tif": "tiff",
    ".tiff": "tiff",
}


class Reel(Protocol):
    """Decoded pictures in presentation order, and what is known of them beforehand."""

    format_name: str
    codec_name: str
    time_base: Fraction
    rate: Fraction | None  # mean frames per second; None where nothing tells
    has_clock: bool  # whether time stamps come from the footage
    expected_frames: int | None
    cut_off: str | None  # why the file is surely cut off
    skipped: int  # packets that were damaged

    def pictures(self) -> Iterator[VideoFrame]:
        """From where the reel stands to its end; damaged packets are counted and skipped."""
        ...

    def close(self) -> None:
        """Release the decoder; twice does nothing."""
        ...


class VideoReel:
    """The video of a container."""

    def __init__(self, path: Path, *, threads: int = 1) -> None:
        """Open it.

        Args:
            path: a video file.
            threads: decoding threads; one is the most economical for many files side by side.

        Raises:
            FootageMissingError, FootageUnreadableError: it cannot be opened.
        """
        self._path = path
        self.container = open_container(path)
        try:
            self.stream = video_stream(self.container, path)
            self.cut_off = cut_off(path)
        except BaseException:
            self.container.close()
            raise
        for other in self.container.streams:
            if other is not self.stream:
                other.discard = Discard.all
        stream, decoder = self.stream, self.stream.codec_context
        decoder.thread_count = threads
        decoder.thread_type = ThreadType.NONE if threads == 1 else ThreadType.AUTO
        self.format_name = self.container.format.name
        self.codec_name = decoder.name
        self.time_base = stream.time_base or 1 / ASSUMED_RATE
        self.has_clock = not (
            self.container.format.flags & _NO_TIMESTAMPS or is_still(self.format_name)
        )
        # Of a raw stream FFmpeg's average is a guess; its own headers may know the rate, and time
        # is made from it: one that no camera has would cut the footage never or at every frame.
        self.rate = (
            stream.average_rate if self.has_clock else _believed(decoder.framerate)
        ) or None
        self.expected_frames = stream.frames or None
        self.skipped = 0
        self._keyframe_positions: dict[int, int | None] = {}

    @property
    def orders_frames_anew(self) -> bool:
        """Whether frames may be stored in another order than they are shown in."""
        return bool(self.stream.codec_context.has_b_frames)

    def pictures(self) -> Iterator[VideoFrame]:
        """From where the reel stands to its end; damaged packets are counted and skipped."""
        decoder = self.stream.codec_context
        for packet in self.packets():
            if not is_whole(packet, self.format_name):
                self.skipped += 1
                continue
            try:
                decoded = decoder.decode(packet)
            except av.FFmpegError as error:
                self.skipped += 1
                if not isinstance(error, av.InvalidDataError):
                    decoder.flush_buffers()  # it may refuse all that follows until it is emptied
                continue
            if not self.has_clock:
                for picture in decoded:
                    picture.pts = None
            yield from decoded

    def packets(self) -> Iterator["VideoPacket"]:
        """Packets as stored, and an empty one at the end, which empties the decoder."""
        failures = 0
        while True:
            try:
                for packet in self.container.demux(self.stream):
                    failures = 0
                    self._remember(packet)
                    yield packet
            except (av.FFmpegError, OSError) as error:
                failures += 1
                if isinstance(error, OSError):  # a medium that fails or was pulled out
                    raise FootageUnreadableError(self._path, reason_of(error)) from error
                if failures < _MOST_READ_FAILURES:
                    continue
                self.skipped += 1
                yield cast("VideoPacket", Packet())
            return

    def position_of(self, pts: int) -> int | None:
        """Where in the file one of the first keyframes since the last seek stood, in bytes.

        None where that is not known.
        """
        return self._keyframe_positions.get(pts)

    def _remember(self, packet: "VideoPacket") -> None:
        if packet.is_keyframe and len(self._keyframe_positions) < _KEYFRAMES_REMEMBERED:
            stamp = packet.dts if packet.pts is None else packet.pts
            if stamp is not None:
                self._keyframe_positions[stamp] = packet.pos

    def seek(self, target: int) -> bool:
        """Stand at the last keyframe at or before a time stamp, as far as the container knows.

        False where the format cannot do it; the reel is of no use then.
        """
        self._keyframe_positions.clear()
        try:
            self.container.seek(target, stream=self.stream)
        except av.FFmpegError:
            return False
        return True

    def close(self) -> None:
        """Release the decoder; twice does nothing."""
        self.container.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _believed(rate: Fraction | None) -> Fraction | None:
    return rate if rate and _LOWEST_RATE <= rate <= HIGHEST_FRAME_RATE else None


def is_whole(packet: "VideoPacket", format_name: str) -> bool:
    """Whether a packet is worth decoding.

    A cut packet gives a picture that is half made up. Only in MPEG-TS the mark is set by any
    lost 188 bytes, which recordings of a network stream are full of; there the decoder copes.
    """
    return format_name == "mpegts" or not packet.is_corrupt


class PictureReel:
    """Numbered pictures of one folder, shown at an assumed rate."""

    def __init__(self, folder: Path) -> None:
        """Look into the folder.

        Raises:
            FootageUnreadableError: it holds no numbered pictures.
        """
        with reading(folder):
            self._files = pictures_in(folder)
        if not self._files:
            raise FootageUnreadableError(folder, "the folder holds no row of numbered pictures")
        self.format_name = "image2"
        self.codec_name = _PICTURE_DECODERS[self._files[0].suffix.lower()]
        self.time_base = 1 / ASSUMED_RATE
        self.rate: Fraction | None = None
        self.has_clock = False
        self.expected_frames: int | None = len(self._files)
        self.cut_off: str | None = None
        self.skipped = 0
        self._at = 0

    def pictures(self) -> Iterator[VideoFrame]:
        """From where the reel stands to its end; damaged pictures are counted and skipped."""
        decoder = cast("VideoCodecContext", VideoCodecContext.create(self.codec_name, "r"))
        decoder.thread_count = 1
        while self._at < len(self._files):
            picture = sole_picture(decoder, self._packet(self._at))
            self._at += 1
            if picture is None:
                self.skipped += 1
            else:
                yield picture

    def __len__(self) -> int:
        return len(self._files)

    def picture(self, number: int) -> VideoFrame | None:
        """One picture by its place in the row; None where it is damaged."""
        decoder = cast("VideoCodecContext", VideoCodecContext.create(self.codec_name, "r"))
        return sole_picture(decoder, self._packet(number))

    def _packet(self, number: int) -> "Packet[Any] | None":
        """One picture as stored; None where its file was left empty, which FFmpeg takes for an end.

        Raises:
            FootageUnreadableError: the medium fails.
        """
        file = self._files[number]
        with reading(file):
            content = file.read_bytes()
        return Packet(content) if content else None

    def close(self) -> None:
        """There is nothing to release."""


def sole_picture(decoder: VideoCodecContext, packet: "Packet[Any] | None") -> VideoFrame | None:
    """What a keyframe shows by itself; None where it is damaged. Empties the decoder."""
    if packet is None:
        return None
    try:
        return next(iter((*decoder.decode(packet), *decoder.decode(None))), None)
    except av.FFmpegError:
        return None
    finally:
        decoder.flush_buffers()


def open_reel(path: Path, *, threads: int = 1) -> VideoReel | PictureReel:
    """Open a video file or a folder of numbered pictures.

    Raises:
        FootageMissingError, FootageUnreadableError: it cannot be opened.
    """
    with reading(path):
        return PictureReel(path) if path.is_dir() else VideoReel(path, threads=threads)
