"""Steps a second of training by encoder, share of the time that drawing clips takes, and memory.

Run: `python -m benchmarks.training [--device cpu] [--kept-stages 2] [--recompute] [--steps 6]`.
Tracklets are invented pictures. Processor seconds of one thread on a processor, since machines are
shared; wall seconds on CUDA. The share of drawing is measured by drawing the same batches without
a network.
"""

import argparse
import resource
import sys
import time
from collections.abc import Callable

import numpy as np
import torch

from cba_core.config.train_config import (
    ClipConfig,
    NetworkConfig,
    RoundsConfig,
    TrainConfig,
    WarmUpConfig,
)
from cba_core.domain.learning import TrainingTracklets
from cba_core.domain.progress import Unattended
from cba_core.model.network import build_network
from cba_core.pipelines.starting_network import resized, unfilled
from cba_core.training.clip_batches import ClipDrawer
from cba_core.training.methods.registry import make_method
from cba_core.training.run_log import SilentLog
from cba_core.training.trainer import Run, Trainer

TRACKLETS = 64
PICTURES = 12
MOST_SHARE = 0.1
"""Of the time, that drawing clips may take."""

ENCODERS = {
    "tiny-cnn": (64, 32),
    "efficientnet-lite0": (128, 64),
    "mobilenet-v2": (128, 64),
    "clip-rn50": (288, 160),
    "clip-vit-b-32": (288, 160),
    "clip-vit-b-16": (288, 144),
}
"""Input height and width."""


def invented(height: int, width: int) -> TrainingTracklets:
    """Tracklets of noise: as heavy as any."""
    draw = np.random.default_rng(0)
    pictures = draw.integers(0, 256, (TRACKLETS * PICTURES, height, width, 3), dtype=np.uint8)
    return TrainingTracklets(
        pictures=pictures,
        starts=np.arange(TRACKLETS + 1, dtype=np.int64) * PICTURES,
        infrared=np.arange(TRACKLETS) % 2 == 1,
        digest="invented",
    )


def config_of(
    encoder: str,
    *,
    warm_up: int,
    rounds: int,
    kept_stages: int,
    steps: int,
    recompute: bool = False,
) -> TrainConfig:
    """A batch of 8 x 2 tracklets a modality, seen twice, of 3 frames."""
    height, width = ENCODERS[encoder]
    return TrainConfig(
        method="ciw+dcl",
        network=NetworkConfig(
            encoder=encoder,
            height_px=height,
            width_px=width,
            kept_stages=kept_stages,
            gradient_checkpointing=recompute,
            settle_statistics=False,  # happens once a run, and steps are what is measured
        ),
        clips=ClipConfig(frames=3, embedded_frames=3),
        warm_up=WarmUpConfig(steps=warm_up, tracklets=8),
        rounds=RoundsConfig(intra=0, cross=rounds, steps=steps),
    )


def _trained(config: TrainConfig, device: torch.device, clock: Callable[[], float]) -> float:
    """Seconds of a whole run."""
    header = resized(unfilled(config.network), config.network)
    data = invented(*ENCODERS[config.network.encoder])
    trainer = Trainer(
        config,
        data,
        build_network(header),
        header.transforms,
        method=make_method("supervised"),  # every tracklet has a label: all steps do work
        run=Run(
            device=device,
            log=SilentLog(),
            context=Unattended(),
            persons=np.arange(TRACKLETS, dtype=np.int64) // 4,
        ),
    )
    begin = clock()
    trainer.train()
    return clock() - begin


def _drawing(config: TrainConfig, steps: int, clock: Callable[[], float]) -> float:
    """Seconds a step of drawing the clips of the rounds."""
    header = resized(unfilled(config.network), config.network)
    data = invented(*ENCODERS[config.network.encoder])
    drawer = ClipDrawer(
        data, clips=config.clips, warm_up=config.warm_up, transforms=header.transforms,
        device=torch.device("cpu"),
    )  # fmt: skip
    rows = np.arange(32, dtype=np.int64)
    begin = clock()
    for step in range(steps):
        drawer.draw(rows, np.random.default_rng(step), modality=True)
    return (clock() - begin) / steps


def main() -> None:
    """Print a row an encoder; the exit code tells whether drawing takes too long for one."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--device", default="cpu", choices=["cpu", "cuda"])
    parser.add_argument("--encoders", nargs="+", default=list(ENCODERS), choices=list(ENCODERS))
    parser.add_argument("--kept-stages", type=int, default=0, help="of light CNNs")
    parser.add_argument(
        "--recompute", action="store_true", help="activations in the backward pass: less memory"
    )
    parser.add_argument("--steps", type=int, default=6, help="fewer for large encoders")
    wanted = parser.parse_args()
    steps: int = wanted.steps

    def config(encoder: str, *, warm_up: int, rounds: int) -> TrainConfig:
        return config_of(
            encoder,
            warm_up=warm_up,
            rounds=rounds,
            kept_stages=wanted.kept_stages,
            steps=steps,
            recompute=wanted.recompute,
        )

    device = torch.device(wanted.device)
    torch.set_num_threads(1)
    clock = time.process_time if device.type == "cpu" else time.perf_counter
    slow = []
    print("encoder              warm-up steps/s  round steps/s  drawing   peak MB")
    for encoder in wanted.encoders:
        nothing = _trained(config(encoder, warm_up=0, rounds=0), device, clock)
        warm_up = _trained(config(encoder, warm_up=steps, rounds=0), device, clock) - nothing
        one, two = (config(encoder, warm_up=0, rounds=rounds) for rounds in (1, 2))
        # the difference leaves out what happens once
        rounds = _trained(two, device, clock) - _trained(one, device, clock)
        share = _drawing(one, steps, clock) * steps / rounds
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{encoder:20s} {steps / warm_up:15.3f}  {steps / rounds:13.3f}  {share:7.1%}  "
            f"{peak:8.0f}",
            flush=True,
        )
        if share > MOST_SHARE:
            slow.append(encoder)
    print(f"drawing takes at most {MOST_SHARE:.0%} of a step: {', '.join(slow) or 'all'} "
          f"{'ABOVE' if slow else 'within'}")  # fmt: skip
    sys.exit(1 if [one for one in slow if one != "tiny-cnn"] else 0)


if __name__ == "__main__":
    main()
