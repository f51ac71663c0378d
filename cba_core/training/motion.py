"""do(V): the same tracklet in another state of motion, by another choice of its pictures.

The paper does not name its operations; these are ours (method.md, E.3). With a mean over the
frames of a clip their order cannot matter, so shuffling and reversing are left out: a test shows
that they change nothing.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from cba_core.domain.arrays import IntArray
from cba_core.training.clip_drawing import chunk_draws

_SHIFT_SHARE = 0.05  # of the height: what a box wanders from frame to frame


class MotionIntervention(Protocol):
    """Chooses other pictures of a tracklet for a clip."""

    def places(self, count: int, drawn: IntArray, generator: np.random.Generator) -> IntArray:
        """(frames,) places of pictures in the tracklet.

        Args:
            count: how many pictures the tracklet has.
            drawn: (frames,) those of the clean clip.
            generator: of what chance decides.
        """
        ...


class Resample:
    """The half of the tracklet that the clean clip's first picture does not lie in."""

    def places(self, count: int, drawn: IntArray, generator: np.random.Generator) -> IntArray:
        """See `MotionIntervention`."""
        half = count // 2
        if half == 0:
            return drawn.copy()
        is_late = int(drawn[0]) >= half
        length, start = (half, 0) if is_late else (count - half, half)
        return start + chunk_draws(length, len(drawn), generator)


class DropAndRepeat:
    """Some frames are missing, their neighbours stand in."""

    def places(self, count: int, drawn: IntArray, generator: np.random.Generator) -> IntArray:
        """See `MotionIntervention`."""
        del count
        frames = len(drawn)
        if frames == 1:
            return drawn.copy()
        kept = int(generator.integers(min(2, frames - 1), frames))
        which = np.sort(generator.choice(frames, size=kept, replace=False))
        return drawn[which[np.arange(frames) * kept // frames]]


class Freeze:
    """One picture, standing still: do(V = static)."""

    def places(self, count: int, drawn: IntArray, generator: np.random.Generator) -> IntArray:
        """See `MotionIntervention`."""
        return np.full(len(drawn), int(generator.integers(count)), np.int64)


class Stride:
    """Neighbouring pictures: the same way walked slowly."""

    def places(self, count: int, drawn: IntArray, generator: np.random.Generator) -> IntArray:
        """See `MotionIntervention`."""
        start = int(generator.integers(max(count - len(drawn), 0) + 1))
        return np.minimum(start + np.arange(len(drawn)), count - 1).astype(np.int64)


class Shift:
    """The same pictures; `shifted` then moves each a little, as boxes wander."""

    def places(self, count: int, drawn: IntArray, generator: np.random.Generator) -> IntArray:
        """See `MotionIntervention`."""
        del count, generator
        return drawn.copy()


MOTIONS: Mapping[str, MotionIntervention] = {
    "resample": Resample(),
    "drop-and-repeat": DropAndRepeat(),
    "freeze": Freeze(),
    "stride": Stride(),
    "shift": Shift(),
}
"""By the names of `WarmUpConfig.motion_interventions`."""


def drawn_motion(names: Sequence[str], generator: np.random.Generator) -> str | None:
    """One of the named interventions; None where there is none."""
    return names[int(generator.integers(len(names)))] if names else None


def shifted(clip: Tensor, generator: np.random.Generator) -> Tensor:
    """Each frame of (frames, 3, h, w) moved by a few pixels; the border goes on."""
    height, width = clip.shape[2:]
    margin = max(1, round(_SHIFT_SHARE * height))
    padded = functional.pad(clip, (margin,) * 4, mode="replicate")
    offsets = generator.integers(0, 2 * margin + 1, size=(len(clip), 2))
    frames = [
        padded[number : number + 1, :, top : top + height, left : left + width]
        for number, (top, left) in enumerate(offsets.tolist())
    ]
    return torch.cat(frames)
