"""Making an encoder: what it chooses, what it refuses, and how it starts."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cba_core.domain.embedding import Clip, Embeddings
from cba_core.domain.errors import ConfigError, ModelFileError, NotInstalledError
from cba_core.domain.footage import Modality
from cba_core.encoding import cba_encoder
from cba_core.encoding.cba_encoder import make_encoder
from cba_core.encoding.converted_network import BackendDisagreesError, ConvertedNetwork
from cba_core.model.model_file import read_neck
from cba_core.model.network import load_network
from tests.support.model_files import random_clips, small_header, write_small_model

pytest.importorskip("openvino")
pytest.importorskip("onnxruntime")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("encoder")


@pytest.fixture(scope="module")
def model(folder: Path) -> Path:
    write_small_model(folder / "model.safetensors")
    return folder / "model.safetensors"


@pytest.mark.parametrize(
    ("absent", "taken"),
    [
        ((), "openvino"),
        (("openvino",), "onnxruntime"),
        (("openvino", "onnxruntime"), "torch-cpu"),
    ],
)
def test_the_fastest_backend_that_is_installed_is_taken(
    model: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, absent: tuple[str, ...], taken: str
) -> None:
    monkeypatch.setattr(cba_encoder, "find_spec", lambda name: None if name in absent else object())
    encoder = make_encoder(model, device="cpu", cache_folder=folder)
    assert encoder.backend == taken


def test_a_runtime_that_disagrees_is_passed_over_and_told(
    model: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def disagree(_network: ConvertedNetwork, runner: Any, _header: object) -> None:
        raise BackendDisagreesError(f"{runner.name} disagrees", "Install another.")

    monkeypatch.setattr(ConvertedNetwork, "check", disagree)
    assert make_encoder(model, device="cpu", cache_folder=folder).backend == "torch-cpu"
    assert "openvino is installed but not used" in caplog.text
    assert "onnxruntime is installed but not used" in caplog.text
    with pytest.raises(BackendDisagreesError, match="openvino disagrees"):
        make_encoder(model, device="cpu", backend="openvino", cache_folder=folder)


def test_the_neck_is_that_of_the_network(model: Path) -> None:
    import torch

    clips = random_clips((3,))
    encoder = make_encoder(model, device="cpu", backend="torch")
    header, network = load_network(model)
    from cba_core.encoding.image_transforms import network_input

    frames = np.stack([network_input(crop, header.transforms) for crop in clips[0].crops])
    with torch.inference_mode():
        expected = network.embed(torch.from_numpy(frames)[None]).numpy()
    np.testing.assert_allclose(encoder.encode(clips), expected, atol=1e-6)
    assert float(np.abs(read_neck(model)[1]["running_mean"]).max()) > 0


def test_the_header_says_how_many_frames_are_used(folder: Path) -> None:
    path = folder / "two.safetensors"
    write_small_model(path, small_header(frames_per_clip=2))
    encoder = make_encoder(path, device="cpu", backend="torch")
    (clip,) = random_clips((4,))
    chosen = Clip(modality=Modality.VISIBLE, crops=(clip.crops[1], clip.crops[3]))
    np.testing.assert_array_equal(encoder.encode([clip]), encoder.encode([chosen]))


def test_vectors_can_be_stored(model: Path) -> None:
    encoder = make_encoder(model, device="cpu", backend="torch")
    vectors = encoder.encode(random_clips((1, 2)))
    stored = Embeddings(model_id=encoder.model_id, tracklet_ids=np.array([1, 2]), vectors=vectors)
    assert len(stored) == 2


def test_one_encoder_serves_several_threads(model: Path, folder: Path) -> None:
    encoder = make_encoder(model, device="cpu", threads=2, cache_folder=folder)
    loads = [random_clips((2, 3), seed=seed) for seed in range(12)]
    expected = [encoder.encode(load) for load in loads]
    with ThreadPoolExecutor(4) as pool:
        for got, wanted in zip(pool.map(encoder.encode, loads), expected, strict=True):
            np.testing.assert_array_equal(got, wanted)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"device": "tpu"}, "Setting device: must be one of"),
        ({"backend": "caffe"}, "Setting backend: must be one of"),
        ({"threads": 0}, "Setting threads: must be at least 1"),
        ({"device": "cuda", "backend": "openvino"}, "on CUDA the backend is torch"),
    ],
)
def test_options_that_make_no_sense_are_refused(
    model: Path, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(ConfigError, match=message):
        make_encoder(model, **options)


def test_cuda_that_is_not_there_is_told(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cba_encoder, "_cuda_is_there", lambda: False)
    with pytest.raises(ConfigError, match="no CUDA device"):
        make_encoder(model, device="cuda")


def test_torch_that_is_not_there_is_told(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cba_encoder, "find_spec", lambda _: None)
    for backend, package in (("torch", "torch"), ("openvino", "openvino"), ("auto", "torch")):
        with pytest.raises(NotInstalledError, match=f"{package} is not installed"):
            make_encoder(model, device="cpu", backend=backend)  # type: ignore[arg-type]  # plain text


def test_no_model_is_made_of_no_file(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="There is no model file"):
        make_encoder(tmp_path / "absent.safetensors")


def test_it_starts_from_a_kept_conversion_without_torch(model: Path, folder: Path) -> None:
    make_encoder(model, device="cpu", backend="openvino", cache_folder=folder)
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from cba_core.encoding.cba_encoder import make_encoder\n"
        f"encoder = make_encoder(Path({str(model)!r}), cache_folder=Path({str(folder)!r}), "
        "device='cpu')\n"
        "print(encoder.backend, 'torch' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["openvino", "False"], done.stderr


def test_a_model_that_cannot_be_converted_runs_in_torch_and_that_is_told(
    model: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(cba_encoder, "can_convert", lambda _: False)
    assert make_encoder(model, device="cpu").backend == "torch-cpu"
    assert "openvino is installed but not used: the model cannot be converted" in caplog.text
