"""Clusters that obey what is known of pairs: the same person, or two."""

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from cba_core.clustering.dbscan import NOISE, in_order
from cba_core.domain.arrays import BoolArray, FloatArray, IntArray
from cba_core.domain.errors import CbaError


class ContradictoryPairsError(CbaError):
    """Two tracklets are said to show one person, and to show two."""

    def __init__(self, first: int, second: int) -> None:
        super().__init__(
            f"Tracklets {first} and {second} are linked as one person, directly or through others, "
            "and marked as two different people",
            "Take back one of the decisions on these tracklets, then train again.",
        )
        self.pair = (first, second)


def apply_constraints(
    labels: IntArray, must_link: IntArray, cannot_link: IntArray, vectors: FloatArray
) -> IntArray:
    """Merge clusters that must be one, then split those that cannot be.

    Points that are linked stay together whatever happens, noise among them. In a cluster with a
    forbidden pair, the points of forbidden pairs are divided first: they colour the graph of
    their conflicts, the most constrained first (DSATUR, Brelaz 1979), and each takes the colour
    of the most similar point it may join, or a new one. The other points go with the most similar
    of them. Clusters without a forbidden pair stay as they are.

    Args:
        labels: (n,) cluster of each point, or `NOISE`.
        must_link: (m, 2) positions that are one person.
        cannot_link: (c, 2) positions that are two.
        vectors: (n, dim) unit length.

    Returns:
        (n,) 0.. without gaps in the order of each cluster's first point, or `NOISE`.

    Raises:
        ContradictoryPairsError: a forbidden pair is linked.
        ValueError: a position does not exist, or there are not as many vectors as labels.
    """
    total = len(labels)
    if len(vectors) != total:
        raise ValueError(f"{total} labels need as many vectors, got {len(vectors)}")
    for pairs in (must_link, cannot_link):
        if pairs.size and not 0 <= pairs.min() <= pairs.max() < total:
            raise ValueError(f"pairs name positions outside 0..{total - 1}")
    units = _components(total, must_link)
    for first, second in cannot_link.tolist():
        if units[first] == units[second]:
            raise ContradictoryPairsError(first, second)
    merged = _merged(labels, must_link)
    split = merged.copy()
    inside = (merged[cannot_link[:, 0]] == merged[cannot_link[:, 1]]) & (
        merged[cannot_link[:, 0]] != NOISE
    )
    conflicts = cannot_link[inside]
    for cluster in np.unique(merged[conflicts[:, 0]]).tolist():
        members = np.flatnonzero(merged == cluster)
        here = units[conflicts[merged[conflicts[:, 0]] == cluster]]
        names, places = np.unique(units[members], return_inverse=True)
        groups = _divide(np.searchsorted(names, here), _means(vectors[members], places))
        next_free = int(split.max()) + 1
        split[members] = next_free + groups[places]
    return in_order(split)


def _components(total: int, pairs: IntArray) -> IntArray:
    """(total,) number of the connected component of each point."""
    links = coo_array((np.ones(len(pairs), np.int8), (pairs[:, 0], pairs[:, 1])), (total, total))
    _, numbers = connected_components(links, directed=False)
    return np.asarray(numbers, np.int64)


def _merged(labels: IntArray, must_link: IntArray) -> IntArray:
    """Clusters joined where a link spans two of them; linked noise joins or founds one."""
    inside = np.flatnonzero(labels != NOISE)
    _, firsts, places = np.unique(labels[inside], return_index=True, return_inverse=True)
    together = np.stack([inside, inside[firsts][places]], axis=1)
    joined = _components(len(labels), np.concatenate([together, must_link]))
    counted = np.zeros(len(labels), np.bool_)
    counted[inside] = True
    counted[must_link[must_link[:, 0] != must_link[:, 1]]] = True
    return np.where(counted, joined, NOISE)


def _means(vectors: FloatArray, places: IntArray) -> FloatArray:
    """(k, dim) mean direction of the rows of each place."""
    sums = np.zeros((int(places.max()) + 1, vectors.shape[1]), np.float32)
    np.add.at(sums, places, vectors)
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    means: FloatArray = np.divide(sums, lengths, out=sums, where=lengths > 0)
    return means


def _divide(conflicts: IntArray, directions: FloatArray) -> IntArray:
    """(k,) group of each unit: conflicting ones apart, the others with the most similar of those.

    Args:
        conflicts: (c, 2) units, all of them apart; c is not 0.
        directions: (k, dim) of the units.
    """
    divided, places = np.unique(conflicts, return_inverse=True)
    places = places.reshape(-1, 2)
    apart = np.zeros((len(divided), len(divided)), np.bool_)
    apart[places[:, 0], places[:, 1]] = apart[places[:, 1], places[:, 0]] = True
    similarity = directions @ directions[divided].T
    colours = _colour(apart, similarity[divided])
    groups: IntArray = colours[similarity.argmax(axis=1)]
    groups[divided] = colours
    return groups


def _colour(apart: BoolArray, similarity: FloatArray) -> IntArray:
    """(k,) colours from 0, never the same for two that are `apart` (k, k)."""
    count = len(apart)
    colours = np.full(count, NOISE, np.int64)
    barred = np.zeros((count, 0), np.bool_)  # which colours each may not take
    enemies = apart.sum(axis=1)
    for _ in range(count):
        urgency = np.where(colours == NOISE, barred.sum(axis=1) * (count + 1) + enemies, -1)
        unit = int(urgency.argmax())
        allowed = np.flatnonzero(colours != NOISE)
        allowed = allowed[~barred[unit, colours[allowed]]]
        if len(allowed):
            colours[unit] = colours[allowed[similarity[unit, allowed].argmax()]]
        else:
            colours[unit] = barred.shape[1]
            barred = np.concatenate([barred, np.zeros((count, 1), np.bool_)], axis=1)
        barred[:, colours[unit]] |= apart[unit]
    return colours
