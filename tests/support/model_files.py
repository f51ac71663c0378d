"""Small model files of every family of frame encoders, with weights from a fixed seed."""

from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import numpy as np
import pytest
import torch

from cba_core.domain.arrays import UInt8Array
from cba_core.domain.embedding import Clip
from cba_core.domain.footage import Modality
from cba_core.domain.ids import ModelId
from cba_core.model.frame_encoder_configs import (
    ClipResNetConfig,
    FrameEncoderConfig,
    InvertedResidualConfig,
    JoinedTowersConfig,
    TinyCnnConfig,
    TowerConfig,
    VisionTransformerConfig,
)
from cba_core.model.model_file import write_model_file
from cba_core.model.model_header import ImageTransforms, ModelHeader, Provenance
from cba_core.model.network import build_network, network_tensors
from cba_core.weights.packaged_weights import PACKAGED_WEIGHTS

SMALL_CONFIGS: dict[str, FrameEncoderConfig] = {
    "tiny-cnn": TinyCnnConfig(),
    "vision-transformer": VisionTransformerConfig(
        name="small-vit", patch_px=16, width=32, depth=2, heads=2, mlp_width=64, projection=24
    ),
    "clip-resnet": ClipResNetConfig(name="small-resnet", architecture="RN50"),
    "inverted-residual": InvertedResidualConfig(
        name="small-lite0",
        architecture="efficientnet-lite0",
        stages=3,
        rows=2,
        mirrored_columns=2,
    ),
    "joined-towers": JoinedTowersConfig(
        name="small-towers",
        dim=24,
        towers=tuple(
            TowerConfig(
                encoder=InvertedResidualConfig(
                    name="small-tower", architecture="efficientnet-lite0", stages=stages, rows=2
                ),
                colour="rgb",
            )
            for stages in (2, 3)
        ),
    ),
}
"""One of every family, by family; a test makes sure that none is left out."""


def small_header(
    family: str = "tiny-cnn",
    *,
    transforms: ImageTransforms | None = None,
    frames_per_clip: int | None = None,
) -> ModelHeader:
    """A header whose input is 64 x 32."""
    return ModelHeader(
        encoder=SMALL_CONFIGS[family],
        transforms=transforms or ImageTransforms(height_px=64, width_px=32),
        frames_per_clip=frames_per_clip,
        provenance=Provenance(
            licence="Apache-2.0",
            source="drawn from a seed",
            training_data="none",
            trained_for_person_search=False,
        ),
    )


def write_small_model(path: Path, header: ModelHeader | None = None, *, seed: int = 0) -> ModelId:
    """A model file with random weights, and a neck that changes something."""
    header = small_header() if header is None else header
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        network = build_network(header)
        for statistic in (network.neck.running_mean, network.neck.weight.data):
            statistic.add_(torch.rand(header.dim) * 0.1)
        for buffer in (b for n, b in network.named_buffers() if n.endswith("running_var")):
            buffer.mul_(torch.rand(buffer.shape) + 0.5)
    return write_model_file(path, header, network_tensors(network))


def random_clips(lengths: tuple[int, ...], *, seed: int = 0) -> list[Clip]:
    """Clips of these lengths, alternately of each modality, with crops of changing sizes."""
    random = np.random.default_rng(seed)
    modalities = (Modality.VISIBLE, Modality.INFRARED)
    return [
        Clip(
            modality=modalities[position % 2],
            crops=tuple(_picture(random, 60 + 7 * i, 30 + 3 * i) for i in range(length)),
        )
        for position, length in enumerate(lengths)
    ]


def _picture(random: np.random.Generator, height: int, width: int) -> UInt8Array:
    """Noise over a slope, so that crops differ in more than their grain."""
    slope = np.linspace(0, random.uniform(20, 160), height)[:, None, None]
    noise = random.uniform(0, 90, (height, width, 3))
    return (slope + noise).astype(np.uint8)


@cache
def packaged_weights(name: str) -> Path:
    """The weight file a package carries; skips the test where it is not installed."""
    path = next(one for one in PACKAGED_WEIGHTS if one.name == name).locate()
    if path is None:
        pytest.skip(f"the package with the weights of {name} is not installed")
    return path


def is_installed(package: str) -> bool:
    """Whether a distribution is installed."""
    try:
        distribution(package)
    except PackageNotFoundError:
        return False
    return True
