"""Tracklets on a plane, those that the model finds alike near one another."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from cba_core.domain.arrays import BoolArray, FloatArray, IntArray
from cba_core.domain.footage import Modality
from cba_core.domain.ids import ModelId


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EmbeddingMap:
    """Who is a neighbour of whom means something; how far apart groups lie, and their size, do not.

    Raises:
        ValueError: shapes differ.
    """

    model_id: ModelId
    seed: int  # of t-SNE and of the draw
    tracklet_ids: IntArray  # (n,) ascending
    places: FloatArray  # (n, 2) in the unit square, both ways by one scale, upwards
    is_infrared: BoolArray  # (n,)
    camera_indices: IntArray  # (n,) into `cameras`
    cameras: tuple[str, ...]
    in_case: Mapping[Modality, int]
    """Tracklets with a vector, of which those on the map were drawn."""

    def __post_init__(self) -> None:
        count = len(self.tracklet_ids)
        rows = (self.tracklet_ids, self.is_infrared, self.camera_indices)
        if any(one.shape != (count,) for one in rows) or self.places.shape != (count, 2):
            raise ValueError(f"{count} tracklets need one place, modality and camera each")
        if count and not 0 <= self.camera_indices.min() <= self.camera_indices.max() < len(
            self.cameras
        ):
            raise ValueError("every tracklet needs a camera that is named")

    def __len__(self) -> int:
        return len(self.tracklet_ids)

    def shows_the_same(self, other: "EmbeddingMap") -> bool:
        """Whether the same marks lie at the same places, with the same facts."""
        return (self.model_id, self.cameras) == (other.model_id, other.cameras) and all(
            np.array_equal(own, theirs)
            for own, theirs in (
                (self.tracklet_ids, other.tracklet_ids),
                (self.places, other.places),
                (self.is_infrared, other.is_infrared),
                (self.camera_indices, other.camera_indices),
            )
        )

    @property
    def is_whole(self) -> bool:
        """Whether every tracklet with a vector is on it."""
        return len(self) == sum(self.in_case.values())

    def shown(self, modality: Modality) -> int:
        """How many of a modality are on it."""
        infrared = int(np.count_nonzero(self.is_infrared))
        return infrared if modality is Modality.INFRARED else len(self) - infrared
