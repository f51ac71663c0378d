"""As many clusters on both sides, by another neighbourhood radius for one: a control of PGUR."""

from dataclasses import dataclass, field, replace
from typing import ClassVar, Literal

from cba_core.domain.footage import Modality
from cba_core.training.methods.intra_modality import with_labels
from cba_core.training.methods.progressive_matching import ProgressiveMatching
from cba_core.training.round_plan import RoundPlan, RoundView

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

    def plan(self, view: RoundView) -> RoundPlan:
        """Cluster one side anew, then plan as PGM does."""
        adapted = self._adapted(view)
        side = view.side(adapted)
        wanted = view.side(adapted.other).clusters
        labels, epsilon = side.labels, CONFIGURED
        if len(side.vectors) and side.clusters != wanted:
            epsilon = view.cluster.epsilon_for(side.vectors, clusters=wanted)
            labels = view.cluster(side.vectors, epsilon=epsilon)
        changed = with_labels(view, **{adapted.value: labels})
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
