"""Upper bounds that read the truth: no methods for unlabelled footage."""

from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np

from cba_core.domain.arrays import BoolArray, IntArray
from cba_core.domain.footage import Modality
from cba_core.training.methods.alternate_learning import AlternateLearning, targets_by_cluster
from cba_core.training.methods.intra_modality import (
    IntraModality,
    by_cluster,
    joint_centres,
    matches_by_name,
    sampling_by_cluster,
    without_gaps,
)
from cba_core.training.round_plan import NO_CLUSTER, RoundPlan, RoundView, SideView

_SHARED = "shared"
NOBODY = -1
"""A cluster of nobody who is known, and a person who is unknown."""


def _hardest() -> IntraModality:
    return IntraModality(rule="hardest")


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervised:
    """True persons as labels, one memory for both modalities."""

    name: ClassVar[str] = "supervised"
    uses_labels: ClassVar[bool] = True
    uses_cameras: ClassVar[bool] = False
    wants_perturbed: ClassVar[bool] = False

    intra: IntraModality = field(default_factory=IntraModality)

    def plan(self, view: RoundView) -> RoundPlan:
        """Every tracklet of a known person against that person's prototype.

        Raises:
            ValueError: the persons are unknown.
        """
        visible, infrared = (
            persons_of(view.side(modality)) for modality in (Modality.VISIBLE, Modality.INFRARED)
        )
        joint = without_gaps(np.concatenate([visible, infrared]))
        visible, infrared = joint[: len(visible)], joint[len(visible) :]
        count = int(joint.max(initial=NOBODY)) + 1
        prototypes = joint_centres(view, visible=visible, infrared=infrared, count=count)
        return RoundPlan(
            memories={_SHARED: self.intra.memory(prototypes)} if count else {},
            terms=self.intra.shared_terms(_SHARED, visible=visible, infrared=infrared, count=count),
            sampling={Modality.VISIBLE: visible, Modality.INFRARED: infrared},
            matches=matches_by_name(visible=visible, infrared=infrared),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OracleMatching:
    """PGM whose matching makes no mistakes: clusters are matched by their majority person."""

    name: ClassVar[str] = "oracle-matching"
    uses_labels: ClassVar[bool] = True
    uses_cameras: ClassVar[bool] = False
    wants_perturbed: ClassVar[bool] = False

    intra: IntraModality = field(default_factory=_hardest)
    cross: AlternateLearning = field(default_factory=AlternateLearning)

    def plan(self, view: RoundView) -> RoundPlan:
        """PGM's losses; a cluster aims at all clusters of its person alike, or at none.

        Raises:
            ValueError: the persons are unknown.
        """
        matched = matches_by_person(view.visible, view.infrared)
        terms = self.intra.terms(view)
        if matched.any():
            payer = self.cross.payer(view)
            shares = matched if payer is Modality.VISIBLE else matched.T
            targets = targets_by_cluster(view.side(payer).labels, shares.astype(np.float32))
            terms += (self.cross.term(payer, targets, clips=self.intra.view_of(payer)),)
        return RoundPlan(
            memories=self.intra.memories(view),
            terms=terms,
            sampling=sampling_by_cluster(view),
            matches=by_cluster(view.infrared.labels, first_match(matched.T)),
            facts={
                "visible clusters with a match": float(matched.any(axis=1).sum()),
                "infrared clusters with a match": float(matched.any(axis=0).sum()),
            },
        )


def persons_of(side: SideView) -> IntArray:
    """(n,) the truth; negative for a person who is unknown.

    Raises:
        ValueError: the side carries none.
    """
    if side.persons is None:
        raise ValueError("a ceiling needs the true persons")
    return side.persons


def matches_by_person(visible: SideView, infrared: SideView) -> BoolArray:
    """(K_v, K_r) whether the majority of both clusters is the same person."""
    rows, columns = majority_persons(visible), majority_persons(infrared)
    same: BoolArray = (rows[:, None] == columns[None, :]) & (rows[:, None] != NOBODY)
    return same


def first_match(matched: BoolArray) -> IntArray:
    """(n,) the first column of each row (n, m) that is True, or NO_CLUSTER."""
    if not matched.shape[1]:
        return np.full(len(matched), NO_CLUSTER, np.int64)
    return np.where(matched.any(axis=1), matched.argmax(axis=1), NO_CLUSTER)


def majority_persons(side: SideView) -> IntArray:
    """(clusters,) the person with most tracklets in each; the lowest among equals, or NOBODY."""
    persons = persons_of(side)
    found = np.full(side.clusters, NOBODY, np.int64)
    for cluster in range(side.clusters):
        inside = persons[(side.labels == cluster) & (persons >= 0)]
        if len(inside):
            values, counts = np.unique(inside, return_counts=True)
            found[cluster] = values[counts.argmax()]
    return found
