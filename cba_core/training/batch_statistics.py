"""Batch norm's statistics of the footage at hand, before the first step.

A network comes with statistics of other pictures, and its neck with none. Prototypes and banks are
made with the counted statistics and clips with those of their batch: until both agree, a clip is
compared with prototypes of another space (our reasoning; the effect is in docs/science/results.md).
"""

import numpy as np
import torch
from torch import nn

from cba_core.domain.errors import JobCancelled
from cba_core.domain.progress import Progress, TaskContext
from cba_core.model.network import CbaNetwork
from cba_core.training.embedding_rounds import Prepare

CLIPS_AT_ONCE = 64
_STEP = "Getting used to these pictures"
_BATCH_NORM = (nn.BatchNorm1d, nn.BatchNorm2d)


def settle_statistics(
    network: CbaNetwork,
    tracklets: int,
    prepare: Prepare,
    generator: np.random.Generator,
    context: TaskContext,
) -> None:
    """Replace the statistics of layers that learn by their mean over all tracklets once.

    Args:
        network: in any mode; left in evaluation.
        tracklets: how many there are.
        prepare: rows of them to clips.
        generator: of the order; every batch holds both modalities so.
        context: is told, and asked whether to stop.

    Raises:
        JobCancelled: the context asked to stop.
    """
    order = generator.permutation(tracklets)
    network.train()  # stages that are kept stay in evaluation, and so do their statistics
    layers = [one for one in network.modules() if isinstance(one, _BATCH_NORM) and one.training]
    usual = [one.momentum for one in layers]
    for layer in layers:
        layer.reset_running_stats()
        layer.momentum = None  # the plain mean of all batches
    try:
        done = 0
        for rows in np.array_split(order, max(1, tracklets // CLIPS_AT_ONCE)):
            if context.is_cancelled():
                raise JobCancelled(_STEP)
            context.report(Progress(_STEP, done, tracklets, unit="tracklets"))
            with torch.no_grad():
                network(*prepare(rows))
            done += len(rows)
    finally:
        for layer, momentum in zip(layers, usual, strict=True):
            layer.momentum = momentum
        network.eval()
