"""Towers side by side: the joined model ranks by what both see together."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from cba_core.domain.embedding import Clip
from cba_core.encoding.cba_encoder import CbaEncoder, make_encoder
from cba_core.model.frame_encoder_configs import (
    InvertedResidualConfig,
    JoinedTowersConfig,
    TowerColour,
    TowerConfig,
)
from cba_core.model.joined_towers import Tower, joined_towers
from cba_core.model.model_file import read_model_file, write_model_file
from cba_core.model.model_header import ImageTransforms, ModelHeader, Provenance
from tests.support.model_files import random_clips, write_small_model

HALF = (0.5, 0.5, 0.5)
WHENCE = Provenance(
    licence="Apache-2.0", source="a test", training_data="none", trained_for_person_search=False
)


def header_of(colour: TowerColour, columns: int) -> ModelHeader:
    return ModelHeader(
        encoder=InvertedResidualConfig(
            name=f"{colour}-tower",
            architecture="efficientnet-lite0",
            stages=2,
            rows=2,
            mirrored_columns=columns,
        ),
        transforms=ImageTransforms(height_px=64, width_px=32, colour=colour, mean=HALF, std=HALF),
        provenance=WHENCE,
    )


def model_of(header: ModelHeader, seed: int, path: Path) -> Path:
    write_small_model(path, header, seed=seed)
    return path


def encoder_of(path: Path) -> CbaEncoder:
    encoder = make_encoder(path, backend="torch", device="cpu")
    assert isinstance(encoder, CbaEncoder)
    return encoder


def tower_of(path: Path, share: float, clips: list[Clip]) -> Tower:
    header, tensors = read_model_file(path)
    necked = encoder_of(path).necked(clips).astype(np.float32)
    return Tower(header=header, tensors=tensors, share=share, necked=necked)


@pytest.fixture(scope="module")
def clips() -> list[Clip]:
    return random_clips((2,) * 12)


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("towers")
    return [
        model_of(header_of("grey", 2), 1, folder / "grey.safetensors"),
        model_of(header_of("rgb", 1), 2, folder / "colour.safetensors"),
    ]


def joined(models: list[Path], clips: list[Clip], dim: int, folder: Path) -> CbaEncoder:
    towers = [tower_of(path, share, clips) for path, share in zip(models, (0.8, 0.2), strict=True)]
    header, tensors = joined_towers("both", towers, dim=dim, provenance=WHENCE)
    path = folder / "joined.safetensors"
    write_model_file(path, header, tensors)
    assert read_model_file(path)[0] == header
    return encoder_of(path)


def expected(models: list[Path], clips: list[Clip]) -> NDArray[np.float64]:
    """Similarities of both towers' vectors, over their usual length and about their mean."""
    parts = []
    for path, share in zip(models, (0.8, 0.2), strict=True):
        necked = encoder_of(path).necked(clips)
        parts.append(np.sqrt(share) * necked / np.linalg.norm(necked, axis=1).mean())
    together = np.concatenate(parts, 1)
    together -= together.mean(0)
    together /= np.linalg.norm(together, axis=1, keepdims=True)
    return np.asarray(together @ together.T)


def test_with_all_axes_similarities_are_those_of_both_towers(
    models: list[Path], clips: list[Clip], tmp_path: Path
) -> None:
    whole = sum(read_model_file(one)[0].dim for one in models)
    vectors = joined(models, clips, whole, tmp_path).encode(clips)
    # one grey tower sees luminance made before rounding, its own model after it
    np.testing.assert_allclose(vectors @ vectors.T, expected(models, clips), atol=0.01)


def test_as_many_axes_as_clips_keep_their_similarities(
    models: list[Path], clips: list[Clip], tmp_path: Path
) -> None:
    vectors = joined(models, clips, len(clips), tmp_path).encode(clips)
    assert vectors.shape == (len(clips), len(clips))
    np.testing.assert_allclose(vectors @ vectors.T, expected(models, clips), atol=0.01)


def test_a_tower_without_a_share_of_its_own_would_be_no_company(
    models: list[Path], clips: list[Clip], tmp_path: Path
) -> None:
    one, other = (tower_of(path, 0.5, clips) for path in models)
    with pytest.raises(ValueError, match="add up"):
        joined_towers("x", [one, replace(other, share=0.4)], dim=4, provenance=WHENCE)
    with pytest.raises(ValueError, match="add up"):
        joined_towers("x", [replace(one, share=1.0), replace(other, share=0.0)], dim=4,
                      provenance=WHENCE)  # fmt: skip
    larger = replace(
        other,
        header=replace(other.header, transforms=ImageTransforms(height_px=128, width_px=64)),
    )
    with pytest.raises(ValueError, match="one picture"):
        joined_towers("x", [one, larger], dim=4, provenance=WHENCE)


def test_grey_cannot_be_made_of_channels_of_several_scales(models: list[Path]) -> None:
    header = read_model_file(models[0])[0]
    light = header.encoder
    assert isinstance(light, InvertedResidualConfig)
    config = JoinedTowersConfig(
        name="both",
        dim=8,
        towers=(
            TowerConfig(encoder=light, colour="grey"),
            TowerConfig(encoder=light, colour="rgb"),
        ),
    )
    with pytest.raises(ValueError, match="one mean"):
        ModelHeader(
            encoder=config,
            transforms=ImageTransforms(height_px=64, width_px=32),  # ImageNet's three means
            provenance=WHENCE,
        )
    with pytest.raises(ValueError, match="1\\.\\."):
        replace(config, dim=config.joined_dim + 1)
    with pytest.raises(ValueError, match="two towers"):
        replace(config, towers=config.towers[:1])
