"""Copies encoded anew: VP9 in MP4, the same bytes for the same pictures."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, cast

import av
import numpy as np

from cba_core.domain.arrays import UInt8Array

if TYPE_CHECKING:
    from av.video.stream import VideoStream

ENCODER = "libvpx-vp9"
ENCODER_OPTIONS = {"crf": "24", "b": "0", "deadline": "good", "cpu-used": "5", "row-mt": "0"}
PIXEL_FORMAT = "yuv420p"
CONTAINER_OPTIONS = {"fflags": "+bitexact"}  # no creation time, no random identifiers
_MICROSECONDS = Fraction(1, 1_000_000)


def write_copy(path: Path, pictures: Iterable[tuple[float, UInt8Array]]) -> int:
    """Encode (seconds, RGB picture (h, w, 3) of even size) one after the other.

    Returns:
        How many pictures were written.

    Raises:
        OSError: the disk refused.
    """
    count, before = 0, -1
    with (
        _disk_failures(),
        av.open(str(path), "w", format="mp4", container_options=dict(CONTAINER_OPTIONS)) as target,
    ):
        stream = cast("VideoStream", target.add_stream(ENCODER, 25, dict(ENCODER_OPTIONS)))
        context = stream.codec_context
        context.pix_fmt = PIXEL_FORMAT
        context.thread_count = 1
        context.time_base = _MICROSECONDS
        first_s = 0.0
        for time_s, pixels in pictures:
            if count == 0:
                context.height, context.width = pixels.shape[:2]
                first_s = time_s
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels), format="rgb24")
            frame = frame.reformat(format=PIXEL_FORMAT)
            before = max(before + 1, round((time_s - first_s) / _MICROSECONDS))
            frame.pts, frame.time_base = before, _MICROSECONDS
            target.mux(stream.encode(frame))
            count += 1
        if count:
            target.mux(stream.encode(None))
    return count


@contextmanager
def _disk_failures() -> Iterator[None]:
    """FFmpeg tells of a full disk in an error of its own kind."""
    try:
        yield
    except av.FFmpegError as error:
        raise OSError(error.errno, error.strerror) from error
