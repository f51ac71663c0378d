"""Labels softened by those of the nearest tracklets, on top of PGM: N-ULC."""

from dataclasses import dataclass, field, replace
from typing import ClassVar

import numpy as np
from scipy.special import expit

from cba_core.domain.arrays import FloatArray, IntArray
from cba_core.domain.footage import Modality
from cba_core.training.methods.alternate_learning import AlternateLearning
from cba_core.training.methods.intra_modality import IntraModality, by_cluster, sampling_by_cluster
from cba_core.training.methods.most_similar import most_similar
from cba_core.training.methods.progressive_matching import matches_of
from cba_core.training.round_plan import (
    RoundPlan,
    RoundView,
    Term,
    hard_targets,
    soft_targets,
)


def _hardest() -> IntraModality:
    return IntraModality(rule="hardest")


@dataclass(frozen=True, slots=True, kw_only=True)
class NeighbourLabels:
    """After N-ULC (AAAI 2025): soft labels from neighbours, weights from their agreement."""

    name: ClassVar[str] = "n-ulc"
    uses_labels: ClassVar[bool] = False
    uses_cameras: ClassVar[bool] = False
    wants_perturbed: ClassVar[bool] = False

    intra: IntraModality = field(default_factory=_hardest)
    cross: AlternateLearning = field(default_factory=AlternateLearning)
    balance: float = 0.7  # share of the tracklet's own label
    sharpness: float = 10.0  # of the weight around an agreement of one half
    neighbours: int = 10  # of the same modality; the source takes 30 of images
    cross_neighbours: int = 7  # of the other modality; the source takes 20 of images

    def plan(self, view: RoundView) -> RoundPlan:
        """PGM's losses with soft targets and weights."""
        matches = None
        terms = [self._softened(view, term) for term in self.intra.terms(view)]
        if view.visible.clusters and view.infrared.clusters:
            matched = {
                modality: by_cluster(view.side(modality).labels, aims)
                for modality, aims in matches_of(view).items()
            }
            matches = matched[Modality.INFRARED]
            payer = self.cross.payer(view)
            terms.append(self._cross(view, payer, matched[payer]))
        return RoundPlan(
            memories=self.intra.memories(view),
            terms=tuple(terms),
            sampling=sampling_by_cluster(view),
            matches=matches,
            facts={f"weight of {term.name}": _mean_weight(term) for term in terms},
        )

    def _softened(self, view: RoundView, term: Term) -> Term:
        side = view.side(term.modality)
        similarities = side.vectors @ side.vectors.T
        np.fill_diagonal(similarities, -np.inf)
        shares = neighbour_shares(similarities, side.labels, side.clusters, self.neighbours)
        targets, weights = self._labels(side.labels, shares)
        return replace(term, targets=soft_targets(targets), weights=weights)

    def _cross(self, view: RoundView, payer: Modality, matched: IntArray) -> Term:
        side, other = view.side(payer), view.side(payer.other)
        shares = neighbour_shares(
            side.vectors @ other.vectors.T, other.labels, other.clusters, self.cross_neighbours
        )
        targets, weights = self._labels(matched, shares)
        return self.cross.term(
            payer, soft_targets(targets), clips=self.intra.view_of(payer), weights=weights
        )

    def _labels(self, labels: IntArray, shares: FloatArray) -> tuple[FloatArray, FloatArray]:
        """(n, k) balance * own + (1 - balance) * neighbours, and (n,) weights by agreement."""
        own = hard_targets(labels, shares.shape[1]).toarray()
        rows = labels >= 0
        targets = (self.balance * own + (1 - self.balance) * shares) * rows[:, None]
        agreement = (own * shares).sum(axis=1)
        # nobody near with a label is no evidence against a tracklet's own
        agreement[shares.sum(axis=1) == 0] = 1
        weights = np.asarray(expit(self.sharpness * (agreement - 0.5)), np.float32)
        return targets, weights


def neighbour_shares(
    similarities: FloatArray, labels: IntArray, clusters: int, most: int
) -> FloatArray:
    """(n, clusters) how the labels of the nearest clustered tracklets are spread; sums to 1 or 0.

    Args:
        similarities: (n, m); minus infinity where a tracklet is no neighbour.
        labels: (m,) clusters of the neighbours; those of NO_CLUSTER are passed over.
        clusters: how many there are.
        most: neighbours of a tracklet.
    """
    shares = np.zeros((len(similarities), clusters), np.float32)
    candidates = np.flatnonzero(labels >= 0)
    nearest = most_similar(similarities[:, candidates], most)
    rows = np.repeat(np.arange(len(similarities)), nearest.shape[1])
    columns = candidates[nearest.ravel()]
    allowed = np.isfinite(similarities[rows, columns])
    np.add.at(shares, (rows[allowed], labels[columns[allowed]]), 1)
    totals = shares.sum(axis=1, keepdims=True)
    np.divide(shares, totals, out=shares, where=totals > 0)
    return shares


def _mean_weight(term: Term) -> float:
    inside = np.diff(term.targets.indptr) > 0
    if term.weights is None or not np.any(inside):
        return 1.0
    return float(term.weights[inside].mean())
