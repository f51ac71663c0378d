"""Training runs of seconds: a tiny network on invented people."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from cba_core.config.train_config import (
    ClipConfig,
    ClusteringConfig,
    NetworkConfig,
    OptimiserConfig,
    RoundsConfig,
    TrainConfig,
    WarmUpConfig,
)
from cba_core.domain.arrays import FloatArray, IntArray
from cba_core.domain.errors import JobCancelled
from cba_core.domain.learning import TrainingTracklets
from cba_core.domain.progress import Progress, TaskContext, Unattended
from cba_core.model.frame_encoder_configs import TinyCnnConfig
from cba_core.model.frame_encoders import build_frame_encoder
from cba_core.model.model_header import ImageTransforms
from cba_core.model.network import CbaNetwork, network_tensors
from cba_core.training.methods.registry import make_method
from cba_core.training.run_log import JsonLinesLog, RunLog, SilentLog
from cba_core.training.trainer import Run, Trainer
from tests.support.synthetic_tracklets import HEIGHT, WIDTH, synthetic_tracklets

TRANSFORMS = ImageTransforms(height_px=HEIGHT, width_px=WIDTH)


def small_config(method: str = "cba", **changes: Any) -> TrainConfig:
    """So few steps that a run takes a second or two; `steps` scales them."""
    config = TrainConfig(
        method=method,
        network=NetworkConfig(encoder="tiny-cnn", height_px=HEIGHT, width_px=WIDTH),
        clips=ClipConfig(frames=2, embedded_frames=2),
        warm_up=WarmUpConfig(steps=4, tracklets=6),
        clustering=ClusteringConfig(k1=6, k2=2, min_samples=2),
        rounds=RoundsConfig(intra=1, cross=2, steps=4, clusters=4),
        optimiser=OptimiserConfig(learning_rate=2e-3, rising_steps=2),
    )
    return replace(config, **changes)


class StopsAt:
    """Cancels once so many steps of training are done."""

    def __init__(self, step: int) -> None:
        self._step = step
        self._reached = 0.0

    def report(self, progress: Progress) -> None:
        if progress.unit == "steps":
            self._reached = max(self._reached, progress.done)

    def is_cancelled(self) -> bool:
        return self._reached >= self._step


def small_run(
    config: TrainConfig,
    data: TrainingTracklets,
    *,
    folder: Path | None = None,
    context: TaskContext | None = None,
    persons: IntArray | None = None,
) -> dict[str, FloatArray]:
    """The weights that come out."""
    torch.set_num_threads(1)
    log: RunLog = SilentLog() if folder is None else JsonLinesLog(folder / "log.jsonl")
    network = CbaNetwork(
        build_frame_encoder(TinyCnnConfig(), height_px=HEIGHT, width_px=WIDTH), TinyCnnConfig().dim
    )
    trainer = Trainer(
        config, data, network, TRANSFORMS,
        method=make_method(config.cross_method),
        run=Run(
            device=torch.device("cpu"), log=log, context=context or Unattended(),
            checkpoint=None if folder is None else folder / "checkpoint.safetensors",
            persons=persons,
        ),
    )  # fmt: skip
    return network_tensors(trainer.train())


def few_people() -> tuple[TrainingTracklets, IntArray]:
    return synthetic_tracklets(people=5, tracklets=4, pictures=3)


def stopped(config: TrainConfig, data: TrainingTracklets, folder: Path, step: int) -> None:
    try:
        small_run(config, data, folder=folder, context=StopsAt(step))
    except JobCancelled:
        return
    raise AssertionError("nobody stopped it")


def same_weights(first: dict[str, FloatArray], second: dict[str, FloatArray]) -> bool:
    return first.keys() == second.keys() and all(
        np.array_equal(first[name], second[name]) for name in first
    )
