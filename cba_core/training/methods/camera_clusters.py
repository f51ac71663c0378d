"""Clusters within each camera, and tracklets described by how they resemble them."""

from dataclasses import dataclass

import numpy as np
from scipy.special import softmax

from cba_core.domain.arrays import FloatArray, IntArray
from cba_core.domain.footage import Modality
from cba_core.training.round_plan import NO_CLUSTER, Clusterer, SideView, centres, unit


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CameraClusters:
    """Clusters of one modality, none of which crosses cameras."""

    labels: IntArray  # (n,) numbered over all cameras, or NO_CLUSTER
    prototypes: FloatArray  # (k, dim) unit length
    ranges: dict[int, tuple[int, int]]
    """First cluster of each camera and the one after its last; cameras without are left out."""


def camera_memory(modality: Modality, camera: int) -> str:
    """What the memory of one camera's prototypes is called, and its loss too."""
    return f"{modality} camera {camera}"


def clusters_by_camera(
    side: SideView, cluster: Clusterer, epsilon: float, *, fewest: int
) -> CameraClusters:
    """Cluster each camera's tracklets by themselves.

    Args:
        side: with cameras.
        cluster: of the round.
        epsilon: neighbourhood radius within a camera, in Jaccard distance.
        fewest: tracklets that a camera must have.

    Raises:
        ValueError: the cameras are unknown.
    """
    if side.cameras is None:
        raise ValueError("clusters by camera need cameras")
    labels = np.full(len(side.vectors), NO_CLUSTER, np.int64)
    ranges: dict[int, tuple[int, int]] = {}
    first = 0
    for camera in np.unique(side.cameras).tolist():
        rows = np.flatnonzero(side.cameras == camera)
        if len(rows) < fewest:
            continue
        own = cluster(side.vectors[rows], epsilon=epsilon)
        last = first + int(own.max(initial=NO_CLUSTER)) + 1
        if last > first:
            labels[rows] = np.where(own >= 0, own + first, NO_CLUSTER)
            ranges[camera] = (first, last)
            first = last
    return CameraClusters(
        labels=labels, prototypes=centres(side.vectors, labels, first), ranges=ranges
    )


def association_embedding(
    vectors: FloatArray, found: CameraClusters, sharpness: float
) -> FloatArray | None:
    """(n, k) unit length: softmax similarities to each camera's prototypes, side by side.

    It says of a tracklet whom it resembles in every camera, which changes less from camera to
    camera than its look does (GUR, cross-memory association embedding). None without prototypes.

    Args:
        vectors: (n, dim) unit length.
        found: prototypes by camera.
        sharpness: factor of the cosines before the softmax.
    """
    if not found.ranges:
        return None
    parts = [
        softmax(sharpness * (vectors @ found.prototypes[first:last].T), axis=1)
        for first, last in found.ranges.values()
    ]
    return unit(np.concatenate(parts, axis=1).astype(np.float32))
