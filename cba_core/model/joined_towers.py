"""One model out of several that were trained apart: towers side by side, and a linear map.

A network that learns forgets. Ranking by the mean of two networks' similarities, where one learnt
and the other did not, keeps what each is good at. That mean is the similarity of their vectors put
behind one another, each shortened to the root of its share. What all tracklets have in common is
taken away, for it says nothing of who is seen and brings everybody near everybody; and turning
the rest to its main axes and leaving out the last ones hardly changes a ranking, while a search
has fewer numbers to read. All of this is linear, so it is one matrix and one shift behind the
towers, made of: each tower's BN neck, its share, one over the usual length of its vectors, the
mean, and the axes. (Our reasoning; the paper has no such thing. What it brings is measured in
docs/adr/0019-starter-model.md.)
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from cba_core.domain.arrays import FloatArray
from cba_core.model.frame_encoder_configs import (
    InvertedResidualConfig,
    JoinedTowersConfig,
    TowerConfig,
)
from cba_core.model.model_file import ENCODER_PREFIX, NECK_PREFIX, NECK_TENSORS
from cba_core.model.model_header import (
    ImageTransforms,
    ModelHeader,
    Provenance,
)
from cba_core.model.neck_line import neck_line


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tower:
    """A model that is to stand beside others."""

    header: ModelHeader
    tensors: dict[str, FloatArray]
    share: float
    """Of the joined similarity; those of all towers add up to 1."""
    necked: FloatArray
    """(n, dim): its vectors of clips, the same for every tower, before they are made unit length.
    Usual length, mean and axes are taken from them."""


def joined_towers(
    name: str, towers: Sequence[Tower], *, dim: int, provenance: Provenance
) -> tuple[ModelHeader, dict[str, FloatArray]]:
    """Header and tensors of one model that ranks as the towers do together.

    Args:
        name: of the new encoder.
        towers: light CNNs of one input size, mean and std.
        dim: length of the new vectors: so many of the main axes are kept.
        provenance: of the new model.

    Raises:
        ValueError: shares do not add up, or inputs differ.
        TypeError: an encoder is no light CNN.
    """
    if abs(sum(one.share for one in towers) - 1.0) > 1e-9 or min(o.share for o in towers) <= 0:  # noqa: PLR2004  (rounding)
        raise ValueError(f"shares must be positive and add up to 1: {[o.share for o in towers]}")
    inputs = {
        (one.header.transforms.height_px, one.header.transforms.width_px,
         one.header.transforms.resize, one.header.transforms.contrast,
         one.header.transforms.mean, one.header.transforms.std)
        for one in towers
    }  # fmt: skip
    if len(inputs) > 1 or any(one.header.stem != "shared" for one in towers):
        raise ValueError(f"towers must look at one picture through one stem each, got {inputs}")
    config = JoinedTowersConfig(
        name=name,
        towers=tuple(
            TowerConfig(encoder=_light(one.header), colour=one.header.transforms.colour)
            for one in towers
        ),
        dim=dim,
    )
    header = ModelHeader(
        encoder=config,
        transforms=_in_colour(towers),
        frames_per_clip=None,
        provenance=provenance,
    )
    weight, bias = _join(towers, dim)
    tensors = {
        f"{ENCODER_PREFIX}towers.{place}.{name.removeprefix(ENCODER_PREFIX)}": values
        for place, one in enumerate(towers)
        for name, values in one.tensors.items()
        if name.startswith(ENCODER_PREFIX)
    }
    ones, zeros = np.ones(dim, np.float32), np.zeros(dim, np.float32)
    return header, {
        **tensors,
        f"{ENCODER_PREFIX}join.weight": weight,
        f"{ENCODER_PREFIX}join.bias": bias,
        f"{NECK_PREFIX}weight": ones,
        f"{NECK_PREFIX}running_var": ones,
        f"{NECK_PREFIX}bias": zeros,
        f"{NECK_PREFIX}running_mean": zeros,
    }


def _join(towers: Sequence[Tower], dim: int) -> tuple[FloatArray, FloatArray]:
    """(dim, joined) and (dim,): neck, share, usual length, mean and axes in one."""
    scales, shifts, seen = [], [], []
    for one in towers:
        necked = one.necked.astype(np.float64)
        factor = np.sqrt(one.share) / np.linalg.norm(necked, axis=1).mean()
        scale, shift = neck_line({part: one.tensors[NECK_PREFIX + part] for part in NECK_TENSORS})
        scales.append(scale * factor)
        shifts.append(shift * factor)
        seen.append(necked * factor)
    together = np.concatenate(seen, axis=1)
    mean = together.mean(0)
    apart = together - mean
    _, axes = np.linalg.eigh(apart.T @ apart)
    kept = axes[:, ::-1][:, :dim].T  # (dim, joined), largest first
    weight = kept * np.concatenate(scales)
    bias = kept @ (np.concatenate(shifts) - mean)
    return weight.astype(np.float32), bias.astype(np.float32)


def _light(header: ModelHeader) -> InvertedResidualConfig:
    if not isinstance(header.encoder, InvertedResidualConfig):
        raise TypeError(f"{header.encoder.name} is no light CNN")
    return header.encoder


def _in_colour(towers: Sequence[Tower]) -> ImageTransforms:
    """Grey only where all towers are: what one of them needs cannot be made again."""
    colours = {one.header.transforms.colour for one in towers}
    first = towers[0].header.transforms
    return first if len(colours) == 1 else replace(first, colour="rgb")
