"""Pairs that a person has decided on, across modalities, as one more loss of every round.

Within a modality known pairs change the clusters (`pseudo_labels.constrained`). Across, clusters
have nothing to change: each group of tracklets that are linked gets a prototype of its own, and
its members are drawn to it, away from the centres of all clusters that none of them is in.
"""

from dataclasses import replace

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from cba_core.domain.arrays import IntArray
from cba_core.domain.footage import Modality
from cba_core.domain.learning import TrainingTracklets
from cba_core.training.round_plan import (
    NO_CLUSTER,
    Memory,
    RoundPlan,
    RoundView,
    Term,
    centres,
    hard_targets,
)

NAME = "known pairs"


def with_known_pairs(plan: RoundPlan, view: RoundView, data: TrainingTracklets) -> RoundPlan:
    """The plan, and a loss for groups of linked tracklets that both modalities have a part in.

    Args:
        plan: of a method.
        view: what it was made of.
        data: with the pairs.
    """
    groups = groups_across(data)
    if groups.max(initial=NO_CLUSTER) == NO_CLUSTER:
        return plan
    sides = {modality: data.positions(modality) for modality in Modality}
    vectors = np.concatenate([view.side(modality).vectors for modality in Modality])
    of_rows = {modality: groups[rows] for modality, rows in sides.items()}
    prototypes = centres(vectors, np.concatenate([of_rows[one] for one in Modality]))
    others = [
        centres(side.vectors, side.labels)[_without_members(side.labels, of_rows[modality])]
        for modality in Modality
        if (side := view.side(modality)).clusters
    ]
    memory = Memory(prototypes=np.concatenate([prototypes, *others]))
    terms = tuple(
        Term(
            name=f"{modality} {NAME}",
            memory=NAME,
            modality=modality,
            targets=hard_targets(of_rows[modality], len(memory.prototypes)),
            moves=True,
        )
        for modality in Modality
    )
    return replace(
        plan,
        memories={**plan.memories, NAME: memory},
        terms=(*plan.terms, *terms),
        sampling=_drawn_too(plan, of_rows),
    )


def groups_across(data: TrainingTracklets) -> IntArray:
    """(n,) number of the group of linked tracklets that shows up in both modalities, or -1."""
    pairs = data.constraints.must_link
    count = len(data)
    groups = np.full(count, NO_CLUSTER, np.int64)
    if not len(pairs):
        return groups
    graph = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(count, count))
    parts = connected_components(graph, directed=False)[1]
    both = np.intersect1d(parts[data.infrared], parts[~data.infrared])
    for number, part in enumerate(both.tolist()):
        groups[parts == part] = number
    return groups


def _without_members(labels: IntArray, groups: IntArray) -> IntArray:
    """Clusters that no linked tracklet is in."""
    taken = labels[(groups > NO_CLUSTER) & (labels > NO_CLUSTER)]
    return np.setdiff1d(np.arange(int(labels.max(initial=NO_CLUSTER)) + 1), taken)


def _drawn_too(plan: RoundPlan, groups: dict[Modality, IntArray]) -> dict[Modality, IntArray]:
    """Linked tracklets of no cluster are drawn under numbers of their own."""
    sampling = {}
    for modality, labels in plan.sampling.items():
        alone = (labels == NO_CLUSTER) & (groups[modality] > NO_CLUSTER)
        first = int(labels.max(initial=NO_CLUSTER)) + 1
        sampling[modality] = np.where(alone, first + groups[modality], labels)
    return sampling
