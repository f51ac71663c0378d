"""What is taken into the person's library of models, and what is refused before it gets there."""

import sys
from pathlib import Path

import numpy as np
import pytest

from cba_core.domain.arrays import FloatArray
from cba_core.domain.errors import ModelFileError, NotInstalledError
from cba_core.model.model_file import read_model_file, write_model_file
from cba_core.model.open_clip_weights import _open_clip
from cba_core.pipelines.known_models import add_model, import_clip
from cba_core.weights.installed_weights import WeightLibrary
from tests.support.model_files import write_small_model
from tests.support.yolox_files import write_yolox


@pytest.fixture
def library(tmp_path: Path) -> WeightLibrary:
    return WeightLibrary(tmp_path / "models")


def a_model(folder: Path, **tensors: FloatArray | None) -> Path:
    """A small model with some tensors of the neck or the encoder replaced, or left out."""
    path = folder / "small.safetensors"
    write_small_model(path)
    header, held = read_model_file(path)
    for name, values in tensors.items():
        dotted = next(one for one in held if one.replace(".", "_") == name)
        if values is None:
            del held[dotted]
        else:
            held[dotted] = np.broadcast_to(values, held[dotted].shape).astype(np.float32)
    write_model_file(path, header, held)
    return path


def first_encoder_tensor(folder: Path) -> str:
    write_small_model(folder / "look.safetensors")
    _, held = read_model_file(folder / "look.safetensors")
    return next(name for name in held if name.startswith("frame_encoder."))


def test_a_sound_model_is_added(library: WeightLibrary, tmp_path: Path) -> None:
    added = add_model(a_model(tmp_path), library=library)
    assert added.is_ready
    assert added.name == "small"


def test_weights_that_are_no_numbers_are_refused(library: WeightLibrary, tmp_path: Path) -> None:
    path = a_model(tmp_path, neck_weight=np.float32(np.nan))
    with pytest.raises(ModelFileError, match=r"neck\.weight .* no number"):
        add_model(path, library=library)
    assert library.all() == []


def test_a_model_whose_vectors_have_no_direction_is_refused(
    library: WeightLibrary, tmp_path: Path
) -> None:
    path = a_model(tmp_path, neck_weight=np.float32(0), neck_bias=np.float32(0))
    with pytest.raises(ModelFileError, match="no direction"):
        add_model(path, library=library)
    assert library.all() == []


def test_a_model_that_lacks_a_tensor_of_its_encoder_is_refused(
    library: WeightLibrary, tmp_path: Path
) -> None:
    name = first_encoder_tensor(tmp_path)
    path = a_model(tmp_path, **{name.replace(".", "_"): None})
    with pytest.raises(ModelFileError, match=f"has no tensor {name}"):
        add_model(path, library=library)
    assert library.all() == []


@pytest.mark.parametrize("name", ["motchallenge", "yolox", "mine.onnx"])
def test_a_name_that_no_index_could_ask_for_is_refused(
    library: WeightLibrary, tmp_path: Path, name: str
) -> None:
    with pytest.raises(ModelFileError, match=f"cannot be called {name}"):
        add_model(write_yolox(tmp_path / "a.onnx", {}), name=name, library=library)
    assert library.all() == []


def test_an_imported_tower_is_written_nowhere_but_into_the_library(
    library: WeightLibrary, tmp_path: Path
) -> None:
    kept = tmp_path / "kept.safetensors"
    kept.write_bytes(b"another's")
    checkpoint = tmp_path / "clip.safetensors"
    checkpoint.write_bytes(b"")
    for name in (str(kept.with_suffix("")), "../kept"):
        with pytest.raises(ModelFileError, match="cannot be the name"):
            import_clip("ViT-B-16", checkpoint=checkpoint, name=name, library=library)
    assert kept.read_bytes() == b"another's"


def test_a_download_that_fails_is_told(
    library: WeightLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable(*_: object, **__: object) -> str:
        raise FileNotFoundError("Failed to download file (x) for y. Last error: no network")

    monkeypatch.setattr(_open_clip(), "download_pretrained", unreachable)
    with pytest.raises(ModelFileError, match="cannot be fetched") as told:
        import_clip("ViT-B-16", download="openai", library=library)
    assert "--weights FILE" in told.value.remedy


def test_importing_without_torch_is_told(
    library: WeightLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cba_core.runtimes.torch_runtime.find_spec", lambda _: None)
    with pytest.raises(NotInstalledError, match="torch is not installed"):
        import_clip("ViT-B-16", checkpoint=tmp_path / "x.safetensors", library=library)


def test_importing_with_a_torch_that_does_not_load_is_told(
    library: WeightLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    monkeypatch.setattr("cba_core.runtimes.torch_runtime.find_spec", lambda _: object())
    with pytest.raises(NotInstalledError, match="torch is installed but does not load"):
        import_clip("ViT-B-16", checkpoint=tmp_path / "x.safetensors", library=library)
