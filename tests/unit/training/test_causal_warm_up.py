"""CIW does what it is for: its loss falls, modality is harder to tell, people are not."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import torch

from cba_core.config.train_config import WarmUpConfig
from cba_core.domain.arrays import FloatArray
from cba_core.domain.learning import TrainingTracklets
from cba_core.domain.progress import Unattended
from cba_core.model.frame_encoder_configs import TinyCnnConfig
from cba_core.model.frame_encoders import build_frame_encoder
from cba_core.model.network import CbaNetwork, fill_network
from cba_core.training.causal_warmup import WarmUpState, teacher_momentum
from cba_core.training.clip_batches import ClipDrawer
from cba_core.training.embedding_rounds import clean_clips, embed_rows
from cba_core.training.run_log import read_run_log
from tests.support.synthetic_tracklets import HEIGHT, WIDTH, synthetic_tracklets
from tests.unit.training.small_runs import TRANSFORMS, small_config, small_run


def vectors_of(weights: dict[str, FloatArray] | None, data: TrainingTracklets) -> FloatArray:
    network = CbaNetwork(build_frame_encoder(TinyCnnConfig(), height_px=HEIGHT, width_px=WIDTH), 32)
    if weights is not None:
        fill_network(network, weights, "test")
    config = small_config()
    drawer = ClipDrawer(
        data, clips=config.clips, warm_up=config.warm_up, transforms=TRANSFORMS,
        device=torch.device("cpu"),
    )  # fmt: skip
    rows = np.arange(len(data), dtype=np.int64)
    return embed_rows(network, rows, clean_clips(data, drawer, 2), Unattended(), "test")


def gap_between_modalities(vectors: FloatArray, data: TrainingTracklets) -> float:
    """Distance of the modalities' means, in standard deviations."""
    means = [vectors[data.infrared == side].mean(axis=0) for side in (False, True)]
    return float(np.linalg.norm(means[0] - means[1]) / vectors.std(axis=0).mean())


@pytest.mark.slow
def test_the_warm_up_brings_modalities_nearer_and_keeps_people_apart(tmp_path: Path) -> None:
    data, persons = synthetic_tracklets(people=6, tracklets=4, pictures=3)
    config = small_config("ciw+dcl")
    config = replace(
        config,
        warm_up=replace(config.warm_up, steps=60, tracklets=8),
        rounds=replace(config.rounds, intra=0, cross=0),
    )
    weights = small_run(config, data, folder=tmp_path)
    losses = [
        line["losses"]["total"]
        for line in read_run_log(tmp_path / "log.jsonl")
        if line["kind"] == "step"
    ]
    assert np.mean(losses[-3:]) < 0.8 * np.mean(losses[:3])
    before, after = vectors_of(None, data), vectors_of(weights, data)
    assert gap_between_modalities(after, data) < gap_between_modalities(before, data)
    infrared = data.infrared
    found = [
        np.mean(persons[~infrared][(one[infrared] @ one[~infrared].T).argmax(axis=1)]
                == persons[infrared])
        for one in (before, after)
    ]  # fmt: skip
    assert found[1] >= found[0]
    assert float((after @ after.T).mean()) < 0.95  # no collapse


def test_the_teacher_follows_more_slowly_to_the_end() -> None:
    config = WarmUpConfig(steps=100, teacher_momentum=0.9)
    values = [teacher_momentum(config, step) for step in range(101)]
    assert values[0] == pytest.approx(0.9)
    assert values[-1] == pytest.approx(1.0)
    assert all(later >= earlier for earlier, later in pairwise(values))


def test_the_state_begins_with_the_network_as_its_own_teacher() -> None:
    network = CbaNetwork(build_frame_encoder(TinyCnnConfig(), height_px=HEIGHT, width_px=WIDTH), 32)
    state = WarmUpState(network, 32, 7)
    for mine, theirs in zip(state.teacher.parameters(), network.parameters(), strict=True):
        assert torch.equal(mine, theirs)
        assert not mine.requires_grad
    assert state.bank.shape == (7, 32)
