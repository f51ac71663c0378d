"""Visible prototypes moved onto infrared ones by votes of tracklet pairs: ADCA."""

from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np

from cba_core.domain.arrays import IntArray, RealArray
from cba_core.domain.footage import Modality
from cba_core.training.methods.intra_modality import (
    IntraModality,
    by_cluster,
    memory_name,
    sampling_by_cluster,
    side_centres,
)
from cba_core.training.round_plan import (
    NO_CLUSTER,
    RoundPlan,
    RoundView,
    SideView,
    hard_targets,
    unit,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossModalityAggregation:
    """Dual contrastive learning with an aggregated visible memory (Yang et al. 2022, ADCA)."""

    name: ClassVar[str] = "adca"
    uses_labels: ClassVar[bool] = False
    uses_cameras: ClassVar[bool] = False
    wants_perturbed: ClassVar[bool] = False

    intra: IntraModality = field(default_factory=IntraModality)
    vote_similarity: float = 0.5  # cosine from which on a pair of tracklets is a vote
    kept: float = 0.1  # share of the visible prototype in the aggregated one

    def plan(self, view: RoundView) -> RoundPlan:
        """Losses stay within modalities; the prototypes carry what was matched."""
        memories = self.intra.memories(view)
        pairs = greedy_one_to_one(votes(view.visible, view.infrared, self.vote_similarity))
        matched = np.full(view.infrared.clusters, NO_CLUSTER, np.int64)
        matched[pairs[:, 1]] = pairs[:, 0]
        if len(pairs):
            prototypes = side_centres(view.visible)
            other = side_centres(view.infrared)
            prototypes[pairs[:, 0]] = unit(
                self.kept * prototypes[pairs[:, 0]] + (1 - self.kept) * other[pairs[:, 1]]
            )
            memories[memory_name(Modality.VISIBLE)] = self.intra.memory(prototypes)
        return RoundPlan(
            memories=memories,
            terms=self.intra.terms(view),
            sampling=sampling_by_cluster(view),
            matches=by_cluster(view.infrared.labels, matched),
            facts={"matched clusters": float(len(pairs))},
        )


def votes(visible: SideView, infrared: SideView, similarity: float) -> IntArray:
    """(K_v, K_r) how many tracklet pairs of two clusters are at least so similar (cosine)."""
    alike = (visible.vectors @ infrared.vectors.T >= similarity).astype(np.float64)
    rows = hard_targets(visible.labels, visible.clusters)
    columns = hard_targets(infrared.labels, infrared.clusters)
    counts: RealArray = (
        columns.T @ (rows.T @ alike).T
    ).T  # sparse matrices stand on the left alone
    return np.rint(counts).astype(np.int64)


def greedy_one_to_one(counts: IntArray) -> IntArray:
    """(n, 2) pairs in falling order of votes, each row and column once; no vote, no pair."""
    rows, columns = np.nonzero(counts)
    order = np.argsort(-counts[rows, columns], kind="stable")
    pairs: list[tuple[int, int]] = []
    free_rows = np.ones(counts.shape[0], np.bool_)
    free_columns = np.ones(counts.shape[1], np.bool_)
    for row, column in zip(rows[order].tolist(), columns[order].tolist(), strict=True):
        if free_rows[row] and free_columns[column]:
            pairs.append((row, column))
            free_rows[row] = free_columns[column] = False
    return np.array(pairs, np.int64).reshape(-1, 2)
