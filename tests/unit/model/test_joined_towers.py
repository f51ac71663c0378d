"""Towers side by side: the joined model ranks by what both see together."""

from dataclasses import replace
from pathlib import Path
from typing import Any

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
from cba_core.model.joined_towers import Model, Tower, shortened, side_by_side
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


def tower_of(path: Path, share: float) -> Tower:
    header, tensors = read_model_file(path)
    return Tower(header=header, tensors=tensors, share=share)


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


SHARES = (0.8, 0.2)


def whole_of(models: list[Path]) -> Model:
    towers = [tower_of(path, share) for path, share in zip(models, SHARES, strict=True)]
    return side_by_side("both", towers, WHENCE)


def written(model: Model, path: Path) -> CbaEncoder:
    write_model_file(path, *model)
    assert read_model_file(path)[0] == model[0]
    return encoder_of(path)


def seen_apart(models: list[Path], clip: Clip) -> NDArray[np.float64]:
    """What both models see of a clip's frames, each frame for itself."""
    frames = [replace(clip, crops=(crop,)) for crop in clip.crops]
    seen: NDArray[np.float64] = np.concatenate(
        [
            np.sqrt(share) * encoder_of(path).encode(frames).astype(np.float64)
            for path, share in zip(models, SHARES, strict=True)
        ],
        axis=1,
    )
    return np.asarray(seen.mean(0))


@pytest.fixture(scope="module")
def expected(models: list[Path], clips: list[Clip]) -> NDArray[np.float64]:
    return np.stack([seen_apart(models, clip) for clip in clips])


def similarities(vectors: NDArray[np.floating[Any]]) -> NDArray[np.floating[Any]]:
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(unit @ unit.T)


def test_side_by_side_a_frame_is_what_each_tower_sees_of_it(
    models: list[Path],
    clips: list[Clip],
    expected: NDArray[np.float64],
    tmp_path: Path,
) -> None:
    pooled = written(whole_of(models), tmp_path / "whole.safetensors").necked(clips)
    # the grey tower's luminance is made of colours as they are, its own model's of rounded ones
    np.testing.assert_allclose(pooled, expected, atol=5e-3)


@pytest.mark.parametrize("dim", [11, 12])  # 12 clips about their mean have 11 axes
def test_shortened_keeps_the_similarities_about_the_mean(
    models: list[Path],
    clips: list[Clip],
    expected: NDArray[np.float64],
    tmp_path: Path,
    dim: int,
) -> None:
    whole = whole_of(models)
    seen = written(whole, tmp_path / "whole.safetensors").necked(clips).astype(np.float32)
    encoder = written(shortened(whole, seen, dim), tmp_path / "short.safetensors")
    assert encoder.dim == dim
    vectors = encoder.encode(clips)
    np.testing.assert_allclose(similarities(vectors), similarities(seen - seen.mean(0)), atol=1e-3)
    apart = similarities(expected - expected.mean(0))
    off = ~np.eye(len(clips), dtype=bool)
    assert np.corrcoef(similarities(vectors)[off], apart[off])[0, 1] > 0.98


def test_only_the_longest_axes_are_kept(models: list[Path], clips: list[Clip]) -> None:
    whole = whole_of(models)
    draw = np.random.default_rng(3)
    dim = whole[0].dim
    seen = np.zeros((50, dim), np.float32)
    seen[:, [4, 9]] = draw.normal(0, (1.0, 0.2), (50, 2))
    _, tensors = shortened(whole, seen, 1)
    dims = [read_model_file(one)[0].dim for one in models]
    axis = tensors["frame_encoder.join.weight"] / np.repeat(np.sqrt(SHARES), dims)
    assert abs(axis[0, 4]) > 0.95


def test_a_tower_without_a_share_of_its_own_would_be_no_company(models: list[Path]) -> None:
    one, other = (tower_of(path, 0.5) for path in models)
    with pytest.raises(ValueError, match="add up"):
        side_by_side("x", [one, replace(other, share=0.4)], WHENCE)
    with pytest.raises(ValueError, match="add up"):
        side_by_side("x", [replace(one, share=1.0), replace(other, share=0.0)], WHENCE)
    larger = replace(
        other,
        header=replace(other.header, transforms=ImageTransforms(height_px=128, width_px=64)),
    )
    with pytest.raises(ValueError, match="one picture"):
        side_by_side("x", [one, larger], WHENCE)
    with pytest.raises(TypeError, match="no towers"):
        shortened((one.header, dict(one.tensors)), np.ones((2, 4), np.float32), 1)


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
