"""Rounds whose people are known: directions of people, a modality offset, noise, cameras."""

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from cba_core.domain.arrays import FloatArray, IntArray
from cba_core.training.round_plan import NO_CLUSTER, RoundView, SideView, unit

DIM = 12
CAMERAS = 3


class ClusterByComponents:
    """Connected components of pairs with cosine above 1 - epsilon / 2; alone is noise."""

    def __call__(self, vectors: FloatArray, *, epsilon: float | None = None) -> IntArray:
        reach = 0.6 if epsilon is None else epsilon
        near = csr_array(vectors @ vectors.T > 1 - reach / 2)
        found = connected_components(near, directed=False)[1]
        values, counts = np.unique(found, return_counts=True)
        kept = values[counts > 1]
        labels = np.full(len(vectors), NO_CLUSTER, np.int64)
        for number, value in enumerate(kept):
            labels[found == value] = number
        return labels

    def epsilon_for(self, vectors: FloatArray, *, clusters: int) -> float:
        def missed(epsilon: float) -> int:
            return abs(int(self(vectors, epsilon=epsilon).max(initial=-1)) + 1 - clusters)

        return min((step / 20 for step in range(14, 3, -1)), key=missed)


def constructed_side(
    persons: list[int],
    labels: list[int],
    *,
    offset: float,
    seed: int,
    cameras: bool = True,
    losses: bool = True,
) -> SideView:
    """Tracklets of people along axes of their own, all shifted along the last axis."""
    generator = np.random.default_rng(seed)
    vectors = np.zeros((len(persons), DIM), np.float32)
    for row, person in enumerate(persons):
        vectors[row, person] = 1
    vectors += generator.normal(0, 0.06, vectors.shape).astype(np.float32)
    vectors[:, -1] += offset
    return SideView(
        vectors=unit(vectors.astype(np.float32)),
        labels=np.array(labels, np.int64),
        cameras=np.arange(len(persons), dtype=np.int64) % CAMERAS if cameras else None,
        losses=generator.gamma(2, 1, len(persons)).astype(np.float32) if losses else None,
        persons=np.array(persons, np.int64),
    )


def constructed_round(
    visible: SideView, infrared: SideView, *, number: int = 0, rounds: int = 10, seed: int = 7
) -> RoundView:
    return RoundView(
        number=number,
        rounds=rounds,
        visible=visible,
        infrared=infrared,
        cluster=ClusterByComponents(),
        generator=np.random.default_rng(seed),
    )


def of_people(
    counts: list[int], clusters: list[int], *, noise: int = 0, offset: float = 0.4, seed: int = 0
) -> SideView:
    """`counts` tracklets of each person, whose cluster is given; then noise of the people."""
    persons = [person for person, count in enumerate(counts) for _ in range(count)]
    labels = [clusters[person] for person in persons]
    persons += [row % len(counts) for row in range(noise)]
    labels += [NO_CLUSTER] * noise
    return constructed_side(persons, labels, offset=offset, seed=seed)


def side_of_vectors(rows: list[list[float]], labels: list[int]) -> SideView:
    """Worked by hand: rows are scaled to unit length."""
    return SideView(vectors=unit(np.array(rows, np.float32)), labels=np.array(labels, np.int64))


def directions(*degrees: float) -> FloatArray:
    """(n, 2) unit length, by angle."""
    angles = np.radians(degrees)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
