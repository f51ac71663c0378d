"""Which model is taken by name, and that of the last run by its content."""

from pathlib import Path

import pytest

from cba_core.domain.errors import ModelFileError
from cba_core.model.model_file import model_id_of, read_header
from cba_core.model.starter_model import STARTER, STARTER_ID
from cba_core.pipelines import known_models
from cba_core.pipelines.choose_model import model_file_for, model_of_last_run
from cba_core.pipelines.known_models import add_model
from cba_core.pipelines.model_card import card_path, model_card
from cba_core.weights.installed_weights import FOLDER_VARIABLE, WeightFacts, WeightLibrary
from tests.support.model_files import write_small_model


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WeightLibrary:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "library"))
    return WeightLibrary()


def add(library: WeightLibrary, path: Path) -> Path:
    facts = WeightFacts(kind="encoder", input_height_px=64, input_width_px=32)
    return library.add(path, inspect=lambda _: facts).path


def test_the_starter_is_taken_by_its_name() -> None:
    path = model_file_for(Path(STARTER))
    assert model_id_of(path) == STARTER_ID
    assert path.stat().st_size < 25e6


def test_the_card_of_the_starter_says_what_its_header_says() -> None:
    path = model_file_for(Path(STARTER))
    header = read_header(path)
    assert card_path(path).read_text(encoding="utf-8") == model_card(header, STARTER_ID)
    assert header.training is not None
    told = {one.name.rpartition(", ")[2] for one in header.training.figures}
    assert told == {"starter", "ImageNet", "chance"}
    assert all(one.count > 0 for one in header.training.figures)


def test_the_starter_of_another_installation_is_this_one(
    library: WeightLibrary, tmp_path: Path
) -> None:
    del library
    assert model_of_last_run(tmp_path / "elsewhere.safetensors", STARTER_ID) == Path(STARTER)


def test_no_other_model_can_be_called_starter(library: WeightLibrary, tmp_path: Path) -> None:
    path = tmp_path / "m.safetensors"
    write_small_model(path)
    with pytest.raises(ModelFileError, match="cannot be called starter"):
        add_model(path, name=STARTER, library=library)


def test_an_installation_without_the_starter_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("cba_core.model.starter_model._FILE", tmp_path / "none.safetensors")
    with pytest.raises(ModelFileError, match="starter model is missing") as told:
        model_file_for(Path(STARTER))
    assert "Install Duskline again" in told.value.remedy
    (listed,) = [one for one in known_models.known_models() if one.name == STARTER]
    assert not listed.is_ready


def test_a_changed_starter_is_not_taken_for_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write_small_model(tmp_path / "other.safetensors")
    monkeypatch.setattr("cba_core.model.starter_model._FILE", tmp_path / "other.safetensors")
    with pytest.raises(ModelFileError, match="not the starter model"):
        model_file_for(Path(STARTER))
    (listed,) = [one for one in known_models.known_models() if one.name == STARTER]
    assert not listed.is_ready
    assert listed.sha256 is None


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
