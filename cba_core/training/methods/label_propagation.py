"""Infrared labels handed to similar visible tracklets: GUR."""

from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
from scipy.special import softmax

from cba_core.domain.arrays import FloatArray, IntArray
from cba_core.domain.footage import Modality
from cba_core.training.methods.camera_clusters import (
    association_embedding,
    camera_memory,
    clusters_by_camera,
)
from cba_core.training.methods.intra_modality import (
    IntraModality,
    matches_by_name,
    sampling_by_cluster,
    side_centres,
    with_labels,
)
from cba_core.training.methods.most_similar import most_similar
from cba_core.training.round_plan import (
    NO_CLUSTER,
    RoundPlan,
    RoundView,
    SideView,
    Term,
    hard_targets,
)

_SHARED = "shared"
_SMALLEST_CAMERA = 2  # a camera of one tracklet has no clusters


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelPropagation:
    """After GUR (Yang et al., ICCV 2023): by camera, by modality, then across, in one stage.

    The source goes across modalities from epoch 30 of 50 on and smooths from epoch 40 on. Here as
    many rounds of each modality alone have gone before the stage, so that these are 0.2 and 0.6
    of it.
    """

    name: ClassVar[str] = "gur"
    uses_labels: ClassVar[bool] = False
    wants_perturbed: ClassVar[bool] = False

    uses_cameras: bool = False
    """Without cameras, the stage starts with clusters of whole modalities."""
    intra: IntraModality = field(default_factory=IntraModality)
    nearest: int = 20  # tracklets that hand on their labels
    temperature: float = 0.05  # of the softmax over similarities; 1 counts all of them alike
    across_cameras_from: float = 0.1  # share of the stage, where there are cameras
    across_modalities_from: float = 0.2
    smooth_from: float = 0.6
    camera_epsilon: float = 0.55
    association_sharpness: float = 20.0

    def plan(self, view: RoundView) -> RoundPlan:
        """What the round's place in the stage asks for."""
        done = view.number / view.rounds
        cameras = self.uses_cameras and all(
            view.side(modality).cameras is not None for modality in Modality
        )
        if cameras and done < self.across_cameras_from:
            return self._within_cameras(view)
        if cameras:
            view = self._across_cameras(view)
        if done < self.across_modalities_from or not view.infrared.clusters:
            return RoundPlan(
                memories=self.intra.memories(view),
                terms=self.intra.terms(view),
                sampling=sampling_by_cluster(view),
            )
        return self._across_modalities(view, smooth=done >= self.smooth_from)

    def _across_modalities(self, view: RoundView, *, smooth: bool) -> RoundPlan:
        infrared, count = view.infrared, view.infrared.clusters
        labels = self._handed_on(view.visible, infrared, infrared.labels, count)
        if smooth:
            labels = self._handed_on(view.visible, view.visible, labels, count)
        return RoundPlan(
            memories={_SHARED: self.intra.memory(side_centres(infrared))},
            terms=self.intra.shared_terms(
                _SHARED, visible=labels, infrared=infrared.labels, count=count
            ),
            sampling={Modality.VISIBLE: labels, Modality.INFRARED: infrared.labels},
            matches=matches_by_name(visible=labels, infrared=infrared.labels),
            facts={"visible with a label": float(np.mean(labels >= 0)) if len(labels) else 0.0},
        )

    def _handed_on(
        self, takers: SideView, givers: SideView, labels: IntArray, count: int
    ) -> IntArray:
        return propagated_labels(
            takers.vectors @ givers.vectors.T,
            labels,
            count,
            nearest=self.nearest,
            temperature=self.temperature,
        )

    def _within_cameras(self, view: RoundView) -> RoundPlan:
        memories = {}
        terms = []
        sampling = {}
        for modality in Modality:
            side = view.side(modality)
            found = clusters_by_camera(
                side, view.cluster, self.camera_epsilon, fewest=_SMALLEST_CAMERA
            )
            sampling[modality] = found.labels
            for camera, (first, last) in found.ranges.items():
                name = camera_memory(modality, camera)
                memories[name] = self.intra.memory(found.prototypes[first:last])
                inside = (found.labels >= first) & (found.labels < last)
                own = np.where(inside, found.labels - first, NO_CLUSTER)
                terms.append(
                    Term(
                        name=name,
                        memory=name,
                        modality=modality,
                        targets=hard_targets(own, last - first),
                        scale=self.intra.scale,
                        view=self.intra.view_of(modality),
                        moves=True,
                    )
                )
        return RoundPlan(memories=memories, terms=tuple(terms), sampling=sampling)

    def _across_cameras(self, view: RoundView) -> RoundView:
        labels: dict[Modality, IntArray] = {}
        for modality in Modality:
            side = view.side(modality)
            found = clusters_by_camera(
                side, view.cluster, self.camera_epsilon, fewest=_SMALLEST_CAMERA
            )
            embedding = association_embedding(side.vectors, found, self.association_sharpness)
            labels[modality] = side.labels if embedding is None else view.cluster(embedding)
        return with_labels(
            view, visible=labels[Modality.VISIBLE], infrared=labels[Modality.INFRARED]
        )


def propagated_labels(
    similarities: FloatArray,
    labels: IntArray,
    count: int,
    *,
    nearest: int,
    temperature: float,
) -> IntArray:
    """(n,) the label with most weight among the most similar tracklets (GUR, from epoch 30).

    Noise has a class of its own among the labels; where it weighs most, nobody is handed on.

    Args:
        similarities: (n, m) cosines of takers and givers.
        labels: (m,) of the givers, below `count`, or NO_CLUSTER.
        count: of labels.
        nearest: givers that count for a taker.
        temperature: of the softmax that makes weights of similarities.
    """
    if not similarities.size:
        return np.full(len(similarities), NO_CLUSTER, np.int64)
    best = most_similar(similarities, nearest)
    weights = softmax(np.take_along_axis(similarities, best, axis=1) / temperature, axis=1)
    given = np.where(labels >= 0, labels, count)[best]
    scores = np.zeros((len(similarities), count + 1))
    np.add.at(scores, (np.arange(len(similarities))[:, None], given), weights)
    winners = scores.argmax(axis=1)
    return np.where(winners < count, winners, NO_CLUSTER).astype(np.int64)
