"""Which tracklets make a batch; by pseudo-labels alone, never by who somebody is.

A batch is drawn from the seed and the number of its step, so nothing of a sampler needs to be
kept for resuming.
"""

import numpy as np

from cba_core.domain.arrays import IntArray
from cba_core.training.round_plan import NO_CLUSTER


def draw_any(count: int, wanted: int, generator: np.random.Generator) -> IntArray:
    """(wanted,) different tracklets of `count`; all, and some twice, where there are too few."""
    if count >= wanted:
        return generator.choice(count, size=wanted, replace=False).astype(np.int64)
    return np.resize(generator.permutation(count), wanted).astype(np.int64)


def draw_clusters(
    labels: IntArray, clusters: int, tracklets: int, generator: np.random.Generator
) -> IntArray:
    """(at most clusters * tracklets,) P clusters, and K tracklets of each.

    A small cluster gives some of its tracklets twice. Empty where nothing has a label.
    """
    present = np.unique(labels[labels > NO_CLUSTER])
    if not len(present):
        return np.empty(0, np.int64)
    chosen = generator.choice(present, size=min(clusters, len(present)), replace=False)
    drawn = []
    for cluster in chosen:
        members = np.flatnonzero(labels == cluster)
        which = draw_any(len(members), tracklets, generator)
        drawn.append(members[which])
    return np.concatenate(drawn).astype(np.int64)
