"""One model out of several that were trained apart: towers side by side, and a linear map.

A network that learns forgets. Ranking by the mean of two networks' similarities, where one learnt
and the other did not, keeps what each is good at: frame by frame each tower's feature goes through
its own BN neck and is made unit length, and they are put behind one another, each shortened to the
root of its share. What all tracklets have in common is then taken away, for it says nothing of who
is seen and brings everybody near everybody; and turning the rest to its main axes and leaving out
the last ones hardly changes a ranking, while a search has fewer numbers to read. Shares, mean and
axes are one linear map. (Our reasoning; the paper has no such thing. What it brings is measured in
docs/adr/0019-starter-model.md.)
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from cba_core.domain.arrays import FloatArray
from cba_core.model.frame_encoder_configs import (
    InvertedResidualConfig,
    JoinedTowersConfig,
    TowerConfig,
)
from cba_core.model.model_file import ENCODER_PREFIX, NECK_PREFIX, NECK_TENSORS
from cba_core.model.model_header import ImageTransforms, ModelHeader, Provenance
from cba_core.model.neck_line import neck_line

_JOIN = f"{ENCODER_PREFIX}join."
_ROUNDING = 1e-9

Model = tuple[ModelHeader, dict[str, FloatArray]]
"""Header and tensors, as `read_model_file` gives and `write_model_file` takes them."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tower:
    """A model that is to stand beside others."""

    header: ModelHeader
    tensors: Mapping[str, FloatArray]
    share: float
    """Of the joined similarity; those of all towers add up to 1."""


def side_by_side(name: str, towers: Sequence[Tower], provenance: Provenance) -> Model:
    """One model that ranks by the weighted mean of the towers' similarities, frame by frame.

    Args:
        name: of the new encoder.
        towers: light CNNs of one input size, mean and std.
        provenance: of the new model.

    Raises:
        ValueError: shares do not add up, or inputs differ.
        TypeError: an encoder is no light CNN.
    """
    shares = [one.share for one in towers]
    if abs(sum(shares) - 1.0) > _ROUNDING or min(shares) <= 0:
        raise ValueError(f"shares must be positive and add up to 1: {shares}")
    inputs = {_input_of(one.header) for one in towers}
    if len(inputs) > 1 or any(one.header.stem != "shared" for one in towers):
        raise ValueError(f"towers must look at one picture through one stem each, got {inputs}")
    configs = tuple(
        TowerConfig(encoder=_light(one.header), colour=one.header.transforms.colour)
        for one in towers
    )
    dim = sum(one.encoder.dim for one in configs)
    header = ModelHeader(
        encoder=JoinedTowersConfig(name=name, towers=configs, dim=dim),
        transforms=_in_colour(towers),
        provenance=provenance,
    )
    tensors: dict[str, FloatArray] = {}
    for place, one in enumerate(towers):
        tensors |= {
            f"{ENCODER_PREFIX}towers.{place}.{key.removeprefix(ENCODER_PREFIX)}": values
            for key, values in one.tensors.items()
            if key.startswith(ENCODER_PREFIX)
        }
        scale, shift = neck_line({key: one.tensors[NECK_PREFIX + key] for key in NECK_TENSORS})
        tensors[f"{ENCODER_PREFIX}necks.{place}.weight"] = scale.astype(np.float32)
        tensors[f"{ENCODER_PREFIX}necks.{place}.bias"] = shift.astype(np.float32)
    roots = np.repeat(np.sqrt(shares), [one.encoder.dim for one in configs])
    return header, tensors | _map(np.diag(roots), np.zeros(dim))


def shortened(model: Model, seen: FloatArray, dim: int) -> Model:
    """The same model about the mean of what it saw, along the main axes of that alone.

    Args:
        model: of `side_by_side`.
        seen: (n, its dim) pooled features of clips before unit length, as its neck gives them.
        dim: how many axes are kept.

    Raises:
        ValueError: there are not that many axes.
        TypeError: the model has no towers.
    """
    header, tensors = model
    if not isinstance(header.encoder, JoinedTowersConfig):
        raise TypeError(f"{header.encoder.name} has no towers side by side")
    exact = seen.astype(np.float64)
    mean = exact.mean(0)
    apart = exact - mean
    _, axes = np.linalg.eigh(apart.T @ apart)
    kept = axes[:, ::-1][:, :dim].T  # (dim, of the model), the longest first
    weight = kept @ tensors[f"{_JOIN}weight"].astype(np.float64)
    bias = kept @ (tensors[f"{_JOIN}bias"].astype(np.float64) - mean)
    smaller = replace(header, encoder=replace(header.encoder, dim=dim), dim=dim)
    return smaller, tensors | _map(weight, bias)


def _map(weight: NDArray[np.float64], bias: NDArray[np.float64]) -> dict[str, FloatArray]:
    """Tensors of the linear map, and of a model's neck that changes nothing after it."""
    ones, zeros = np.ones(len(bias), np.float32), np.zeros(len(bias), np.float32)
    return {
        f"{_JOIN}weight": weight.astype(np.float32),
        f"{_JOIN}bias": bias.astype(np.float32),
        f"{NECK_PREFIX}weight": ones,
        f"{NECK_PREFIX}running_var": ones,
        f"{NECK_PREFIX}bias": zeros,
        f"{NECK_PREFIX}running_mean": zeros,
    }


def _light(header: ModelHeader) -> InvertedResidualConfig:
    if not isinstance(header.encoder, InvertedResidualConfig):
        raise TypeError(f"{header.encoder.name} is no light CNN")
    return header.encoder


def _input_of(header: ModelHeader) -> ImageTransforms:
    return replace(header.transforms, colour="grey")


def _in_colour(towers: Sequence[Tower]) -> ImageTransforms:
    """Grey only where all towers are: what one of them needs cannot be made again."""
    colours = {one.header.transforms.colour for one in towers}
    first = towers[0].header.transforms
    return first if len(colours) == 1 else replace(first, colour="rgb")
