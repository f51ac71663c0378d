"""A stem for each modality: the shared network to begin with, apart in gradients and in files."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from cba_core.config.train_config import NetworkConfig
from cba_core.config.train_toml import commented_toml, train_config_of
from cba_core.domain.embedding import Clip
from cba_core.domain.errors import ConfigError, ModelFileError
from cba_core.domain.footage import Modality
from cba_core.encoding.cba_encoder import Backend, make_encoder
from cba_core.encoding.frame_runner import BACKEND_TOLERANCE
from cba_core.encoding.image_transforms import network_input
from cba_core.encoding.torch_runner import TorchCudaRunner
from cba_core.model import frame_encoder_configs, model_header
from cba_core.model.model_file import inspect_model_file, read_model_file, write_model_file
from cba_core.model.model_header import ModelHeader
from cba_core.model.network import (
    CbaNetwork,
    build_network,
    fill_network,
    load_network,
    network_tensors,
    require_vectors,
)
from cba_core.model.two_streams import TwoStreamEncoder
from cba_core.pipelines.starting_network import starting_network
from tests.support.model_files import SMALL_CONFIGS, random_clips, small_header, write_small_model
from tests.unit.training.small_runs import small_config

MIXED = torch.tensor([False, True, True, False])
FAMILIES = [one for one in SMALL_CONFIGS if one in frame_encoder_configs.STEMS]


def two_stream_header(family: str = "tiny-cnn") -> ModelHeader:
    return replace(small_header(family), stem="two-stream")


def apart(family: str = "tiny-cnn") -> CbaNetwork:
    """A network whose stems differ."""
    torch.manual_seed(3)
    network = build_network(two_stream_header(family))
    with torch.no_grad():
        for weights in streams(network).infrared.parameters():
            weights.add_(torch.randn_like(weights) * 0.1)
    return network.eval()


def streams(network: CbaNetwork) -> TwoStreamEncoder:
    assert isinstance(network.frame_encoder, TwoStreamEncoder)
    return network.frame_encoder


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "two.safetensors"
    write_model_file(path, two_stream_header(), network_tensors(apart()))
    return path


@pytest.mark.parametrize("family", FAMILIES)
def test_two_streams_begin_as_the_shared_network(family: str, tmp_path: Path) -> None:
    path = tmp_path / "shared.safetensors"
    write_small_model(path, small_header(family))
    start = starting_network(str(path), NetworkConfig(stem="two-stream"))
    assert start.header.stem == "two-stream"
    clips = torch.randn(4, 2, 3, 64, 32)
    with torch.inference_mode():
        shared = load_network(path)[1].embed(clips)
        for infrared in (MIXED, ~MIXED, MIXED & False, MIXED | True):
            mine = start.network.eval().embed(clips, infrared)
            torch.testing.assert_close(mine, shared, atol=1e-5, rtol=1e-4)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("modality", Modality)
def test_gradients_reach_only_the_stream_of_a_modality(family: str, modality: Modality) -> None:
    network = build_network(two_stream_header(family)).train()
    infrared = torch.full((4,), modality is Modality.INFRARED)
    network(torch.randn(4, 2, 3, 64, 32), infrared).pooled.square().sum().backward()
    for one in Modality:
        stem = list(streams(network).stem_of(one).parameters())
        assert stem
        assert all((weights.grad is not None) == (one is modality) for weights in stem)
    assert any(weights.grad is not None for weights in streams(network).shared.parameters())


def test_in_a_mixed_batch_every_clip_takes_its_own_stream() -> None:
    network = apart()
    clips = torch.randn(4, 2, 3, 64, 32)
    with torch.inference_mode():
        together = network.embed(clips, MIXED)
        for row in range(4):
            alone = network.embed(clips[row : row + 1], MIXED[row : row + 1])
            torch.testing.assert_close(together[row : row + 1], alone, atol=1e-6, rtol=1e-5)
        assert not torch.allclose(together, network.embed(clips, ~MIXED), atol=1e-3)


def test_two_streams_must_be_told_the_modality() -> None:
    with pytest.raises(ValueError, match="must be told the modality"):
        apart()(torch.randn(1, 1, 3, 64, 32))


def test_kept_stages_leave_both_stems_to_learn() -> None:
    network = build_network(two_stream_header("inverted-residual"))
    network.keep_stages(2)
    both = [*streams(network).visible.parameters(), *streams(network).infrared.parameters()]
    assert all(weights.requires_grad for weights in both)
    assert not all(weights.requires_grad for weights in streams(network).shared.parameters())
    assert network.stages == 3


def test_a_model_file_keeps_both_streams(model: Path) -> None:
    header, tensors = read_model_file(model)
    assert header == two_stream_header()
    again = build_network(header)
    fill_network(again, tensors, "model")
    kept, wanted = network_tensors(again), network_tensors(apart())
    assert kept.keys() == wanted.keys()
    assert all(np.array_equal(kept[name], wanted[name]) for name in kept)
    require_vectors(model)
    assert starting_network(str(model), NetworkConfig()).header.stem == "two-stream"


def test_files_of_shared_models_say_nothing_of_stems() -> None:
    facts = small_header().as_json()
    assert "stem" not in facts
    assert ModelHeader.of_json(facts).stem == "shared"
    assert two_stream_header().as_json()["stem"] == "two-stream"


@pytest.mark.parametrize("stem", ["shared", "two-stream"])
def test_a_header_that_lies_of_its_stems_is_refused(stem: str, tmp_path: Path) -> None:
    path = tmp_path / "lies.safetensors"
    told = small_header() if stem == "shared" else two_stream_header()
    held = two_stream_header() if stem == "shared" else small_header()
    write_model_file(path, told, network_tensors(build_network(held)))
    for read in (inspect_model_file, load_network, require_vectors):
        with pytest.raises(ModelFileError, match=f"says stem {stem}, but it holds"):
            read(path)


def test_a_lost_stem_is_named(model: Path) -> None:
    header, tensors = read_model_file(model)
    lost = next(name for name in tensors if ".visible." in name)
    write_model_file(model, header, {n: one for n, one in tensors.items() if n != lost})
    with pytest.raises(ModelFileError, match=f"has no tensor {lost}"):
        load_network(model)


def test_an_unknown_stem_and_one_that_cannot_be_doubled_are_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(ConfigError, match=r"network\.stem: must be one of shared, two-stream"):
        train_config_of({"network": {"stem": "three"}})
    for module in (frame_encoder_configs, model_header):
        monkeypatch.setattr(module, "STEMS", {})
    with pytest.raises(ConfigError, match=r"network\.stem: .*no stem that can exist twice"):
        starting_network(
            "random",
            NetworkConfig(encoder="tiny-cnn", height_px=64, width_px=32, stem="two-stream"),
        )
    assert 'stem = "shared"' in commented_toml(small_config())


@pytest.mark.parametrize("family", ["tiny-cnn", "inverted-residual", "vision-transformer"])
@pytest.mark.parametrize("backend", ["torch", "onnxruntime", "openvino"])
def test_every_backend_embeds_each_modality_as_torch_does(
    tmp_path: Path, family: str, backend: Backend
) -> None:
    if backend != "torch":
        pytest.importorskip(backend)
    path = tmp_path / "model.safetensors"
    network = apart(family)
    header = two_stream_header(family)
    write_model_file(path, header, network_tensors(network))
    clips = random_clips((3, 2, 1))
    expected = []
    for clip in clips:
        frames = np.stack([network_input(crop, header.transforms) for crop in clip.crops])
        infrared = torch.tensor([clip.modality is Modality.INFRARED])
        with torch.inference_mode():
            expected.append(network.embed(torch.from_numpy(frames)[None], infrared)[0].numpy())
    encoder = make_encoder(path, device="cpu", backend=backend, cache_folder=tmp_path / "cache")
    vectors = encoder.encode(clips)
    np.testing.assert_allclose(vectors, expected, atol=BACKEND_TOLERANCE)
    swapped = Clip(modality=Modality.INFRARED, crops=clips[0].crops)
    assert np.abs(encoder.encode([swapped]) - vectors[:1]).max() > 10 * BACKEND_TOLERANCE
    np.testing.assert_allclose(encoder.encode(clips[1:2]), vectors[1:2], atol=1e-6)


def test_the_runner_of_a_gpu_takes_a_stream(model: Path) -> None:
    frames = np.random.default_rng(0).standard_normal((2, 3, 64, 32), np.float32)
    runs = [TorchCudaRunner(model, device="cpu", modality=one).run(frames) for one in Modality]
    assert runs[0].shape == runs[1].shape
    assert np.abs(runs[0] - runs[1]).max() > 1e-3
