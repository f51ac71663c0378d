"""The network: pooling over frames, the neck, and what training will need of it."""

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from cba_core.domain.errors import ModelFileError
from cba_core.model.network import (
    CbaNetwork,
    build_network,
    fill_network,
    load_network,
    network_tensors,
)
from tests.support.model_files import small_header, write_small_model


class Brightness(nn.Module):
    """Mean of each colour: a frame encoder that can be worked by hand."""

    def forward(self, frames: Tensor) -> Tensor:
        return frames.mean((2, 3))


@pytest.fixture
def network() -> CbaNetwork:
    return CbaNetwork(Brightness(), 3).eval()


def clips_of(*frames: tuple[float, float, float]) -> Tensor:
    """One clip whose frames have these colours, (1, frames, 3, 2, 2)."""
    return torch.tensor(frames, dtype=torch.float32)[None, :, :, None, None].expand(
        1, len(frames), 3, 2, 2
    )


def test_the_pooled_feature_is_the_mean_over_the_frames(network: CbaNetwork) -> None:
    features = network(clips_of((1, 0, 2), (3, 0, 4)))
    torch.testing.assert_close(features.pooled, torch.tensor([[2.0, 0.0, 3.0]]))


def test_a_new_neck_changes_no_direction(network: CbaNetwork) -> None:
    features = network(clips_of((1, 0, 2)))
    torch.testing.assert_close(features.neck, features.pooled, atol=1e-4, rtol=0)


def test_an_embedding_has_unit_length(network: CbaNetwork) -> None:
    embedded = network.embed(clips_of((0, 3, 4)))
    torch.testing.assert_close(embedded, torch.tensor([[0.0, 0.6, 0.8]]), atol=1e-5, rtol=0)


def test_shuffling_the_frames_is_no_change(network: CbaNetwork) -> None:
    clip = torch.rand(2, 5, 3, 4, 4)
    torch.testing.assert_close(network(clip[:, [3, 0, 4, 1, 2]]).neck, network(clip).neck)


def test_the_neck_learns_a_scale_but_no_shift() -> None:
    network = build_network(small_header()).train()
    network(torch.rand(4, 2, 3, 64, 32)).neck.square().sum().backward()
    assert network.neck.weight.grad is not None
    assert not network.neck.bias.requires_grad
    assert all(p.grad is not None for p in network.frame_encoder.parameters())


def test_pooling_and_neck_stay_in_float32_under_autocast() -> None:
    network = build_network(small_header()).train()
    with torch.autocast("cpu", dtype=torch.bfloat16):
        features = network(torch.rand(4, 2, 3, 64, 32))
    assert features.pooled.dtype == torch.float32
    assert features.neck.dtype == torch.float32


def test_recomputing_activations_changes_no_gradient() -> None:
    clips = torch.rand(2, 2, 3, 64, 32)
    gradients = []
    for enable in (False, True):
        torch.manual_seed(0)
        network = build_network(small_header("vision-transformer")).train()
        network.checkpoint_gradients(enable=enable)
        network(clips).pooled.square().sum().backward()
        gradients.append([p.grad for p in network.frame_encoder.parameters()])
    torch.testing.assert_close(*gradients)


def test_an_encoder_that_cannot_recompute_says_so() -> None:
    with pytest.raises(ValueError, match="TinyCnn cannot recompute"):
        build_network(small_header()).checkpoint_gradients(enable=True)


def test_a_loaded_network_computes_what_the_written_one_did(tmp_path: Path) -> None:
    write_small_model(tmp_path / "model.safetensors")
    header, network = load_network(tmp_path / "model.safetensors")
    assert not network.training
    again = build_network(header).eval()
    fill_network(again, network_tensors(network), "model")
    clips = torch.rand(2, 3, 3, 64, 32)
    torch.testing.assert_close(network.embed(clips), again.embed(clips), atol=0, rtol=0)


def test_every_tensor_must_be_there_and_fit() -> None:
    network = build_network(small_header())
    tensors = network_tensors(network)
    name = "frame_encoder.layers.0.weight"
    with pytest.raises(ModelFileError, match=f"has no tensor {name}"):
        fill_network(network, {k: v for k, v in tensors.items() if k != name}, "m")
    with pytest.raises(ModelFileError, match=r"unknown tensor frame_encoder\.extra"):
        fill_network(network, tensors | {"frame_encoder.extra": np.zeros(1, np.float32)}, "m")
    with pytest.raises(ModelFileError, match=r"has shape \[2\], wanted \[8, 3, 3, 3\]"):
        fill_network(network, tensors | {name: np.zeros(2, np.float32)}, "m")
