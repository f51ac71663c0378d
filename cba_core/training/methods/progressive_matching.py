"""Clusters of both modalities matched by the Hungarian method, in rounds: PGM."""

from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
from scipy.optimize import linear_sum_assignment

from cba_core.domain.arrays import FloatArray, IntArray
from cba_core.domain.footage import Modality
from cba_core.training.methods.alternate_learning import AlternateLearning
from cba_core.training.methods.intra_modality import (
    IntraModality,
    by_cluster,
    sampling_by_cluster,
    side_centres,
)
from cba_core.training.round_plan import RoundPlan, RoundView, hard_targets

UNMATCHED = -1


def _hardest() -> IntraModality:
    return IntraModality(rule="hardest")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressiveMatching:
    """Progressive graph matching and alternate learning (Wu and Ye, CVPR 2023)."""

    name: ClassVar[str] = "pgm"
    uses_labels: ClassVar[bool] = False
    uses_cameras: ClassVar[bool] = False
    wants_perturbed: ClassVar[bool] = False

    intra: IntraModality = field(default_factory=_hardest)
    cross: AlternateLearning = field(default_factory=AlternateLearning)

    def plan(self, view: RoundView) -> RoundPlan:
        """L_v + L_r + 0.25 L_x, where L_x aims at the matched cluster of the other modality."""
        terms = self.intra.terms(view)
        found = None
        if view.visible.clusters and view.infrared.clusters:
            payer = self.cross.payer(view)
            matches = matches_of(view)
            found = by_cluster(view.infrared.labels, matches[Modality.INFRARED])
            aims = by_cluster(view.side(payer).labels, matches[payer])
            targets = hard_targets(aims, view.side(payer.other).clusters)
            terms += (self.cross.term(payer, targets, clips=self.intra.view_of(payer)),)
        return RoundPlan(
            memories=self.intra.memories(view),
            terms=terms,
            sampling=sampling_by_cluster(view),
            matches=found,
        )


def matches_of(view: RoundView) -> dict[Modality, IntArray]:
    """The cluster of the other modality that each cluster of a modality is matched with.

    Both modalities need clusters. The one with more of them plays the finer side; the source
    does so with visible clusters only and has no cross loss when infrared ones are more.
    """
    sides = sorted(Modality, key=lambda modality: -view.side(modality).clusters)
    finer, coarser = sides
    to_coarser, to_finer = match_progressively(
        side_centres(view.side(finer)), side_centres(view.side(coarser))
    )
    return {finer: to_coarser, coarser: to_finer}


def match_progressively(finer: FloatArray, coarser: FloatArray) -> tuple[IntArray, IntArray]:
    """Match every finer cluster with a coarser one, and every coarser with its first match.

    Each round solves the assignment of least 1 / exp(cosine) between the finer clusters still
    free and all coarser ones. Zero columns, with which the source squares the cost, change no
    assignment: a rectangular cost gives the same. The source stops after two rounds, this goes on
    until every finer cluster has a match.

    Args:
        finer: (f, dim) unit length, f >= c.
        coarser: (c, dim) unit length, c >= 1.

    Returns:
        (f,) the coarser cluster of each finer one, and (c,) the finer one of each coarser, which
        is that of the first round.

    Raises:
        ValueError: there are fewer finer clusters, or no coarser one.
    """
    if not 0 < len(coarser) <= len(finer):
        raise ValueError(f"cannot match {len(finer)} clusters with {len(coarser)} coarser ones")
    cost = np.exp(-(finer @ coarser.T).astype(np.float64))
    to_coarser = np.full(len(finer), UNMATCHED, np.int64)
    to_finer = np.full(len(coarser), UNMATCHED, np.int64)
    while np.any(to_coarser == UNMATCHED):
        free = np.flatnonzero(to_coarser == UNMATCHED)
        rows, columns = linear_sum_assignment(cost[free])
        to_coarser[free[rows]] = columns
        if to_finer[0] == UNMATCHED:
            to_finer[columns] = free[rows]
    return to_coarser, to_finer
