"""Calibrated clusters, matched by optimal transport, and a memory of both modalities: RPNR."""

from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np

from cba_core.domain.arrays import FloatArray, IntArray
from cba_core.domain.footage import Modality
from cba_core.training.methods.alternate_learning import AlternateLearning
from cba_core.training.methods.intra_modality import (
    IntraModality,
    by_cluster,
    sampling_by_cluster,
    side_centres,
    with_labels,
    without_gaps,
)
from cba_core.training.methods.sinkhorn import sinkhorn
from cba_core.training.round_plan import RoundPlan, RoundView, SideView, hard_targets, unit

_MEAN = " mean"
_HYBRID = "hybrid"


def _hardest() -> IntraModality:
    return IntraModality(rule="hardest", scale=0.5)


def _mean() -> IntraModality:
    return IntraModality(scale=0.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class OptimalTransportMatching:
    """After RPNR (Yin et al., ACM MM 2024), without its relaxed contrastive loss.

    The loss is L_v + L_r + 0.25 L_x + 0.5 L_h. L_v and L_r are halves against a memory that the
    hardest clip moves and one that every clip moves.
    """

    name: ClassVar[str] = "rpnr"
    uses_labels: ClassVar[bool] = False
    uses_cameras: ClassVar[bool] = False
    wants_perturbed: ClassVar[bool] = False

    hardest: IntraModality = field(default_factory=_hardest)
    mean: IntraModality = field(default_factory=_mean)
    cross: AlternateLearning = field(default_factory=AlternateLearning)
    hybrid: IntraModality = field(default_factory=_mean)
    density_similarity: float = 0.5  # cosine from which on two tracklets are close
    densest: int = 20  # tracklets of a cluster that make its prototype
    regularisation: float = 5.0  # in the unit of 1 / exp(cosine)

    def plan(self, view: RoundView) -> RoundPlan:
        """Calibrate labels, match clusters, and pay to own, other and hybrid memories."""
        calibrated = with_labels(
            view, visible=self._labels(view.visible), infrared=self._labels(view.infrared)
        )
        memories = self.hardest.memories(calibrated) | self.mean.memories(calibrated, _MEAN)
        terms = self.hardest.terms(calibrated) + self.mean.terms(calibrated, _MEAN)
        visible, infrared = calibrated.visible, calibrated.infrared
        matches = None
        if visible.clusters and infrared.clusters:
            own = side_centres(infrared)
            other = side_centres(visible)
            to_infrared, to_visible = matches_by_transport(other, own, self.regularisation)
            payer = self.cross.payer(view)
            aims = {
                Modality.VISIBLE: by_cluster(visible.labels, to_infrared),
                Modality.INFRARED: by_cluster(infrared.labels, to_visible),
            }
            matches = aims[Modality.INFRARED]
            targets = hard_targets(aims[payer], calibrated.side(payer.other).clusters)
            terms += (self.cross.term(payer, targets, clips=self.hardest.view_of(payer)),)
            memories[_HYBRID] = self.hybrid.memory(unit(own + other[to_visible]))
            terms += self.hybrid.shared_terms(
                _HYBRID,
                visible=aims[Modality.VISIBLE],
                infrared=infrared.labels,
                count=infrared.clusters,
            )
        return RoundPlan(
            memories=memories,
            terms=terms,
            sampling=sampling_by_cluster(calibrated),
            matches=matches,
            facts={
                "relabelled visible": _share(view.visible.labels, visible.labels),
                "relabelled infrared": _share(view.infrared.labels, infrared.labels),
            },
        )

    def _labels(self, side: SideView) -> IntArray:
        return calibrated_labels(side, similarity=self.density_similarity, densest=self.densest)


def calibrated_labels(side: SideView, *, similarity: float, densest: int) -> IntArray:
    """(n,) labels by the nearest dense prototype; noise stays noise.

    The density of a tracklet is the sum of sign(cosine - similarity) over its cluster; the
    `densest` ones of a cluster make its prototype (RPNR, noisy pseudo-label calibration). Clusters
    that nobody is nearest to vanish.
    """
    if not side.clusters:
        return side.labels
    prototypes = np.zeros((side.clusters, side.vectors.shape[1]), np.float32)
    for cluster in range(side.clusters):
        members = side.vectors[side.labels == cluster]
        density = np.sign(members @ members.T - similarity).sum(axis=1)
        chosen = np.argsort(-density, kind="stable")[:densest]
        prototypes[cluster] = members[chosen].mean(axis=0)
    nearest = (side.vectors @ unit(prototypes).T).argmax(axis=1)
    return without_gaps(np.where(side.labels >= 0, nearest, side.labels))


def matches_by_transport(
    visible: FloatArray, infrared: FloatArray, regularisation: float
) -> tuple[IntArray, IntArray]:
    """Where most of each cluster's mass goes: (K_v,) infrared and (K_r,) visible clusters.

    Args:
        visible: (K_v, dim) unit length.
        infrared: (K_r, dim) unit length.
        regularisation: in the unit of the cost 1 / exp(cosine); masses are uniform.
    """
    plan = sinkhorn(
        np.exp(-(visible @ infrared.T).astype(np.float64)),
        np.full(len(visible), 1 / len(visible)),
        np.full(len(infrared), 1 / len(infrared)),
        regularisation=regularisation,
    )
    return plan.argmax(axis=1).astype(np.int64), plan.argmax(axis=0).astype(np.int64)


def _share(before: IntArray, after: IntArray) -> float:
    """Share of clustered tracklets that left the company of most of their cluster."""
    inside = before >= 0
    if not np.any(inside):
        return 0.0
    pairs = np.unique(np.stack([before[inside], after[inside]], axis=1), axis=0, return_counts=True)
    kept = np.zeros(int(before.max()) + 1, np.int64)
    np.maximum.at(kept, pairs[0][:, 0], pairs[1])
    return 1 - float(kept.sum()) / int(np.count_nonzero(inside))
