"""Prototype-Guided Uncertainty Refinement (PGUR): the third stage of CBA.

Reliable prototypes of the finer modality reorganise the under-clustered other one, coarse to
fine, and doubt weighs [C]; the steps in detail are ours [I] (method.md, E.5). Where visible is
the finer side, as the paper has it, visible guides; the roles swap where infrared is finer.

    L = L_intra + lambda_f L_f + lambda_b L_b + lambda_h L_h
"""

from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np

from cba_core.config.refinement_config import RefinementConfig
from cba_core.domain.arrays import BoolArray, FloatArray, IntArray
from cba_core.domain.footage import Modality
from cba_core.training.methods.coarse_alignment import (
    Candidates,
    candidates_of_clusters,
    moved_onto,
    reliability,
    reliable,
)
from cba_core.training.methods.fine_assignment import (
    FineAssignment,
    allowed_of_tracklets,
    assign,
    only_guided,
)
from cba_core.training.methods.intra_modality import (
    IntraModality,
    memory_name,
    sampling_by_cluster,
    side_centres,
    with_labels,
    without_gaps,
)
from cba_core.training.round_plan import (
    NO_CLUSTER,
    Memory,
    RoundPlan,
    RoundView,
    SideView,
    Term,
    centres,
    hard_targets,
    soft_targets,
    unit,
)


@dataclass(frozen=True, slots=True, eq=False)
class _Guidance:
    """What the guiding side offers, and the refined side made comparable."""

    prototypes: FloatArray  # (k, dim)
    guides: BoolArray  # (k,)
    vectors: FloatArray  # (n, dim) of the refined side, offset removed
    perturbed: tuple[FloatArray, ...]
    candidates: Candidates


@dataclass(frozen=True, slots=True, kw_only=True)
class PrototypeRefinement:
    """PGUR on top of both modalities' own clusters."""

    name: ClassVar[str] = "pgur"
    uses_labels: ClassVar[bool] = False
    uses_cameras: ClassVar[bool] = False
    wants_perturbed: ClassVar[bool] = True

    settings: RefinementConfig = field(default_factory=RefinementConfig)
    intra: IntraModality = field(default_factory=IntraModality)

    def plan(self, view: RoundView) -> RoundPlan:
        """Coarse in the first rounds, fine afterwards; within modalities alone without clusters."""
        if not (view.visible.clusters and view.infrared.clusters):
            return RoundPlan(
                memories=self.intra.memories(view),
                terms=self.intra.terms(view),
                sampling=sampling_by_cluster(view),
            )
        guide = self._guide(view)
        offered = self._guidance(view.side(guide), view.side(guide.other))
        is_coarse = self.settings.coarse and (
            view.number < self.settings.coarse_rounds or not self.settings.fine
        )
        return self._coarse(view, guide, offered) if is_coarse else self._fine(view, guide, offered)

    def _guide(self, view: RoundView) -> Modality:
        if self.settings.guide != "finer":
            return Modality(self.settings.guide)
        is_visible = view.visible.clusters >= view.infrared.clusters
        return Modality.VISIBLE if is_visible else Modality.INFRARED

    def _guidance(self, guide: SideView, refined: SideView) -> _Guidance:
        prototypes = side_centres(guide)
        sizes = _sizes(guide)
        scores = reliability(guide.vectors, guide.labels, prototypes)
        guides = reliable(scores, sizes, self.settings)

        def comparable(vectors: FloatArray) -> FloatArray:
            if not self.settings.remove_offset:
                return vectors
            return moved_onto(vectors, guide.vectors)

        vectors = comparable(refined.vectors)
        candidates = candidates_of_clusters(
            centres(vectors, refined.labels, refined.clusters),
            prototypes,
            cluster_sizes=_sizes(refined),
            prototype_sizes=sizes,
            settings=self.settings,
        )
        return _Guidance(
            prototypes=prototypes,
            guides=guides,
            vectors=vectors,
            perturbed=tuple(comparable(one) for one in refined.perturbed),
            candidates=candidates,
        )

    def _coarse(self, view: RoundView, guide: Modality, offered: _Guidance) -> RoundPlan:
        """L_c: clusters are pulled to their group of prototypes; nothing is decided inside it."""
        refined = view.side(guide.other)
        shares = np.zeros((len(refined.labels), len(offered.prototypes)), np.float32)
        inside = refined.labels > NO_CLUSTER
        shares[inside] = np.where(offered.guides, offered.candidates.shares, 0.0)[
            refined.labels[inside]
        ]
        pull = Term(
            name=f"{guide.other} to {guide}, coarse",
            memory=memory_name(guide),
            modality=guide.other,
            targets=soft_targets(shares),
            scale=self.settings.forward_weight,
            view=self.intra.view_of(guide.other),
        )
        likeliest = np.where(shares.any(axis=1), shares.argmax(axis=1), NO_CLUSTER)
        return RoundPlan(
            memories=self.intra.memories(view),
            terms=(*self.intra.terms(view), pull),
            sampling=sampling_by_cluster(view),
            matches=likeliest.astype(np.int64) if guide is Modality.VISIBLE else None,
            facts=self._facts(guide, offered),
        )

    def _fine(self, view: RoundView, guide: Modality, offered: _Guidance) -> RoundPlan:
        """Tracklets choose; the refined side takes over the guiding side's labels."""
        refined = view.side(guide.other)
        found = self._assignment(refined, offered)
        support = np.bincount(
            found.labels[found.labels > NO_CLUSTER], minlength=len(offered.prototypes)
        )
        labels = _with_private(found.labels, refined.labels, len(offered.prototypes))
        labels = without_gaps(labels) if self.settings.regroup else refined.labels
        regrouped = with_labels(view, **{guide.other.value: labels})
        memories = self.intra.memories(regrouped)
        terms = self.intra.terms(regrouped) + self._forward(guide, found)
        if support.any():
            memories_across, terms_across = self._across(view, guide, offered, found, support > 0)
            memories |= memories_across
            terms += terms_across
        likeness = {
            "mean weight": float(found.weights.mean()),
            "mean uncertainty": float(found.uncertainty.mean()),
            "mean disagreement": float(found.disagreement.mean()),
            "refined clusters": float(regrouped.side(guide.other).clusters),
            "prototypes with support": float((support > 0).sum()),
        }
        return RoundPlan(
            memories=memories,
            terms=terms,
            sampling=sampling_by_cluster(regrouped),
            matches=_matches(view, guide, found.labels, labels),
            facts={**self._facts(guide, offered), **likeness},
        )

    def _assignment(self, refined: SideView, offered: _Guidance) -> FineAssignment:
        similarity = offered.vectors @ offered.prototypes.T
        labels = refined.labels
        allowed = offered.candidates.allowed
        noise = self.settings.candidates_of_noise
        if not self.settings.coarse:  # everybody chooses among all
            labels = np.full_like(labels, NO_CLUSTER)
            noise = len(offered.prototypes)
        choices = allowed_of_tracklets(labels, allowed, similarity, noise)
        found = assign(
            offered.vectors,
            refined.labels,
            offered.prototypes,
            choices,
            perturbed=offered.perturbed,
            settings=self.settings,
        )
        return only_guided(found, offered.guides)

    def _forward(self, guide: Modality, found: FineAssignment) -> tuple[Term, ...]:
        """L_f: refined tracklets to guiding prototypes, softly and by their weight."""
        return (
            Term(
                name=f"{guide.other} to {guide}",
                memory=memory_name(guide),
                modality=guide.other,
                targets=soft_targets(found.targets),
                weights=found.weights,
                scale=self.settings.forward_weight,
                view=self.intra.view_of(guide.other),
            ),
        )

    def _across(
        self,
        view: RoundView,
        guide: Modality,
        offered: _Guidance,
        found: FineAssignment,
        supported: BoolArray,
    ) -> tuple[dict[str, Memory], tuple[Term, ...]]:
        """L_b and L_h: guiding tracklets to refined prototypes, and both to shared ones."""
        count = int(supported.sum())
        place = np.where(supported, np.cumsum(supported) - 1, NO_CLUSTER)
        vectors = view.side(guide.other).vectors
        refined_labels = _through(place, found.labels)
        guiding_labels = _through(place, view.side(guide).labels)
        # at least a little of everybody, so that a group of doubtful ones has a direction
        weighted = vectors * np.maximum(found.weights, 1e-3)[:, None]
        refined_prototypes = centres(weighted, refined_labels, count)
        shared = unit(offered.prototypes[supported] + refined_prototypes)
        group_weight = _means(found.weights, refined_labels, count)
        weights = np.where(guiding_labels >= 0, group_weight[guiding_labels], 0.0)
        memories = {
            "refined": self.intra.memory(refined_prototypes),
            "shared": self.intra.memory(shared),
        }
        terms = (
            Term(
                name=f"{guide} to refined",
                memory="refined",
                modality=guide,
                targets=hard_targets(guiding_labels, count),
                weights=weights.astype(np.float32),
                scale=self.settings.backward_weight,
                view=self.intra.view_of(guide),
            ),
            Term(
                name=f"{guide} to shared",
                memory="shared",
                modality=guide,
                targets=hard_targets(guiding_labels, count),
                scale=self.settings.shared_weight,
                view=self.intra.view_of(guide),
                moves=True,
            ),
            Term(
                name=f"{guide.other} to shared",
                memory="shared",
                modality=guide.other,
                targets=hard_targets(refined_labels, count),
                weights=found.weights,
                scale=self.settings.shared_weight,
                view=self.intra.view_of(guide.other),
                moves=True,
            ),
        )
        return memories, terms

    def _facts(self, guide: Modality, offered: _Guidance) -> dict[str, float]:
        return {
            "visible guides": float(guide is Modality.VISIBLE),
            "reliable prototypes": float(offered.guides.sum()),
            "candidates of a cluster": float(offered.candidates.allowed.sum(axis=1).mean()),
        }


def _sizes(side: SideView) -> IntArray:
    return np.bincount(side.labels[side.labels > NO_CLUSTER], minlength=side.clusters)


def _through(places: IntArray, labels: IntArray) -> IntArray:
    """Labels by way of a table; NO_CLUSTER stays."""
    return np.where(labels > NO_CLUSTER, places[labels], NO_CLUSTER).astype(np.int64)


def _means(values: FloatArray, labels: IntArray, count: int) -> FloatArray:
    """(count,) mean of the values of each label."""
    inside = labels > NO_CLUSTER
    sums = np.bincount(labels[inside], weights=values[inside], minlength=count)
    sizes = np.bincount(labels[inside], minlength=count)
    return (sums / np.maximum(sizes, 1)).astype(np.float32)


def _with_private(labels: IntArray, own: IntArray, prototypes: int) -> IntArray:
    """Labels of prototypes; who has none keeps the cluster, under a number of its own."""
    keeps = (labels == NO_CLUSTER) & (own > NO_CLUSTER)
    return np.where(keeps, prototypes + own, labels).astype(np.int64)


def _matches(view: RoundView, guide: Modality, refined: IntArray, labels: IntArray) -> IntArray:
    """(infrared,) the visible label, as it is sampled by, of each infrared tracklet.

    Args:
        view: of the round.
        guide: the guiding side.
        refined: prototype of each tracklet of the refined side, or NO_CLUSTER.
        labels: the refined side's labels as they are sampled by.
    """
    if guide is Modality.VISIBLE:
        return refined
    new_number = np.full(view.infrared.clusters, NO_CLUSTER, np.int64)
    with_prototype = refined > NO_CLUSTER
    new_number[refined[with_prototype]] = labels[with_prototype]
    return _through(new_number, view.infrared.labels)
