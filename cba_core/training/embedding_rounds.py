"""All tracklets to unit vectors, between rounds: clean, and under interventions."""

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from cba_core.domain.arrays import FloatArray, IntArray
from cba_core.domain.errors import JobCancelled
from cba_core.domain.learning import TrainingTracklets
from cba_core.domain.progress import Progress, TaskContext
from cba_core.model.network import CbaNetwork
from cba_core.training.clip_batches import ClipDrawer
from cba_core.training.clip_drawing import embedded_clips

CLIPS_AT_ONCE = 32

Prepare = Callable[[IntArray], tuple[Tensor, Tensor]]
"""Rows of the training data to what the network takes: clips (n, frames, 3, h, w), and (n,) bool
which of them go through the infrared stream, where there are two."""


def embed_rows(
    network: CbaNetwork, rows: IntArray, prepare: Prepare, context: TaskContext, step: str
) -> FloatArray:
    """(n, dim) unit vectors of rows of the training data, with the network's counted statistics.

    Raises:
        JobCancelled: the context asked to stop.
    """
    network.eval()
    parts = []
    for start in range(0, len(rows), CLIPS_AT_ONCE):
        if context.is_cancelled():
            raise JobCancelled(step)
        context.report(Progress(step, start, len(rows), unit="tracklets"))
        with torch.inference_mode():
            neck = network(*prepare(rows[start : start + CLIPS_AT_ONCE])).neck
            parts.append(functional.normalize(neck.float(), dim=1).cpu().numpy())
    if not parts:
        return np.empty((0, network.neck.num_features), np.float32)
    vectors: FloatArray = np.concatenate(parts).astype(np.float32)
    return vectors


def clean_clips(data: TrainingTracklets, drawer: ClipDrawer, frames: int) -> Prepare:
    """The clips that stand for tracklets in clustering and search."""
    return lambda rows: (
        drawer.prepared(embedded_clips(data, rows.tolist(), frames)),
        drawer.streams(rows),
    )


def clips_of_another_modality(
    data: TrainingTracklets, drawer: ClipDrawer, frames: int, generator: np.random.Generator
) -> Prepare:
    """The same clips under do(M)."""
    return lambda rows: (
        drawer.perturbed(rows, embedded_clips(data, rows.tolist(), frames), generator),
        drawer.streams(rows, changed=True),
    )


def clips_of_another_motion(
    drawer: ClipDrawer, frames: int, generator: np.random.Generator
) -> Prepare:
    """Clips of the same tracklets under do(V)."""
    return lambda rows: (drawer.moved(rows, frames, generator), drawer.streams(rows))
