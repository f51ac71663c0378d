"""As many clusters on both sides, by another neighbourhood radius for one: a control of PGUR."""

from dataclasses import dataclass, field, replace
from typing import ClassVar, Literal

import numpy as np

from cba_core.domain.arrays import IntArray
from cba_core.domain.footage import Modality
from cba_core.training.methods.intra_modality import with_labels
from cba_core.training.methods.progressive_matching import ProgressiveMatching
from cba_core.training.round_plan import NO_CLUSTER, RoundPlan, RoundView

CONFIGURED = 0.0
"""Stands in the facts for the configuration's own radius."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedGranularity:
    """PGM on clusters of equal number; what PGUR adds must be more than this (our reasoning)."""

    name: ClassVar[str] = "epsilon-control"
    uses_labels: ClassVar[bool] = False
    uses_cameras: ClassVar[bool] = False
    wants_perturbed: ClassVar[bool] = False

    matching: ProgressiveMatching = field(default_factory=ProgressiveMatching)
    adapts: Literal["infrared", "coarser"] = "coarser"
    epsilons: tuple[float, ...] = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7)

    def plan(self, view: RoundView) -> RoundPlan:
        """Cluster one side anew, then plan as PGM does."""
        adapted = self._adapted(view)
        side = view.side(adapted)
        wanted = view.side(adapted.other).clusters
        labels, epsilon = side.labels, CONFIGURED
        if len(side.vectors) and side.clusters != wanted:
            labels, epsilon = self._nearest_in_number(view, adapted, wanted)
        changed = (
            with_labels(view, infrared=labels)
            if adapted is Modality.INFRARED
            else with_labels(view, visible=labels)
        )
        plan = self.matching.plan(changed)
        chosen = {
            "epsilon of infrared": epsilon if adapted is Modality.INFRARED else CONFIGURED,
            "epsilon of visible": epsilon if adapted is Modality.VISIBLE else CONFIGURED,
            "clusters of infrared": float(changed.infrared.clusters),
            "clusters of visible": float(changed.visible.clusters),
        }
        return replace(plan, facts={**plan.facts, **chosen})

    def _adapted(self, view: RoundView) -> Modality:
        if self.adapts == "coarser" and view.visible.clusters < view.infrared.clusters:
            return Modality.VISIBLE
        return Modality.INFRARED

    def _nearest_in_number(
        self, view: RoundView, modality: Modality, wanted: int
    ) -> tuple[IntArray, float]:
        """Labels of the side with the number of clusters nearest to `wanted`, and their epsilon.

        The number first rises and then falls with epsilon, as noise joins clusters and clusters
        join each other, so all are tried. Among equals the least noise is taken.
        """
        side = view.side(modality)
        best, chosen = side.labels, CONFIGURED
        for epsilon in self.epsilons:
            labels = view.cluster(side.vectors, epsilon=epsilon)
            if _distance(labels, wanted) < _distance(best, wanted):
                best, chosen = labels, epsilon
        return best, chosen


def _distance(labels: IntArray, wanted: int) -> tuple[int, int]:
    clusters = int(labels.max(initial=NO_CLUSTER)) + 1
    return abs(clusters - wanted), int(np.count_nonzero(labels == NO_CLUSTER))
