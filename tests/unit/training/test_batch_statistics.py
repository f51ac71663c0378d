"""Batch norm's statistics before the first step."""

import numpy as np
import pytest
import torch

from cba_core.config.train_config import ClipConfig, WarmUpConfig
from cba_core.domain.errors import JobCancelled
from cba_core.domain.progress import Unattended
from cba_core.model.frame_encoder_configs import InvertedResidualConfig
from cba_core.model.frame_encoders import build_frame_encoder
from cba_core.model.network import CbaNetwork
from cba_core.training.batch_statistics import settle_statistics
from cba_core.training.clip_batches import ClipDrawer
from cba_core.training.embedding_rounds import Prepare, clean_clips, embed_rows
from tests.support.synthetic_tracklets import HEIGHT, WIDTH
from tests.unit.training.small_runs import TRANSFORMS, StopsAt, few_people


def network() -> CbaNetwork:
    torch.manual_seed(0)
    config = InvertedResidualConfig(name="cut", architecture="mobilenet-v2", stages=2)
    encoder = build_frame_encoder(config, height_px=HEIGHT, width_px=WIDTH)
    return CbaNetwork(encoder, config.dim)


def prepared() -> tuple[int, Prepare]:
    data, _ = few_people()
    drawer = ClipDrawer(
        data, clips=ClipConfig(frames=2), warm_up=WarmUpConfig(), transforms=TRANSFORMS,
        device=torch.device("cpu"),
    )  # fmt: skip
    return len(data), clean_clips(data, drawer, 2)


def settled(one: CbaNetwork, seed: int = 0) -> CbaNetwork:
    count, prepare = prepared()
    settle_statistics(one, count, prepare, np.random.default_rng(seed), Unattended())
    return one


def test_settled_vectors_are_centred_and_of_one_scale() -> None:
    count, prepare = prepared()
    raw = settled(network())
    with torch.inference_mode():
        neck = raw(*prepare(np.arange(count))).neck
    assert not raw.training
    assert neck.mean(0).abs().max() < 0.25  # statistics of batches, so not exactly 0 and 1
    assert 0.5 < neck.std(0).median() < 1.5


def test_only_statistics_change_and_momentum_is_as_it_was() -> None:
    before, after = network(), settled(network())
    for (name, old), new in zip(
        before.state_dict().items(), after.state_dict().values(), strict=True
    ):
        counts = name.endswith(("running_mean", "running_var", "num_batches_tracked"))
        assert counts or torch.equal(old, new), name
    norms = [one for one in after.modules() if isinstance(one, torch.nn.BatchNorm2d)]
    assert {one.momentum for one in norms} == {0.1}


def test_the_order_comes_from_the_generator_and_twice_is_once() -> None:
    first = settled(network()).state_dict()
    again = settled(settled(network())).state_dict()
    assert all(torch.equal(one, again[name]) for name, one in first.items())


def test_kept_stages_keep_their_statistics() -> None:
    kept = network()
    kept.keep_stages(1)
    before = {name: one.clone() for name, one in kept.state_dict().items()}
    after = settled(kept).state_dict()
    changed = {name for name, one in before.items() if not torch.equal(one, after[name])}
    assert any(name.startswith("frame_encoder.blocks.1") for name in changed)
    assert not any(
        name.startswith(("frame_encoder.conv_stem", "frame_encoder.bn1", "frame_encoder.blocks.0"))
        for name in changed
    )


def test_it_can_be_stopped_and_leaves_the_network_fit_to_use() -> None:
    count, prepare = prepared()
    stopped = network()
    with pytest.raises(JobCancelled):
        settle_statistics(stopped, count, prepare, np.random.default_rng(0), StopsAt(0))
    assert not stopped.training
    vectors = embed_rows(stopped, np.arange(4), prepare, Unattended(), "any")
    assert np.isfinite(vectors).all()
