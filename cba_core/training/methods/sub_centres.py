"""Clusters compared by several sub-centres, and losses that tell clean labels: MMM."""

import warnings
from dataclasses import dataclass, field, replace
from typing import ClassVar

import numpy as np
from scipy.spatial.distance import cdist

from cba_core.domain.arrays import FloatArray, IntArray, RealArray
from cba_core.domain.errors import NotInstalledError
from cba_core.domain.footage import Modality
from cba_core.training.methods.intra_modality import (
    IntraModality,
    by_cluster,
    joint_centres,
    matches_by_name,
    sampling_by_cluster,
)
from cba_core.training.round_plan import RoundPlan, RoundView, SideView

_SHARED = "shared"
_FEWEST_LOSSES = 8  # two components of fewer have no shape worth fitting
_LEAST_SPREAD = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class MultiMemoryMatching:
    """After MMM (Shi et al., ECCV 2024): infrared labels for all, and a weight for each tracklet.

    Visible clusters take the label of the nearest infrared cluster. Both modalities then pay to
    one memory, weighted by the probability that the label is clean.
    """

    name: ClassVar[str] = "mmm"
    uses_labels: ClassVar[bool] = False
    uses_cameras: ClassVar[bool] = False
    wants_perturbed: ClassVar[bool] = False

    intra: IntraModality = field(default_factory=IntraModality)
    parts: int = 4  # sub-centres a cluster
    mean_discrepancy: float = 0.1

    def plan(self, view: RoundView) -> RoundPlan:
        """One memory for both modalities, or dual contrastive learning while one has no cluster."""
        if not (view.visible.clusters and view.infrared.clusters):
            return RoundPlan(
                memories=self.intra.memories(view),
                terms=self.intra.terms(view),
                sampling=sampling_by_cluster(view),
            )
        seed = int(view.generator.integers(2**31))
        nearest = cluster_distances(
            sub_centres(view.visible, self.parts, seed),
            sub_centres(view.infrared, self.parts, seed),
        ).argmin(axis=1)
        labels = {
            Modality.VISIBLE: by_cluster(view.visible.labels, nearest),
            Modality.INFRARED: view.infrared.labels,
        }
        visible, infrared = labels[Modality.VISIBLE], labels[Modality.INFRARED]
        count = view.infrared.clusters
        prototypes = joint_centres(view, visible=visible, infrared=infrared, count=count)
        clean = {
            modality: clean_probability(view.side(modality).losses, seed) for modality in Modality
        }
        return RoundPlan(
            memories={_SHARED: self.intra.memory(prototypes)},
            terms=tuple(
                replace(term, weights=clean[term.modality])
                for term in self.intra.shared_terms(
                    _SHARED, visible=visible, infrared=infrared, count=count
                )
            ),
            sampling=labels,
            matches=matches_by_name(visible=visible, infrared=infrared),
            mean_discrepancy=self.mean_discrepancy,
            facts={
                f"clean {modality}": float(weights.mean())
                for modality, weights in clean.items()
                if weights is not None and len(weights)
            },
        )


def sub_centres(side: SideView, parts: int, seed: int) -> list[FloatArray]:
    """(up to `parts`, dim) k-means centres of each cluster; small clusters have fewer.

    Raises:
        NotInstalledError: scikit-learn is not installed.
    """
    try:
        from sklearn.cluster import KMeans
    except ImportError as error:
        raise NotInstalledError("scikit-learn", "training") from error
    found = []
    for cluster in range(side.clusters):
        members = side.vectors[side.labels == cluster]
        distinct = len(np.unique(members, axis=0))
        fitted = KMeans(min(parts, distinct), n_init=3, random_state=seed).fit(members)
        found.append(np.asarray(fitted.cluster_centers_, np.float32))
    return found


def cluster_distances(left: list[FloatArray], right: list[FloatArray]) -> RealArray:
    """(l, r) sum over the sub-centres i of a left cluster of min over j of |a_i - b_j| (MMM).

    Args:
        left: sub-centres a (i, dim) of each cluster; no cluster is without.
        right: sub-centres b (j, dim) of each cluster.
    """
    gaps = cdist(np.concatenate(left), np.concatenate(right))
    nearest = np.minimum.reduceat(gaps, _starts(right), axis=1)
    summed: RealArray = np.add.reduceat(nearest, _starts(left), axis=0)
    return summed


def _starts(groups: list[FloatArray]) -> IntArray:
    return np.cumsum([0, *(len(group) for group in groups[:-1])])


def clean_probability(losses: FloatArray | None, seed: int) -> FloatArray | None:
    """(n,) probability that a tracklet belongs to the Gaussian of small losses; NaN losses get 1.

    Two Gaussians are fitted to the losses of the last round (Arazo et al. 2019, as in MMM). None
    without losses, or where they are too few or too alike to tell two kinds.

    Raises:
        NotInstalledError: scikit-learn is not installed.
    """
    if losses is None:
        return None
    known = np.isfinite(losses)
    seen = losses[known].astype(np.float64)
    if len(seen) < _FEWEST_LOSSES or np.ptp(seen) < _LEAST_SPREAD:
        return None
    try:
        from sklearn.exceptions import ConvergenceWarning
        from sklearn.mixture import GaussianMixture
    except ImportError as error:
        raise NotInstalledError("scikit-learn", "training") from error
    scaled = ((seen - seen.min()) / np.ptp(seen))[:, None]
    mixture = GaussianMixture(2, max_iter=100, tol=1e-3, reg_covar=5e-4, random_state=seed)
    with warnings.catch_warnings():
        # an unfinished fit still tells small losses from large ones
        warnings.simplefilter("ignore", ConvergenceWarning)
        mixture.fit(scaled)
    small = int(np.argmin(mixture.means_[:, 0]))
    probability = np.ones(len(losses), np.float32)
    probability[known] = mixture.predict_proba(scaled)[:, small]
    return probability
