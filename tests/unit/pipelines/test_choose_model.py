"""The model of the last run is known by its content, wherever its file lies now."""

from pathlib import Path

import pytest

from cba_core.domain.errors import ModelFileError
from cba_core.pipelines.choose_model import model_of_last_run
from cba_core.weights.installed_weights import FOLDER_VARIABLE, WeightFacts, WeightLibrary
from tests.support.model_files import write_small_model


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WeightLibrary:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "library"))
    return WeightLibrary()


def add(library: WeightLibrary, path: Path) -> Path:
    facts = WeightFacts(kind="encoder", input_height_px=64, input_width_px=32)
    return library.add(path, inspect=lambda _: facts).path


def test_it_is_the_file_that_was_used(library: WeightLibrary, tmp_path: Path) -> None:
    path = tmp_path / "m.safetensors"
    assert model_of_last_run(path, write_small_model(path)) == path


def test_another_model_under_the_same_path_is_not_taken(
    library: WeightLibrary, tmp_path: Path
) -> None:
    path = tmp_path / "m.safetensors"
    used = write_small_model(path, seed=0)
    write_small_model(path, seed=1)
    with pytest.raises(ModelFileError, match="no longer the model") as told:
        model_of_last_run(path, used)
    assert "--model FILE" in told.value.remedy


def test_a_moved_file_is_found_among_the_added_ones(library: WeightLibrary, tmp_path: Path) -> None:
    path = tmp_path / "m.safetensors"
    used = write_small_model(path, seed=0)
    added = add(library, path)
    write_small_model(path, seed=1)
    assert model_of_last_run(path, used) == added
    path.unlink()
    assert model_of_last_run(path, used) == added


def test_an_added_one_that_has_changed_is_not_taken(library: WeightLibrary, tmp_path: Path) -> None:
    path = tmp_path / "m.safetensors"
    used = write_small_model(path, seed=0)
    write_small_model(add(library, path), seed=1)
    path.unlink()
    with pytest.raises(ModelFileError, match="no longer at"):
        model_of_last_run(path, used)
