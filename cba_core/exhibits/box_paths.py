"""Boxes of tracklets in every frame, between those that were looked at as well."""

from collections.abc import Sequence

import numpy as np

from cba_core.domain.arrays import FloatArray
from cba_core.domain.exhibits import BoxPath


def box_at(path: BoxPath, frame: int, *, hold: bool = False) -> FloatArray | None:
    """(4,) the box in a frame, interpolated linearly; None where the tracklet is not there.

    Args:
        path: the tracklet's boxes in sampled frames.
        frame: 0-based frame number.
        hold: keep the first and last box for as many frames as the widest gap between samples,
            since nobody vanishes at the frame that happened to be looked at.
    """
    frames = path.frame_indices
    if not len(frames):
        return None
    reach = (int(np.diff(frames).max()) if len(frames) > 1 else 1) if hold else 0
    if not frames[0] - reach <= frame <= frames[-1] + reach:
        return None
    return np.array([np.interp(frame, frames, path.boxes[:, side]) for side in range(4)])


def enlarged(box: FloatArray, margin: float, width: int, height: int) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of a box, grown by a share of its size on each side."""
    wider, higher = (box[2] - box[0]) * margin, (box[3] - box[1]) * margin
    left, top = np.floor((box[0] - wider, box[1] - higher)).astype(int)
    right, bottom = np.ceil((box[2] + wider, box[3] + higher)).astype(int)
    return (
        int(min(max(left, 0), width)),
        int(min(max(top, 0), height)),
        int(min(max(right, 0), width)),
        int(min(max(bottom, 0), height)),
    )


def boxes_at(
    paths: Sequence[BoxPath], frame: int, *, hold: bool
) -> list[tuple[BoxPath, FloatArray]]:
    """Every tracklet that is in a frame, with its box (4,)."""
    found = ((path, box_at(path, frame, hold=hold)) for path in paths)
    return [(path, box) for path, box in found if box is not None]
