"""The embedded default: one file, the same on every machine, honest about itself."""

from pathlib import Path

import pytest
import torch

from cba_core.domain.errors import ModelFileError
from cba_core.model.frame_encoder_registry import FRAME_ENCODERS, frame_encoder_entry
from cba_core.model.imagenet_model import (
    IMAGENET_MODEL,
    PACKAGED_MODEL_IDS,
    convert_packaged_weights,
    imagenet_model,
    packaged_model,
)
from cba_core.model.model_file import model_id_of, read_header
from tests.support.model_files import packaged_weights


@pytest.mark.parametrize("name", PACKAGED_MODEL_IDS)
def test_two_conversions_give_the_bytes_that_every_machine_gives(name: str, tmp_path: Path) -> None:
    weights = packaged_weights(name)
    first = packaged_model(name, weights, tmp_path / "one")
    second = packaged_model(name, weights, tmp_path / "two")
    assert first.read_bytes() == second.read_bytes()
    assert model_id_of(first) == PACKAGED_MODEL_IDS[name]


def test_it_is_made_once_and_again_when_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weights = packaged_weights(IMAGENET_MODEL)
    path = imagenet_model(weights, tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr("cba_core.model.imagenet_model.convert_packaged_weights", None)
        assert imagenet_model(weights, tmp_path) == path
    path.write_bytes(path.read_bytes()[:-1])
    assert model_id_of(imagenet_model(weights, tmp_path)) == PACKAGED_MODEL_IDS[IMAGENET_MODEL]


def test_it_says_that_it_was_not_trained_for_this(tmp_path: Path) -> None:
    about = read_header(imagenet_model(packaged_weights(IMAGENET_MODEL), tmp_path)).provenance
    assert not about.trained_for_person_search
    assert "ImageNet" in about.training_data
    assert "Not trained for person re-identification" in about.notes
    assert about.parents[0].name == "efficientnet-lite0-57934424.pth"
    assert about.created is None


def test_it_stands_first_among_the_known_encoders() -> None:
    assert FRAME_ENCODERS[0].name == IMAGENET_MODEL


def test_another_checkpoint_is_refused(tmp_path: Path) -> None:
    torch.save({"_blocks.0._bn1.weight": torch.zeros(32)}, tmp_path / "other.pth")
    with pytest.raises(ModelFileError, match="not the checkpoint this program knows"):
        imagenet_model(tmp_path / "other.pth", tmp_path)
    torch.save({"backbone.weight": torch.zeros(32)}, tmp_path / "other.pth")
    with pytest.raises(ModelFileError, match="not the checkpoint this program knows"):
        imagenet_model(tmp_path / "other.pth", tmp_path)


def test_an_encoder_without_packaged_weights_is_a_mistake_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="clip-vit-b-16"):
        convert_packaged_weights(frame_encoder_entry("clip-vit-b-16"), tmp_path, tmp_path / "m")
