"""The one format in which boxes of a track are stored.

Little-endian, without padding, `n` being the number of sampled frames:

    bytes       content
    0..3        b"DTB1"
    4..7        n, uint32
    then        n int64    frame numbers
    then        4n float32 boxes x1 y1 x2 y2 in source pixels, box after box
    then        n float32  scores
    then        n float32  seconds since the footage's first frame
"""

import struct
from typing import NamedTuple

import numpy as np

from cba_core.domain.arrays import FloatArray, IntArray

MAGIC = b"DTB1"
_HEADER = struct.Struct("<4sI")
_FRAME = np.dtype("<i8")
_REAL = np.dtype("<f4")
_BYTES_PER_FRAME = _FRAME.itemsize + 6 * _REAL.itemsize


class PackedTrack(NamedTuple):
    """What a blob holds."""

    frame_indices: IntArray  # (n,)
    boxes: FloatArray  # (n, 4)
    scores: FloatArray  # (n,)
    times_s: FloatArray  # (n,)


def pack_track(track: PackedTrack) -> bytes:
    """The bytes of a track; every number comes back as it was.

    Raises:
        ValueError: the arrays do not belong together.
    """
    count = len(track.frame_indices)
    shapes = (track.boxes.shape, track.scores.shape, track.times_s.shape)
    if shapes != ((count, 4), (count,), (count,)):
        raise ValueError(f"{count} frames need (n, 4), (n,), (n,), got {shapes}")
    reals = (track.boxes, track.scores, track.times_s)
    return b"".join(
        (
            _HEADER.pack(MAGIC, count),
            track.frame_indices.astype(_FRAME).tobytes(),
            *(part.astype(_REAL).tobytes() for part in reals),
        )
    )


def unpack_track(blob: bytes) -> PackedTrack:
    """The track of a blob, as arrays of their own.

    Raises:
        ValueError: the bytes are not what `pack_track` writes.
    """
    if len(blob) < _HEADER.size:
        raise ValueError(f"a track needs at least {_HEADER.size} bytes, got {len(blob)}")
    magic, count = _HEADER.unpack_from(blob)
    if magic != MAGIC:
        raise ValueError(f"a track begins with {MAGIC!r}, got {magic!r}")
    expected = _HEADER.size + count * _BYTES_PER_FRAME
    if len(blob) != expected:
        raise ValueError(f"a track of {count} frames has {expected} bytes, got {len(blob)}")
    frames = np.frombuffer(blob, _FRAME, count, _HEADER.size).astype(np.int64)
    reals = np.frombuffer(blob, _REAL, 6 * count, _HEADER.size + count * _FRAME.itemsize).astype(
        np.float32
    )
    return PackedTrack(
        frames,
        reals[: 4 * count].reshape(count, 4),
        reals[4 * count : 5 * count],
        reals[5 * count :],
    )
