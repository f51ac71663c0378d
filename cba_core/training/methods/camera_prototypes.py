"""Every tracklet a prototype, positives mined instead of clusters: after HiTPro's abstract."""

from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
from scipy.special import softmax

from cba_core.domain.arrays import BoolArray, FloatArray, IntArray
from cba_core.domain.footage import Modality
from cba_core.training.methods.camera_clusters import camera_memory
from cba_core.training.methods.intra_modality import IntraModality, memory_name
from cba_core.training.methods.most_similar import most_similar
from cba_core.training.round_plan import (
    NO_CLUSTER,
    Memory,
    RoundPlan,
    RoundView,
    SideView,
    Term,
    hard_targets,
    soft_targets,
)


def _slow() -> IntraModality:
    return IntraModality(momentum=0.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraPrototypes:
    """Three levels of contrast against tracklet prototypes, with no cluster in any loss.

    Only the abstract of HiTPro (arXiv 2604.21324) was readable. It names tracklet prototypes
    within cameras, positives mined in two stages (within the modality, then across) with dynamic
    thresholds and soft weights, and three levels of contrast. Every formula here is ours.
    """

    name: ClassVar[str] = "hitpro"
    uses_labels: ClassVar[bool] = False
    uses_cameras: ClassVar[bool] = True
    wants_perturbed: ClassVar[bool] = False

    intra: IntraModality = field(default_factory=_slow)
    positives: int = 4  # most of a tracklet
    temperature: float = 0.05  # of the softmax that weighs positives
    strict: float = 0.75  # share of tracklets without a positive in the first round
    loose: float = 0.25  # and in the last one
    own_share: float = 0.6  # of its own prototype among a tracklet's positives in its modality
    cross_camera_scale: float = 0.5
    cross_modality_scale: float = 0.25

    def plan(self, view: RoundView) -> RoundPlan:
        """Mine within each modality, then across with what was found, and contrast thrice."""
        passed = view.number / max(view.rounds - 1, 1)
        quantile = self.strict + (self.loose - self.strict) * passed
        mined = {
            modality: self._within(view.side(modality), quantile)
            for modality in Modality
            if len(view.side(modality).vectors)
        }
        memories: dict[str, Memory] = {}
        terms: list[Term] = []
        facts: dict[str, float] = {}
        matches: IntArray | None = None
        groups = {modality: groups_of_mutual_best(mined.get(modality)) for modality in Modality}
        for modality, shares in mined.items():
            side = view.side(modality)
            for camera, rows in _camera_rows(side).items():
                name = camera_memory(modality, camera)
                memories[name] = self.intra.memory(side.vectors[rows])
                terms.append(self._own_term(name, modality, rows, len(side.vectors)))
            memories[memory_name(modality)] = self.intra.memory(side.vectors)
            terms.append(self._cross_camera_term(modality, shares))
            facts[f"positives of {modality}"] = _share_of_rows(shares)
            if modality.other in mined:
                across = self._across(view, modality, shares, quantile)
                terms.append(self._cross_modality_term(modality, across))
                facts[f"positives of {modality} across"] = _share_of_rows(across)
                if modality is Modality.INFRARED:
                    best = groups[Modality.VISIBLE][across.argmax(axis=1)]
                    matches = np.where(across.sum(axis=1) > 0, best, NO_CLUSTER)
        return RoundPlan(
            memories=memories,
            terms=tuple(terms),
            sampling=groups,
            matches=matches,
            facts=facts,
        )

    def _within(self, side: SideView, quantile: float) -> FloatArray:
        """(n, n) shares of positives that other cameras saw."""
        similarities = side.vectors @ side.vectors.T
        similarities[_same_camera(side)] = -np.inf
        return mined_positives(
            similarities, most=self.positives, quantile=quantile, temperature=self.temperature
        )

    def _across(
        self, view: RoundView, modality: Modality, shares: FloatArray, quantile: float
    ) -> FloatArray:
        """(n, m) shares of positives of the other modality.

        A tracklet's similarities are averaged with those of its positives: two looks at a person
        from two cameras tell more than one does.
        """
        vectors, other = view.side(modality).vectors, view.side(modality.other).vectors
        found = shares.sum(axis=1, keepdims=True) > 0
        blended = np.where(found, (vectors + shares @ vectors) / 2, vectors)
        return mined_positives(
            blended @ other.T,
            most=self.positives,
            quantile=quantile,
            temperature=self.temperature,
        )

    def _own_term(self, name: str, modality: Modality, rows: IntArray, count: int) -> Term:
        labels = np.full(count, NO_CLUSTER, np.int64)
        labels[rows] = np.arange(len(rows))
        return Term(
            name=name,
            memory=name,
            modality=modality,
            targets=hard_targets(labels, len(rows)),
            # a camera's loss is a mean over its tracklets: weigh cameras by how many they have
            scale=self.intra.scale * len(rows) / count,
            view=self.intra.view_of(modality),
            moves=True,
        )

    def _cross_camera_term(self, modality: Modality, shares: FloatArray) -> Term:
        found = shares.sum(axis=1) > 0
        targets = (1 - self.own_share) * shares
        np.fill_diagonal(targets, np.where(found, self.own_share, 0))
        return Term(
            name=f"{modality} across cameras",
            memory=memory_name(modality),
            modality=modality,
            targets=soft_targets(targets),
            scale=self.cross_camera_scale,
            view=self.intra.view_of(modality),
            moves=True,
        )

    def _cross_modality_term(self, modality: Modality, shares: FloatArray) -> Term:
        return Term(
            name=f"{modality} to {modality.other}",
            memory=memory_name(modality.other),
            modality=modality,
            targets=soft_targets(shares),
            scale=self.cross_modality_scale,
            view=self.intra.view_of(modality),
        )


def mined_positives(
    similarities: FloatArray, *, most: int, quantile: float, temperature: float
) -> FloatArray:
    """(n, m) softmax shares of each row's positives; rows without one are zero.

    The threshold is a quantile of all rows' best similarities, so it follows the embedding from
    round to round (our reading of "dynamic thresholds").

    Args:
        similarities: (n, m); minus infinity where a column is no candidate.
        most: positives of a row.
        quantile: share of rows whose best candidate is not good enough.
        temperature: of the softmax over a row's positives.
    """
    shares = np.zeros(similarities.shape, np.float32)
    best = similarities.max(axis=1, initial=-np.inf)
    possible = np.isfinite(best)
    if not np.any(possible):
        return shares
    threshold = np.quantile(best[possible], quantile)
    chosen = most_similar(similarities, most)
    values = np.take_along_axis(similarities, chosen, axis=1)
    values = np.where(values >= threshold, values, -np.inf)
    rows = np.flatnonzero(best >= threshold)
    weights = softmax(values[rows] / temperature, axis=1)
    shares[rows[:, None], chosen[rows]] = weights
    return shares


def groups_of_mutual_best(shares: FloatArray | None) -> IntArray:
    """(n,) a label for each pair of tracklets that are each other's best positive, or for one.

    Batches drawn by pairs hold positives; pairs cannot chain up into clusters.
    """
    if shares is None:
        return np.empty(0, np.int64)
    own = np.arange(len(shares))
    best = np.where(shares.sum(axis=1) > 0, shares.argmax(axis=1), own)
    partner = np.where(best[best] == own, best, own)
    labels: IntArray = np.unique(np.minimum(own, partner), return_inverse=True)[1].astype(np.int64)
    return labels


def _camera_rows(side: SideView) -> dict[int, IntArray]:
    """The tracklets of each camera; of camera 0 all, where cameras are unknown."""
    if side.cameras is None:
        return {0: np.arange(len(side.vectors))}
    return {
        camera: np.flatnonzero(side.cameras == camera)
        for camera in np.unique(side.cameras).tolist()
    }


def _same_camera(side: SideView) -> BoolArray:
    """(n, n) pairs that are no candidates; where cameras are unknown, only a tracklet itself."""
    if side.cameras is None:
        return np.eye(len(side.vectors), dtype=np.bool_)
    same: BoolArray = side.cameras[:, None] == side.cameras[None, :]
    return same


def _share_of_rows(shares: FloatArray) -> float:
    return float(np.mean(shares.sum(axis=1) > 0))
