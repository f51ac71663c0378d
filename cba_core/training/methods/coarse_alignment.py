"""PGUR, coarse step: which guiding prototypes a cluster of the other modality may hold.

The other side is under-clustered: one of its clusters holds several persons, so many prototypes
go to one cluster (method.md, E.5). That prototypes are picked by reliability is confirmed [C],
measure and transport are ours [I].
"""

from dataclasses import dataclass

import numpy as np

from cba_core.config.refinement_config import RefinementConfig
from cba_core.domain.arrays import BoolArray, FloatArray, IntArray, RealArray
from cba_core.training.methods.sinkhorn import sinkhorn
from cba_core.training.round_plan import unit


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """What each cluster may be made of."""

    allowed: BoolArray  # (clusters, prototypes)
    shares: FloatArray  # (clusters, prototypes) rows sum to 1 over what is allowed, or are zero


def reliability(vectors: FloatArray, labels: IntArray, prototypes: FloatArray) -> FloatArray:
    """(k,) compactness minus nearness of the nearest other prototype; higher is better.

    rho_k = mean over members of cos(z_i, c_k) - max over l != k of cos(c_k, c_l)
    (method.md, E.5); a prototype of nobody gets -inf.
    """
    count = len(prototypes)
    compactness = np.full(count, -np.inf, np.float32)
    for cluster in range(count):
        members = vectors[labels == cluster]
        if len(members):
            compactness[cluster] = float((members @ prototypes[cluster]).mean())
    if count == 1:
        return compactness
    likeness = prototypes @ prototypes.T
    np.fill_diagonal(likeness, -np.inf)
    scores: FloatArray = compactness - likeness.max(axis=1)
    return scores


def reliable(scores: FloatArray, sizes: IntArray, settings: RefinementConfig) -> BoolArray:
    """(k,) which prototypes guide: the best share of those that are large enough."""
    large = sizes >= settings.smallest_group
    if not large.any():
        large = sizes > 0
    bound = np.quantile(scores[large], 1.0 - settings.reliable_share)
    return large & (scores >= bound)


def moved_onto(vectors: FloatArray, onto: FloatArray) -> FloatArray:
    """(n, dim) unit vectors, moved so that both modalities have the same mean, at unit length."""
    return unit((vectors - vectors.mean(axis=0) + onto.mean(axis=0)).astype(np.float32))


def candidates_of_clusters(
    clusters: FloatArray,
    prototypes: FloatArray,
    *,
    cluster_sizes: IntArray,
    prototype_sizes: IntArray,
    settings: RefinementConfig,
) -> Candidates:
    """Many prototypes to one cluster by optimal transport, and the nearest ones besides.

    Every prototype k goes to j(k) = argmax_j of the transport plan, whether it is reliable or not:
    a person must not be pressed upon another prototype because the own one is not to be relied
    on. A cluster may hold those and its nearest ones. Pairs that are less alike than all such
    pairs are on average, by so many standard deviations as the settings say, are dropped.

    Args:
        clusters: (j, dim) unit length, of the side to refine.
        prototypes: (k, dim) unit length, of the guiding side.
        cluster_sizes: (j,) tracklets in each.
        prototype_sizes: (k,) tracklets of each.
        settings: of the refinement.
    """
    similarity = clusters @ prototypes.T
    plan = _plan(similarity, cluster_sizes, prototype_sizes, settings)
    allowed = np.zeros(similarity.shape, bool)
    allowed[plan.argmax(axis=0), np.arange(len(prototypes))] = True
    nearest = similarity.argsort(axis=1, kind="stable")[:, ::-1][:, : settings.candidates]
    np.put_along_axis(allowed, nearest, values=True, axis=1)
    pairs = similarity[allowed]
    bound = pairs.mean() - settings.dropped_below * pairs.std()
    allowed &= similarity >= bound
    shares = np.where(allowed, plan + 1e-12, 0.0)  # nearest ones get something, too
    totals = shares.sum(axis=1, keepdims=True)
    scaled = np.divide(shares, totals, out=np.zeros_like(shares), where=totals > 0)
    return Candidates(allowed=allowed, shares=scaled.astype(np.float32))


def _plan(
    similarity: FloatArray,
    cluster_sizes: IntArray,
    prototype_sizes: IntArray,
    settings: RefinementConfig,
) -> RealArray:
    return sinkhorn(
        np.exp(-similarity.astype(np.float64)),
        cluster_sizes / cluster_sizes.sum(),
        prototype_sizes / prototype_sizes.sum(),
        regularisation=settings.transport_regularisation,
    )
