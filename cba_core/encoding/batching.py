"""Frames of many clips in bounded pieces, and their features back into one vector a clip."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cba_core.domain.arrays import FloatArray, IntArray, UInt8Array
from cba_core.domain.embedding import Clip
from cba_core.encoding.image_transforms import network_input
from cba_core.model.model_header import ImageTransforms


class FrameBatch(NamedTuple):
    """Some frames as network input, and the clip each belongs to."""

    frames: FloatArray  # (n, 3, h, w)
    clips: IntArray  # (n,) position of the clip


def chosen_crops(clip: Clip, frames_per_clip: int | None) -> tuple[UInt8Array, ...]:
    """The crops of a clip that are used: all, or so many evenly from the first to the last."""
    if frames_per_clip is None or len(clip.crops) <= frames_per_clip:
        return clip.crops
    middle = (np.arange(frames_per_clip) + 0.5) * len(clip.crops) / frames_per_clip
    return tuple(clip.crops[int(position)] for position in middle)


def frame_batches(
    clips: Sequence[Clip],
    transforms: ImageTransforms,
    *,
    frames_per_clip: int | None,
    size: int,
) -> Iterator[FrameBatch]:
    """All chosen frames in clip order, `size` at a time, across the borders of clips."""
    frames: list[FloatArray] = []
    owners: list[int] = []
    for position, clip in enumerate(clips):
        for crop in chosen_crops(clip, frames_per_clip):
            frames.append(network_input(crop, transforms))
            owners.append(position)
            if len(frames) == size:
                yield FrameBatch(np.stack(frames), np.array(owners))
                frames, owners = [], []
    if frames:
        yield FrameBatch(np.stack(frames), np.array(owners))


class ClipMeans:
    """Means of the frames' features of each clip, in double precision.

    Features are added in the order of the frames, so where a batch ends changes nothing.
    """

    def __init__(self, count: int, dim: int) -> None:
        self._sums: NDArray[np.float64] = np.zeros((count, dim))
        self._frames: NDArray[np.int64] = np.zeros(count, np.int64)

    def add(self, features: FloatArray, clips: IntArray) -> None:
        """Take features (n, dim) of frames that belong to `clips` (n,)."""
        np.add.at(self._sums, clips, features)
        np.add.at(self._frames, clips, 1)

    def means(self) -> NDArray[np.float64]:
        """One row per clip, (count, dim)."""
        return self._sums / self._frames[:, None]
