"""Training with a stem for each modality: which clip goes where, and whole runs."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from cba_core.config.train_config import ClipConfig, TrainConfig, WarmUpConfig
from cba_core.domain.arrays import FloatArray
from cba_core.domain.errors import JobCancelled
from cba_core.domain.progress import Unattended
from cba_core.model.network import network_tensors
from cba_core.pipelines.starting_network import starting_network
from cba_core.training.clip_batches import ClipDrawer
from cba_core.training.methods.registry import make_method
from cba_core.training.run_log import JsonLinesLog
from cba_core.training.trainer import Run, Trainer
from tests.unit.training.small_runs import TRANSFORMS, StopsAt, few_people, small_config


def two_streams(method: str) -> TrainConfig:
    config = small_config(method)
    return replace(config, network=replace(config.network, stem="two-stream"))


def trained(config: TrainConfig, folder: Path, stop: int | None = None) -> dict[str, FloatArray]:
    torch.set_num_threads(1)
    start = starting_network("random", config.network)
    folder.mkdir(exist_ok=True)
    trainer = Trainer(
        config, few_people()[0], start.network, start.header.transforms,
        method=make_method(config.cross_method),
        run=Run(
            device=torch.device("cpu"), log=JsonLinesLog(folder / "log.jsonl"),
            context=Unattended() if stop is None else StopsAt(stop),
            checkpoint=folder / "checkpoint.safetensors",
        ),
    )  # fmt: skip
    return network_tensors(trainer.train())


@pytest.mark.parametrize("method", ["cba", "adca"])
def test_two_streams_train_end_to_end_and_part(method: str, tmp_path: Path) -> None:
    weights = trained(two_streams(method), tmp_path / "run")
    assert all(np.isfinite(one).all() for one in weights.values())
    visible = weights["frame_encoder.visible.0.weight"]
    infrared = weights["frame_encoder.infrared.0.weight"]
    first = network_tensors(starting_network("random", two_streams(method).network).network)
    begun = first["frame_encoder.visible.0.weight"]
    assert not np.array_equal(visible, begun)
    assert not np.array_equal(infrared, begun)
    assert not np.array_equal(visible, infrared)


def test_a_stopped_run_of_two_streams_goes_on_bit_by_bit(tmp_path: Path) -> None:
    whole = trained(two_streams("cba"), tmp_path / "whole")
    with pytest.raises(JobCancelled):
        trained(two_streams("cba"), tmp_path / "stopped", stop=6)
    again = trained(two_streams("cba"), tmp_path / "stopped")
    assert all(np.array_equal(whole[name], again[name]) for name in whole)


@pytest.mark.parametrize(
    ("names", "follows"),
    [(("channel-copy", "tone-curve"), True), (("tone-curve",), False), ((), False)],
)
def test_a_visible_clip_made_infrared_goes_through_the_infrared_stream(
    names: tuple[str, ...], follows: bool
) -> None:
    data, _ = few_people()
    drawer = ClipDrawer(
        data, clips=ClipConfig(frames=2), warm_up=WarmUpConfig(modality_interventions=names),
        transforms=TRANSFORMS, device=torch.device("cpu"),
    )  # fmt: skip
    rows = np.arange(len(data))
    assert drawer.streams(rows).tolist() == data.infrared.tolist()
    expected = [True] * len(data) if follows else data.infrared.tolist()
    assert drawer.streams(rows, changed=True).tolist() == expected
