"""Frames made from arrays, for tests that need no video file."""

import numpy as np

from cba_core.domain.arrays import UInt8Array
from cba_core.domain.footage import Frame, Planes

GREY = 128


def a_frame(
    index: int = 0, pixels: UInt8Array | None = None, *, rate: float = 25.0, pts: int | None = None
) -> Frame:
    """Frame `index` showing `pixels` (h, w, 3), by default a black 64x48 one."""
    shown = np.zeros((48, 64, 3), np.uint8) if pixels is None else pixels
    chroma = np.full((2, shown.shape[0] // 2, shown.shape[1] // 2), GREY, np.uint8)
    if np.ptp(shown.astype(int), axis=2).any():
        chroma[0, :, ::2] = 255  # far from grey, as colour varies over a picture
        chroma[0, :, : chroma.shape[2] // 2] = 40
    return Frame(
        index=index,
        time_s=index / rate,
        pts=pts,
        render=lambda: shown,
        see=lambda: Planes(shown.mean(axis=2).astype(np.uint8), chroma),
    )
