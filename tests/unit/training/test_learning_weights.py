"""Which weights learn where the settings leave it open."""

import pytest

from cba_core.config.train_config import NetworkConfig
from cba_core.model.frame_encoder_configs import InvertedResidualConfig, TinyCnnConfig
from cba_core.model.frame_encoders import InvertedResidualEncoder, build_frame_encoder
from cba_core.model.network import CbaNetwork
from cba_core.training.learning_weights import prepare_network


def kept(network: CbaNetwork) -> int:
    return sum(not one.requires_grad for one in network.parameters())


@pytest.mark.parametrize(("stages", "keeps"), [(2, False), (3, True)])
def test_two_stages_of_a_light_cnn_stay_where_more_can_learn(stages: int, *, keeps: bool) -> None:
    config = InvertedResidualConfig(name="cut", architecture="mobilenet-v2", stages=stages)
    network = CbaNetwork(InvertedResidualEncoder(config), config.dim)
    before = kept(network)
    prepare_network(network, NetworkConfig())
    assert (kept(network) > before) == keeps


def test_an_encoder_without_stages_learns_as_a_whole() -> None:
    config = TinyCnnConfig(name="tiny-cnn")
    network = CbaNetwork(build_frame_encoder(config, height_px=64, width_px=32), config.dim)
    before = kept(network)
    prepare_network(network, NetworkConfig())
    assert kept(network) == before
