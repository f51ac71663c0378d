"""Which pictures of a tracklet make a clip, and the clip as numbers.

The chunks are those of the public readers (method.md, C.1): a tracklet is cut into equal parts,
one picture is taken of each; the first to embed, a random one to train.
"""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from cba_core.domain.arrays import IntArray
from cba_core.domain.learning import TrainingTracklets, chunk_firsts


def chunk_draws(count: int, frames: int, generator: np.random.Generator) -> IntArray:
    """(frames,) a random picture of each of `frames` equal chunks of `count` pictures."""
    step = -(-count // frames)
    within = generator.integers(0, step, size=frames)
    drawn: IntArray = np.minimum(np.arange(frames) * step + within, count - 1).astype(np.int64)
    return drawn


def clip_of(data: TrainingTracklets, tracklet: int, places: IntArray) -> Tensor:
    """(frames, 3, h, w) float32 0..1: pictures of a tracklet by their places in it."""
    start = int(data.starts[tracklet])
    pictures = np.ascontiguousarray(data.pictures[start + places])
    return torch.from_numpy(pictures).permute(0, 3, 1, 2).float() / 255.0


def length_of(data: TrainingTracklets, tracklet: int) -> int:
    """How many pictures a tracklet has."""
    return int(data.starts[tracklet + 1] - data.starts[tracklet])


def embedded_clips(data: TrainingTracklets, tracklets: Sequence[int], frames: int) -> Tensor:
    """(n, frames, 3, h, w) uint8: the clips that stand for tracklets."""
    clips = []
    for tracklet in tracklets:
        places = chunk_firsts(length_of(data, tracklet), frames)
        clips.append(data.pictures[int(data.starts[tracklet]) + places])
    return torch.from_numpy(np.stack(clips)).permute(0, 1, 4, 2, 3)
