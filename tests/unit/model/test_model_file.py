"""Model files: the same bytes for the same content, and a clear word on every bad one."""

import json
import pickle
import struct
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from safetensors.numpy import save_file

from cba_core.domain.errors import FolderUnusableError, ModelFileError
from cba_core.model.frame_encoder_registry import FRAME_ENCODERS, FrameEncoderEntry
from cba_core.model.header_json import HeaderMismatchError
from cba_core.model.model_file import (
    METADATA_KEY,
    inspect_model_file,
    model_id_of,
    read_header,
    read_model_file,
    read_neck,
    write_model_file,
    write_whole,
)
from cba_core.model.model_header import FORMAT_VERSION, ModelHeader
from tests.support.model_files import small_header, write_small_model


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "model.safetensors"
    write_small_model(path)
    return path


def rewritten(path: Path, header: object = None, **tensors: Any) -> Path:
    """A copy of a model file with another header, or with tensors replaced; None leaves one out."""
    old, content = read_model_file(path)
    changed = {**content, **tensors}
    kept = {name: value for name, value in changed.items() if value is not None}
    target = path.with_name("changed.safetensors")
    text = json.dumps(old.as_json() if header is None else header)
    save_file(kept, target, metadata={METADATA_KEY: text})
    return target


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    header = small_header(frames_per_clip=6)
    tensors = {
        "frame_encoder.weight": np.arange(6, dtype=np.float32).reshape(2, 3),
        **{f"neck.{part}": np.ones(header.dim, np.float32) for part in
           ("weight", "bias", "running_mean", "running_var")},
    }  # fmt: skip
    path = tmp_path / "new" / "model.safetensors"
    written = write_model_file(path, header, tensors)
    found, content = read_model_file(path)
    assert found == header == read_header(path)
    assert content.keys() == tensors.keys()
    np.testing.assert_array_equal(content["frame_encoder.weight"], tensors["frame_encoder.weight"])
    assert read_neck(path)[1].keys() == {"weight", "bias", "running_mean", "running_var"}
    assert model_id_of(path) == written
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    write_small_model(tmp_path / "one")
    header, tensors = read_model_file(tmp_path / "one")
    write_model_file(tmp_path / "two", header, dict(reversed(tensors.items())))
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_another_weight_gives_another_id(tmp_path: Path) -> None:
    assert write_small_model(tmp_path / "a") != write_small_model(tmp_path / "b", seed=1)


def test_inspection_tells_id_header_and_size(model: Path) -> None:
    facts = inspect_model_file(model)
    assert facts.model_id == model_id_of(model)
    assert facts.header.encoder.name == "tiny-cnn"
    assert facts.parameters == sum(t.size for t in read_model_file(model)[1].values())
    assert facts.size_bytes == model.stat().st_size


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="There is no model file"):
        read_header(tmp_path / "absent.safetensors")


def test_a_folder_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="Cannot read"):
        read_header(tmp_path)


@pytest.mark.parametrize("protocol", [2, 5])
def test_a_pickle_is_refused_and_never_run(tmp_path: Path, protocol: int) -> None:
    class Trap:
        def __reduce__(self) -> tuple[Any, tuple[Path]]:
            return Path.touch, (tmp_path / "ran",)

    path = tmp_path / "model.safetensors"
    path.write_bytes(pickle.dumps(Trap(), protocol=protocol))
    with pytest.raises(ModelFileError, match="pickled checkpoint"):
        read_header(path)
    torch.save({"weight": torch.zeros(1)}, path)
    with pytest.raises(ModelFileError, match="pickled checkpoint"):
        inspect_model_file(path)
    assert not (tmp_path / "ran").exists()


def test_a_header_as_long_as_a_pickle_begins_is_no_pickle(tmp_path: Path) -> None:
    for notes in range(256):  # the first byte of a safetensors file is the length of its header
        header = small_header()
        about = replace(header.provenance, notes="n" * notes)
        path = tmp_path / "model.safetensors"
        write_small_model(path, replace(header, provenance=about))
        if path.read_bytes()[0] == 0x80:
            assert read_header(path).provenance == about
            return
    pytest.fail("no header was as long as that")


def test_tensors_without_a_header_are_no_model(tmp_path: Path) -> None:
    save_file({"weight": np.zeros(1, np.float32)}, tmp_path / "weights.safetensors")
    with pytest.raises(ModelFileError, match="no Duskline header"):
        read_header(tmp_path / "weights.safetensors")


def test_a_newer_format_asks_for_an_update(model: Path) -> None:
    header = {**read_header(model).as_json(), "format_version": FORMAT_VERSION + 1, "new": 1}
    with pytest.raises(ModelFileError, match="newer Duskline") as refusal:
        read_header(rewritten(model, header))
    assert "Update Duskline" in refusal.value.remedy


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"dim": 7}, "dim must be 32"),
        ({"pooling": "max"}, r"header\.pooling must be one of"),
        ({"surprise": 1}, r"header\.surprise is unknown"),
        ({"provenance": {}}, r"header\.provenance\.licence is missing"),
        ({"encoder": {"family": "oracle"}}, r"header\.encoder\.family must be one of"),
        ({"encoder": {"family": "tiny-cnn", "dim": "32"}}, r"header\.encoder\.dim must be int"),
        ({"transforms": {"height_px": 63, "width_px": 32}}, "multiple of 8x8 px"),
        ({"transforms": {"height_px": 64, "width_px": True}}, r"width_px must be int"),
        ({"frames_per_clip": 0}, "frames_per_clip must be at least 1"),
    ],
)
def test_a_damaged_header_is_told_by_its_place(
    model: Path, change: dict[str, Any], message: str
) -> None:
    header = {**read_header(model).as_json(), **change}
    with pytest.raises(ModelFileError, match=message):
        read_header(rewritten(model, header))


@pytest.mark.parametrize(
    ("tensors", "message"),
    [
        ({"neck.weight": None}, r"has no tensor neck\.weight"),
        ({"neck.weight": np.zeros(3, np.float32)}, r"shape \[3\], wanted \[32\]"),
        ({"other": np.zeros(3, np.float32)}, "unknown tensor other"),
        ({"frame_encoder.head.bias": np.zeros(32, np.float64)}, "holds F64 numbers"),
    ],
)
def test_wrong_tensors_are_told_by_name(model: Path, tensors: dict[str, Any], message: str) -> None:
    with pytest.raises(ModelFileError, match=message):
        inspect_model_file(rewritten(model, **tensors))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(part=st.floats(0, 1, exclude_max=True))
def test_a_part_of_a_model_file_is_refused(model: Path, part: float) -> None:
    content = model.read_bytes()
    torn = model.with_name("torn.safetensors")
    torn.write_bytes(content[: int(len(content) * part)])
    with pytest.raises(ModelFileError):
        inspect_model_file(torn)


def test_a_header_length_beyond_the_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.safetensors"
    path.write_bytes(struct.pack("<Q", 1 << 60) + b"{}")
    with pytest.raises(ModelFileError, match="not a safetensors file"):
        read_header(path)


def test_a_failed_write_leaves_the_old_file_and_no_litter(
    model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = model.read_bytes()

    def fail(*_: object) -> None:
        raise OSError("the plug was pulled")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(FolderUnusableError, match="plug"):
        write_whole(model, b"half")
    assert model.read_bytes() == before
    assert [one.name for one in model.parent.iterdir()] == [model.name]


@pytest.mark.parametrize("entry", FRAME_ENCODERS, ids=lambda entry: entry.name)
def test_a_header_of_every_known_encoder_survives_json(entry: FrameEncoderEntry) -> None:
    header = replace(
        small_header(), encoder=entry.config, transforms=entry.transforms, dim=entry.config.dim
    )
    assert ModelHeader.of_json(json.loads(json.dumps(header.as_json()))) == header


def test_a_header_must_be_an_object() -> None:
    with pytest.raises(HeaderMismatchError, match="header must be an object"):
        ModelHeader.of_json([])
