"""Embeddings to pseudo-labels: each modality clustered by itself, known pairs respected."""

import hashlib
from dataclasses import replace

import numpy as np
from scipy.sparse import csr_array

from cba_core.clustering.choose_epsilon import (
    best_separated,
    epsilon_for_count,
    sweep_epsilon,
)
from cba_core.clustering.cluster_health import ClusterHealth, cluster_health
from cba_core.clustering.constraints import apply_constraints
from cba_core.clustering.dbscan import cluster_by_density
from cba_core.clustering.jaccard_distance import jaccard_distance
from cba_core.clustering.neighbourhood import neighbourhood_for
from cba_core.config.train_config import MOST_EPSILON, ClusteringConfig
from cba_core.domain.arrays import FloatArray, IntArray
from cba_core.domain.footage import Modality
from cba_core.domain.learning import TrainingTracklets
from cba_core.training.round_plan import NO_CLUSTER, Clusterer, RoundView, SideView


class ConfiguredClusterer:
    """k-reciprocal Jaccard distance and DBSCAN as a configuration says (method.md, E.4).

    The distances of the last vectors are kept: a method that tries several radii pays once.
    """

    def __init__(self, config: ClusteringConfig) -> None:
        """Keep the settings; those that are not told follow from the tracklets of a person."""
        follows = neighbourhood_for(config.tracklets_per_person)
        self._k1 = config.k1 or follows.k1
        self._k2 = config.k2 or min(follows.k2, self._k1)
        self._min_samples = config.min_samples or follows.min_samples
        self._epsilon = config.epsilon
        self._known: dict[str, csr_array] = {}

    def __call__(self, vectors: FloatArray, *, epsilon: float | None = None) -> IntArray:
        """See `Clusterer`."""
        if len(vectors) < self._min_samples:
            return np.full(len(vectors), NO_CLUSTER, np.int64)
        radius = self._epsilon if epsilon is None else epsilon
        if not radius:
            sweep = sweep_epsilon(self._distance(vectors), min_samples=self._min_samples)
            return best_separated(sweep).labels
        return cluster_by_density(
            self._distance(vectors),
            epsilon=min(radius, MOST_EPSILON),
            min_samples=self._min_samples,
        )

    def epsilon_for(self, vectors: FloatArray, *, clusters: int) -> float:
        """See `Clusterer`."""
        return epsilon_for_count(
            self._distance(vectors), wanted=clusters, min_samples=self._min_samples
        )

    def health(self, vectors: FloatArray, labels: IntArray) -> ClusterHealth:
        """How the clusters of vectors look, for the log."""
        return cluster_health(self._distance(vectors), labels)

    def _distance(self, vectors: FloatArray) -> csr_array:
        key = hashlib.sha256(vectors.tobytes()).hexdigest()
        if key not in self._known:
            while len(self._known) >= len(Modality):
                self._known.pop(next(iter(self._known)))
            self._known[key] = jaccard_distance(
                vectors, k1=self._k1, k2=self._k2, farthest=MOST_EPSILON
            )
        return self._known[key]


def round_view(
    data: TrainingTracklets,
    vectors: FloatArray,
    cluster: Clusterer,
    *,
    number: int,
    rounds: int,
    generator: np.random.Generator,
    perturbed: tuple[FloatArray, ...] = (),
    losses: FloatArray | None = None,
    cameras: bool = False,
    persons: IntArray | None = None,
) -> RoundView:
    """What a method decides on.

    Args:
        data: all tracklets.
        vectors: (n, dim) unit length, of all of them.
        cluster: makes the labels of each modality.
        number: of the round, from 0.
        rounds: of the stage.
        generator: for the method.
        perturbed: each (n, dim) under interventions.
        losses: (n,) of the round before, NaN unseen.
        cameras: whether the method may see them.
        persons: (n,) the truth, for ceilings alone.
    """

    def side(modality: Modality) -> SideView:
        rows = data.positions(modality)
        mine = vectors[rows]
        return SideView(
            vectors=mine,
            labels=cluster(mine),
            cameras=data.cameras[rows] if cameras and data.cameras is not None else None,
            perturbed=tuple(one[rows] for one in perturbed),
            losses=None if losses is None else losses[rows],
            persons=None if persons is None else persons[rows],
        )

    return RoundView(
        number=number,
        rounds=rounds,
        visible=side(Modality.VISIBLE),
        infrared=side(Modality.INFRARED),
        cluster=cluster,
        generator=generator,
    )


def constrained(view: RoundView, data: TrainingTracklets) -> RoundView:
    """The same round with clusters that respect the known pairs within each modality.

    Raises:
        CbaError: the pairs contradict each other.
    """
    changed = {}
    for modality in Modality:
        rows = data.positions(modality)
        must = _within(data.constraints.must_link, rows, len(data))
        cannot = _within(data.constraints.cannot_link, rows, len(data))
        side = view.side(modality)
        if len(must) or len(cannot):
            labels = apply_constraints(side.labels, must, cannot, side.vectors)
            changed[modality.value] = replace(side, labels=labels)
    return replace(view, **changed)  # type: ignore[arg-type]  # the fields are named alike


def _within(pairs: IntArray, rows: IntArray, total: int) -> IntArray:
    """Pairs of tracklets of one modality, by their place in it."""
    places = np.full(total, NO_CLUSTER, np.int64)
    places[rows] = np.arange(len(rows))
    inside = places[pairs]
    kept: IntArray = inside[(inside >= 0).all(axis=1)]
    return kept
