"""Conversions: made once, made again when damaged, and never believed unchecked."""

import json
import threading
from pathlib import Path

import numpy as np
import pytest
import torch

from cba_core.domain.arrays import FloatArray
from cba_core.domain.errors import ModelFileError, NotInstalledError
from cba_core.domain.ids import ModelId
from cba_core.encoding import converted_network as module
from cba_core.encoding.converted_network import (
    BackendDisagreesError,
    ConvertedNetwork,
    can_convert,
    converted_network,
)
from cba_core.encoding.frame_runner import (
    BACKEND_TOLERANCE,
    HALF_PRECISION_TOLERANCE,
    probe_input,
    unit_difference,
)
from cba_core.encoding.torch_runner import CUDA_BATCH, TorchCpuRunner, TorchCudaRunner
from cba_core.model.model_file import model_id_of, read_header
from tests.support.model_files import small_header, write_small_model

pytest.importorskip("onnx")


class Counter:
    """How often something was exported."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        real = torch.onnx.export

        def export(*args: object, **kwargs: object) -> None:
            self.count += 1
            real(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came

        monkeypatch.setattr(torch.onnx, "export", export)


@pytest.fixture
def exports(monkeypatch: pytest.MonkeyPatch) -> Counter:
    return Counter(monkeypatch)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "model.safetensors"
    write_small_model(path)
    return path


def convert(model: Path) -> ConvertedNetwork:
    return converted_network(model, model_id_of(model), model.parent / "cache")


def test_a_model_is_converted_once(model: Path, exports: Counter) -> None:
    first, second = convert(model), convert(model)
    assert exports.count == 1
    assert first.file == second.file
    np.testing.assert_allclose(first.expected, second.expected, rtol=1e-6)


def test_another_model_gets_its_own_conversion(model: Path, exports: Counter) -> None:
    other = model.with_name("other.safetensors")
    write_small_model(other, seed=1)
    assert convert(model).file != convert(other).file
    assert exports.count == 2


@pytest.mark.parametrize("damage", ["torn", "changed", "no note", "torn note", "other note"])
def test_a_damaged_conversion_is_made_again(model: Path, exports: Counter, damage: str) -> None:
    file = convert(model).file
    whole, note = file.read_bytes(), file.with_suffix(".json")
    if damage == "torn":
        file.write_bytes(whole[: len(whole) // 2])
    elif damage == "changed":
        file.write_bytes(whole[:-9] + b"\x00" + whole[-8:])
    elif damage == "no note":
        note.unlink()
    elif damage == "torn note":
        note.write_text(note.read_text()[:20])
    else:
        note.write_text(json.dumps([1]))
    again = convert(model)
    assert exports.count == 2
    assert again.file.read_bytes() == whole


def test_two_that_ask_at_once_convert_once(model: Path, exports: Counter) -> None:
    files: list[Path] = []
    threads = [threading.Thread(target=lambda: files.append(convert(model).file)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert exports.count == 1
    assert len(files) == 3
    assert len(set(files)) == 1


def test_nothing_but_the_conversion_is_left_in_the_cache(model: Path) -> None:
    file = convert(model).file
    names = {one.suffix for one in file.parent.iterdir()}
    assert names <= {".onnx", ".json", ".lock"}


class Stubborn:
    """A runtime that gives the same answer to everything."""

    name = "stubborn"

    def __init__(self, answer: FloatArray) -> None:
        self._answer = answer

    def run(self, frames: FloatArray) -> FloatArray:
        return np.repeat(self._answer, len(frames), axis=0)


def test_a_runtime_that_computes_something_else_is_found_out(model: Path) -> None:
    network, header = convert(model), read_header(model)
    network.check(Stubborn(network.expected * 3), header)  # length is taken away later
    away = network.expected.copy()
    away[0, 0] += 10 * BACKEND_TOLERANCE * float(np.linalg.norm(away))
    for wrong in (away, np.full_like(away, np.nan), -network.expected):
        with pytest.raises(BackendDisagreesError, match="stubborn computes other vectors"):
            network.check(Stubborn(wrong), header)


def test_a_missing_package_is_told(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_spec", lambda name: None if name == "onnx" else object())
    assert not can_convert(model)
    with pytest.raises(NotInstalledError, match="onnx is not installed"):
        convert(model)


def test_a_model_too_large_for_the_format_is_told(
    model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 1000)
    assert not can_convert(model)
    with pytest.raises(ModelFileError, match="too large to be converted"):
        convert(model)


def test_the_probe_is_the_same_everywhere() -> None:
    probe = probe_input(64, 32)
    assert probe.shape == (1, 3, 64, 32)
    assert probe.dtype == np.float32
    np.testing.assert_allclose(probe[0, 0, 0, :3], [1.0, 1.361555, 1.674046], atol=1e-5)


def test_the_difference_of_two_directions_worked_by_hand() -> None:
    one, other = np.array([[3.0, 4.0]], np.float32), np.array([[0.0, 2.0]], np.float32)
    assert unit_difference(one, other) == pytest.approx(0.6)
    assert unit_difference(one, one * 7) == pytest.approx(0, abs=1e-7)


@pytest.mark.parametrize("family", ["tiny-cnn", "vision-transformer", "inverted-residual"])
def test_half_precision_stays_within_its_tolerance(tmp_path: Path, family: str) -> None:
    """The runner of the GPU, on the CPU: where there is no GPU this is all that can be tried."""
    path = tmp_path / "model.safetensors"
    write_small_model(path, small_header(family))
    frames = np.random.default_rng(0).standard_normal((CUDA_BATCH + 3, 3, 64, 32), np.float32)
    whole = TorchCpuRunner(path, threads=1).run(frames)
    half = TorchCudaRunner(path, device="cpu").run(frames)
    assert half.dtype == np.float32
    assert half.shape == whole.shape
    assert BACKEND_TOLERANCE < unit_difference(half, whole) < HALF_PRECISION_TOLERANCE


def test_a_frame_is_not_changed_by_the_batch_it_is_filled_up_in(tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    write_small_model(path)
    runner = TorchCudaRunner(path, device="cpu")
    frames = np.random.default_rng(0).standard_normal((CUDA_BATCH + 3, 3, 64, 32), np.float32)
    together = runner.run(frames)
    np.testing.assert_array_equal(together[-2:], runner.run(frames[-2:]))


def test_the_key_of_the_cache_holds_the_model_and_the_version_of_torch(model: Path) -> None:
    file = convert(model).file
    assert file.name.startswith(model_id_of(model)[:32])
    assert torch.__version__ in file.name
    assert converted_network(model, ModelId("f" * 64), model.parent / "cache").file != file
