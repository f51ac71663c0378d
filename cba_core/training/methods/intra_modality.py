"""Each modality against its own clusters: the part that nearly every method begins with."""

from dataclasses import dataclass, replace

import numpy as np

from cba_core.domain.arrays import FloatArray, IntArray
from cba_core.domain.footage import Modality
from cba_core.training.round_plan import (
    NO_CLUSTER,
    Memory,
    RoundView,
    SideView,
    Term,
    UpdateRule,
    View,
    centres,
    hard_targets,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class IntraModality:
    """One memory and one loss a modality: dual contrastive learning (Yang et al. 2022, ADCA)."""

    momentum: float | None = 0.8
    rule: UpdateRule = "each"
    visible_view: View = "both"
    infrared_view: View = "both"
    scale: float = 1.0

    def view_of(self, modality: Modality) -> View:
        """Which clips of a modality pay: undisturbed ones, those under interventions, or both."""
        return self.infrared_view if modality is Modality.INFRARED else self.visible_view

    def memory(self, prototypes: FloatArray) -> Memory:
        """(k, dim) unit length prototypes that are updated as these settings say."""
        return Memory(prototypes=prototypes, momentum=self.momentum, rule=self.rule)

    def memories(self, view: RoundView, suffix: str = "") -> dict[str, Memory]:
        """Mean directions of the clusters; a modality without clusters has no memory."""
        return {
            memory_name(modality, suffix): self.memory(side_centres(view.side(modality)))
            for modality in Modality
            if view.side(modality).clusters
        }

    def terms(self, view: RoundView, suffix: str = "") -> tuple[Term, ...]:
        """Every clustered tracklet against the memory of its modality."""
        return tuple(
            Term(
                name=memory_name(modality, suffix),
                memory=memory_name(modality, suffix),
                modality=modality,
                targets=hard_targets(view.side(modality).labels, view.side(modality).clusters),
                scale=self.scale,
                view=self.view_of(modality),
                moves=True,
            )
            for modality in Modality
            if view.side(modality).clusters
        )

    def shared_terms(
        self, memory: str, *, visible: IntArray, infrared: IntArray, count: int
    ) -> tuple[Term, ...]:
        """Both modalities against one memory of `count` prototypes.

        Args:
            memory: its name.
            visible: (n,) labels of visible tracklets, below `count`, or NO_CLUSTER.
            infrared: (m,) the same of infrared ones.
            count: of prototypes.
        """
        return tuple(
            Term(
                name=f"{modality} to {memory}",
                memory=memory,
                modality=modality,
                targets=hard_targets(labels, count),
                scale=self.scale,
                view=self.view_of(modality),
                moves=True,
            )
            for modality, labels in ((Modality.VISIBLE, visible), (Modality.INFRARED, infrared))
            if np.any(labels >= 0)
        )


def memory_name(modality: Modality, suffix: str = "") -> str:
    """What the memory of a modality is called, and its loss too."""
    return f"{modality}{suffix}"


def side_centres(side: SideView) -> FloatArray:
    """(clusters, dim) mean directions of a modality's clusters."""
    return centres(side.vectors, side.labels, side.clusters)


def joint_centres(
    view: RoundView, *, visible: IntArray, infrared: IntArray, count: int
) -> FloatArray:
    """(count, dim) mean directions over both modalities, each modality weighing the same.

    A label that one modality lacks gets the other's mean alone. Without the equal weight, the
    modality with more tracklets would place the prototype (our reasoning).

    Args:
        view: of the round.
        visible: (n,) labels of visible tracklets, below `count`, or NO_CLUSTER.
        infrared: (m,) the same of infrared ones.
        count: of prototypes.
    """
    parts = [
        centres(view.visible.vectors, visible, count),
        centres(view.infrared.vectors, infrared, count),
    ]
    return centres(np.concatenate(parts), np.tile(np.arange(count), 2), count)


def sampling_by_cluster(view: RoundView) -> dict[Modality, IntArray]:
    """Batches are drawn by the clusters of each modality."""
    return {modality: view.side(modality).labels for modality in Modality}


def with_labels(
    view: RoundView, *, visible: IntArray | None = None, infrared: IntArray | None = None
) -> RoundView:
    """The same round with other clusters; None leaves a modality's as they are."""
    return replace(
        view,
        visible=view.visible if visible is None else replace(view.visible, labels=visible),
        infrared=view.infrared if infrared is None else replace(view.infrared, labels=infrared),
    )


def without_gaps(labels: IntArray) -> IntArray:
    """(n,) the same clusters numbered 0.. without gaps; NO_CLUSTER stays."""
    numbered = np.full(len(labels), NO_CLUSTER, np.int64)
    inside = labels >= 0
    numbered[inside] = np.unique(labels[inside], return_inverse=True)[1]
    return numbered


def by_cluster(labels: IntArray, values: IntArray) -> IntArray:
    """(n,) what each tracklet's cluster has in `values` (k,); NO_CLUSTER outside clusters."""
    found = np.full(len(labels), NO_CLUSTER, np.int64)
    inside = labels >= 0
    found[inside] = values[labels[inside]]
    return found


def matches_by_name(*, visible: IntArray, infrared: IntArray) -> IntArray:
    """(m,) infrared labels that a visible tracklet (n,) has too, else NO_CLUSTER.

    Where both modalities share their labels, this is what a plan tells of its matches.
    """
    return np.where(np.isin(infrared, visible), infrared, NO_CLUSTER)
