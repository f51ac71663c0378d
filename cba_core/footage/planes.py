"""Views of a decoder's planes."""

import numpy as np
from av.video.frame import VideoFrame
from av.video.plane import VideoPlane
from numpy.lib.stride_tricks import as_strided

from cba_core.domain.arrays import UInt8Array
from cba_core.domain.footage import Planes

_PLANAR = frozenset(
    f"yuv{alpha}{sampling}p"
    for alpha in ("", "j", "a")
    for sampling in (410, 411, 420, 422, 440, 444)
)
_SEMI_PLANAR = frozenset({"nv12", "nv21", "nv16", "nv24", "nv42"})
_GRAY = frozenset({"gray", "grayj"})


def planes_of(frame: VideoFrame) -> Planes:
    """Luma and chroma of a frame, read-only.

    8-bit planar and semi-planar YUV and 8-bit gray are views. Packed, RGB, palette and deeper
    formats are converted once to 8-bit YUV of full chroma resolution (gray ones to gray).
    Of nv21 and nv42 the chroma planes stand in the order V, U: nothing here tells them apart.
    """
    name = frame.format.name
    if name in _PLANAR:
        return Planes(_view(frame.planes[0]), _pair(frame.planes[1], frame.planes[2]))
    if name in _SEMI_PLANAR:
        width = frame.planes[1].width
        interleaved = _view(frame.planes[1], samples=2 * width)
        chroma = interleaved.reshape(len(interleaved), width, 2, copy=False).transpose(2, 0, 1)
        return Planes(_view(frame.planes[0]), chroma)
    if name in _GRAY:
        return Planes(_view(frame.planes[0]), None)
    if name.startswith(("gray", "mono", "ya")):
        return planes_of(frame.reformat(format="gray"))
    return planes_of(frame.reformat(format="yuv444p"))


def _view(plane: VideoPlane, samples: int | None = None) -> UInt8Array:
    rows = np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, abs(plane.line_size))
    if plane.line_size < 0:  # stored bottom row first; the buffer begins at the lowest address
        rows = rows[::-1]
    view: UInt8Array = rows[:, : plane.width if samples is None else samples]
    view.flags.writeable = False  # the decoder predicts later frames from these bytes
    return view


def _pair(first: VideoPlane, second: VideoPlane) -> UInt8Array:
    """Two planes as one array (2, h, w), without a copy where their strides agree.

    The planes are pieces of memory of one frame, which both keep alive, so the distance between
    them is a valid stride of a view whose base is the first of them.
    """
    one, two = _view(first), _view(second)
    if one.strides != two.strides:
        return np.stack((one, two))
    apart = two.ctypes.data - one.ctypes.data
    return as_strided(one, (2, *one.shape), (apart, *one.strides), writeable=False)
